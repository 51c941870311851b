//! The articles that are settled: a redelivery of one is acknowledged without doing the work, and publishing, again.

use std::hash::BuildHasher as _;
use std::num::NonZeroUsize;
use std::sync::{Mutex, MutexGuard, PoisonError};

use foldhash::fast::RandomState;
use lru::LruCache;

use crate::broker::Delivery;
use crate::broker::retry::REPLAYED;

/// The last so many settled articles.
#[derive(Debug)]
pub(super) struct Remembered {
    keys: Mutex<LruCache<Key, ()>>,
    /// Every article is hashed to its end, so this has to be fast; its seeds are of this process, so that nobody can make two that are
    /// taken for one.
    hasher: RandomState,
}

/// Stands for one message at one attempt: what comes back from the retry ladder or from a replay is new work.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct Key(u64);

impl Remembered {
    pub(super) fn new(capacity: NonZeroUsize) -> Self {
        Self {
            keys: Mutex::new(LruCache::new(capacity)),
            hasher: RandomState::default(),
        }
    }

    /// The id alone does not do: a newsroom sends a corrected article under the same id.
    pub(super) fn key(&self, delivery: &Delivery) -> Key {
        let message = &delivery.message;
        let identity = (
            message.message_id(),
            delivery.attempt(),
            message.header(REPLAYED),
            &message.body,
        );
        Key(self.hasher.hash_one(identity))
    }

    pub(super) fn add(&self, key: Key) {
        self.lock().put(key, ());
    }

    pub(super) fn contains(&self, key: Key) -> bool {
        self.lock().contains(&key)
    }

    fn lock(&self) -> MutexGuard<'_, LruCache<Key, ()>> {
        self.keys.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
