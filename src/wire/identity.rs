//! One id for one result: a duplicate can be recognised before and after the analysis.

use sha2::{Digest, Sha256};
use uuid::Uuid;

use crate::article::{Article, PublicationStatus};
use crate::report::RulePack;

/// Namespace of copydesk's result ids (a random UUID, fixed for ever).
const NAMESPACE: Uuid = Uuid::from_u128(0x7a1d_9c1e_5b0f_4e52_9d3a_2f86_c4b7_e610);

/// The id of the result of `article` under `packs`, which is also the `message_id` it is
/// published with.
///
/// A v5 UUID of the article's id, its content and the rules that hold for it. All that a result
/// repeats or depends on counts as content, the version, status and embargo with it: a kill
/// repeats the text that it recalls, and must not pass for its duplicate. The format, the routing
/// key and what else only one delivery has do not count; where the key chooses other rules,
/// `packs` says so by their name.
pub fn result_id(article: &Article, packs: &[RulePack]) -> Uuid {
    result_id_of(article, &content_sha256(&article.text), packs)
}

/// The same where the hash of its text is known.
pub(super) fn result_id_of(article: &Article, content: &str, packs: &[RulePack]) -> Uuid {
    let mut key = Sha256::new();
    for part in [
        article.id.as_str(),
        article.version.as_deref().unwrap_or_default(),
        status_key(article.status),
        article.headline.as_deref().unwrap_or_default(),
        content,
    ] {
        field(&mut key, part);
    }
    for part in about(article) {
        field(&mut key, &part);
    }
    field(&mut key, env!("CARGO_PKG_VERSION"));
    for pack in packs {
        field(&mut key, &pack.name);
        field(&mut key, &pack.sha256);
    }
    Uuid::new_v5(&NAMESPACE, &key.finalize())
}

/// What is known about an article beside its text, each part in a form of its own.
fn about(article: &Article) -> [String; 8] {
    [
        format!("{:?}", (article.embargo, article.skip, article.extent)),
        format!("{:?}", article.byline),
        format!("{:?}", (&article.outlet, &article.credit)),
        format!("{:?}", (&article.dateline, &article.language)),
        format!("{:?}", article.dates),
        format!("{:?}", (&article.genre, &article.subjects)),
        format!("{:?}", (&article.notes, &article.replaces)),
        format!("{:?}", article.furniture),
    ]
}

/// SHA-256 of a text in hexadecimal: the state of the text that offsets belong to.
pub fn content_sha256(text: &str) -> String {
    hex(&Sha256::digest(text.as_bytes()))
}

/// An id for an article that came without one.
pub(super) fn id_of_content(text: &str, headline: Option<&str>) -> String {
    let mut key = Sha256::new();
    field(&mut key, headline.unwrap_or_default());
    field(&mut key, text);
    let digest = hex(&key.finalize());
    format!("sha256:{}", digest.get(..32).unwrap_or(&digest))
}

/// Adds a field so that no two lists of fields give the same bytes.
fn field(key: &mut Sha256, value: &str) {
    key.update((value.len() as u64).to_le_bytes());
    key.update(value.as_bytes());
}

fn hex(bytes: &[u8]) -> String {
    let mut digits = String::with_capacity(bytes.len() * 2);
    let halves = bytes.iter().flat_map(|byte| [byte >> 4, byte & 15]);
    digits.extend(halves.filter_map(|half| char::from_digit(half.into(), 16)));
    digits
}

const fn status_key(status: PublicationStatus) -> &'static str {
    match status {
        PublicationStatus::Usable => "usable",
        PublicationStatus::Withheld => "withheld",
        PublicationStatus::Canceled => "canceled",
    }
}

#[cfg(test)]
mod tests {
    use std::slice;

    use super::*;
    use crate::article::Byline;

    fn article() -> Article {
        Article {
            id: "urn:harbour-post:1".to_owned(),
            text: "The ferry is late, Ada Berg said.".to_owned(),
            ..Article::default()
        }
    }

    #[test]
    fn the_same_article_has_the_same_id() {
        assert_eq!(result_id(&article(), &[]), result_id(&article(), &[]));
    }

    #[test]
    fn what_only_one_delivery_has_does_not_count() {
        let mut redelivered = article();
        redelivered.routing_key = Some("acme.en.article".to_owned());
        redelivered.left = 2;
        assert_eq!(result_id(&article(), &[]), result_id(&redelivered, &[]));
    }

    #[test]
    fn text_version_status_and_rules_each_change_the_id() {
        let first = result_id(&article(), &[]);
        let mut text = article();
        text.text.push('!');
        let mut version = article();
        version.version = Some("2".to_owned());
        let mut kill = article();
        kill.status = PublicationStatus::Canceled;
        let mut byline = article();
        byline.byline = Some(Byline::default());
        let pack = RulePack {
            name: "house".to_owned(),
            version: "1".to_owned(),
            sha256: "ab".to_owned(),
        };
        let profile = RulePack {
            name: "courts".to_owned(),
            ..pack.clone()
        };
        assert_ne!(
            result_id(&article(), slice::from_ref(&pack)),
            result_id(&article(), &[profile])
        );
        for other in [
            result_id(&byline, &[]),
            result_id(&text, &[]),
            result_id(&version, &[]),
            result_id(&kill, &[]),
            result_id(&article(), &[pack]),
        ] {
            assert_ne!(first, other);
        }
    }

    #[test]
    fn the_hash_is_that_of_the_text_alone() {
        assert_eq!(
            content_sha256("abc"),
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
        );
    }
}
