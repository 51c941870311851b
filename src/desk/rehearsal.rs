//! Editorial rules tried on their own examples, through the whole desk.

use crate::article::{Article, Byline, Dates, Embargo, Language, LanguageBasis, Note, Person};
use crate::editorial::{Finding, Story, try_rule};
use crate::report::Report;
use crate::rules::editorial::{Example, Rule};
use crate::text::{Document, Span};

use super::Desk;

/// A rule that did not do on an example what the example says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mismatch {
    /// Id of the rule.
    pub rule: String,
    /// The text of the example, marks left out.
    pub text: String,
    /// What should have been flagged; nothing in a quiet example, `None` where only firing counts.
    pub wanted: Option<Vec<String>>,
    /// What was flagged: the words at each place, or the message where there is no place.
    pub flagged: Vec<String>,
}

/// Tries `rule` on all its examples.
pub fn rehearse(desk: &Desk, rule: &Rule) -> Vec<Mismatch> {
    let fires = rule.fires.iter().filter_map(|example| {
        let (article, marks) = staged(example);
        let findings = findings(desk, rule, &article);
        let right = if marks.is_empty() {
            !findings.is_empty()
        } else {
            places(&findings) == marks
        };
        let wanted = (!marks.is_empty()).then(|| words(&article.text, &marks));
        (!right).then(|| mismatch(rule, &article, wanted, &findings))
    });
    let quiet = rule.quiet.iter().filter_map(|example| {
        let (article, _) = staged(example);
        let findings = findings(desk, rule, &article);
        (!findings.is_empty()).then(|| mismatch(rule, &article, Some(Vec::new()), &findings))
    });
    fires.chain(quiet).collect()
}

/// What `rule` finds in `article`.
pub fn findings(desk: &Desk, rule: &Rule, article: &Article) -> Vec<Finding> {
    let (_, found) = trial(desk, std::slice::from_ref(rule), article);
    found.into_iter().flatten().collect()
}

/// The report of `article`, and what each of `rules` finds in it, enabled or not.
pub fn trial(desk: &Desk, rules: &[Rule], article: &Article) -> (Report, Vec<Vec<Finding>>) {
    let report = desk.report(article);
    let document = Document::read(&article.text);
    let story = Story {
        article,
        document: &document,
        attributed: &report.attributed,
        summary: report.summary.as_ref(),
    };
    let found = rules.iter().map(|rule| try_rule(&story, rule)).collect();
    (report, found)
}

fn mismatch(
    rule: &Rule,
    article: &Article,
    wanted: Option<Vec<String>>,
    findings: &[Finding],
) -> Mismatch {
    let flagged = findings.iter().flat_map(|finding| {
        if finding.spans.is_empty() {
            vec![finding.message.clone()]
        } else {
            words(&article.text, &finding.spans)
        }
    });
    Mismatch {
        rule: rule.id.clone(),
        text: article.text.clone(),
        wanted,
        flagged: flagged.collect(),
    }
}

fn places(findings: &[Finding]) -> Vec<Span> {
    let mut places: Vec<Span> = findings
        .iter()
        .flat_map(|finding| finding.spans.iter().copied())
        .collect();
    places.sort_unstable();
    places
}

fn words(text: &str, spans: &[Span]) -> Vec<String> {
    spans.iter().map(|span| span.of(text).to_owned()).collect()
}

/// The article of an example, and the places marked in it.
fn staged(example: &Example) -> (Article, Vec<Span>) {
    let (text, marks) = unmarked(&example.text);
    let repeated = vec![text; example.repeat.unwrap_or(1)].join(" ");
    let text = match &example.then {
        Some(then) => format!("{repeated} {then}"),
        None => repeated,
    };
    let byline = example.byline.as_ref().map(|raw| Byline {
        raw: raw.clone(),
        people: example.people.iter().map(Person::named).collect(),
        outlet: None,
    });
    let language = example.language.as_ref().map(|tag| Language {
        tag: tag.clone(),
        basis: LanguageBasis::Declared,
    });
    let date = |written: &Option<String>| written.as_ref().and_then(|date| date.parse().ok());
    let until = date(&example.embargo);
    let note = |text: &String| Note {
        role: None,
        text: text.clone(),
        public: true,
    };
    let article = Article {
        id: "example".to_owned(),
        version: example.version.clone(),
        credit: example.credit.clone(),
        dates: Dates {
            versioned: date(&example.versioned),
            ..Dates::default()
        },
        embargo: example.embargo.is_some().then_some(Embargo { until }),
        notes: example.note.iter().map(note).collect(),
        headline: example.headline.clone(),
        outlet: example.outlet.clone(),
        dateline: example.dateline.clone(),
        language,
        byline,
        text,
        ..Article::default()
    };
    (article, marks)
}

/// A text without its `[[…]]`, and where they stood.
fn unmarked(text: &str) -> (String, Vec<Span>) {
    let mut plain = String::with_capacity(text.len());
    let mut marks = Vec::new();
    for (index, part) in text.split("[[").enumerate() {
        let (marked, rest) = match part.split_once("]]") {
            Some((marked, rest)) if index > 0 => (marked, rest),
            _ => ("", part),
        };
        let start = u32::try_from(plain.len()).unwrap_or(u32::MAX);
        plain.push_str(marked);
        let end = u32::try_from(plain.len()).unwrap_or(u32::MAX);
        if end > start {
            marks.push(Span::new(start, end));
        }
        plain.push_str(rest);
    }
    (plain, marks)
}

#[cfg(test)]
mod tests {
    use super::{rehearse, unmarked};
    use crate::desk::Desk;
    use crate::rules::editorial::Pack;
    use crate::text::Span;

    #[test]
    fn marks_are_taken_out_and_remembered() {
        let (plain, marks) = unmarked("A [[source]] said “[[no]]”.");
        assert_eq!(plain, "A source said “no”.");
        assert_eq!(marks, [Span::new(2, 8), Span::new(17, 19)]);
    }

    #[test]
    fn every_core_rule_does_what_its_examples_say() {
        let desk = Desk::default();
        let pack = Pack::core().expect("the core pack is right");
        let wrong: Vec<String> = pack
            .rules()
            .iter()
            .flat_map(|rule| rehearse(&desk, rule))
            .map(|m| {
                let text: String = m.text.chars().take(160).collect();
                format!(
                    "{} {text:?}\n      wanted {:?}, flagged {:?}",
                    m.rule, m.wanted, m.flagged
                )
            })
            .collect();
        assert!(
            wrong.is_empty(),
            "{} examples are wrong:\n{}",
            wrong.len(),
            wrong.join("\n")
        );
    }
}
