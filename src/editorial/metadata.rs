//! What stands around the text.

use super::finding::Sighting;
use super::story::Story;
use crate::article::{Article, LanguageBasis};
use crate::rules::editorial::{LanguageTest, MetaField, MetaWhen, Metadata};

pub(super) fn metadata(story: &Story<'_>, rule: &Metadata) -> Vec<Sighting> {
    let lacking =
        rule.require.is_empty() || rule.require.iter().any(|field| !has(story.article, *field));
    if lacking && holds(story, &rule.when) {
        vec![Sighting::default()]
    } else {
        Vec::new()
    }
}

fn holds(story: &Story<'_>, when: &MetaWhen) -> bool {
    let dateline = story.article.dateline.as_deref();
    story.insiders() >= when.anonymous_sources
        && story.words() >= when.words
        && when
            .dateline
            .as_ref()
            .is_none_or(|pattern| dateline.is_some_and(|dateline| pattern.is_match(dateline)))
        && when
            .language
            .is_none_or(|LanguageTest::Mismatch| is_other_language(story.article))
}

fn has(article: &Article, field: MetaField) -> bool {
    match field {
        MetaField::BylinePeople => {
            let byline = article.byline.as_ref();
            byline.is_some_and(|byline| !byline.people.is_empty())
        }
        MetaField::Author => has(article, MetaField::BylinePeople) || names_agency(article),
        MetaField::Credit => article.credit.is_some() || article.outlet.is_some(),
    }
}

/// Whether the dateline names an agency: "NORHAVEN, Nov. 12 (Reuters) -".
fn names_agency(article: &Article) -> bool {
    let dateline = article.dateline.as_deref().unwrap_or_default();
    let named = dateline
        .split_once('(')
        .and_then(|(_, rest)| rest.split_once(')'));
    named.is_some_and(|(name, _)| !name.trim().is_empty())
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
