//! What is wrong with the settings: all of it at once, each with its place.

use std::fmt;

/// One thing that is wrong. The value is never part of it: it may be a secret.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// `copydesk.toml:3:12`, `COPYDESK__AMQP__URL`, `--set`.
    pub place: String,
    /// The setting: `worker.prefetch`; none where the file as a whole cannot be read.
    pub key: Option<String>,
    /// What is wrong, and what is expected.
    pub message: String,
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.key {
            Some(key) => write!(f, "{}: {key}: {}", self.place, self.message),
            None => write!(f, "{}: {}", self.place, self.message),
        }
    }
}

/// Everything that is wrong with the settings.
#[derive(Debug, thiserror::Error)]
#[error("{} in the settings; nothing was started{}", counted(.0.len()), lines(.0))]
pub struct Faults(pub Vec<Fault>);

fn counted(faults: usize) -> String {
    if faults == 1 {
        "1 fault".to_owned()
    } else {
        format!("{faults} faults")
    }
}

fn lines(faults: &[Fault]) -> String {
    let lines: Vec<String> = faults.iter().map(|fault| format!("\n  {fault}")).collect();
    lines.concat()
}
