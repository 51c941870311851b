//! Cuts texts as the product does: `{"id", "text"}` a line in, `{"id", "sentences"}` a line out.

use copydesk::text::Document;
use serde_json::{Value, json};
use std::{
    error::Error,
    io::{BufRead, Write, stdin, stdout},
};

/// Reads standard input, writes standard output.
pub(crate) fn write() -> Result<(), Box<dyn Error>> {
    let mut out = stdout().lock();
    for line in stdin().lock().lines() {
        let article: Value = serde_json::from_str(&line?)?;
        let text = article
            .get("text")
            .and_then(Value::as_str)
            .unwrap_or_default();
        let document = Document::read(text);
        let sentences: Vec<Value> = document
            .sentences
            .iter()
            .map(|sentence| {
                let tokens = document.tokens_of(sentence).iter();
                tokens
                    .map(|token| json!([token.span.of(text), token.spaced]))
                    .collect()
            })
            .collect();
        writeln!(
            out,
            "{}",
            json!({"id": article.get("id"), "sentences": sentences})
        )?;
    }
    Ok(())
}
