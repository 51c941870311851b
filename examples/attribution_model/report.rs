//! The scores file: every measure on articles kept apart and on those seen, each stage off, calibration, time.

use std::fmt::Write;
use std::fs;
use std::time::Instant;

use copydesk::attribution::{Engine, Spans, Stages, found, found_with};
use copydesk::eval::{Kind, Measure, Scope, Tally, review, score as score_one};
use copydesk::text::Document;
use copydesk::wire::gold::Annotated;

use crate::fit::{engine, with_reading};
use crate::memory;
use crate::speed;
use crate::study::{KEPT_APART_FROM, Study};

/// Scores of one set of articles.
#[derive(Debug, Default)]
struct Scores {
    all: Tally,
    speech: Tally,
    /// Confidence and whether it was right, by prediction.
    judged: Vec<(f32, bool)>,
    /// Time from the text to the spans, and how many articles it was spent on.
    seconds: f64,
    articles: u32,
}

impl Scores {
    fn milliseconds(&self) -> f64 {
        1e3 * self.seconds / f64::from(self.articles.max(1))
    }
}

/// Measures and writes the scores file.
pub(crate) fn score(study: &Study) -> Result<(), String> {
    let (seen, apart) = study.split();
    let made = engine(&seen, true)?;
    let kept = scores(&made, &apart, Stages::default());
    let own = scores(&made, &seen, Stages::default());
    let mut page = String::new();
    head(&mut page, seen.len(), apart.len());
    table(&mut page, &kept, &own);
    turned(&mut page, &seen, &apart, (&kept, &own))?;
    stages(&mut page, &made, &seen, &apart, &kept)?;
    calibration(&mut page, &kept);
    speed::section(&mut page, &apart)?;
    lengths(&mut page, &made, &apart);
    fs::write("docs/scores/attribution.md", &page).map_err(|error| error.to_string())?;
    fs::write("docs/scores/attribution.json", json(&kept, &own))
        .map_err(|error| error.to_string())?;
    println!("{page}");
    Ok(())
}

fn scores(engine: &Engine, articles: &[&Annotated], stages: Stages) -> Scores {
    let mut scores = Scores::default();
    for article in articles {
        let start = Instant::now();
        let (predicted, confidence): (Vec<Spans>, Vec<f32>) =
            with_reading(article, stages.parse, |reading| {
                found_with(engine, reading, stages)
            })
            .into_iter()
            .unzip();
        scores.seconds += start.elapsed().as_secs_f64();
        scores.articles += 1;
        let text = &article.text;
        scores.all += &score_one(text, &article.attributions, &predicted, Scope::All);
        scores.speech += &score_one(text, &article.attributions, &predicted, Scope::Speech);
        let right = review(text, &article.attributions, &predicted).right;
        scores.judged.extend(confidence.into_iter().zip(right));
    }
    scores
}

fn percent(part: f64) -> f64 {
    100.0 * part
}

fn head(page: &mut String, seen: usize, apart: usize) {
    let _infallible = write!(
        page,
        "# Scores of attribution\n\n\
         Measured on 2026-11-24 by `make score-attribution` on the PolNeAR training part. Rules, features and\n\
         thresholds were made on the {seen} articles before {KEPT_APART_FROM}; the tables of this page were fitted on\n\
         these articles only. The {apart} articles from {KEPT_APART_FROM} on are kept apart. The tables that ship are\n\
         fitted on all of them by the same command line (`make attribution-model`).\n\n"
    );
}

/// What the recall of each of [`Kind::ALL`] must reach.
const RECALL: [Asked; 3] = [85.0, 68.0, 48.0];

/// What each measure must reach on the articles kept apart, in percent; 0 where nothing is asked.
type Asked = f64;

fn table(page: &mut String, kept: &Scores, own: &Scores) {
    page.push_str(
        "| measure, percent | at least | kept apart | seen | gap |\n|---|---|---|---|---|\n",
    );
    let mut line = |name: &str, asked: Asked, of: &dyn Fn(&Scores) -> f64| {
        let (kept, own) = (percent(of(kept)), percent(of(own)));
        let asked = if asked > 0.0 {
            format!("{asked}")
        } else {
            String::new()
        };
        let _infallible = writeln!(
            page,
            "| {name} | {asked} | {kept:.1} | {own:.1} | {:.1} |",
            own - kept
        );
    };
    let all = |measure: Measure| move |s: &Scores| s.all.figures(measure).f1;
    line(
        "headline F1 (content and source both at least half)",
        62.0,
        &all(Measure::WholeHalf),
    );
    line("headline precision", 0.0, &|s| {
        s.all.figures(Measure::WholeHalf).precision
    });
    line("headline recall", 0.0, &|s| {
        s.all.figures(Measure::WholeHalf).recall
    });
    line("speech/speech F1", 72.0, &|s| {
        s.speech.figures(Measure::WholeHalf).f1
    });
    for (kind, asked) in Kind::ALL.into_iter().zip(RECALL) {
        let name = format!("{} recall", kind.name());
        line(&name, asked, &|s| {
            s.all.figures_of(Measure::WholeHalf, kind).recall
        });
    }
    line("cue F1", 75.0, &all(Measure::CueOverlap));
    line("content F1, at least half", 0.0, &all(Measure::ContentHalf));
    line("content F1, all words", 0.0, &all(Measure::ContentStrict));
    line("whole F1, all words", 0.0, &all(Measure::WholeStrict));
    line("source right where the content is", 0.0, &|s| {
        s.all.source_given_content()
    });
}

