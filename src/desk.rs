//! The whole analysis in one readable function.

pub mod rehearsal;

use std::sync::Arc;

use crate::article::{Article, Disposition};
use crate::attribution::{Engine, attribute_with, mention};
use crate::editorial::{Finding, Story, profile, review};
use crate::report::{Counts, Report, RulePack, Status, Warning};
use crate::rules::attribution;
use crate::rules::editorial::{House, Occasion, Pack};
use crate::summary::{Material, NoSummary, Summary, summarize};
use crate::syntax::{Analysis, Syntax};
use crate::text::{Document, Span};

/// An analyst at work: rules and tables loaded once, then shared by all threads.
#[derive(Debug)]
pub struct Desk {
    house: House,
    /// The engine of attribution, where the house changes its words.
    engine: Option<Engine>,
    packs: Arc<[RulePack]>,
}

impl Default for Desk {
    /// The desk with the rules that ship with copydesk.
    fn default() -> Self {
        Self::new(House::core())
    }
}

impl Desk {
    /// A desk with these house rules.
    pub fn new(house: House) -> Self {
        let packs = packs(&house);
        let engine = engine(&house);
        Self {
            house,
            engine,
            packs,
        }
    }

    /// Every rule pack in force, those of single desks, too.
    pub fn rule_packs(&self) -> Arc<[RulePack]> {
        Arc::clone(&self.packs)
    }

    /// The rule packs that hold for this article: what its result was made with, and part of the result's id.
    pub fn rule_packs_of(&self, article: &Article) -> Arc<[RulePack]> {
        let held = on_occasion(article, |occasion| editorial(self.house.pack(occasion)));
        Arc::from([attribution_pack(), held])
    }

    /// The engine of attribution, with the words and rules of the house.
    pub fn engine(&self) -> &Engine {
        self.engine.as_ref().unwrap_or_else(|| Engine::embedded())
    }

    /// Reads an article, or says why not. Pure, synchronous, never fails.
    pub fn report(&self, article: &Article) -> Report {
        let report = self.report_alone(article);
        if article.left == 0 {
            return report;
        }
        let left = format!(
            "the first of {} articles in one message was read; send one article a message",
            article.left.saturating_add(1)
        );
        report.incomplete("more-items", &left)
    }

    /// The same, whatever else its message held.
    fn report_alone(&self, article: &Article) -> Report {
        match article.disposition() {
            Disposition::Analyse => self.analysed(article),
            Disposition::Teaser => self.analysed(article).partial(
                "teaser-only",
                "the input holds a teaser without its body; only the teaser was analysed",
            ),
            Disposition::Empty => Report::default()
                .partial("no-text", "the input holds no text; nothing was analysed"),
            Disposition::OtherLanguage => Report::default().partial(
                "language-not-supported",
                "not English: no attribution, no summary and no findings were made",
            ),
            Disposition::Skip(reason) => {
                Report::unread(Status::Skipped, reason.code(), reason.explanation())
            }
            Disposition::Retract => Report::unread(
                Status::Retracted,
                "retracted",
                "canceled or withheld: whatever was published of this article is recalled",
            ),
        }
    }

    fn analysed(&self, article: &Article) -> Report {
        let document = Document::read(&article.text);
        let analysis = Analysis::of(&document, Syntax::embedded());
        let attributed = attribute_with(self.engine(), &analysis);
        let furniture: Vec<Span> = article.furniture.iter().map(|piece| piece.span).collect();
        let summary = summarize(&Material {
            document: &document,
            attributed: &attributed,
            headline: article.headline.as_deref(),
            furniture: &furniture,
        });
        let warnings = no_summary(&summary);
        let summary = summary.ok();
        let story = Story {
            article,
            document: &document,
            attributed: &attributed,
            summary: summary.as_ref(),
        };
        Report {
            status: Status::Ok,
            findings: self.findings(&story),
            profile: profile(&story),
            warnings,
            counts: counts(&document),
            summary,
            attributed,
        }
    }
}

impl Desk {
    /// What the rules find that hold for this article.
    fn findings(&self, story: &Story<'_>) -> Vec<Finding> {
        on_occasion(story.article, |occasion| {
            let mut findings = review(story, self.house.pack(occasion));
            findings.retain(|finding| !self.house.suppresses(&finding.rule, occasion));
            findings
        })
    }
}

