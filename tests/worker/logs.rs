//! What the worker says of its work: one line an article, and never what the article says.

use std::io::{self, Write};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use copydesk::article::Article;
use copydesk::broker::Message;
use copydesk::broker::memory::Fault;
use copydesk::report::Report;
use copydesk::worker::WorkerSettings;
use tracing_subscriber::fmt::MakeWriter;

use crate::stage::{Stage, broker, quick, text};

/// A word that stands in every article here and must stand in no line.
const SECRET: &str = "Zarathustra";

#[derive(Clone, Default)]
struct Lines(Arc<Mutex<Vec<u8>>>);

impl Write for Lines {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl<'a> MakeWriter<'a> for Lines {
    type Writer = Self;

    fn make_writer(&'a self) -> Self {
        self.clone()
    }
}

impl Lines {
    fn text(&self) -> String {
        String::from_utf8(self.0.lock().unwrap().clone()).unwrap()
    }

    /// How the lines about the message of this id say that it ended.
    fn outcomes(&self, id: &str) -> Vec<String> {
        let lines = self.text();
        lines
            .lines()
            .map(|line| serde_json::from_str::<serde_json::Value>(line).unwrap())
            .filter(|line| line["messaging.message.id"] == id)
            .filter(|line| line["event"].as_str().unwrap().starts_with("article."))
            .map(|line| line["outcome"].as_str().unwrap().to_owned())
            .collect()
    }
}

/// Listens to everything in this process: what is logged is decided once for all threads.
fn listen(lines: &Lines) {
    let subscriber = tracing_subscriber::fmt()
        .json()
        .flatten_event(true)
        .with_max_level(tracing::Level::TRACE)
        .with_writer(lines.clone())
        .finish();
    tracing::subscriber::set_global_default(subscriber).unwrap();
}

/// A desk that breaks down on one article and takes too long for another.
fn moody(article: &Article) -> Report {
    assert!(!article.text.contains("breaks"), "{}", article.text);
    if article.text.contains("slow") {
        std::thread::sleep(Duration::from_millis(1500));
    }
    Report::default()
}

fn articles() -> Vec<Message> {
    let json = |id, body: String| text(id, &body).with_content_type("application/json");
    vec![
        text("told-panic", &format!("This breaks, {SECRET} said.")),
        text("told-late", &format!("A slow one, {SECRET} said.")),
        json("told-malformed", format!("{{\"text\": \"{SECRET}\", ")),
        json("told-schema", format!("{{\"text\": {{\"{SECRET}\": 1}}}}")),
        json(
            "told-type",
            format!("{{\"text\": \"x\", \"title\": [\"{SECRET}\"]}}"),
        ),
    ]
}

#[tokio::test]
async fn every_delivery_is_told_in_one_line_and_no_line_tells_what_an_article_says() {
    let lines = Lines::default();
    listen(&lines);
    let settings = WorkerSettings {
        job_timeout: Duration::from_secs(1),
        ..quick()
    };
    let stage = Stage::with_settings(broker(), settings, moody);
    stage.broker.script([Fault::DropConfirmed]);
    let quoting = format!("“All is well,” {SECRET} said.");
    stage.broker.feed("", text("told-fine", &quoting));
    stage.until_idle().await;
    for message in articles() {
        stage.broker.feed("", message);
    }
    stage.until_idle().await;
    for copy in stage.quarantine() {
        let headers = copy.headers_as_text();
        assert!(headers.iter().all(|(_, value)| !value.contains(SECRET)));
    }
    let outcomes = |id: &str| lines.outcomes(id);
    // The first session ended before it was acknowledged: its line is that of the redelivery.
    assert_eq!(outcomes("told-fine"), ["skipped"]);
    assert_eq!(outcomes("told-panic"), ["rejected"]);
    assert_eq!(outcomes("told-late"), ["retried"]);
    assert_eq!(outcomes("told-malformed"), ["rejected"]);
    let text = lines.text();
    assert!(!text.contains(SECRET), "{text}");
}
