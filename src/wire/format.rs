//! The closed list of formats, and how each is recognised.

/// A format that is understood.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Format {
    /// copydesk's own JSON: `{"id", "title", "text", …}`.
    Copydesk,
    /// Plain text with a newsroom's habits.
    Plain,
    /// An HTML page or fragment.
    Html,
}

impl Format {
    /// Every format, in the order in which they are listed.
    pub const ALL: [Self; 3] = [Self::Copydesk, Self::Plain, Self::Html];

    /// The stable name, as used in headers, settings and results.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Copydesk => "copydesk",
            Self::Plain => "plain",
            Self::Html => "html",
        }
    }

    /// The format of this name; some have a second one.
    pub fn named(name: &str) -> Option<Self> {
        let name = name.trim().to_ascii_lowercase();
        match name.as_str() {
            "json" | "jsonl" => Some(Self::Copydesk),
            "text" | "txt" => Some(Self::Plain),
            _ => Self::ALL.into_iter().find(|format| format.name() == name),
        }
    }
}