/// The same with the halves exchanged: a gap between two halves is also one of how hard each is.
fn turned(
    page: &mut String,
    seen: &[&Annotated],
    apart: &[&Annotated],
    (kept, own): (&Scores, &Scores),
) -> Result<(), String> {
    let made = engine(apart, true)?;
    let (early, late) = (
        scores(&made, seen, Stages::default()),
        scores(&made, apart, Stages::default()),
    );
    let headline = |scores: &Scores| percent(scores.all.figures(Measure::WholeHalf).f1);
    page.push_str(
        "\n## The halves exchanged\n\nThe same fit on the later articles, with the earlier ones kept apart: what both halves score when seen and when\nkept apart tells how much of a gap is the table's memory, and how much is that one half is harder. The mean of both\ndirections is free of the second; it must be 3 at most.\n\n\
         | headline F1 | kept apart | seen | gap |\n|---|---|---|---|\n",
    );
    let mut line = |name: &str, kept: f64, own: f64| {
        let _infallible = writeln!(
            page,
            "| {name} | {kept:.1} | {own:.1} | {:.1} |",
            own - kept
        );
    };
    let (first, second) = (
        (headline(kept), headline(own)),
        (headline(&early), headline(&late)),
    );
    line("fitted on the earlier articles", first.0, first.1);
    line("fitted on the later articles", second.0, second.1);
    line(
        "mean of both",
        f64::midpoint(first.0, second.0),
        f64::midpoint(first.1, second.1),
    );
    page.push_str("\nThe same articles, read with tables that were fitted on them and with tables that were not:\n\n| headline F1 | not seen | seen | difference |\n|---|---|---|---|\n");
    let mut line = |name: &str, apart: f64, seen: f64| {
        let _infallible = writeln!(
            page,
            "| {name} | {apart:.1} | {seen:.1} | {:.1} |",
            seen - apart
        );
    };
    line("the earlier articles", second.0, first.1);
    line("the later articles", first.0, second.1);
    Ok(())
}

fn stages(
    page: &mut String,
    made: &Engine,
    seen: &[&Annotated],
    apart: &[&Annotated],
    kept: &Scores,
) -> Result<(), String> {
    page.push_str("\n## Each stage off\n\nTime is one thread's from the text to the spans, tagging and parsing included.\nIt is by the clock: other work on the machine lengthens it.\n\n| stage | headline F1 | difference | speech/speech | milliseconds an article |\n|---|---|---|---|---|\n");
    let full = percent(kept.all.figures(Measure::WholeHalf).f1);
    let mut line = |name: &str, scores: &Scores| {
        let headline = percent(scores.all.figures(Measure::WholeHalf).f1);
        let speech = percent(scores.speech.figures(Measure::WholeHalf).f1);
        let _infallible = writeln!(
            page,
            "| {name} | {headline:.1} | {:+.1} | {speech:.1} | {:.2} |",
            headline - full,
            scores.milliseconds()
        );
    };
    line("everything on", kept);
    let on = Stages::default();
    line(
        "no joining of sentences that go on quoting",
        &scores(made, apart, Stages { join: false, ..on }),
    );
    line(
        "nested attributions kept",
        &scores(
            made,
            apart,
            Stages {
                nesting: false,
                ..on
            },
        ),
    );
    let first = Engine {
        source: copydesk::attribution::Weights::default(),
        ..made.clone()
    };
    line(
        "the nearest source instead of the likeliest",
        &scores(&first, apart, on),
    );
    let flat = Engine {
        boundary: copydesk::attribution::Weights::default(),
        ..made.clone()
    };
    line(
        "content to the end of its sentence",
        &scores(&flat, apart, on),
    );
    let rules = Engine {
        cue: copydesk::attribution::Weights::default(),
        ..made.clone()
    };
    line(
        "priors of the rules instead of the cue table",
        &scores(&rules, apart, on),
    );
    let tagged = engine(seen, false)?;
    line(
        "no parse, tables made without it",
        &scores(&tagged, apart, Stages { parse: false, ..on }),
    );
    Ok(())
}

