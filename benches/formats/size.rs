//! How large results are, against the messages they answer.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::Write as _;

use copydesk::Desk;
use copydesk::wire::{self, Envelope, Format, Layout, Limits, Provenance};
use flate2::Compression;
use flate2::write::GzEncoder;
use serde_json::{Map, Value};

use crate::carrier::Words;
use crate::page;
use crate::promise;

/// Every so many of the annotated articles is measured in every format.
const EVERY: usize = 8;

/// Measures, and writes docs/benchmarks/results.md.
pub(crate) fn run() {
    let desk = Desk::default();
    let articles = page::newspapers();
    let chosen: Vec<Words> = articles
        .iter()
        .step_by(EVERY)
        .map(|(title, text)| Words::of(text, title, "Ada Berg"))
        .collect();
    let mut text = format!(
        "# Size of results\n\nWritten by `make bench-results` on {}. A result as the worker publishes it with the default settings, \
         against the bytes of the message that it answers; \"packed\" is the same with `result.gzip = true`, \"in detail\" with \
         `result.detail = true`. \"Promised\" is the least that a result can be: the same with the fields that are promised for ever \
         (benches/formats/promise.rs lists them) and no other.\n\n\
         | articles | format | number | median | 90 % below | promised, median | in detail, median | packed, median | packed, 90 % below |\n\
         |---|---|---|---|---|---|---|---|---|\n",
        page::today()
    );
    let mut parts = Parts::default();
    for format in Format::ALL {
        let bodies = chosen.iter().map(|words| words.carried(format));
        let sizes: Vec<Size> = bodies.filter_map(|body| Size::of(&desk, &body)).collect();
        row(&mut text, "political news", format.name(), &sizes);
        if format == Format::Plain {
            for size in &sizes {
                parts.add(size);
            }
        }
    }
    let mut examples: BTreeMap<String, Vec<Size>> = BTreeMap::new();
    for (_, body) in page::examples() {
        if let Some(size) = Size::of(&desk, &body) {
            examples.entry(size.format.clone()).or_default().push(size);
        }
    }
    for (format, sizes) in &examples {
        row(&mut text, "examples/articles", format, sizes);
    }
    parts.write(&mut text);
    page::write("results.md", &text);
}

/// One result and its message.
struct Size {
    format: String,
    message: usize,
    packed: usize,
    result: Value,
    bytes: usize,
    /// Bytes of what docs/messages.md promises for ever, and of nothing else.
    promised: usize,
    /// Bytes with `result.detail`.
    detailed: usize,
}

impl Size {
    fn of(desk: &Desk, body: &[u8]) -> Option<Self> {
        let article = wire::decode(body, &Envelope::default(), &Limits::default()).ok()?;
        let report = desk.report(&article);
        let provenance = Provenance {
            processed_at: "2026-11-24T08:00:00.000Z".to_owned(),
            trace_id: Some("0af7651916cd43dd8448eb211c80319c".to_owned()),
            rule_packs: desk.rule_packs_of(&article),
        };
        let written = wire::encode(&article, &report, &provenance);
        let detail = Layout {
            detail: true,
            ..Layout::default()
        };
        let detailed = wire::encode_as(&article, &report, &provenance, detail);
        let result = serde_json::from_slice(&written).ok()?;
        Some(Self {
            message: body.len(),
            packed: packed(&written)?,
            bytes: written.len(),
            promised: length(&promise::promised(&result)),
            detailed: detailed.len(),
            format: article.format,
            result,
        })
    }

    fn ratio(&self) -> f64 {
        page::decimal(self.bytes) / page::decimal(self.message)
    }

    fn promised_ratio(&self) -> f64 {
        page::decimal(self.promised) / page::decimal(self.message)
    }

    fn detailed_ratio(&self) -> f64 {
        page::decimal(self.detailed) / page::decimal(self.message)
    }

    fn packed_ratio(&self) -> f64 {
        page::decimal(self.packed) / page::decimal(self.message)
    }
}

fn packed(bytes: &[u8]) -> Option<usize> {
    let mut packer = GzEncoder::new(Vec::new(), Compression::default());
    packer.write_all(bytes).ok()?;
    Some(packer.finish().ok()?.len())
}

