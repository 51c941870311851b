//! The page docs/scores/rules.md.

use crate::SAMPLE;
use crate::copy::{Run, Tally};
use crate::judgement::Judgements;

/// The whole page.
pub(crate) fn page(run: &Run, judged: &Judgements) -> String {
    let mut page = head(run);
    let mut fired = 0;
    for tally in run.frequent() {
        if tally.firings.is_empty() {
            continue;
        }
        fired += 1;
        page.push_str(&row(run, tally, judged));
        page.push('\n');
    }
    let silent: Vec<String> = run
        .tallies
        .iter()
        .filter(|tally| tally.firings.is_empty())
        .map(|tally| tally.rule.id.clone())
        .collect();
    let silent = format!(
        "\n{fired} of {} rules fired. These did not: {}.\n",
        run.tallies.len(),
        silent.join(", ")
    );
    page + &silent + &costs(run)
}

/// What the extension points take, for those who write rules.
fn costs(run: &Run) -> String {
    let head = "
## What they cost

One search finds the words of all rules in an article; a rule whose patterns need others is not looked at. For an article
on average, on one thread:

| extension point | rules that are on | µs |
|---|---|---|
";
    let rows = run.dearest().into_iter().map(|(of, time)| {
        let rules = run.tallies.iter().map(|tally| &tally.rule);
        let on = rules.filter(|rule| rule.enabled && rule.check.name() == of);
        let on = match on.count() {
            0 => String::new(),
            on => on.to_string(),
        };
        let microseconds = time.as_secs_f64() * 1e6 / count(run.articles);
        format!("| {of} | {on} | {microseconds:.0} |\n")
    });
    head.to_owned() + &rows.collect::<String>()
}

fn head(run: &Run) -> String {
    let share =
        100.0 * run.editorial().as_secs_f64() / run.analysis.as_secs_f64().max(f64::EPSILON);
    format!(
        "# Scores of the editorial rules

Measured on {} by `make rules-report` on the {} articles of the PolNeAR training part.

The rules take {share:.1} % of the time of an analysis ({:.2} of {:.2} ms for an article, one thread).

Of the most frequent rules up to {SAMPLE} firings each were read, chosen by a digest and not by hand, and judged: would an
editor at the desk accept the remark, or wave it away? The column “judged” says how many of the present sample that covers:
where attribution or a rule has changed since, less than all. The judgements are in
[rules-judgements.tsv](rules-judgements.tsv), by place and without the text; `make rules-sample` shows what still wants one.
One reader, not several, made them, and rules that fell short were sharpened and read again on the same articles: on other copy
expect somewhat less. A rule with less than 60 % is off until a newsroom turns it on.

| rule | | severity | firings | for 1000 articles | articles with one, % | judged | accepted, % |
|---|---|---|---|---|---|---|---|
",
        jiff::Timestamp::now().strftime("%F"),
        run.articles,
        run.editorial().as_secs_f64() * 1000.0 / count(run.articles),
        run.analysis.as_secs_f64() * 1000.0 / count(run.articles),
    )
}

fn row(run: &Run, tally: &Tally, judged: &Judgements) -> String {
    let verdicts: Vec<bool> = tally
        .sample()
        .filter_map(|firing| judged.verdict(firing))
        .collect();
    let accepted = verdicts.iter().filter(|accepted| **accepted).count();
    let share = if verdicts.is_empty() {
        String::new()
    } else {
        format!("{:.0}", 100.0 * count(accepted) / count(verdicts.len()))
    };
    let read = if verdicts.is_empty() {
        String::new()
    } else {
        verdicts.len().to_string()
    };
    format!(
        "| [{id}](../rules/{id}.md) | {} | {}{} | {} | {:.0} | {:.0} | {read} | {share} |",
        tally.rule.name,
        tally.rule.level.name(),
        if tally.rule.enabled { "" } else { ", off" },
        tally.firings.len(),
        1000.0 * count(tally.firings.len()) / count(run.articles),
        100.0 * count(tally.articles) / count(run.articles),
        id = tally.rule.id,
    )
}

#[expect(
    clippy::cast_precision_loss,
    reason = "counts of articles are far below 2^52"
)]
fn count(number: usize) -> f64 {
    number as f64
}
