//! Pages of documentation that the measurements write, and what they read.

use std::fs;
use std::path::{Path, PathBuf};

/// Every article of the examples that is copy, by name.
pub(crate) fn examples() -> Vec<(String, Vec<u8>)> {
    let folder = root().join("examples/articles");
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let mut examples: Vec<_> = entries
        .filter_map(|entry| {
            let name = entry.file_name().to_string_lossy().into_owned();
            Some((name, fs::read(entry.path()).ok()?))
        })
        .filter(|(name, _)| !name.starts_with("kill"))
        .collect();
    examples.sort();
    examples
}

/// Annotated articles beside the checkout, or wherever `COPYDESK_SHARED` says: their texts.
pub(crate) fn newspapers() -> Vec<(String, String)> {
    let named = std::env::var_os("COPYDESK_SHARED").map(PathBuf::from);
    let places = named
        .into_iter()
        .chain([root().join("../shared"), root().join("../../shared")]);
    let file = places
        .map(|place| place.join("data/attribution/train.jsonl"))
        .find_map(|file| fs::read_to_string(file).ok());
    let field = |line: &serde_json::Value, name: &str| Some(line.get(name)?.as_str()?.to_owned());
    file.unwrap_or_default()
        .lines()
        .filter_map(|line| serde_json::from_str(line).ok())
        .filter_map(|line| Some((field(&line, "title")?, field(&line, "text")?)))
        .collect()
}

/// Writes a page under docs/benchmarks and shows it.
#[expect(clippy::print_stdout, reason = "the page is the result")]
pub(crate) fn write(name: &str, text: &str) {
    let folder = root().join("docs/benchmarks");
    let written = fs::create_dir_all(&folder).and_then(|()| fs::write(folder.join(name), text));
    println!("{text}");
    if let Err(fault) = written {
        println!("cannot write docs/benchmarks/{name}: {fault}");
    }
}

pub(crate) fn today() -> String {
    let now = jiff::Timestamp::now().to_string();
    now.split('T').next().unwrap_or_default().to_owned()
}

/// A count as a decimal number.
#[expect(clippy::cast_precision_loss, reason = "a count is far below 2^52")]
pub(crate) fn decimal(count: usize) -> f64 {
    count as f64
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}
