//! Trains and measures the tagger, the lemmatizer and the parser, see tools/train/README.md.

mod labels;
mod measure;
mod tokens;

use copydesk::syntax::training::{Recipe, train_parser, train_tagger};
use std::{
    error::Error,
    fs,
    io::{Write, stderr},
    process::ExitCode,
};

/// What any command can fail with.
pub(crate) type Failure = Box<dyn Error>;

const USAGE: &str = "say one of
  train_syntax tokens < corpus.jsonl > corpus.tokens
  train_syntax tagger LABELS OUT [epochs] [bytes]
  train_syntax parser LABELS OUT [epochs] [bytes]
  train_syntax measure TAGGER PARSER FILE...   (labels, or CoNLL-U)";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let result = match *arguments.as_slice() {
        ["tokens"] => tokens::write(),
        ["tagger", labels, out, ref rest @ ..] => train(labels, out, rest, train_tagger),
        ["parser", labels, out, ref rest @ ..] => train(labels, out, rest, train_parser),
        ["measure", tagger, parser, ref files @ ..] => measure::measure(tagger, parser, files),
        _ => Err(USAGE.into()),
    };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            say(&failure.to_string());
            ExitCode::FAILURE
        }
    }
}

type Trainer = fn(
    &[copydesk::syntax::training::LabelledSentence],
    Recipe,
    &mut dyn FnMut(usize, usize),
) -> Vec<u8>;

fn train(labels: &str, out: &str, rest: &[&str], trainer: Trainer) -> Result<(), Failure> {
    let corpus = labels::read(labels)?;
    let recipe = Recipe {
        epochs: rest.first().map_or(Ok(8), |epochs| epochs.parse())?,
        bytes: rest.get(1).map_or(Ok(3_000_000), |bytes| bytes.parse())?,
        seed: 20_161_108,
    };
    let mut epoch = 0;
    let file = trainer(&corpus, recipe, &mut |errors, decisions| {
        epoch += 1;
        say(&format!(
            "epoch {epoch}: {errors} errors in {decisions} decisions"
        ));
    });
    say(&format!("{out}: {} bytes", file.len()));
    Ok(fs::write(out, file)?)
}

/// Tells the person at the terminal.
pub(crate) fn say(message: &str) {
    // Nobody is left to tell when standard error is closed.
    writeln!(stderr(), "{message}").ok();
}
