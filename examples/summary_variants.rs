//! Summarizes articles by several plans, for measuring what each feature and guard costs and gains.
//!
//! `cargo run --release --example summary_variants -- ARTICLES.jsonl OUT-FOLDER [--gold] [VARIANT...]`
//! reads `{"id", "title"?, "text", "attributions"?}` a line and writes `OUT-FOLDER/VARIANT.jsonl` with the
//! summaries in the shape of a result document.
//! `--time ARTICLES.jsonl` says what a summary costs. `--gold` takes the attributions that stand in the file in
//! place of those that copydesk finds. A variant is one of the names below or a list of differences from the
//! usual plan: `later=0.3,position=0.25`.

use copydesk::attribution::{Act, Attributed, Attribution, Quoting, attribute};
use copydesk::summary::{Guard, Guards, Material, Plan, Weights, summarize_as};
use copydesk::text::{Document, Span};
use serde_json::{Value, json};
use std::io::{BufWriter, Write};
use std::time::{Duration, Instant};
use std::{fs, path::Path, sync::Arc};

type Fault = Box<dyn std::error::Error>;

fn main() -> Result<(), Fault> {
    let mut words: Vec<String> = std::env::args().skip(1).collect();
    let gold = words.iter().any(|word| word == "--gold");
    words.retain(|word| word != "--gold");
    if let [flag, articles] = words.as_slice()
        && flag == "--time"
    {
        return time(&read(articles)?);
    }
    let [articles, folder, wanted @ ..] = words.as_slice() else {
        return Err(
            "usage: summary_variants ARTICLES.jsonl OUT-FOLDER [--gold] [VARIANT...]".into(),
        );
    };
    fs::create_dir_all(folder)?;
    let articles = read(articles)?;
    let known = plans().into_iter();
    let mut plans: Vec<_> = known
        .filter(|(name, _)| wanted.is_empty() || wanted.contains(name))
        .collect();
    plans.extend(
        wanted
            .iter()
            .filter(|name| name.contains('='))
            .map(|name| (name.clone(), written(name))),
    );
    let mut outs = Vec::new();
    for (name, plan) in &plans {
        let path = Path::new(folder).join(format!("{name}.jsonl"));
        outs.push((plan, BufWriter::new(fs::File::create(path)?)));
    }
    for article in &articles {
        write_summaries(article, gold, &mut outs)?;
    }
    for (_, mut out) in outs {
        out.flush()?;
    }
    Ok(())
}

fn read(path: &str) -> Result<Vec<Value>, Fault> {
    let lines = fs::read_to_string(path)?;
    let articles = lines.lines().map(serde_json::from_str);
    Ok(articles.collect::<Result<_, _>>()?)
}

/// Says what a summary costs on top of the attributions it is made from; the best of several rounds.
fn time(articles: &[Value]) -> Result<(), Fault> {
    const ROUNDS: usize = 5;
    let (mut before, mut summary) = (Duration::MAX, Duration::MAX);
    for _ in 0..ROUNDS {
        let (mut before_now, mut summary_now) = (Duration::ZERO, Duration::ZERO);
        for article in articles {
            let text = article
                .get("text")
                .and_then(Value::as_str)
                .unwrap_or_default();
            let begin = Instant::now();
            let document = Document::read(text);
            let attributed = attribute(&document);
            let between = Instant::now();
            let material = Material {
                document: &document,
                attributed: &attributed,
                headline: None,
                furniture: &[],
            };
            std::hint::black_box(summarize_as(&material, &Plan::default()).ok());
            before_now += between - begin;
            summary_now += between.elapsed();
        }
        (before, summary) = (before.min(before_now), summary.min(summary_now));
    }
    #[expect(clippy::cast_precision_loss, reason = "there are few articles")]
    let each = |sum: Duration| sum.as_secs_f64() * 1e6 / articles.len() as f64;
    writeln!(
        std::io::stdout(),
        "Reading and attributing an article takes {:.0} µs, its summary at all lengths with key points {:.0} µs: {:.1} % on top.",
        each(before),
        each(summary),
        100.0 * summary.as_secs_f64() / before.as_secs_f64(),
    )?;
    Ok(())
}

