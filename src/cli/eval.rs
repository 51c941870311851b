//! `copydesk eval`: scores attributions against annotated articles.

use std::collections::{BTreeMap, HashMap};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use clap::Args;

use super::{Exit, Failure};
use crate::attribution::{Attribution, attribute};
use crate::eval::{Figures, Kind, Measure, Miss, Scope, Spans, Tally, review, score, words};
use crate::settings::Settings;
use crate::text::Document;
use crate::wire::gold::Annotated;

/// Scores attributions against annotated articles.
#[derive(Debug, Args)]
pub struct Eval {
    /// Annotated articles, one a line: `{"id", "text", "attributions": [{"source", "cue", "content"}]}` with spans
    /// `[start, end)` in code points of `text`.
    #[arg(value_name = "GOLD.jsonl")]
    gold: PathBuf,
    /// Attributions of another program to score instead of copydesk's own, in the same format, texts included.
    #[arg(long, value_name = "PREDICTED.jsonl")]
    predicted: Option<PathBuf>,
    /// How many cases of each kind of fault are shown.
    #[arg(long, value_name = "N", default_value_t = 5)]
    worst: usize,
}

/// Right and all predictions of a rule.
type ByRule = BTreeMap<String, (usize, usize)>;

/// What is gathered over all articles.
#[derive(Debug, Default)]
struct Gathered {
    articles: usize,
    all: Tally,
    speech: Tally,
    by_rule: ByRule,
    misses: BTreeMap<Miss, (usize, Vec<String>)>,
}

impl Eval {
    /// Scores every article and prints the figures.
    ///
    /// # Errors
    /// The file cannot be read, or output cannot be written.
    pub fn run(&self, _settings: &Settings) -> Result<Exit, Failure> {
        let mut gathered = Gathered::default();
        let others = self.predicted.as_deref().map(articles).transpose()?;
        let others: Option<HashMap<String, Vec<Spans>>> = others.map(|others| {
            let others = others.into_iter();
            others.map(|one| (one.id, one.attributions)).collect()
        });
        for article in articles(&self.gold)? {
            match &others {
                None => gathered.add_own(&article, self.worst),
                Some(others) => {
                    let predicted = others.get(&article.id).map_or(&[][..], Vec::as_slice);
                    gathered.add(&article, predicted, &[], self.worst);
                }
            }
        }
        gathered.print(&mut io::stdout().lock())?;
        Ok(Exit::Done)
    }
}

/// The articles of a file, one a line.
fn articles(path: &Path) -> Result<Vec<Annotated>, Failure> {
    let file = fs::read_to_string(path)
        .map_err(|error| Failure::Usage(format!("cannot read {}: {error}", path.display())))?;
    let lines = file.lines().enumerate();
    lines
        .filter(|(_, line)| !line.trim().is_empty())
        .map(|(index, line)| {
            Annotated::read(line).map_err(|fault| {
                Failure::Usage(format!("{}:{}: {fault}", path.display(), index + 1))
            })
        })
        .collect()
}

fn spans(attribution: &Attribution) -> Spans {
    Spans {
        source: attribution.mention.clone(),
        cue: attribution.cue.into_iter().collect(),
        content: attribution.content.clone(),
    }
}

impl Gathered {
    /// Scores what copydesk finds in an article.
    fn add_own(&mut self, article: &Annotated, most: usize) {
        let attributed = attribute(&Document::read(&article.text));
        let predicted: Vec<Spans> = attributed.attributions.iter().map(spans).collect();
        let rules = attributed.attributions.iter();
        let rules: Vec<&str> = rules.map(|attribution| &*attribution.rule).collect();
        self.add(article, &predicted, &rules, most);
    }

    /// Scores predictions, each with the rule it is of where that is known.
    fn add(&mut self, article: &Annotated, predicted: &[Spans], rules: &[&str], most: usize) {
        let (text, gold) = (&article.text, &article.attributions);
        self.articles += 1;
        self.all += &score(text, gold, predicted, Scope::All);
        self.speech += &score(text, gold, predicted, Scope::Speech);
        let review = review(text, gold, predicted);
        for (rule, &right) in rules.iter().zip(&review.right) {
            let rule = self.by_rule.entry((*rule).to_owned()).or_default();
            rule.0 += usize::from(right);
            rule.1 += 1;
        }
        for case in &review.cases {
            let gold = case.gold.and_then(|index| article.attributions.get(index));
            let found = case.predicted.and_then(|index| predicted.get(index));
            let (count, shown) = self.misses.entry(case.miss).or_default();
            *count += 1;
            if shown.len() < most {
                shown.push(describe(article, gold, found));
            }
        }
    }

    fn print(&self, out: &mut impl io::Write) -> io::Result<()> {
        let (gold, predicted) = self.all.counts();
        writeln!(
            out,
            "articles {}  gold {gold}  predicted {predicted}",
            self.articles
        )?;
        writeln!(out, "{:<16}{:>8}{:>8}{:>8}", "", "P", "R", "F1")?;
        self.figures(out, "HEADLINE", self.all.figures(Measure::WholeHalf))?;
        self.figures(
            out,
            "speech/speech",
            self.speech.figures(Measure::WholeHalf),
        )?;
        for measure in Measure::ALL {
            self.figures(out, measure.name(), self.all.figures(measure))?;
            for kind in Kind::ALL {
                self.figures(
                    out,
                    &format!("  {}", kind.name()),
                    self.all.figures_of(measure, kind),
                )?;
            }
        }
        self.figures(out, "content_tok", self.all.content_words())?;
        let source = 100.0 * self.all.source_given_content();
        writeln!(out, "source right where the content is: {source:.1}")?;
        self.print_rules(out)?;
        self.print_misses(out)
    }

    #[expect(clippy::unused_self, reason = "one table, one way to print its lines")]
    fn figures(&self, out: &mut impl io::Write, name: &str, figures: Figures) -> io::Result<()> {
        let Figures {
            precision,
            recall,
            f1,
        } = figures;
        writeln!(
            out,
            "{name:<16}{:>8.1}{:>8.1}{:>8.1}",
            100.0 * precision,
            100.0 * recall,
            100.0 * f1
        )
    }

    fn print_rules(&self, out: &mut impl io::Write) -> io::Result<()> {
        writeln!(
            out,
            "\n{:<28}{:>8}{:>8}{:>8}",
            "rule", "found", "right", "%"
        )?;
        for (rule, &(right, all)) in &self.by_rule {
            writeln!(
                out,
                "{rule:<28}{all:>8}{right:>8}{:>8}",
                right * 100 / all.max(1)
            )?;
        }
        Ok(())
    }

    fn print_misses(&self, out: &mut impl io::Write) -> io::Result<()> {
        for miss in Miss::ALL {
            let Some((count, shown)) = self.misses.get(&miss) else {
                continue;
            };
            writeln!(out, "\n{}: {count}", miss.name())?;
            for case in shown {
                writeln!(out, "{case}")?;
            }
        }
        Ok(())
    }
}

fn describe(article: &Annotated, gold: Option<&Spans>, found: Option<&Spans>) -> String {
    let line = |label: &str, spans: &Spans| {
        let part = |list| words(&article.text, list).replace('\n', " ");
        format!(
            "\n    {label:<6}[{}] {} [{}]",
            part(&spans.source),
            part(&spans.cue),
            part(&spans.content)
        )
    };
    let gold = gold.map_or_else(String::new, |spans| line("gold", spans));
    let found = found.map_or_else(String::new, |spans| line("found", spans));
    format!("  {}{gold}{found}", article.id)
}
