//! How often tables agree with labels.

use crate::{Failure, labels};
use copydesk::syntax::Syntax;
use std::{
    fs,
    io::{Write, stdout},
    path::Path,
    time::Instant,
};

/// Prints one line a file.
pub(crate) fn measure(tagger: &str, parser: &str, files: &[&str]) -> Result<(), Failure> {
    let syntax = Syntax::load(&fs::read(tagger)?, &fs::read(parser)?)
        .ok_or("these are not tables of this version")?;
    for path in files {
        let corpus = labels::read(path)?;
        let gold = !path.ends_with(".labels");
        let started = Instant::now();
        let score = copydesk::syntax::training::measure(&syntax, &corpus);
        let name = Path::new(path)
            .file_name()
            .unwrap_or_default()
            .to_string_lossy();
        let labels = if gold { "gold" } else { "teacher" };
        writeln!(
            stdout(),
            "{name:28} {labels:8} tokens {:7}  tags {:5.2} %  unattached {:5.2}  labelled {:5.2}  ({:.1} s)",
            score.tokens,
            score.tags,
            score.heads,
            score.relations,
            started.elapsed().as_secs_f64()
        )?;
    }
    Ok(())
}
