//! What comes around the bytes, and what is refused unread.

/// What came around the bytes and helps to read them.
#[derive(Clone, Copy, Debug, Default)]
pub struct Envelope<'a> {
    /// A format name given by the sender (`copydesk-format` header, `--format`).
    pub format: Option<&'a str>,
    /// The content type, with its charset.
    pub content_type: Option<&'a str>,
    /// The content encoding: `identity` or `gzip`.
    pub content_encoding: Option<&'a str>,
    /// The message id, used as the article's id where the article has none.
    pub message_id: Option<&'a str>,
    /// The subject of a `CloudEvent`; comes before the message id as the article's id.
    pub subject: Option<&'a str>,
    /// The routing key it was published with; decides which desk's rules hold.
    pub routing_key: Option<&'a str>,
    /// The format of bodies that say nothing of themselves, by setting; `plain` where absent.
    pub default_format: Option<&'a str>,
    /// IANA name of the newsroom's time zone, for dates without one, by setting; UTC where absent.
    pub time_zone: Option<&'a str>,
}

impl<'a> Envelope<'a> {
    /// Takes note of one header of the message, if it says something about the body.
    ///
    /// Known are `copydesk-format` and the CloudEvents attributes in the three spellings in use
    /// (`ce-subject`, `cloudEvents:subject`, `cloudEvents_subject`).
    #[must_use]
    pub fn with_header(mut self, name: &str, value: &'a str) -> Self {
        if name.eq_ignore_ascii_case("copydesk-format") {
            self.format = Some(value);
        }
        match cloud_event_attribute(name) {
            Some("subject") => self.subject = Some(value),
            Some("id") => self.message_id = self.message_id.or(Some(value)),
            Some("datacontenttype") => self.content_type = self.content_type.or(Some(value)),
            _ => {}
        }
        self
    }

    /// The content type without its parameters, lower case.
    pub(super) fn media_type(&self) -> Option<String> {
        let media_type = self.content_type?.split(';').next()?.trim();
        (!media_type.is_empty()).then(|| media_type.to_ascii_lowercase())
    }

    /// The `charset` parameter of the content type.
    pub(super) fn charset(&self) -> Option<&'a str> {
        self.content_type?.split(';').skip(1).find_map(|parameter| {
            let (name, value) = parameter.split_once('=')?;
            name.trim()
                .eq_ignore_ascii_case("charset")
                .then(|| value.trim().trim_matches('"'))
        })
    }
}

/// The name of a CloudEvents attribute carried by a header, if it is one.
pub(super) fn cloud_event_attribute(header: &str) -> Option<&str> {
    ["ce-", "cloudEvents:", "cloudEvents_"]
        .iter()
        .find_map(|prefix| header.strip_prefix(prefix))
}

/// What is refused unread, and what is cut short.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Most bytes of a body, before and after decompression.
    pub body_bytes: usize,
    /// Deepest nesting of elements, objects and arrays.
    pub depth: usize,
    /// Most elements of a document.
    pub elements: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            body_bytes: 1 << 20,
            depth: 100,
            elements: 100_000,
        }
    }
}
