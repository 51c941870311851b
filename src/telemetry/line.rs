//! A log line as one JSON object, written straight into the line: a worker logs every article, and building a tree of
//! values first takes longer than all the rest of logging.

use std::fmt::{self, Write};

use tracing::field::{Field, Visit};
use tracing::{Event, Subscriber};
use tracing_subscriber::fmt::format::Writer;
use tracing_subscriber::fmt::{FmtContext, FormatEvent, FormatFields};
use tracing_subscriber::registry::LookupSpan;

/// `timestamp`, `level`, the fields in the order in which they were given, `target`.
#[derive(Clone, Copy, Debug)]
pub(super) struct JsonLine;

impl<S, N> FormatEvent<S, N> for JsonLine
where
    S: Subscriber + for<'span> LookupSpan<'span>,
    N: for<'writer> FormatFields<'writer> + 'static,
{
    fn format_event(
        &self,
        _: &FmtContext<'_, S, N>,
        mut writer: Writer<'_>,
        event: &Event<'_>,
    ) -> fmt::Result {
        let (now, metadata) = (jiff::Timestamp::now(), event.metadata());
        let level = metadata.level();
        write!(writer, r#"{{"timestamp":"{now:.6}","level":"{level}""#)?;
        let mut fields = Fields {
            line: &mut writer,
            written: Ok(()),
        };
        event.record(&mut fields);
        fields.written?;
        writer.write_str(r#","target":"#)?;
        quoted(&mut writer, metadata.target())?;
        writer.write_str("}\n")
    }
}

/// Writes one field after the other.
struct Fields<'a, W> {
    line: &'a mut W,
    written: fmt::Result,
}

impl<W: Write> Fields<'_, W> {
    fn field(&mut self, field: &Field, value: impl FnOnce(&mut W) -> fmt::Result) {
        self.written = self.written.and_then(|()| {
            self.line.write_str(",\"")?;
            Escaping(self.line).write_str(field.name())?;
            self.line.write_str("\":")?;
            value(self.line)
        });
    }
}

impl<W: Write> Visit for Fields<'_, W> {
    fn record_str(&mut self, field: &Field, value: &str) {
        self.field(field, |line| quoted(line, value));
    }

    fn record_bool(&mut self, field: &Field, value: bool) {
        self.field(field, |line| write!(line, "{value}"));
    }

    fn record_i64(&mut self, field: &Field, value: i64) {
        self.field(field, |line| write!(line, "{value}"));
    }

    fn record_u64(&mut self, field: &Field, value: u64) {
        self.field(field, |line| write!(line, "{value}"));
    }

    fn record_f64(&mut self, field: &Field, value: f64) {
        self.field(field, |line| {
            if value.is_finite() {
                write!(line, "{value}")
            } else {
                line.write_str("null")
            }
        });
    }

    fn record_debug(&mut self, field: &Field, value: &dyn fmt::Debug) {
        self.field(field, |line| {
            line.write_char('"')?;
            write!(Escaping(line), "{value:?}")?;
            line.write_char('"')
        });
    }
}

fn quoted(line: &mut impl Write, text: &str) -> fmt::Result {
    line.write_char('"')?;
    Escaping(line).write_str(text)?;
    line.write_char('"')
}

/// Escapes what may not stand in a JSON string.
struct Escaping<'a, W>(&'a mut W);

impl<W: Write> Write for Escaping<'_, W> {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        // Nearly all texts have nothing to escape.
        if !text
            .bytes()
            .any(|byte| matches!(byte, b'"' | b'\\' | ..=0x1f))
        {
            return self.0.write_str(text);
        }
        let special = |letter: char| matches!(letter, '"' | '\\' | '\0'..='\u{1f}');
        for piece in text.split_inclusive(special) {
            let last = piece.chars().next_back().filter(|last| special(*last));
            let plain = last.and_then(|last| piece.strip_suffix(last));
            self.0.write_str(plain.unwrap_or(piece))?;
            match last {
                None => {}
                Some(quote @ ('"' | '\\')) => write!(self.0, "\\{quote}")?,
                Some('\n') => self.0.write_str("\\n")?,
                Some(control) => write!(self.0, "\\u{:04x}", u32::from(control))?,
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use std::io;
    use std::sync::{Arc, Mutex};

    use proptest::prelude::*;
    use serde_json::{Value, json};
    use tracing_subscriber::layer::SubscriberExt as _;

    use super::{JsonLine, quoted};
    use crate::telemetry::name::field;

    #[derive(Clone, Default)]
    struct Lines(Arc<Mutex<Vec<u8>>>);

    impl io::Write for Lines {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            self.0.lock().unwrap().write(bytes)
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    fn logged(work: impl FnOnce()) -> String {
        let lines = Lines::default();
        let writer = lines.clone();
        let layer = tracing_subscriber::fmt::layer()
            .with_writer(move || writer.clone())
            .event_format(JsonLine);
        tracing::subscriber::with_default(tracing_subscriber::registry().with(layer), work);
        let bytes = lines.0.lock().unwrap().clone();
        String::from_utf8(bytes).unwrap()
    }

    #[test]
    fn a_line_is_one_object_with_time_level_fields_and_target() {
        let line = logged(|| {
            tracing::event!(
                target: "copydesk::desk",
                tracing::Level::WARN,
                { field::ARTICLE_ID } = "a \"quoted\" id\n\u{1}",
                { field::ATTEMPT } = 3_u64,
                { field::DECODE_MS } = 0.5,
                { field::QUEUE_MS } = f64::NAN,
                { field::DETAIL } = None::<&str>,
                "told {}",
                "twice\\"
            );
        });
        assert!(line.ends_with('\n') && line.lines().count() == 1, "{line}");
        let mut told: Value = serde_json::from_str(&line).unwrap();
        let time = told.as_object_mut().unwrap().remove("timestamp").unwrap();
        assert!(time.as_str().unwrap().parse::<jiff::Timestamp>().is_ok());
        assert_eq!(
            told,
            json!({
                "level": "WARN",
                (field::ARTICLE_ID): "a \"quoted\" id\n\u{1}",
                (field::ATTEMPT): 3,
                (field::DECODE_MS): 0.5,
                (field::QUEUE_MS): null,
                "message": "told twice\\",
                "target": "copydesk::desk"
            })
        );
    }

    proptest! {
        #[test]
        fn any_text_reads_back_as_it_was(text in any::<String>()) {
            let mut line = String::new();
            quoted(&mut line, &text).unwrap();
            prop_assert_eq!(serde_json::from_str::<String>(&line).unwrap(), text);
        }
    }
}
