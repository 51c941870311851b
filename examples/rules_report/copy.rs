//! The rules run over articles: every firing, and the time it took.

use std::collections::BTreeMap;
use std::error::Error;
use std::fs::File;
use std::io::{BufRead as _, BufReader};
use std::path::Path;
use std::time::{Duration, Instant};

use copydesk::editorial::{Finding, Story, try_rule};
use copydesk::rules::editorial::{House, Pack, Rule};
use copydesk::text::{Document, Span};
use copydesk::wire::{self, Envelope, Limits};
use copydesk::{Article, Desk};
use sha2::{Digest, Sha256};

use crate::{READ, SAMPLE};

/// How many bytes of the text are shown on each side of a firing.
const AROUND: usize = 260;

/// Stands among the extension points for the search for words without which a rule cannot fire.
pub(crate) const SCREEN: &str = "the search for words";

/// All that was measured.
pub(crate) struct Run {
    pub(crate) articles: usize,
    /// Time of the whole analysis.
    pub(crate) analysis: Duration,
    /// Time of the enabled editorial rules, which is part of it, by extension point.
    pub(crate) costs: BTreeMap<&'static str, Duration>,
    pub(crate) tallies: Vec<Tally>,
}

/// One rule and where it fired.
pub(crate) struct Tally {
    pub(crate) rule: Rule,
    /// In a fixed order that has nothing to do with the articles' order.
    pub(crate) firings: Vec<Firing>,
    /// In how many articles.
    pub(crate) articles: usize,
}

/// One firing.
#[derive(Clone, Debug)]
pub(crate) struct Firing {
    pub(crate) rule: String,
    /// Digest of the article's text.
    pub(crate) article: String,
    pub(crate) start: u32,
    pub(crate) end: u32,
    pub(crate) message: String,
    /// The words around it, the place in brackets.
    pub(crate) context: String,
    order: String,
}

impl Run {
    /// Time of the enabled editorial rules.
    pub(crate) fn editorial(&self) -> Duration {
        self.costs.values().sum()
    }

    /// What each extension point takes, the dearest first.
    pub(crate) fn dearest(&self) -> Vec<(&'static str, Duration)> {
        let mut costs: Vec<_> = self.costs.iter().map(|(&of, &cost)| (of, cost)).collect();
        costs.sort_by_key(|&(_, cost)| std::cmp::Reverse(cost));
        costs
    }

    /// The rules, the most frequent first, those that are off last.
    pub(crate) fn frequent(&self) -> Vec<&Tally> {
        let mut tallies: Vec<&Tally> = self.tallies.iter().collect();
        tallies.sort_by_key(|tally| (!tally.rule.enabled, std::cmp::Reverse(tally.firings.len())));
        tallies
    }

    /// Whether firings of this rule are read: the most frequent ones are.
    pub(crate) fn is_read(&self, tally: &Tally) -> bool {
        let frequent = self.frequent();
        frequent
            .iter()
            .take(READ)
            .any(|one| one.rule.id == tally.rule.id)
    }
}

impl Tally {
    /// The firings that are read.
    pub(crate) fn sample(&self) -> impl Iterator<Item = &Firing> {
        self.firings.iter().take(SAMPLE)
    }
}

/// Runs every rule of `pack` over the articles of `path`, one a line.
pub(crate) fn run(path: &Path, house: House, pack: &Pack) -> Result<Run, Box<dyn Error>> {
    let desk = Desk::new(house);
    let mut run = Run {
        articles: 0,
        analysis: Duration::ZERO,
        costs: BTreeMap::new(),
        tallies: pack.rules().iter().cloned().map(empty).collect(),
    };
    let envelope = Envelope {
        format: Some("json"),
        ..Envelope::default()
    };
    for line in BufReader::new(File::open(path)?).lines() {
        let article = wire::decode(line?.as_bytes(), &envelope, &Limits::default());
        let article = article.map_err(|refusal| refusal.detail)?;
        one(&desk, pack, &article, &mut run);
    }
    for tally in &mut run.tallies {
        tally
            .firings
            .sort_by(|one, other| one.order.cmp(&other.order));
    }
    Ok(run)
}

fn empty(rule: Rule) -> Tally {
    Tally {
        rule,
        firings: Vec::new(),
        articles: 0,
    }
}

fn one(desk: &Desk, pack: &Pack, article: &Article, run: &mut Run) {
    let start = Instant::now();
    let report = desk.report(article);
    run.analysis += start.elapsed();
    run.articles += 1;
    let document = Document::read(&article.text);
    let story = Story {
        article,
        document: &document,
        attributed: &report.attributed,
        summary: report.summary.as_ref(),
    };
    price(&story, pack, &mut run.costs);
    let digest = hex(&article.text);
    for tally in &mut run.tallies {
        let findings = try_rule(&story, &tally.rule);
        tally.articles += usize::from(!findings.is_empty());
        tally.firings.extend(
            findings
                .iter()
                .map(|finding| firing(finding, &digest, &article.text)),
        );
    }
}

/// Reviews `story` as the desk does, and adds to `costs` what each extension point takes.
fn price(story: &Story<'_>, pack: &Pack, costs: &mut BTreeMap<&'static str, Duration>) {
    let start = Instant::now();
    let rules: Vec<&Rule> = pack.rules_for(story.document.text).collect();
    *costs.entry(SCREEN).or_default() += start.elapsed();
    for rule in rules {
        let start = Instant::now();
        std::hint::black_box(try_rule(story, rule));
        *costs.entry(rule.check.name()).or_default() += start.elapsed();
    }
}

fn firing(finding: &Finding, article: &str, text: &str) -> Firing {
    let span = finding.spans.first().copied().unwrap_or_default();
    Firing {
        rule: finding.rule.clone(),
        article: article.to_owned(),
        start: span.start,
        end: span.end,
        message: finding.message.clone(),
        context: context(text, span),
        order: hex(&format!(
            "{} {article} {} {}",
            finding.rule, span.start, span.end
        )),
    }
}

fn context(text: &str, span: Span) -> String {
    let (start, end) = (span.start as usize, span.end as usize);
    let before = text.get(..start).unwrap_or_default();
    let after = text.get(end..).unwrap_or_default();
    let before: Vec<char> = before.chars().rev().take(AROUND).collect();
    let before: String = before.into_iter().rev().collect();
    let after: String = after.chars().take(AROUND).collect();
    format!("{before}⟦{}⟧{after}", span.of(text)).replace('\n', " ¶ ")
}

fn hex(text: &str) -> String {
    let digest = format!("{:x}", Sha256::digest(text.as_bytes()));
    digest.chars().take(12).collect()
}
