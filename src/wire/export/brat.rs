//! brat standoff, for people who annotate: the text is the article's, offsets are code points.

use std::fmt::Write;

use crate::article::Article;
use crate::report::Report;
use crate::text::Span;
use crate::wire::names;
use crate::wire::positions::Positions;

/// What brat must know of the annotations: the `annotation.conf` of a folder.
pub const CONFIGURATION: &str = "\
[entities]
Content
Source
Cue

[relations]
Says\tArg1:Source, Arg2:Content
Cues\tArg1:Cue, Arg2:Content

[events]

[attributes]
Type\tArg:Content, Value:direct|mixed|indirect
Act\tArg:Content, Value:statement|belief|intention|stance|decree|evidence|perception
";

/// Writes the `.ann` file that belongs to the article's text.
pub fn standoff(article: &Article, report: &Report) -> Vec<u8> {
    let mut notes = Notes {
        text: &article.text,
        positions: Positions::of(&article.text),
        lines: String::new(),
        entities: 0,
        relations: 0,
        attributes: 0,
    };
    for attribution in &report.attributed.attributions {
        let Some(content) = notes.entity("Content", &attribution.content) else {
            continue;
        };
        notes.attribute("Type", content, names::quoting(attribution.quoting));
        notes.attribute("Act", content, names::act(attribution.act));
        if let Some(source) = notes.entity("Source", &attribution.mention) {
            notes.relation("Says", source, content);
        }
        if let Some(cue) = notes.entity("Cue", attribution.cue.as_slice()) {
            notes.relation("Cues", cue, content);
        }
    }
    notes.lines.truncate(notes.lines.trim_end().len());
    notes.lines.into_bytes()
}

struct Notes<'t> {
    text: &'t str,
    positions: Positions<'t>,
    lines: String,
    entities: u32,
    relations: u32,
    attributes: u32,
}

impl Notes<'_> {
    /// Writes an entity of one or more parts; a part must not run over a line.
    fn entity(&mut self, kind: &str, spans: &[Span]) -> Option<u32> {
        let parts: Vec<Span> = spans
            .iter()
            .flat_map(|span| lines_of(self.text, *span))
            .collect();
        if parts.is_empty() {
            return None;
        }
        self.entities += 1;
        let places: Vec<String> = parts
            .iter()
            .map(|part| {
                let start = self.positions.at(part.start).code_points;
                let end = self.positions.at(part.end).code_points;
                format!("{start} {end}")
            })
            .collect();
        let words: Vec<&str> = parts.iter().map(|part| part.of(self.text)).collect();
        self.line(&format!(
            "T{}\t{kind} {}\t{}",
            self.entities,
            places.join(";"),
            words.join(" ")
        ));
        Some(self.entities)
    }

    fn relation(&mut self, kind: &str, from: u32, to: u32) {
        self.relations += 1;
        self.line(&format!(
            "R{}\t{kind} Arg1:T{from} Arg2:T{to}",
            self.relations
        ));
    }

    fn attribute(&mut self, kind: &str, entity: u32, value: &str) {
        self.attributes += 1;
        self.line(&format!("A{}\t{kind} T{entity} {value}", self.attributes));
    }

    fn line(&mut self, line: &str) {
        // Writing to a String cannot fail.
        writeln!(self.lines, "{line}").unwrap_or_default();
    }
}

/// The parts of a span between line breaks, without white space around them.
fn lines_of(text: &str, span: Span) -> Vec<Span> {
    let mut at = span.start;
    span.of(text)
        .split_inclusive('\n')
        .filter_map(|line| {
            let small = |bytes: usize| u32::try_from(bytes).unwrap_or(0);
            let start = at + small(line.len() - line.trim_start().len());
            let part = Span::new(start, start + small(line.trim().len()));
            at += small(line.len());
            (!part.is_empty()).then_some(part)
        })
        .collect()
}
