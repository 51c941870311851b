//! Messages in, articles and result documents out.

#![expect(
    clippy::indexing_slicing,
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a test may stop, and says what it skips"
)]

mod contract;
mod exports;
mod formats;
mod golden;
mod mutations;
mod odd;
mod promise;
mod seeds;
mod senders;
mod several;

use std::path::PathBuf;

use copydesk::Desk;
use copydesk::article::Article;
use copydesk::wire::{self, Envelope, Limits, Provenance, Reason};

/// The folder of shared data beside the checkout, where there is one.
pub(crate) fn shared() -> Option<PathBuf> {
    let beside = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../shared");
    let further = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../shared");
    let named = std::env::var_os("COPYDESK_SHARED").map(PathBuf::from);
    let found = named
        .into_iter()
        .chain([beside, further])
        .find(|folder| folder.is_dir());
    if found.is_none() {
        println!("skipped: no shared data beside the checkout");
    }
    found
}

pub(crate) fn decoded(body: &[u8]) -> Article {
    wire::decode(body, &Envelope::default(), &Limits::default()).unwrap()
}

/// Reads a document, whatever it is.
pub(crate) fn tried(document: &str) -> Result<Article, wire::Refusal> {
    wire::decode(
        document.as_bytes(),
        &Envelope::default(),
        &Limits::default(),
    )
}

/// The names in the byline.
pub(crate) fn people(article: &Article) -> Vec<&str> {
    let people = article.byline.iter().flat_map(|byline| &byline.people);
    people.map(|person| person.name.as_str()).collect()
}

pub(crate) fn result(article: &Article) -> serde_json::Value {
    let desk = Desk::default();
    let report = desk.report(article);
    let provenance = Provenance {
        processed_at: "2026-01-01T00:00:00Z".to_owned(),
        rule_packs: desk.rule_packs_of(article),
        ..Provenance::default()
    };
    serde_json::from_slice(&wire::encode(article, &report, &provenance)).unwrap()
}

#[test]
fn an_article_of_a_newsroom_names_its_author_and_outlet() {
    let Some(shared) = shared() else { return };
    let body = std::fs::read(shared.join("data/articles/alaska-summit.txt")).unwrap();
    let result = result(&decoded(&body));
    assert_eq!(result["article"]["outlet"], "DID Press");
    assert_eq!(
        result["article"]["byline"]["people"][0]["name"],
        "Rahel Mousavi"
    );
    assert_eq!(result["article"]["language"], "en");
    assert_eq!(result["status"], "ok");
}

#[test]
fn the_text_of_copydesk_json_is_taken_exactly_as_given() {
    let article =
        decoded(br#"{"id": "1", "text": "  Two  spaces.\r\n\u00a0End ", "desk": "city"}"#);
    assert_eq!(article.text, "  Two  spaces.\r\n\u{a0}End ");
    assert_eq!(article.id, "1");
    assert_eq!(article.extra, [("desk".to_owned(), "\"city\"".to_owned())]);
}

#[test]
fn a_gzip_bomb_is_refused_unread() {
    use flate2::{Compression, write::GzEncoder};
    use std::io::Write;
    let mut packer = GzEncoder::new(Vec::new(), Compression::best());
    packer.write_all(&vec![b' '; 50 << 20]).unwrap();
    let bomb = packer.finish().unwrap();
    assert!(bomb.len() < 1 << 20);
    let envelope = Envelope {
        content_encoding: Some("gzip"),
        ..Envelope::default()
    };
    let refusal = wire::decode(&bomb, &envelope, &Limits::default()).unwrap_err();
    assert_eq!(refusal.reason, Reason::Oversize);
}

#[test]
fn packed_text_is_read_and_broken_packing_refused() {
    use flate2::{Compression, write::GzEncoder};
    use std::io::Write;
    let mut packer = GzEncoder::new(Vec::new(), Compression::fast());
    packer.write_all(b"The ferry is late.").unwrap();
    let body = packer.finish().unwrap();
    let envelope = Envelope {
        content_encoding: Some("gzip"),
        ..Envelope::default()
    };
    let article = wire::decode(&body, &envelope, &Limits::default()).unwrap();
    assert_eq!(article.text, "The ferry is late.");
    let refusal = wire::decode(&body[..12], &envelope, &Limits::default()).unwrap_err();
    assert_eq!(refusal.reason, Reason::Encoding);
}

#[test]
fn charsets_are_read_as_declared() {
    let latin = Envelope {
        content_type: Some("text/plain; charset=ISO-8859-1"),
        ..Envelope::default()
    };
    let article = wire::decode(b"Bj\xf8rn said \x93no\x94.", &latin, &Limits::default()).unwrap();
    assert_eq!(article.text, "Bjørn said “no”.");
    let utf16: Vec<u8> = "\u{feff}Bjørn said no."
        .encode_utf16()
        .flat_map(u16::to_be_bytes)
        .collect();
    assert_eq!(decoded(&utf16).text, "Bjørn said no.");
}

#[test]
fn bytes_that_are_no_text_are_refused_with_their_place() {
    let refusal = wire::decode(
        b"line one\nBj\xf8rn",
        &Envelope::default(),
        &Limits::default(),
    )
    .unwrap_err();
    assert_eq!(refusal.reason, Reason::NotUtf8);
    assert!(refusal.detail.contains("line 2"), "{}", refusal.detail);
}

#[test]
fn a_page_becomes_paragraphs_with_a_way_back_to_each_byte() {
    let page = "<p>“No,” she&nbsp;said.</p><script>var a = '<p>x</p>';</script><p>Caf&eacute;&shy;s   close<br>early</p>";
    let article = decoded(page.as_bytes());
    assert_eq!(article.text, "“No,” she said.\n\nCafés close\nearly");
    let at = u32::try_from(article.text.find("close").unwrap()).unwrap();
    let (_, source) = article.origin(at).unwrap();
    let (_, rest) = page.split_at(source as usize);
    assert!(rest.starts_with("close"));
}

#[test]
fn the_result_of_one_article_is_always_the_same() {
    let article = decoded(b"The ferry is late, Ada Berg said.");
    assert_eq!(result(&article), result(&article));
    assert_eq!(result(&article)["id"], result(&article)["id"]);
}
