//! The closed list of formats: their names, media types and what each is.

/// A format that is understood.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Format {
    /// copydesk's own JSON.
    Copydesk,
    /// ninjs 1, 2, 3 and Superdesk's.
    Ninjs,
    /// NewsML-G2.
    NewsmlG2,
    /// NITF.
    Nitf,
    /// schema.org JSON-LD.
    JsonLd,
    /// Arc XP's ANS.
    Ans,
    /// RSS and Atom.
    Feed,
    /// NewsML 1.
    Newsml1,
    /// dpa digitalwires.
    Digitalwires,
    /// AP Media API.
    ApMedia,
    /// Media Cloud stories as JSON.
    MediaCloud,
    /// Markdown.
    Markdown,
    /// HTML.
    Html,
    /// Plain text.
    Plain,
}

/// What carries a format.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Family {
    Json,
    Xml,
    Text,
}

impl Format {
    /// Every format, in the order in which they are listed.
    pub const ALL: [Self; 14] = [
        Self::Copydesk,
        Self::Ninjs,
        Self::NewsmlG2,
        Self::Nitf,
        Self::JsonLd,
        Self::Ans,
        Self::Feed,
        Self::Newsml1,
        Self::Digitalwires,
        Self::ApMedia,
        Self::MediaCloud,
        Self::Markdown,
        Self::Html,
        Self::Plain,
    ];

    /// The stable name, as used in headers, settings and results.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Copydesk => "copydesk",
            Self::Ninjs => "ninjs",
            Self::NewsmlG2 => "newsml-g2",
            Self::Nitf => "nitf",
            Self::JsonLd => "schema-org",
            Self::Ans => "ans",
            Self::Feed => "feed",
            Self::Newsml1 => "newsml-1",
            Self::Digitalwires => "digitalwires",
            Self::ApMedia => "ap",
            Self::MediaCloud => "mediacloud",
            Self::Markdown => "markdown",
            Self::Html => "html",
            Self::Plain => "plain",
        }
    }

    /// What it is, for a list.
    pub const fn description(self) -> &'static str {
        match self {
            Self::Copydesk => "copydesk's own JSON: {\"id\", \"title\", \"text\", …}",
            Self::Ninjs => "IPTC ninjs 1.x, 2.x, 3.x and Superdesk's flavour",
            Self::NewsmlG2 => {
                "IPTC NewsML-G2 newsItem or newsMessage (NITF, XHTML or plain inside)"
            }
            Self::Nitf => "IPTC NITF 3.x",
            Self::JsonLd => "schema.org NewsArticle as JSON-LD (object, array, @graph)",
            Self::Ans => "Arc XP ANS story, bare or in an IFX event",
            Self::Feed => "an item of RSS 2.0 or Atom",
            Self::Newsml1 => "IPTC NewsML 1.x",
            Self::Digitalwires => "dpa digitalwires",
            Self::ApMedia => "AP Media API item",
            Self::MediaCloud => "Media Cloud story as JSON",
            Self::Markdown => "Markdown, with or without front matter",
            Self::Html => "an HTML page or fragment",
            Self::Plain => "plain text with headline, byline and dateline lines",
        }
    }

    /// Media types that mean this format and no other.
    pub const fn media_types(self) -> &'static [&'static str] {
        match self {
            Self::Copydesk => &["application/vnd.copydesk.article+json"],
            Self::Ninjs => &["application/vnd.iptc.ninjs+json", "application/ninjs+json"],
            Self::NewsmlG2 => &[
                "application/vnd.iptc.g2.newsitem+xml",
                "application/vnd.iptc.g2.newsmessage+xml",
                "application/vnd.iptc.g2.packageitem+xml",
            ],
            Self::Nitf => &["application/nitf+xml", "text/vnd.iptc.nitf"],
            Self::JsonLd => &["application/ld+json"],
            Self::Ans => &["application/vnd.arc.ans+json"],
            Self::Feed => &["application/rss+xml", "application/atom+xml"],
            Self::Newsml1 => &["text/vnd.iptc.newsml", "application/vnd.iptc.newsml+xml"],
            Self::Digitalwires => &["application/vnd.dpa.digitalwires+json"],
            Self::ApMedia => &["application/vnd.ap.media+json"],
            Self::MediaCloud => &[],
            Self::Markdown => &["text/markdown", "text/x-markdown"],
            Self::Html => &["text/html", "application/xhtml+xml"],
            Self::Plain => &["text/plain"],
        }
    }

    /// The format of this name; some have other names in use.
    pub fn named(name: &str) -> Option<Self> {
        let name = name.trim().to_ascii_lowercase();
        match name.as_str() {
            "json" | "jsonl" => Some(Self::Copydesk),
            "superdesk" => Some(Self::Ninjs),
            "g2" | "newsml" | "newsmlg2" => Some(Self::NewsmlG2),
            "json-ld" | "jsonld" | "schemaorg" => Some(Self::JsonLd),
            "ifx" => Some(Self::Ans),
            "rss" | "atom" => Some(Self::Feed),
            "newsml-1.2" | "newsml1" => Some(Self::Newsml1),
            "dpa" => Some(Self::Digitalwires),
            "md" => Some(Self::Markdown),
            "xhtml" => Some(Self::Html),
            "text" | "txt" => Some(Self::Plain),
            _ => Self::ALL.into_iter().find(|format| format.name() == name),
        }
    }

    /// The format that a media type means.
    pub(super) fn of_media_type(media_type: &str) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|format| format.media_types().contains(&media_type))
    }

    pub(super) const fn family(self) -> Family {
        match self {
            Self::Copydesk
            | Self::Ninjs
            | Self::JsonLd
            | Self::Ans
            | Self::Digitalwires
            | Self::ApMedia
            | Self::MediaCloud => Family::Json,
            Self::NewsmlG2 | Self::Nitf | Self::Feed | Self::Newsml1 => Family::Xml,
            Self::Markdown | Self::Html | Self::Plain => Family::Text,
        }
    }
}
