//! What stands around the text.

use super::finding::Sighting;
use super::story::Story;
use crate::article::{Article, BlockKind, LanguageBasis};
use crate::rules::editorial::{
    CreditTest, EmbargoTest, LanguageTest, MetaField, MetaWhen, Metadata,
};

pub(super) fn metadata(story: &Story<'_>, rule: &Metadata) -> Vec<Sighting> {
    let lacks_any =
        || rule.require.is_empty() || rule.require.iter().any(|field| !has(story.article, *field));
    if holds(story, &rule.when) && lacks_any() {
        let asked = (rule.when.anonymous_sources > 0).then(|| story.first_insider());
        vec![Sighting {
            spans: asked.flatten().into_iter().collect(),
            ..Sighting::default()
        }]
    } else {
        Vec::new()
    }
}

fn holds(story: &Story<'_>, when: &MetaWhen) -> bool {
    let dateline = story.article.dateline.as_deref();
    (when.words == 0 || story.words() >= when.words)
        && when
            .dateline
            .as_ref()
            .is_none_or(|pattern| dateline.is_some_and(|dateline| pattern.is_match(dateline)))
        && when
            .language
            .is_none_or(|LanguageTest::Mismatch| is_other_language(story.article))
        && when
            .credit
            .is_none_or(|CreditTest::Mismatch| credits_another(story.article))
        && when
            .embargo
            .is_none_or(|EmbargoTest::Set| is_embargoed(story.article))
        && version(story.article) >= when.version
        && (when.anonymous_sources == 0 || story.insiders() >= when.anonymous_sources)
}

fn has(article: &Article, field: MetaField) -> bool {
    match field {
        MetaField::BylinePeople => {
            let byline = article.byline.as_ref();
            byline.is_some_and(|byline| !byline.people.is_empty())
        }
        MetaField::Author => has(article, MetaField::BylinePeople) || names_agency(article),
        MetaField::ChangeNote => says_what_changed(article),
        MetaField::Credit => article.credit.is_some() || article.outlet.is_some(),
    }
}

/// Whether the dateline names an agency: "NORHAVEN, Nov. 12 (Reuters) -".
fn names_agency(article: &Article) -> bool {
    agency(article).is_some()
}

/// The agency that the dateline names.
fn agency(article: &Article) -> Option<&str> {
    let (_, rest) = article.dateline.as_deref()?.split_once('(')?;
    let (name, _) = rest.split_once(')')?;
    Some(name.trim()).filter(|name| !name.is_empty())
}

/// Whether the agency of the dateline is not the one that is credited, neither by its name nor by its initials.
fn credits_another(article: &Article) -> bool {
    let (Some(agency), Some(credit)) = (agency(article), article.credit.as_deref()) else {
        return false;
    };
    let (agency, credit) = (agency.to_lowercase(), credit.to_lowercase());
    let initials = |name: &str| -> String {
        let words = name.split(|c: char| !c.is_alphanumeric());
        let words = words.filter(|word| !word.is_empty() && *word != "the");
        words.filter_map(|word| word.chars().next()).collect()
    };
    let is_of = |one: &str, other: &str| other.contains(one) || initials(other).contains(one);
    !is_of(&agency, &credit) && !is_of(&credit, &agency)
}

/// Whether the article was still under its embargo when this version of it was made.
fn is_embargoed(article: &Article) -> bool {
    let dates = article.dates;
    let made = dates.versioned.or(dates.published).or(dates.created);
    article.embargo.is_some_and(|embargo| embargo.holds(made))
}

/// The version as a number; 0 where it is none.
fn version(article: &Article) -> u64 {
    let version = article.version.as_deref().unwrap_or_default();
    version.trim().parse().unwrap_or_default()
}

/// Whether a note or the text says that, and what, was corrected or brought up to date.
fn says_what_changed(article: &Article) -> bool {
    const TELLING: &[&str] = &[
        "correct",
        "clarif",
        "updat",
        "amend",
        "chang",
        "adds ",
        "recast",
        "an earlier version",
        "previous version",
    ];
    let says = |text: &str| {
        let text = text.to_lowercase();
        TELLING.iter().any(|word| text.contains(word))
    };
    let in_note =
        |role: &Option<String>, text: &str| says(text) || role.as_deref().is_some_and(says);
    let in_text = || {
        let lines = article.text.lines();
        lines.map(str::to_lowercase).any(|line| {
            let opens = [
                "correction",
                "clarification",
                "update",
                "(updates",
                "editor's note",
                "editor’s note",
            ];
            opens.iter().any(|opening| line.starts_with(opening))
                || line.contains("an earlier version of")
        })
    };
    article
        .notes
        .iter()
        .any(|note| in_note(&note.role, &note.text))
        || article
            .blocks
            .iter()
            .any(|block| block.kind == BlockKind::Correction)
        || in_text()
}

/// Whether the text is, without doubt, not in the language that was declared.
fn is_other_language(article: &Article) -> bool {
    let declared = article.language.as_ref();
    let Some(declared) = declared.filter(|language| language.basis == LanguageBasis::Declared)
    else {
        return false;
    };
    let primary = declared.tag.split(['-', '_']).next().unwrap_or_default();
    whatlang::detect(&article.text)
        .filter(whatlang::Info::is_reliable)
        .and_then(|found| two_letters(found.lang()))
        .is_some_and(|found| !primary.eq_ignore_ascii_case(found))
}

/// The BCP 47 code of the languages that news in Europe and the Americas is written in.
const fn two_letters(language: whatlang::Lang) -> Option<&'static str> {
    use whatlang::Lang;
    Some(match language {
        Lang::Eng => "en",
        Lang::Deu => "de",
        Lang::Fra => "fr",
        Lang::Spa => "es",
        Lang::Por => "pt",
        Lang::Ita => "it",
        Lang::Nld => "nl",
        Lang::Pol => "pl",
        Lang::Rus => "ru",
        Lang::Ukr => "uk",
        Lang::Tur => "tr",
        _ => return None,
    })
}
