//! Annotated articles, one a line: the input of `copydesk eval`.

use serde::Deserialize;

use crate::attribution::Spans;
use crate::text::Span;

/// An article with the attributions a person marked in it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Annotated {
    /// Its id.
    pub id: String,
    /// `2016-05-31`, where it is known.
    pub date: Option<String>,
    /// The text that was annotated.
    pub text: String,
    /// Sources, cues and contents, in bytes of `text`.
    pub attributions: Vec<Spans>,
}

#[derive(Deserialize)]
struct Written {
    id: String,
    date: Option<String>,
    text: String,
    attributions: Vec<WrittenSpans>,
}

#[derive(Deserialize)]
struct WrittenSpans {
    #[serde(default)]
    source: Option<Vec<(usize, usize)>>,
    #[serde(default)]
    cue: Vec<(usize, usize)>,
    content: Vec<(usize, usize)>,
}

impl Annotated {
    /// Reads one line of JSON; its spans are `[start, end)` in Unicode code points.
    ///
    /// # Errors
    /// What is wrong with the line.
    pub fn read(line: &str) -> Result<Self, String> {
        let written: Written = serde_json::from_str(line).map_err(|error| error.to_string())?;
        let bytes = byte_offsets(&written.text);
        let attributions = written.attributions.into_iter().map(|spans| {
            Ok(Spans {
                source: within(&bytes, &spans.source.unwrap_or_default())?,
                cue: within(&bytes, &spans.cue)?,
                content: within(&bytes, &spans.content)?,
            })
        });
        Ok(Self {
            attributions: attributions.collect::<Result<_, String>>()?,
            id: written.id,
            date: written.date,
            text: written.text,
        })
    }
}

/// The byte at which each code point begins, and the length of the text.
fn byte_offsets(text: &str) -> Vec<u32> {
    let narrow = |byte: usize| u32::try_from(byte).unwrap_or(u32::MAX);
    let begins = text.char_indices().map(|(byte, _)| narrow(byte));
    begins.chain([narrow(text.len())]).collect()
}

fn within(bytes: &[u32], spans: &[(usize, usize)]) -> Result<Vec<Span>, String> {
    let span = |&(start, end): &(usize, usize)| match (bytes.get(start), bytes.get(end)) {
        (Some(&start), Some(&end)) if start <= end => Ok(Span::new(start, end)),
        _ => Err(format!("span [{start}, {end}] lies outside the text")),
    };
    spans.iter().map(span).collect()
}

#[cfg(test)]
mod tests {
    use super::Annotated;

    #[test]
    fn spans_count_code_points() {
        let line = r#"{"id": "a", "text": "😀 Ann said hi.", "attributions":
            [{"source": [[2, 5]], "cue": [[6, 10]], "content": [[11, 13]]}]}"#;
        let article = Annotated::read(line).expect("a sound line");
        let spans = &article.attributions[0];
        assert_eq!(spans.source[0].of(&article.text), "Ann");
        assert_eq!(spans.content[0].of(&article.text), "hi");
    }

    #[test]
    fn a_span_outside_the_text_is_told() {
        let line = r#"{"id": "a", "text": "short", "attributions": [{"source": null, "content": [[0, 9]]}]}"#;
        let fault = Annotated::read(line).expect_err("a fault");
        assert_eq!(fault, "span [0, 9] lies outside the text");
    }
}
