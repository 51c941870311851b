//! From annotated articles to tables.

use std::fs;

use copydesk::attribution::train::{Cases, Fit, Gold, note_boundaries, note_cues, note_sources};
use copydesk::attribution::{Engine, Grammar, Reading, Spans, Weights};
use copydesk::eval::{Measured, Yardstick};
use copydesk::rules::Name;
use copydesk::syntax::{Analysis, Syntax};
use copydesk::text::Document;
use copydesk::wire::gold::Annotated;

use crate::study::Study;

/// Into how many parts the articles are cut, so that the cue table learns from spans in articles whose sources and
/// ends no table has seen: such spans are as wrong as they will be in the service (stacking, Wolpert 1992).
const PARTS: usize = 4;
/// Articles that stand together in one part, for neighbours tell the same story.
const RUN: usize = 10;

/// Rules whose finds the annotators mark in another way, so that the rule's own prior is to count: they give the label "A"
/// for the source of an interview's answer, or what is said within the answer.
const OTHERWISE: [&str; 1] = ["colon.answer"];

/// How the tables are fitted; chosen on parts of the first months that no table was made from.
const SOURCE: Fit = Fit {
    passes: 4,
    step: 0.1,
    sparse: 2.0,
    small: 5.0,
    least: 3,
    articles: 4,
    keep: 1.0,
};
const BOUNDARY: Fit = Fit {
    passes: 4,
    step: 0.1,
    sparse: 2.0,
    small: 5.0,
    least: 3,
    articles: 4,
    keep: 1.0,
};
const CUE: Fit = Fit {
    passes: 12,
    step: 0.05,
    sparse: 2.0,
    small: 30.0,
    least: 8,
    articles: 10,
    keep: 0.3,
};

/// The tables as text.
#[derive(Debug)]
pub(crate) struct Tables {
    pub(crate) source: String,
    pub(crate) boundary: String,
    pub(crate) cue: String,
}

/// Writes the tables that ship.
pub(crate) fn train(study: &Study) -> Result<(), String> {
    let articles: Vec<&Annotated> = study.articles.iter().collect();
    let Tables {
        source,
        boundary,
        cue,
    } = tables(&articles, true);
    for (name, table) in [("source", source), ("boundary", boundary), ("cue", cue)] {
        let head = format!(
            "# Evidence for {name} decisions of attribution: what is looked at, what was seen, how much it weighs.\n\
             # Written by `make attribution-model`; MODEL_CARD.md says from what.\n"
        );
        let path = format!("models/attribution/{name}.tsv");
        println!("{path}: {} weights", table.lines().count());
        fs::write(&path, head + &table).map_err(|error| format!("cannot write {path}: {error}"))?;
    }
    Ok(())
}

/// An engine with tables from these articles.
pub(crate) fn engine(articles: &[&Annotated], parse: bool) -> Result<Engine, String> {
    let Tables {
        source,
        boundary,
        cue,
    } = tables(articles, parse);
    let read = |table: &str| Weights::read(table).map_err(|fault| fault.to_string());
    Ok(Engine {
        source: read(&source)?,
        boundary: read(&boundary)?,
        cue: read(&cue)?,
        ..Engine::embedded().clone()
    })
}

/// Notes the cases of one article.
type Note = fn(&Engine, &Reading<'_>, &Gold, &mut Cases);

/// The cue table from spans that tables of the other parts found, then the tables of spans from everything.
fn tables(articles: &[&Annotated], parse: bool) -> Tables {
    let mut cues = Cases::default();
    for part in 0..PARTS {
        let (own, others) = parted(articles, part);
        let (engine, ..) = of_spans(&others, parse);
        for article in own {
            note_cues_of(&engine, article, parse, &mut cues);
        }
    }
    let (engine, source, boundary) = of_spans(articles, parse);
    let known: Vec<String> = engine
        .rules
        .rules()
        .filter(|rule| !OTHERWISE.contains(&rule.id.as_str()))
        .map(|rule| format!("known\t{}\t0\n", rule.id))
        .collect();
    Tables {
        source,
        boundary,
        cue: cues.fit(CUE) + &known.concat(),
    }
}

/// The articles of one part, and those of all others.
fn parted<'a>(articles: &[&'a Annotated], part: usize) -> (Vec<&'a Annotated>, Vec<&'a Annotated>) {
    let numbered = articles.iter().copied().enumerate();
    let (own, others): (Vec<_>, Vec<_>) =
        numbered.partition(|(place, _)| (place / RUN) % PARTS == part);
    let plain = |list: Vec<(usize, &'a Annotated)>| list.into_iter().map(|(_, one)| one).collect();
    (plain(own), plain(others))
}

/// Sources first, then boundaries: the frame of a cue depends on its source, its content on both. An engine with both
/// tables, and the tables.
fn of_spans(articles: &[&Annotated], parse: bool) -> (Engine, String, String) {
    let mut engine = Engine {
        source: Weights::default(),
        boundary: Weights::default(),
        cue: Weights::default(),
        ..Engine::embedded().clone()
    };
    let noted = |engine: &Engine, note: Note| {
        let mut cases = Cases::default();
        for article in articles {
            cases.open_article();
            with_reading(article, parse, |reading| {
                let gold = Gold::new(reading, &article.attributions);
                note(engine, reading, &gold, &mut cases);
            });
        }
        cases
    };
    let source = noted(&engine, note_sources).fit(SOURCE);
    engine.source = Weights::read(&source).unwrap_or_default();
    let boundary = noted(&engine, note_boundaries).fit(BOUNDARY);
    engine.boundary = Weights::read(&boundary).unwrap_or_default();
    (engine, source, boundary)
}

fn note_cues_of(engine: &Engine, article: &Annotated, parse: bool, cues: &mut Cases) {
    let yardstick = Yardstick::new(&article.text);
    let measure = |spans: &Spans| yardstick.measure(&article.text, spans);
    let right: Vec<Measured> = article.attributions.iter().map(measure).collect();
    with_reading(article, parse, |reading| {
        cues.open_article();
        let gold = Gold::new(reading, &article.attributions);
        let judge = |spans: &Spans| {
            let found = measure(spans);
            right.iter().any(|annotated| annotated.meets(&found))
        };
        note_cues(engine, reading, &gold, judge, cues);
    });
}

/// Reads an article with the text of its lemmas, which tables need and the service does not.
pub(crate) fn with_reading<T>(
    article: &Annotated,
    parse: bool,
    act: impl FnOnce(&Reading<'_>) -> T,
) -> T {
    let document = Document::read(&article.text);
    let analysis = Analysis::of(&document, Syntax::embedded());
    let texts: Vec<String> = (0..document.tokens.len())
        .map(|token| analysis.lemma_text(token).into_owned())
        .collect();
    let grammar = if parse {
        Grammar::of(&analysis, &Engine::embedded().lexicon)
    } else {
        Grammar::without_parse(&analysis)
    };
    let Grammar { tags, arcs, .. } = grammar;
    let lemmas = texts.iter().map(|text| Name::of(text)).collect();
    let grammar = Grammar { tags, lemmas, arcs };
    act(&Reading::new(&document, &grammar))
}
