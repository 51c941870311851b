//! How often tables agree with labels.

use crate::{Failure, labels};
use copydesk::syntax::Syntax;
use std::{
    fs,
    io::{Write, stdout},
    path::Path,
};

/// Prints one line a file.
pub(crate) fn measure(tagger: &str, parser: &str, files: &[&str]) -> Result<(), Failure> {
    let syntax = Syntax::load(&fs::read(tagger)?, &fs::read(parser)?)
        .ok_or("these are not tables of this version")?;
    for path in files {
        let corpus = labels::read(path)?;
        let gold = !path.ends_with(".labels");
        let score = copydesk::syntax::training::measure(&syntax, &corpus);
        let name = Path::new(path)
            .file_name()
            .unwrap_or_default()
            .to_string_lossy();
        let labels = if gold { "gold" } else { "teacher" };
        let parses = if gold {
            // The treebanks' relations and heads are of another scheme.
            String::new()
        } else {
            format!(
                "  heads {:5.2} %  heads and relations {:5.2} %",
                score.heads, score.relations
            )
        };
        writeln!(
            stdout(),
            "{name:22} {labels:7} {:7} tokens  tags {:5.2} %{parses}",
            score.tokens,
            score.tags
        )?;
    }
    Ok(())
}
