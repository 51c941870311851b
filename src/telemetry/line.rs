//! A log line as one JSON object, written field by field: a worker logs every article, and building a tree of
//! values first takes longer than all the rest of logging.

use std::fmt::{self, Debug};

use serde::{Serialize, Serializer as _};
use serde_json::Serializer;
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
        let mut fields = Fields(Vec::with_capacity(USUAL_BYTES));
        event.record(&mut fields);
        fields.field("target", |line| metadata.target().serialize(line));
        writer.write_str(str::from_utf8(&fields.0).map_err(|_| fmt::Error)?)?;
        writer.write_str("}\n")
    }
}

/// Room for the fields of the line that is logged for an article.
const USUAL_BYTES: usize = 1000;

/// Fields, one after the other.
struct Fields(Vec<u8>);

impl Fields {
    fn field(
        &mut self,
        name: &str,
        value: impl FnOnce(&mut Serializer<&mut Vec<u8>>) -> serde_json::Result<()>,
    ) {
        let begun = self.0.len();
        self.0.push(b',');
        let named = name.serialize(&mut Serializer::new(&mut self.0));
        self.0.push(b':');
        let written = named.and_then(|()| value(&mut Serializer::new(&mut self.0)));
        // What cannot be shown is left out: a `Debug` of somebody's may refuse.
        if written.is_err() {
            self.0.truncate(begun);
        }
    }
}

impl Visit for Fields {
    fn record_str(&mut self, field: &Field, value: &str) {
        self.field(field.name(), |line| value.serialize(line));
    }

    fn record_bool(&mut self, field: &Field, value: bool) {
        self.field(field.name(), |line| value.serialize(line));
    }

    fn record_i64(&mut self, field: &Field, value: i64) {
        self.field(field.name(), |line| value.serialize(line));
    }

    fn record_u64(&mut self, field: &Field, value: u64) {
        self.field(field.name(), |line| value.serialize(line));
    }

    fn record_f64(&mut self, field: &Field, value: f64) {
        self.field(field.name(), |line| value.serialize(line));
    }

    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        self.field(field.name(), |line| {
            line.collect_str(&format_args!("{value:?}"))
        });
    }
}

#[cfg(test)]
mod tests {
    use std::io;
    use std::sync::{Arc, Mutex};

    use proptest::prelude::*;
    use serde_json::{Value, json};
    use tracing_subscriber::layer::SubscriberExt as _;

    use super::JsonLine;
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
            let line = logged(|| tracing::info!({ field::ARTICLE_ID } = text, { field::DETAIL } = %text));
            let told: Value = serde_json::from_str(&line).unwrap();
            for field in [field::ARTICLE_ID, field::DETAIL] {
                prop_assert_eq!(told[field].as_str(), Some(text.as_str()));
            }
        }
    }
}
