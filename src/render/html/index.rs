//! The index of many pages: one line an article, with its sourcing.

use askama::Template;

use super::page::{Voices, percent};
use crate::article::Article;
use crate::editorial::Severity;
use crate::render::view::View;
use crate::report::Report;

/// One article in the index.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Entry {
    /// The file of its page.
    pub page: String,
    /// Its headline.
    pub headline: String,
    /// Byline, outlet, dateline …
    pub particulars: String,
    /// People and groups with a name who speak.
    pub named: usize,
    /// Sources whose name is withheld.
    pub anonymous: usize,
    /// Organizations, documents, outlets.
    pub institutional: usize,
    /// The three in words.
    pub told: String,
    /// The loudest source and its share in per cent.
    pub loudest: Option<(String, u32)>,
    /// Per cent of the words before the first attribution.
    pub first: Option<u32>,
    /// What stands out of its sourcing; empty where nothing does.
    pub remark: &'static str,
    /// Findings against policy.
    pub errors: usize,
    /// Findings worth a look.
    pub warnings: usize,
    /// Thoughts.
    pub suggestions: usize,
}

impl Entry {
    /// The entry of one article; its page is named by whoever writes it.
    pub fn of(article: &Article, report: &Report) -> Self {
        let view = View::new(article, report);
        let profile = &report.profile;
        let loudest = profile.voices.first().and_then(|(id, share)| {
            let voice = view.voices.get(id.0 as usize)?;
            Some((voice.label.clone(), percent(*share)))
        });
        let count = |severity| {
            let findings = report.findings.iter();
            findings
                .filter(|finding| finding.severity == severity)
                .count()
        };
        Self {
            page: String::new(),
            headline: view.headline,
            particulars: view.particulars.join(" · "),
            named: profile.named,
            anonymous: profile.anonymous,
            institutional: profile.institutional,
            told: Voices::of(report).told(),
            loudest,
            first: profile.first_attribution.map(percent),
            remark: match profile.sourcing() {
                "anonymous_only" => "nobody is named",
                "single_source" => "single source",
                "one_sided" => "one-sided",
                "none" => "nobody speaks",
                _ => "",
            },
            errors: count(Severity::Error),
            warnings: count(Severity::Warning),
            suggestions: count(Severity::Suggestion),
        }
    }
}

/// The page of the index.
#[derive(Template)]
#[template(path = "index.html")]
struct Index<'a> {
    entries: &'a [Entry],
    /// Who speaks in all of them.
    told: String,
    style: &'static str,
    version: &'static str,
}

/// The index of `entries`, in their order.
///
/// Never fails: the template only ever writes to memory.
pub fn index(entries: &[Entry]) -> String {
    let sum = |of: fn(&Entry) -> usize| entries.iter().map(of).sum();
    let voices = Voices {
        named: sum(|entry| entry.named),
        withheld: sum(|entry| entry.anonymous),
        institutions: sum(|entry| entry.institutional),
    };
    let page = Index {
        entries,
        told: voices.told(),
        style: super::STYLE,
        version: env!("CARGO_PKG_VERSION"),
    };
    page.render().unwrap_or_default()
}
