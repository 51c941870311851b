//! One id for one result: a duplicate can be recognised before and after the analysis.

use std::hash::{Hash, Hasher};

use sha2::{Digest, Sha256};
use uuid::Uuid;

use crate::article::Article;
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
    let mut key = Key(Vec::with_capacity(USUAL_KEY));
    article.id.hash(&mut key);
    article.version.hash(&mut key);
    article.status.hash(&mut key);
    article.headline.hash(&mut key);
    content.hash(&mut key);
    (article.embargo, article.skip, article.extent).hash(&mut key);
    article.byline.hash(&mut key);
    (&article.outlet, &article.credit).hash(&mut key);
    (&article.dateline, &article.language).hash(&mut key);
    article.dates.hash(&mut key);
    (&article.genre, &article.subjects).hash(&mut key);
    (&article.notes, &article.replaces).hash(&mut key);
    article.furniture.hash(&mut key);
    env!("CARGO_PKG_VERSION").hash(&mut key);
    for pack in packs {
        (&pack.name, &pack.sha256).hash(&mut key);
    }
    Uuid::new_v5(&NAMESPACE, &Sha256::digest(&key.0))
}

/// Everything that is told to it, in the order in which it is told; the same on every machine that writes the low byte of
/// a number first.
#[derive(Debug)]
struct Key(Vec<u8>);

/// Bytes that are told of most articles.
const USUAL_KEY: usize = 1024;

impl Hasher for Key {
    fn write(&mut self, bytes: &[u8]) {
        self.0.extend_from_slice(bytes);
    }

    /// Lengths of lists; as many bytes and in the same order wherever it runs.
    fn write_usize(&mut self, number: usize) {
        self.write(&(number as u64).to_le_bytes());
    }

    /// Variants of enums.
    fn write_isize(&mut self, number: isize) {
        self.write(&(number as i64).to_le_bytes());
    }

    /// Nobody asks for it: what was told is the key.
    fn finish(&self) -> u64 {
        0
    }
}

/// SHA-256 of a text in hexadecimal: the state of the text that offsets belong to.
pub fn content_sha256(text: &str) -> String {
    format!("{:x}", Sha256::digest(text.as_bytes()))
}

/// An id for an article that came without one.
pub(super) fn id_of_content(text: &str, headline: Option<&str>) -> String {
    let mut key = Sha256::new();
    field(&mut key, headline.unwrap_or_default());
    field(&mut key, text);
    let digest = format!("{:x}", key.finalize());
    format!("sha256:{}", digest.get(..32).unwrap_or(&digest))
}

/// Adds a field so that no two lists of fields give the same bytes.
fn field(key: &mut Sha256, value: &str) {
    key.update((value.len() as u64).to_le_bytes());
    key.update(value.as_bytes());
}

#[cfg(test)]
mod tests {
    use std::slice;

    use super::*;
    use crate::article::{Byline, PublicationStatus};

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