/// Does something with what of `article` decides which rules hold.
fn on_occasion<T>(article: &Article, then: impl FnOnce(&Occasion<'_>) -> T) -> T {
    let subjects: Vec<&str> = article
        .subjects
        .iter()
        .flat_map(|subject| [subject.code.as_deref(), subject.name.as_deref()])
        .flatten()
        .collect();
    let genres: Vec<&str> = article.genre.iter().map(String::as_str).collect();
    let dates = article.dates;
    let latest = dates.versioned.or(dates.published).or(dates.created);
    let day = latest.map(|latest| latest.strftime("%F").to_string());
    then(&Occasion {
        article: &article.id,
        subjects: &subjects,
        genres: &genres,
        routing_key: article.routing_key.as_deref().unwrap_or_default(),
        day: day.as_deref(),
    })
}

/// The engine of attribution with the words and rules of the house; none where it changes neither.
fn engine(house: &House) -> Option<Engine> {
    if house.lexicon().is_none() && house.attribution().is_none() {
        return None;
    }
    let mut engine = Engine::embedded().clone();
    if let Some(lexicon) = house.lexicon() {
        engine.lexicon = lexicon.clone();
        if !lexicon.titles().is_empty() {
            let people = mention::Lexicon::embedded().with_titles(lexicon.titles());
            engine.people = Some(Arc::new(people));
        }
    }
    if let Some(rules) = house.attribution() {
        engine.rules = rules.clone();
    }
    Some(engine)
}

/// The warning that says why there is no summary.
fn no_summary(summary: &Result<Summary, NoSummary>) -> Vec<Warning> {
    let warning = |reason: &NoSummary| Warning {
        code: "no-summary",
        message: reason.to_string(),
    };
    summary.as_ref().err().map(warning).into_iter().collect()
}

fn packs(house: &House) -> Arc<[RulePack]> {
    let editorial = house.packs().map(editorial);
    std::iter::once(attribution_pack())
        .chain(editorial)
        .collect()
}

fn attribution_pack() -> RulePack {
    RulePack {
        name: "attribution".to_owned(),
        version: env!("CARGO_PKG_VERSION").to_owned(),
        sha256: attribution::Pack::digest(),
    }
}

fn editorial(pack: &Pack) -> RulePack {
    RulePack {
        name: format!("editorial/{}", pack.name),
        version: env!("CARGO_PKG_VERSION").to_owned(),
        sha256: pack.digest.clone(),
    }
}

fn counts(document: &Document<'_>) -> Counts {
    let words = document
        .tokens
        .iter()
        .filter(|token| !token.is_mark())
        .count();
    let number = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
    Counts {
        paragraphs: number(document.paragraphs.len()),
        sentences: number(document.sentences.len()),
        words: number(words),
    }
}

#[cfg(test)]
mod tests {
    use super::Desk;
    use crate::article::Article;
    use crate::rules::editorial::{House, Pack};

    /// Who the sources of a text are, by the house rules.
    fn sources(house: &str, text: &str) -> Vec<String> {
        let house = House::read("house.toml", house, |_| Ok(Pack::default()));
        let article = Article {
            text: text.to_owned(),
            ..Article::default()
        };
        let report = Desk::new(house.expect("no fault")).report(&article);
        let sources = report.attributed.sources.iter();
        sources
            .map(|source| format!("{} ({:?})", source.label, source.kind))
            .collect()
    }

    #[test]
    fn a_title_of_the_house_is_one_and_no_other_word_becomes_one() {
        let text = "Portreeve Ida Brandt opened the fair. “It is late,” the portreeve said.";
        assert_eq!(sources("", text), ["the portreeve (Unknown)"]);
        let house = "[lexicon]\ntitle = [\"portreeve\"]\n";
        assert_eq!(sources(house, text), ["Ida Brandt (Person)"]);
        let other = "The portal of the church was open. “It is late,” the portreeve said.";
        assert_eq!(sources(house, other), ["the portreeve (Person)"]);
    }

    #[test]
    fn a_rule_of_the_house_attributes_where_its_frame_stands_and_nowhere_else() {
        let text = include_str!("../examples/house/attribution.toml");
        let house = House::read("attribution.toml", text, |_| Ok(Pack::default()));
        let desk = Desk::new(house.expect("no fault"));
        let found = |text: &str| {
            let article = Article {
                text: text.to_owned(),
                ..Article::default()
            };
            let attributed = desk.report(&article).attributed;
            let rules = attributed.attributions.iter();
            rules.map(|one| one.rule.to_string()).collect::<Vec<_>>()
        };
        assert_eq!(
            found("The council minuted that the bridge was unsafe."),
            ["house.minuted"]
        );
        assert!(found("The council walked over the unsafe bridge.").is_empty());
    }
}