/// The usual plan, and plans that differ from it in one thing.
fn plans() -> Vec<(String, Plan)> {
    let usual = Plan::default();
    let weights = |change: fn(&mut Weights)| {
        let mut weights = usual.weights;
        change(&mut weights);
        Plan { weights, ..usual }
    };
    let mut plans = vec![
        ("usual".to_owned(), usual),
        (
            "no-guards".to_owned(),
            Plan {
                guards: Guards::NONE,
                ..usual
            },
        ),
        (
            "no-position".to_owned(),
            weights(|weights| weights.position = 0.0),
        ),
        (
            "no-length".to_owned(),
            weights(|weights| weights.per_word = 0.0),
        ),
        (
            "no-centrality".to_owned(),
            weights(|weights| weights.central = 0.0),
        ),
        (
            "no-direction".to_owned(),
            weights(|weights| weights.later = 1.0),
        ),
        (
            "no-damping".to_owned(),
            weights(|weights| weights.damping = 0.0),
        ),
        (
            "headline".to_owned(),
            weights(|weights| weights.headline = 2.0),
        ),
        (
            "resolve-freely".to_owned(),
            Plan {
                resolving: 0.0,
                ..usual
            },
        ),
        (
            "never-resolve".to_owned(),
            Plan {
                resolving: f32::INFINITY,
                ..usual
            },
        ),
    ];
    plans.extend(Guard::ALL.into_iter().map(without));
    plans
}

/// A plan written as its differences from the usual one: `later=0.3,position=0.25`.
fn written(differences: &str) -> Plan {
    let mut plan = Plan::default();
    for (key, value) in differences
        .split(',')
        .filter_map(|pair| pair.split_once('='))
    {
        let Ok(value) = value.parse() else { continue };
        match key {
            "central" => plan.weights.central = value,
            "damping" => plan.weights.damping = value,
            "later" => plan.weights.later = value,
            "position" => plan.weights.position = value,
            "per_word" => plan.weights.per_word = value,
            "length" => plan.weights.length = value,
            "headline" => plan.weights.headline = value,
            "resolving" => plan.resolving = value,
            _ => {}
        }
    }
    plan
}

/// The usual plan without one guard.
fn without(guard: Guard) -> (String, Plan) {
    let usual = Plan::default();
    let guards = usual.guards.without(guard);
    (format!("without-{guard:?}"), Plan { guards, ..usual })
}

fn write_summaries(
    article: &Value,
    gold: bool,
    outs: &mut [(&Plan, BufWriter<fs::File>)],
) -> Result<(), Fault> {
    let text = article
        .get("text")
        .and_then(Value::as_str)
        .unwrap_or_default();
    let document = Document::read(text);
    let attributed = if gold {
        annotated(article, text)
    } else {
        attribute(&document)
    };
    let material = Material {
        document: &document,
        attributed: &attributed,
        headline: article.get("title").and_then(Value::as_str),
        furniture: &[],
    };
    for (plan, out) in outs {
        let summary = summarize_as(&material, plan).ok();
        let sentences = summary.iter().flat_map(|summary| &summary.sentences);
        let points = |byte: u32| {
            text.get(..byte as usize)
                .map_or(0, |head| head.chars().count())
        };
        let sentences: Vec<Value> = sentences
            .map(|sentence| {
                let span = json!({"start": points(sentence.span.start), "end": points(sentence.span.end)});
                json!({"text": sentence.text, "span": span, "treatment": format!("{:?}", sentence.treatment)})
            })
            .collect();
        let id = article.get("id");
        writeln!(
            out,
            "{}",
            json!({"article": {"id": id}, "summary": {"sentences": sentences}})
        )?;
    }
    Ok(())
}

/// The attributions that stand in the file.
fn annotated(article: &Value, text: &str) -> Attributed {
    let starts: Vec<u32> = text
        .char_indices()
        .filter_map(|(at, _)| u32::try_from(at).ok())
        .collect();
    let byte = |point: &Value| {
        let point = usize::try_from(point.as_u64()?).ok()?;
        let end = u32::try_from(text.len()).ok()?;
        Some(starts.get(point).copied().unwrap_or(end))
    };
    let spans = |list: Option<&Value>| -> Vec<Span> {
        let list = list.and_then(Value::as_array).into_iter().flatten();
        list.filter_map(|pair| Some(Span::new(byte(pair.get(0)?)?, byte(pair.get(1)?)?)))
            .collect()
    };
    let attributions = article
        .get("attributions")
        .and_then(Value::as_array)
        .into_iter()
        .flatten();
    let attributions = attributions.map(|gold| Attribution {
        quoting: Quoting::Indirect,
        cue: spans(gold.get("cue")).into_iter().next(),
        content: spans(gold.get("content")),
        mention: spans(gold.get("source")),
        source: None,
        act: Act::Statement,
        rule: Arc::from("gold"),
        confidence: 1.0,
        within: None,
    });
    Attributed {
        attributions: attributions.collect(),
        nested: Vec::new(),
        sources: Vec::new(),
    }
}
