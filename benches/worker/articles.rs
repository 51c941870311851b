//! The articles that are measured on: those of examples/articles, again and again under new ids.

use std::path::Path;

use copydesk::broker::Message;
use copydesk::wire::{self, Envelope, Limits};
use serde_json::json;

/// So many articles, as JSON of our own kind; the texts alternate.
pub(crate) fn bodies(count: usize) -> Vec<String> {
    let texts = texts();
    (0..count)
        .map(|number| json!({ "id": id(number), "text": texts[number % texts.len()] }).to_string())
        .collect()
}

/// The same as messages.
pub(crate) fn messages(count: usize) -> Vec<Message> {
    let message = |(number, body): (usize, String)| {
        Message::new(body.into_bytes())
            .with_message_id(&id(number))
            .with_content_type("application/json")
    };
    bodies(count).into_iter().enumerate().map(message).collect()
}

fn id(number: usize) -> String {
    format!("article-{number}")
}

fn texts() -> Vec<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/articles");
    let mut files: Vec<_> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    files.sort();
    files
        .iter()
        .filter_map(|file| {
            wire::decode(
                &std::fs::read(file).unwrap(),
                &Envelope::default(),
                &Limits::default(),
            )
            .ok()
        })
        .map(|article| article.text)
        .filter(|text| text.len() > 500)
        .collect()
}
