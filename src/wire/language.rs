//! The language of an article: what it declares wins; else what its text looks like.

use whatlang::Lang;

use crate::article::{Article, Language, LanguageBasis, Remark};

/// Bytes of text looked at.
const SAMPLE: usize = 1200;
/// Below this length nothing is recognised: short texts are guessed wrong too often.
const SHORTEST: usize = 120;

/// A declared language; empty and "undetermined" tags say nothing.
pub(super) fn declared(tag: Option<&str>) -> Option<Language> {
    let tag = tag?.trim();
    let says_nothing = tag.is_empty() || tag.eq_ignore_ascii_case("und") || tag.len() > 35;
    (!says_nothing).then(|| Language {
        tag: tag.to_owned(),
        basis: LanguageBasis::Declared,
    })
}

/// Recognises the language where none is declared, and doubts a declaration that cannot be true.
pub(super) fn settle(article: &mut Article) {
    let Some(seen) = recognised(&article.text) else {
        return;
    };
    match &article.language {
        None => {
            article.language = Some(Language {
                tag: seen.to_owned(),
                basis: LanguageBasis::Detected,
            });
        }
        Some(language) if language.is_english() && seen != "en" => article.remarks.push(Remark {
            code: "language-doubtful",
            message: format!("declared {}, reads like {seen}", language.tag),
        }),
        Some(_) => {}
    }
}

/// The two-letter tag of the language a text is in, where that is certain.
fn recognised(text: &str) -> Option<&'static str> {
    if text.len() < SHORTEST {
        return None;
    }
    let end = (0..=SAMPLE.min(text.len()))
        .rev()
        .find(|end| text.is_char_boundary(*end))?;
    let info = whatlang::detect(text.get(..end)?)?;
    info.is_reliable().then(|| tag(info.lang())).flatten()
}

/// Languages of newsrooms whose recognition is worth naming.
fn tag(language: Lang) -> Option<&'static str> {
    Some(match language {
        Lang::Eng => "en",
        Lang::Deu => "de",
        Lang::Fra => "fr",
        Lang::Spa => "es",
        Lang::Por => "pt",
        Lang::Ita => "it",
        Lang::Nld => "nl",
        Lang::Swe => "sv",
        Lang::Dan => "da",
        Lang::Nob => "nb",
        Lang::Fin => "fi",
        Lang::Pol => "pl",
        Lang::Ces => "cs",
        Lang::Hun => "hu",
        Lang::Ron => "ro",
        Lang::Ell => "el",
        Lang::Tur => "tr",
        Lang::Rus => "ru",
        Lang::Ukr => "uk",
        Lang::Bul => "bg",
        Lang::Srp => "sr",
        Lang::Hrv => "hr",
        Lang::Ara => "ar",
        Lang::Heb => "he",
        Lang::Pes => "fa",
        Lang::Urd => "ur",
        Lang::Hin => "hi",
        Lang::Ben => "bn",
        Lang::Cmn => "zh",
        Lang::Jpn => "ja",
        Lang::Kor => "ko",
        Lang::Vie => "vi",
        Lang::Tha => "th",
        Lang::Ind => "id",
        _ => return None,
    })
}
