//! The language of an article: what it declares wins; else what its text looks like.

use whatlang::Lang;

use crate::article::{Article, Language, LanguageBasis, Remark};

/// Bytes of text looked at.
const SAMPLE: usize = 1200;
/// Bytes of text looked at first, which are enough for nearly all English.
const GLANCE: usize = 400;
/// Below this length nothing is recognised: short texts are guessed wrong too often.
const SHORTEST: usize = 120;
/// Fewer words say too little by their frequency.
const FEWEST_WORDS: usize = 40;

/// A declared language; empty and "undetermined" tags say nothing.
pub(super) fn declared(tag: Option<&str>) -> Option<Language> {
    let tag = tag?.trim();
    let says_nothing = tag.is_empty() || tag.eq_ignore_ascii_case("und") || tag.len() > 35;
    // schema.org allows names of languages; locales of systems have an underscore.
    let tag = if tag.len() >= 7 && tag.to_ascii_lowercase().starts_with("english") {
        "en".to_owned()
    } else {
        usual_case(&tag.replace('_', "-"))
    };
    (!says_nothing).then_some(Language {
        tag,
        basis: LanguageBasis::Declared,
    })
}

/// "EN-us" as BCP 47 writes it: the language small, a country of two letters in capitals, a script of four with one.
fn usual_case(tag: &str) -> String {
    let part = |(place, part): (usize, &str)| {
        let mut letters = part.chars();
        match (place, part.len()) {
            (1.., 2) => part.to_ascii_uppercase(),
            (1.., 4) => {
                let first = letters.next().map(|letter| letter.to_ascii_uppercase());
                let rest = letters.map(|letter| letter.to_ascii_lowercase());
                first.into_iter().chain(rest).collect()
            }
            _ => part.to_ascii_lowercase(),
        }
    };
    let parts: Vec<String> = tag.split('-').enumerate().map(part).collect();
    parts.join("-")
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
    let sample = beginning(text, SAMPLE);
    if plainly_english(beginning(text, GLANCE)) || plainly_english(sample) {
        return Some("en");
    }
    let info = whatlang::detect(sample)?;
    info.is_reliable().then(|| tag(info.lang())).flatten()
}

/// At most so many bytes of a text.
fn beginning(text: &str, most: usize) -> &str {
    let ends = (0..=most.min(text.len())).rev();
    ends.into_iter()
        .find_map(|end| text.get(..end))
        .unwrap_or_default()
}

/// Whether every eleventh word is one that only English uses so often. Comparing trigrams says the same of such a text
/// and takes most of the time of reading an article.
fn plainly_english(sample: &str) -> bool {
    let (mut words, mut english) = (0, 0);
    for word in sample.as_bytes().split(|byte| matches!(byte, b' ' | b'\n')) {
        words += usize::from(!word.is_empty());
        english += usize::from(is_english(word));
    }
    words >= FEWEST_WORDS && english * 11 >= words
}

/// Frequent in English, and not frequent in any other language of newsrooms.
fn is_english(word: &[u8]) -> bool {
    matches!(
        word,
        b"the"
            | b"and"
            | b"that"
            | b"with"
            | b"from"
            | b"this"
            | b"which"
            | b"were"
            | b"have"
            | b"they"
            | b"would"
            | b"their"
            | b"said"
            | b"his"
            | b"who"
            | b"been"
            | b"not"
            | b"its"
            | b"after"
            | b"about"
            | b"when"
            | b"has"
            | b"but"
            | b"she"
    )
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

#[cfg(test)]
mod tests {
    use super::*;

    const ENGLISH_NEWS: &str = "The council voted on Tuesday to close the harbour road for the summer, and the mayor said \
        that the decision would save the city money. Shop owners who had asked for a delay said they were \
        disappointed with the vote, which came after a debate of four hours.";
    const DUTCH_NEWS: &str = "De gemeenteraad stemde dinsdag voor de sluiting van de havenweg in de zomer, en de \
        burgemeester zei dat het besluit in het belang van de stad is. Winkeliers die om uitstel hadden gevraagd, \
        waren teleurgesteld over de stemming, die na een debat van vier uur kwam. Een van hen was in tranen.";

    #[test]
    fn english_is_recognised_by_its_words_and_its_neighbours_are_not_taken_for_it() {
        assert!(plainly_english(ENGLISH_NEWS));
        assert!(!plainly_english(DUTCH_NEWS));
        assert_eq!(recognised(ENGLISH_NEWS), Some("en"));
        assert_ne!(recognised(DUTCH_NEWS), Some("en"));
    }

    #[test]
    fn a_text_of_another_language_that_quotes_english_is_not_english() {
        let quoting = DUTCH_NEWS.replace(
            "burgemeester zei",
            "burgemeester zei “this is the best for the city and that is it” en",
        );
        assert!(!plainly_english(&quoting));
    }

    #[test]
    fn a_short_line_of_english_is_not_enough() {
        assert!(!plainly_english("This is the day that they have said it."));
    }
}