fn calibration(page: &mut String, kept: &Scores) {
    page.push_str(
        "\n## Confidence\n\nHow often an attribution of a stated confidence is right in content and source, on the articles kept apart.\nThe confidence is the table's probability as it is: the table was fitted on spans that no other table had seen.\n\n\
         | confidence | attributions | stated, mean % | right, % |\n|---|---|---|---|\n",
    );
    for tenth in 3..10_u8 {
        let (low, high) = (f32::from(tenth) / 10.0, f32::from(tenth + 1) / 10.0);
        let within: Vec<&(f32, bool)> = kept
            .judged
            .iter()
            .filter(|(stated, _)| *stated >= low && (*stated < high || tenth == 9))
            .collect();
        let count = u16::try_from(within.len()).unwrap_or(u16::MAX);
        let right =
            u16::try_from(within.iter().filter(|(_, right)| *right).count()).unwrap_or(u16::MAX);
        let stated: f32 = within.iter().map(|(stated, _)| stated).sum();
        let share = |part: f32| 100.0 * part / f32::from(count.max(1));
        let _infallible = writeln!(
            page,
            "| {low:.1}–{high:.1} | {count} | {:.0} | {:.0} |",
            share(stated),
            share(f32::from(right))
        );
    }
}

/// Time against length: the same prose again and again.
fn lengths(page: &mut String, made: &Engine, apart: &[&Annotated]) {
    page.push_str(
        "\n## Time and memory against length\n\nTime: one thread, everything from the text to the spans, parse included, by the clock; other work on the machine\n\
         lengthens it. Memory: the most that a thread of the whole desk (attribution, summary, findings) holds at a time,\n\
         beside what all threads share: `attribution_model memory TEXT.txt`.\n\n\
         | words | milliseconds | microseconds a word | megabytes a thread |\n|---|---|---|---|\n",
    );
    let mut text = String::new();
    let mut articles = apart.iter();
    for target in [100_u32, 850, 5_000, 50_000] {
        let mut words = u32::try_from(text.split_whitespace().count()).unwrap_or(u32::MAX);
        while words < target {
            let Some(article) = articles.next() else {
                break;
            };
            text.push_str(&article.text);
            text.push_str("\n\n");
            words = u32::try_from(text.split_whitespace().count()).unwrap_or(u32::MAX);
        }
        let cut: Vec<&str> = text
            .split_inclusive(char::is_whitespace)
            .filter(|piece| !piece.is_empty())
            .collect();
        let article = Annotated {
            text: cut.into_iter().take(target as usize).collect(),
            ..Annotated::default()
        };
        let words = article.text.split_whitespace().count();
        let start = Instant::now();
        let rounds = (20_000 / target).max(1);
        for _ in 0..rounds {
            let document = Document::read(&article.text);
            std::hint::black_box(document.tokens.len());
            std::hint::black_box(with_reading(&article, true, |reading| {
                found(made, reading).len()
            }));
        }
        let milliseconds = start.elapsed().as_secs_f64() * 1e3 / f64::from(rounds);
        let each = milliseconds * 1e3 / f64::from(u32::try_from(words).unwrap_or(1).max(1));
        let held = memory::peak(&article.text)
            .map_or("not told".to_owned(), |megabytes| format!("{megabytes:.1}"));
        let _infallible = writeln!(page, "| {words} | {milliseconds:.1} | {each:.1} | {held} |");
    }
}

fn json(kept: &Scores, own: &Scores) -> String {
    let of = |scores: &Scores| {
        let whole = scores.all.figures(Measure::WholeHalf);
        let recall = |kind| percent(scores.all.figures_of(Measure::WholeHalf, kind).recall);
        format!(
            "{{\"headline_f1\": {:.2}, \"precision\": {:.2}, \"recall\": {:.2}, \"speech_f1\": {:.2}, \"cue_f1\": {:.2}, \
             \"direct_recall\": {:.2}, \"mixed_recall\": {:.2}, \"indirect_recall\": {:.2}}}",
            percent(whole.f1),
            percent(whole.precision),
            percent(whole.recall),
            percent(scores.speech.figures(Measure::WholeHalf).f1),
            percent(scores.all.figures(Measure::CueOverlap).f1),
            recall(Kind::Direct),
            recall(Kind::Mixed),
            recall(Kind::Indirect),
        )
    };
    format!(
        "{{\n  \"date\": \"2026-11-24\",\n  \"kept_apart\": {},\n  \"seen\": {}\n}}\n",
        of(kept),
        of(own)
    )
}
