//! How often tables agree with labels.

use crate::{Failure, labels};
use copydesk::syntax::{
    Syntax,
    training::{self, Agreement},
};
use std::{
    fs,
    io::{Write, stdout},
    path::Path,
};

/// Prints one line a file.
pub(crate) fn measure(tagger: &str, parser: &str, files: &[&str]) -> Result<(), Failure> {
    let syntax = Syntax::load(fs::read(tagger)?, fs::read(parser)?)
        .ok_or("these are not tables of this version")?;
    let all = Syntax::load(fs::read(tagger)?, fs::read(parser)?)
        .ok_or("these are not tables of this version")?
        .thorough();
    for path in files {
        let corpus = labels::read(path)?;
        let gold = !path.ends_with(".labels");
        let score = training::measure(&syntax, &corpus);
        let name = Path::new(path)
            .file_name()
            .unwrap_or_default()
            .to_string_lossy();
        let labels = if gold { "gold" } else { "teacher" };
        let trees = if gold {
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
            "{name:22} {labels:7} {:7} tokens  tags {:5.2} %{trees}",
            score.tokens,
            score.tags
        )?;
        if !gold {
            let all = training::measure(&all, &corpus);
            writeln!(
                stdout(),
                "{:22} with all features at every step: tags {:5.2} %  heads {:5.2} %  heads and relations {:5.2} %",
                "",
                all.tags,
                all.heads,
                all.relations
            )?;
            by_relation(&score)?;
        }
    }
    Ok(())
}

/// Relations that attribution leans on, and whatever else is frequent.
fn by_relation(score: &Agreement) -> Result<(), Failure> {
    for relation in score
        .by_relation
        .iter()
        .filter(|relation| relation.labelled >= 100)
    {
        writeln!(
            stdout(),
            "  {:10} {:6} labelled  recall {:5.1} %  precision {:5.1} %",
            relation.relation.as_str(),
            relation.labelled,
            relation.recall,
            relation.precision
        )?;
    }
    Ok(())
}
