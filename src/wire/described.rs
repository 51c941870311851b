//! The `article` part of the result document.

use jiff::Timestamp;

use super::document::{
    ArticleField, BylineField, EmbargoField, NoteField, PersonField, ReplacedField, SubjectField,
};
use super::names;
use crate::article::{Article, Byline};

/// Describes what was read. `content_sha256` is the hash of its text; `silent` leaves out what repeats the text.
pub(super) fn article(
    article: &Article,
    content_sha256: String,
    embargoed: bool,
    silent: bool,
) -> ArticleField<'_> {
    ArticleField {
        id: &article.id,
        version: article.version.as_deref(),
        format: &article.format,
        profile: article.profile.as_deref(),
        publication_status: names::publication_status(article.status),
        replaces: article
            .replaces
            .iter()
            .map(|replaced| ReplacedField {
                id: &replaced.id,
                version: replaced.version.as_deref(),
            })
            .collect(),
        embargo: embargoed.then(|| EmbargoField {
            until: article
                .embargo
                .and_then(|embargo| embargo.until)
                .map(|until| until.to_string()),
        }),
        headline: article.headline.as_deref().filter(|_| !silent),
        language: article.language.as_ref().map(|one| one.tag.as_str()),
        language_basis: article
            .language
            .as_ref()
            .map(|one| names::language_basis(one.basis)),
        content_sha256,
        byline: article.byline.as_ref().map(byline),
        outlet: article.outlet.as_deref(),
        credit: article.credit.as_deref(),
        dateline: article.dateline.as_deref(),
        created: written(article.dates.created),
        versioned: written(article.dates.versioned),
        published: written(article.dates.published),
        genre: &article.genre,
        subjects: subjects(article),
        notes: if silent { Vec::new() } else { notes(article) },
        text: None,
        blocks: Vec::new(),
        extra: if silent { None } else { extra(article) },
    }
}

fn written(time: Option<Timestamp>) -> Option<String> {
    time.map(|time| time.to_string())
}

fn byline(byline: &Byline) -> BylineField<'_> {
    let people = byline
        .people
        .iter()
        .map(|person| PersonField {
            name: &person.name,
            role: person.role.as_deref(),
            id: person.id.as_deref(),
        })
        .collect();
    BylineField {
        raw: &byline.raw,
        people,
    }
}

fn subjects(article: &Article) -> Vec<SubjectField<'_>> {
    article
        .subjects
        .iter()
        .map(|subject| SubjectField {
            scheme: subject.scheme.as_deref(),
            code: subject.code.as_deref(),
            name: subject.name.as_deref(),
        })
        .collect()
}

fn notes(article: &Article) -> Vec<NoteField<'_>> {
    article
        .notes
        .iter()
        .filter(|note| note.public)
        .map(|note| NoteField {
            role: note.role.as_deref(),
            text: &note.text,
        })
        .collect()
}

fn extra(article: &Article) -> Option<serde_json::Map<String, serde_json::Value>> {
    let fields: serde_json::Map<String, serde_json::Value> = article
        .extra
        .iter()
        .filter_map(|(name, value)| Some((name.clone(), serde_json::from_str(value).ok()?)))
        .collect();
    (!fields.is_empty()).then_some(fields)
}
