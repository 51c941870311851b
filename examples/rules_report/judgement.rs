//! What a reader thought of single firings: a table in the repository, without any text of an article.

use std::collections::BTreeMap;
use std::error::Error;
use std::fs;
use std::path::Path;

use crate::copy::Firing;

/// Whether an editor would accept a finding, by rule, article and place.
#[derive(Debug, Default)]
pub(crate) struct Judgements {
    verdicts: BTreeMap<(String, String, u32, u32), bool>,
}

impl Judgements {
    /// Reads `rule, article, start, end, yes|no, reason`, separated by tabs, the reason for people only; a first line that begins
    /// with `rule` is a head.
    pub(crate) fn read(path: &Path) -> Result<Self, Box<dyn Error>> {
        let mut verdicts = BTreeMap::new();
        for (number, line) in (1..).zip(fs::read_to_string(path)?.lines()) {
            if line.starts_with("rule\t") || line.is_empty() {
                continue;
            }
            let (key, accepted) =
                one(line).ok_or_else(|| format!("line {number} is no judgement"))?;
            verdicts.insert(key, accepted);
        }
        Ok(Self { verdicts })
    }

    /// The judgement of one firing, if there is one.
    pub(crate) fn verdict(&self, firing: &Firing) -> Option<bool> {
        let key = (
            firing.rule.clone(),
            firing.article.clone(),
            firing.start,
            firing.end,
        );
        self.verdicts.get(&key).copied()
    }
}

type Key = (String, String, u32, u32);

fn one(line: &str) -> Option<(Key, bool)> {
    let mut cells = line.split('\t');
    let (rule, article) = (cells.next()?.to_owned(), cells.next()?.to_owned());
    let (start, end) = (cells.next()?.parse().ok()?, cells.next()?.parse().ok()?);
    let accepted = match cells.next()? {
        "yes" => true,
        "no" => false,
        _ => return None,
    };
    Some(((rule, article, start, end), accepted))
}
