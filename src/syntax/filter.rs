//! Which keys a table may hold: small enough to stay in the caches next to a core, where the table itself does not. Most
//! features of a word or state are in no table, and are missed here.
//!
//! A Bloom filter whose bits for one key lie in one word: "Cache-, Hash- and Space-Efficient Bloom Filters", Putze,
//! Sanders and Singler (2007).

/// So many keys share a word of 64 bits; fewer than one in ten others seem to be there, which a test holds.
const KEYS_A_WORD: usize = 8;
/// Which bit of a word is set is told by so many bits of a key.
const PLACE_BITS: u32 = 6;

/// Words of 64 bits, three of them set for every key.
#[derive(Clone, Debug, Default)]
pub(super) struct Filter(Box<[u64]>);

impl Filter {
    /// A filter of about `count` keys, which are hashes already.
    pub(super) fn of(keys: impl Iterator<Item = u32>, count: usize) -> Self {
        let mut words = vec![0; count / KEYS_A_WORD + 1];
        for key in keys {
            let at = place(key, words.len());
            if let Some(word) = words.get_mut(at) {
                *word |= bits(key);
            }
        }
        Self(words.into())
    }

    /// Whether a key may be there: always for one that is.
    #[inline]
    pub(super) fn may_hold(&self, key: u32) -> bool {
        let word = self.0.get(place(key, self.0.len()));
        word.is_some_and(|word| word & bits(key) == bits(key))
    }
}

/// The upper bits of a key tell its word.
#[inline]
const fn place(key: u32, words: usize) -> usize {
    (key as usize * words) >> 32
}

/// The lower bits of a key tell its bits.
#[inline]
const fn bits(key: u32) -> u64 {
    1 << (key % 64) | 1 << ((key >> PLACE_BITS) % 64) | 1 << ((key >> (2 * PLACE_BITS)) % 64)
}

#[cfg(test)]
mod tests {
    use super::Filter;

    fn keys(start: u32) -> impl Iterator<Item = u32> {
        (start..start + 4000).map(|n| n.wrapping_mul(0x9e37_79b9))
    }

    #[test]
    fn every_key_may_be_there_and_few_others() {
        let filter = Filter::of(keys(1), 4000);
        assert!(keys(1).all(|key| filter.may_hold(key)));
        let wrong = keys(5001).filter(|&key| filter.may_hold(key)).count();
        assert!((1..300).contains(&wrong), "{wrong} of 4000");
    }

    #[test]
    fn nothing_is_in_a_filter_of_nothing() {
        assert!(!Filter::default().may_hold(7));
        assert!(!Filter::of(std::iter::empty(), 0).may_hold(7));
    }
}
