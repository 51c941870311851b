//! The invented articles of `tests/corpus/sources`: mentions in brackets, the roll below; README.md there has the format.

use crate::score::{Expected, Verdict, form, judge, line};
use copydesk::attribution::mention::{Lexicon, resolve};
use copydesk::attribution::{Act, Attribution, Quoting, Source, SourceKind};
use copydesk::syntax::{Analysis, Syntax};
use copydesk::text::{Document, Span};
use std::{collections::BTreeMap, fs, path::Path, sync::Arc};

/// A mention and the numbers of its sources; none where nobody can be meant.
struct Mention {
    span: Span,
    sources: Vec<u32>,
}

/// Verdicts on every mention of every article.
pub(crate) fn verdicts() -> Vec<Verdict> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/corpus/sources");
    let entries = fs::read_dir(folder).expect("tests/corpus/sources is a folder");
    let mut paths: Vec<_> = entries
        .map(|entry| entry.expect("it can be listed").path())
        .collect();
    paths.retain(|path| path.extension().is_some_and(|ending| ending == "txt"));
    paths.sort();
    paths.iter().flat_map(|path| article(path)).collect()
}

fn article(path: &Path) -> Vec<Verdict> {
    let file = fs::read_to_string(path).expect("an article can be read");
    let name = path
        .file_stem()
        .unwrap_or_default()
        .to_string_lossy()
        .into_owned();
    let (marked, roll) = file
        .split_once("\n---\n")
        .expect("the roll stands below ---");
    let (text, mentions) = unmark(marked);
    let roll: BTreeMap<u32, Expected> = roll.lines().map(expected).collect();
    let document = Document::read(&text);
    let mut attributions: Vec<_> = mentions
        .iter()
        .map(|mention| attribution(&document, mention.span, &mentions))
        .collect();
    let analysis = Analysis::of(&document, Syntax::embedded());
    let sources = resolve(&analysis, &mut attributions, Lexicon::embedded());
    let kept_apart = name.starts_with('a');
    let verdicts = mentions
        .iter()
        .zip(&attributions)
        .map(|(mention, attribution)| {
            let found = attribution.source.and_then(|id| sources.get(id.0 as usize));
            let all: Vec<&Expected> = mention
                .sources
                .iter()
                .filter_map(|number| roll.get(number))
                .collect();
            let expected = joined(&all);
            let same = |source: &Source| {
                mentions.iter().any(|other| {
                    other.sources == mention.sources
                        && is_first(&mentions, other)
                        && touches(source, other.span)
                })
            };
            let right = judge(&expected, found, same);
            Verdict {
                set: if kept_apart {
                    "invented, kept apart"
                } else {
                    "invented, seen"
                },
                article: name.clone(),
                mention: mention.span.of(&text).to_owned(),
                form: form(mention.span.of(&text)),
                expected,
                found: found.map(line),
                right,
                may_be_shown: !kept_apart,
            }
        });
    verdicts.collect()
}

fn touches(source: &Source, span: Span) -> bool {
    source.mentions.iter().any(|mention| mention.overlaps(span))
}

/// Whether a mention is the first of its source.
fn is_first(mentions: &[Mention], mention: &Mention) -> bool {
    let first = mentions
        .iter()
        .find(|other| other.sources == mention.sources);
    first.is_some_and(|first| first.span == mention.span)
}

/// The text without brackets, and what stood in them.
fn unmark(marked: &str) -> (String, Vec<Mention>) {
    let (mut text, mut mentions) = (String::new(), Vec::new());
    let mut parts = marked.split('[');
    text.push_str(parts.next().unwrap_or_default());
    for part in parts {
        let (inside, after) = part.split_once(']').expect("a bracket closes");
        let (words, numbers) = inside
            .rsplit_once('=')
            .expect("a number stands in the bracket");
        let start = offset(&text);
        text.push_str(words);
        let sources = numbers
            .split('+')
            .map(|number| number.parse().expect("a number"))
            .collect();
        mentions.push(Mention {
            span: Span::new(start, offset(&text)),
            sources,
        });
        text.push_str(after);
    }
    (text, mentions)
}

fn offset(text: &str) -> u32 {
    u32::try_from(text.len()).expect("articles are short")
}

/// "2 Hannah Okafor | person | named | chief engineer".
fn expected(entry: &str) -> (u32, Expected) {
    let (number, rest) = entry.split_once(' ').expect("a number opens the line");
    let fields: Vec<&str> = rest.split(" | ").collect();
    let [label, kind, status, ..] = fields.as_slice() else {
        panic!("a roll entry has three fields: {entry}");
    };
    let kind = match *kind {
        "person" => SourceKind::Person,
        "organization" => SourceKind::Organization,
        "group" => SourceKind::Group,
        "document" => SourceKind::Document,
        "media" => SourceKind::Media,
        other => panic!("no kind of source: {other}"),
    };
    let expected = Expected {
        labels: vec![(*label).to_owned()],
        named: *status == "named",
        anonymous: Some(*status == "anonymous"),
        kinds: vec![kind],
    };
    (number.parse().expect("a number"), expected)
}

fn joined(all: &[&Expected]) -> Expected {
    if let [one] = all {
        return (*one).clone();
    }
    Expected {
        labels: all
            .iter()
            .flat_map(|expected| expected.labels.clone())
            .collect(),
        named: all.iter().all(|expected| expected.named),
        anonymous: Some(false),
        kinds: vec![SourceKind::Group],
    }
}

/// An attribution with this mention; its content is the quotations that are nearest to it.
fn attribution(document: &Document<'_>, mention: Span, all: &[Mention]) -> Attribution {
    let quotations = document.quotations.iter().map(|quotation| quotation.span);
    let content = quotations.filter(|quotation| owner(document, *quotation, all) == Some(mention));
    Attribution {
        quoting: Quoting::Indirect,
        cue: None,
        content: content.collect(),
        mention: vec![mention],
        source: None,
        act: Act::Statement,
        rule: Arc::from("test"),
        confidence: 1.0,
        within: None,
    }
}

/// The mention after a quotation in its sentence, or else the last one before it in its paragraph.
fn owner(document: &Document<'_>, quotation: Span, all: &[Mention]) -> Option<Span> {
    let paragraph = document
        .paragraphs
        .iter()
        .find(|paragraph| paragraph.contains(quotation))?;
    let quoted = |span: Span| {
        document
            .quotations
            .iter()
            .any(|other| other.span.contains(span))
    };
    let outside = all
        .iter()
        .map(|mention| mention.span)
        .filter(|span| paragraph.contains(*span) && !quoted(*span));
    let (before, after): (Vec<Span>, Vec<Span>) =
        outside.partition(|span| span.end <= quotation.start);
    let end = document.sentence_at(quotation.end.saturating_sub(1));
    let same = after
        .iter()
        .find(|span| document.sentence_at(span.start) == end);
    same.or(before.last()).or(after.first()).copied()
}
