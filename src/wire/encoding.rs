//! From the bytes of a body to text: decompression under a limit, then the declared charset.

use std::borrow::Cow;
use std::io::Read;

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};
use flate2::read::MultiGzDecoder;

use super::{Envelope, Limits, Reason, Refusal};

/// Undoes the content encoding.
///
/// # Errors
/// Refuses unknown encodings, broken data, and more than [`Limits::body_bytes`] on either side.
pub(super) fn unpack<'b>(
    body: &'b [u8],
    envelope: &Envelope<'_>,
    limits: &Limits,
) -> Result<Cow<'b, [u8]>, Refusal> {
    within(body.len(), limits, "")?;
    let encoding = envelope.content_encoding.unwrap_or_default().trim();
    match encoding.to_ascii_lowercase().as_str() {
        // Some clients put the charset here; it says nothing about compression.
        "" | "identity" | "utf-8" | "utf8" => Ok(Cow::Borrowed(body)),
        "gzip" | "x-gzip" => gunzip(body, limits).map(Cow::Owned),
        _ => Err(Refusal::new(
            Reason::Encoding,
            "unknown content encoding; send identity or gzip",
        )),
    }
}

fn gunzip(body: &[u8], limits: &Limits) -> Result<Vec<u8>, Refusal> {
    let mut unpacked = Vec::new();
    let most = limits.body_bytes as u64 + 1;
    MultiGzDecoder::new(body)
        .take(most)
        .read_to_end(&mut unpacked)
        .map_err(|fault| Refusal::new(Reason::Encoding, format!("broken gzip data: {fault}")))?;
    within(unpacked.len(), limits, " after decompression")?;
    Ok(unpacked)
}

fn within(bytes: usize, limits: &Limits, when: &str) -> Result<(), Refusal> {
    if bytes <= limits.body_bytes {
        return Ok(());
    }
    Err(Refusal::new(
        Reason::Oversize,
        format!("more than {} bytes{when}", limits.body_bytes),
    ))
}

/// Whether a body is in the charset that was told for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Told {
    /// It is, or none was told.
    Rightly,
    /// It is UTF-8, whatever was told.
    Wrongly,
    /// None was told, and it is not UTF-8: a page is then in Windows-1252, as in every browser.
    Nowhere,
}

/// Reads bytes as text: byte order mark, then the charset of the content type, then what the
/// document itself declares (XML, HTML), then UTF-8.
///
/// # Errors
/// Refuses unknown charsets and bytes that are not text in theirs.
pub(super) fn text<'b>(
    body: &'b [u8],
    envelope: &Envelope<'_>,
) -> Result<(Cow<'b, str>, Told), Refusal> {
    if let Some((encoding, mark)) = Encoding::for_bom(body) {
        let text = decoded(body.get(mark..).unwrap_or_default(), encoding)?;
        return Ok((text, Told::Rightly));
    }
    let written = declared(body);
    let encoding = match envelope.charset().or(written) {
        Some(name) => labelled(name)?,
        None => unmarked_utf16(body).unwrap_or(UTF_8),
    };
    // A declaration that can be read as ASCII does not stand in UTF-16.
    if written.is_some() && (encoding == UTF_16LE || encoding == UTF_16BE) {
        return Ok((decoded(body, UTF_8)?, Told::Wrongly));
    }
    if written.or(envelope.charset()).is_none()
        && is_page(body, envelope)
        && encoding == UTF_8
        && std::str::from_utf8(body).is_err()
    {
        return Ok((decoded(body, WINDOWS_1252)?, Told::Nowhere));
    }
    // What is converted to UTF-8 on its way often keeps its old declaration. Words of Latin-1 are never UTF-8 by chance.
    if encoding.is_single_byte()
        && !body.is_ascii()
        && let Ok(text) = std::str::from_utf8(body)
    {
        return Ok((Cow::Borrowed(text), Told::Wrongly));
    }
    Ok((decoded(body, encoding)?, Told::Rightly))
}

/// Whether bytes are those of an HTML page, by the content type or by how they begin.
fn is_page(body: &[u8], envelope: &Envelope<'_>) -> bool {
    let opening = body.trim_ascii_start();
    let begins = |with: &str| {
        opening
            .get(..with.len())
            .is_some_and(|start| start.eq_ignore_ascii_case(with.as_bytes()))
    };
    begins("<!doctype html")
        || begins("<html")
        || envelope
            .media_type()
            .is_some_and(|kind| kind == "text/html")
}

fn labelled(name: &str) -> Result<&'static Encoding, Refusal> {
    Encoding::for_label(name.as_bytes()).ok_or_else(|| {
        Refusal::new(
            Reason::Charset,
            "unknown charset; send UTF-8, UTF-16, ISO-8859-1 or Windows-1252",
        )
    })
}

fn decoded<'b>(body: &'b [u8], encoding: &'static Encoding) -> Result<Cow<'b, str>, Refusal> {
    encoding
        .decode_without_bom_handling_and_without_replacement(body)
        .ok_or_else(|| broken(body, encoding))
}

fn broken(body: &[u8], encoding: &'static Encoding) -> Refusal {
    let reason = if encoding == UTF_8 {
        Reason::NotUtf8
    } else {
        Reason::Charset
    };
    let detail = match std::str::from_utf8(body) {
        Err(fault) if encoding == UTF_8 => {
            let before = body.get(..fault.valid_up_to()).unwrap_or_default();
            let line = before.split(|byte| *byte == b'\n').count();
            format!("byte {} (line {line}) is not UTF-8", fault.valid_up_to())
        }
        _ => format!("bytes that are not {}", encoding.name()),
    };
    Refusal::new(reason, detail)
}

/// The charset that an XML declaration or an HTML `meta` names in the first bytes.
fn declared(body: &[u8]) -> Option<&str> {
    if !body.trim_ascii_start().starts_with(b"<") {
        return None;
    }
    let start = body.get(..body.len().min(1024))?;
    let start = start.split(|byte| *byte >= 0x80).next()?;
    let start = std::str::from_utf8(start).ok()?;
    let opening = start.trim_start();
    if let Some(declaration) = opening.strip_prefix("<?xml") {
        let (declaration, _) = declaration.split_once("?>")?;
        return quoted_after(declaration, "encoding");
    }
    let (_, value) = start.split_once("charset=")?;
    let value = value.trim_start_matches(['"', '\'']);
    value.split(['"', '\'', ';', '>', ' ', '/']).next()
}

fn quoted_after<'s>(text: &'s str, name: &str) -> Option<&'s str> {
    let (_, rest) = text.split_once(name)?;
    let rest = rest.trim_start().strip_prefix('=')?.trim_start();
    let quote = rest.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    rest.get(1..)?.split(quote).next()
}

/// UTF-16 without a mark: every other byte of an ASCII opening is zero.
fn unmarked_utf16(body: &[u8]) -> Option<&'static Encoding> {
    match body {
        [first, 0, second, 0, ..] if *first != 0 && *second != 0 => Some(UTF_16LE),
        [0, first, 0, second, ..] if *first != 0 && *second != 0 => Some(UTF_16BE),
        _ => None,
    }
}