fn row(text: &mut String, articles: &str, format: &str, sizes: &[Size]) {
    if sizes.is_empty() {
        return;
    }
    let raw = sorted(sizes.iter().map(Size::ratio));
    let packed = sorted(sizes.iter().map(Size::packed_ratio));
    let promised = sorted(sizes.iter().map(Size::promised_ratio));
    let detailed = sorted(sizes.iter().map(Size::detailed_ratio));
    writeln!(
        text,
        "| {articles} | {format} | {} | {:.2} | {:.2} | {:.2} | {:.2} | {:.2} | {:.2} |",
        sizes.len(),
        at(&raw, 50),
        at(&raw, 90),
        at(&promised, 50),
        at(&detailed, 50),
        at(&packed, 50),
        at(&packed, 90),
    )
    .unwrap();
}

fn sorted(ratios: impl Iterator<Item = f64>) -> Vec<f64> {
    let mut ratios: Vec<f64> = ratios.collect();
    ratios.sort_by(f64::total_cmp);
    ratios
}

fn at(sorted: &[f64], percent: usize) -> f64 {
    let place = (sorted.len() * percent / 100).min(sorted.len().saturating_sub(1));
    sorted.get(place).copied().unwrap_or_default()
}

/// Where the bytes of results are.
#[derive(Default)]
struct Parts {
    articles: usize,
    messages: usize,
    attributions: usize,
    bytes: BTreeMap<&'static str, usize>,
}

impl Parts {
    fn add(&mut self, size: &Size) {
        self.articles += 1;
        self.messages += size.message;
        let Some(result) = size.result.as_object() else {
            return;
        };
        let attributions = result.get("attributions").and_then(Value::as_array);
        self.attributions += attributions.map_or(0, Vec::len);
        for (name, value) in result {
            match name.as_str() {
                "summary" => {
                    let sentences = value.get("sentences").map_or(0, length);
                    self.put("`summary.sentences`", sentences);
                    self.put(
                        "`summary`: `further`, `profiles`, `key_points`",
                        length(value).saturating_sub(sentences),
                    );
                }
                "attributions" => self.put("`attributions`", length(value)),
                "nested_attributions" => self.put("`nested_attributions`", length(value)),
                "sources" => self.put("`sources`", length(value)),
                "findings" => self.put("`findings`", length(value)),
                _ => self.put("everything else", length(value)),
            }
        }
        self.spans(&size.result);
    }

    fn spans(&mut self, value: &Value) {
        match value {
            Value::Object(fields) if fields.contains_key("start_utf16") => self.span(fields),
            Value::Object(fields) => fields.values().for_each(|field| self.spans(field)),
            Value::Array(items) => items.iter().for_each(|item| self.spans(item)),
            _ => {}
        }
    }

    fn span(&mut self, fields: &Map<String, Value>) {
        for (name, part) in [
            ("start", "all spans: `start`, `end`"),
            ("end", "all spans: `start`, `end`"),
            ("start_utf16", "all spans: `start_utf16`, `end_utf16`"),
            ("end_utf16", "all spans: `start_utf16`, `end_utf16`"),
            ("exact", "all spans: `exact`"),
        ] {
            if let Some(value) = fields.get(name) {
                // The name, its quotation marks, a colon and a comma.
                self.put(part, name.len() + 4 + length(value));
            }
        }
    }

    fn put(&mut self, part: &'static str, bytes: usize) {
        *self.bytes.entry(part).or_default() += bytes;
    }

    fn write(&self, text: &mut String) {
        if self.articles == 0 {
            return;
        }
        let mean = page::decimal(self.attributions) / page::decimal(self.articles);
        write!(
            text,
            "\n## Where the bytes are\n\nThe same {} articles as plain text, {mean:.1} attributions each; bytes for every byte of the \
             messages. Spans stand in the other parts and are counted there, too.\n\n| part | bytes a byte |\n|---|---|\n",
            self.articles
        ).unwrap();
        for (part, bytes) in &self.bytes {
            let share = page::decimal(*bytes) / page::decimal(self.messages);
            writeln!(text, "| {part} | {share:.2} |").unwrap();
        }
    }
}

fn length(value: &Value) -> usize {
    value.to_string().len()
}
