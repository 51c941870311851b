//! The hash table under all tables of weights: 64-bit feature, a hash already, → 32 bits.
//!
//! Keys are kept in order, eight to a bucket, each in its home bucket or, where that is full, in the one after it:
//! "ordered hash tables", Amble and Knuth (1974). Most features of a word or state are in no table: a filter passes
//! over them, and the few that it lets through are missed as fast as others are found. A bucket is a line of the
//! processor's cache, and is compared with a key in a few instructions, without a branch. Features are looked up where
//! the file lies, without a copy.

#![expect(
    clippy::indexing_slicing,
    reason = "the innermost loop of tagging and parsing; all arrays have eight places, or four"
)]

use crate::syntax::filter::Filter;
use std::borrow::Cow;

/// So many keys a bucket has. Empty places come last, with key 0.
const PLACES: usize = 8;
/// What a bucket takes in the file: its keys, then their values (u32, little endian).
const BUCKET_BYTES: usize = PLACES * 2 * 4;
/// Half a bucket's values: where a key is looked up, the one in the place that it would have in its half.
pub(crate) type Found = [u32; PLACES / 2];
/// So many keys for every ten places.
const FILL: usize = 6;
const NOTHING: Found = [0; PLACES / 2];
/// For so many features all homes are sought before the first is looked at. The tables are larger than the caches next to
/// a core, and so the processor waits for many lines at once instead of for one after the other.
pub(crate) const AHEAD: usize = 16;

/// Keys and values; see the top of this file.
#[derive(Clone, Debug, Default)]
pub(crate) struct Slots {
    /// How many buckets can be a home; more may follow them.
    homes: usize,
    bytes: Cow<'static, [u8]>,
    /// Where in `bytes` the buckets begin.
    start: usize,
    filter: Filter,
}

/// Where a feature stands, if anywhere, and the last key there: reading that brings the bucket near.
#[derive(Clone, Copy, Default)]
struct Spot {
    key: u32,
    home: usize,
    last: u32,
}

/// A bucket as it lies in the file.
#[derive(Clone, Copy)]
struct Bucket<'b> {
    keys: &'b [[u8; 4]; PLACES],
    values: &'b [[u8; 4]; PLACES],
}

impl Slots {
    /// Slots as they lie in a file.
    fn of(homes: usize, bytes: Cow<'static, [u8]>) -> Self {
        let (bytes, start) = in_lines(bytes);
        let unfiltered = Self {
            homes,
            bytes,
            start,
            filter: Filter::default(),
        };
        let keys = unfiltered.entries().map(|(key, _)| key);
        Self {
            filter: Filter::of(keys, homes * FILL * PLACES / 10),
            ..unfiltered
        }
    }

    /// The value of a feature; 0 for one that is not there.
    pub(crate) fn find(&self, feature: u64) -> u32 {
        let key = key(feature);
        if self.filter.may_hold(key) {
            together(self.look(self.seek(key)))
        } else {
            0
        }
    }

    /// Gives `take` the values of those features that are there, one after the other, and 0 for a few others.
    #[inline]
    pub(crate) fn find_all(&self, features: &[u64], mut take: impl FnMut(u32)) {
        self.look_all(features, |found| take(together(found)));
    }

    /// Gives `take` the values of those features that are there, each in one of four places, all others being 0; which place
    /// does not matter. Sums over many features are faster if the places are put together at the end.
    #[inline]
    pub(crate) fn look_all(&self, features: &[u64], mut take: impl FnMut(Found)) {
        for features in features.chunks(AHEAD) {
            let (mut keys, mut count) = ([0; AHEAD], 0);
            for &feature in features {
                let key = key(feature);
                keys[count] = key;
                // Without a branch: which features are there cannot be foreseen.
                count += usize::from(self.filter.may_hold(key));
            }
            let mut spots = [Spot::default(); AHEAD];
            for (spot, &key) in spots.iter_mut().zip(&keys[..count]) {
                *spot = self.seek(key);
            }
            for &spot in &spots[..count] {
                take(self.look(spot));
            }
        }
    }

    #[inline]
    fn seek(&self, key: u32) -> Spot {
        let home = home(key, self.homes);
        let last = self.bucket(home).map_or(0, Bucket::last);
        Spot { key, home, last }
    }

    #[inline]
    fn look(&self, Spot { key, home, last }: Spot) -> Found {
        if goes_on(last, key) {
            return self.look_further(home + 1, key);
        }
        self.bucket(home).map_or(NOTHING, |bucket| bucket.look(key))
    }

    #[cold]
    fn look_further(&self, start: usize, key: u32) -> Found {
        let mut buckets = (start..).map_while(|at| self.bucket(at));
        let bucket = buckets.find(|bucket| !goes_on(bucket.last(), key));
        bucket.map_or(NOTHING, |bucket| bucket.look(key))
    }

    #[inline]
    fn bucket(&self, at: usize) -> Option<Bucket<'_>> {
        let bytes = self.buckets().as_chunks::<BUCKET_BYTES>().0.get(at)?;
        let (keys, rest) = bytes.as_chunks().0.split_first_chunk()?;
        Some(Bucket {
            keys,
            values: rest.first_chunk()?,
        })
    }

    #[inline]
    fn buckets(&self) -> &[u8] {
        self.bytes.get(self.start..).unwrap_or_default()
    }

    /// All values.
    pub(crate) fn values(&self) -> impl Iterator<Item = u32> + '_ {
        self.entries().map(|(_, value)| value)
    }

    /// All keys with their values.
    fn entries(&self) -> impl Iterator<Item = (u32, u32)> + '_ {
        let buckets = (0..).map_while(|at| self.bucket(at));
        buckets.flat_map(|bucket| {
            let places = bucket.keys.iter().zip(bucket.values);
            let full = places.filter(|&(&key, _)| key != [0; 4]);
            full.map(|(&key, &value)| (u32::from_le_bytes(key), u32::from_le_bytes(value)))
        })
    }

    /// Slots for `entries`. Of features that share a key, the first counts.
    pub(crate) fn build(mut entries: Vec<(u64, u32)>) -> Self {
        entries.sort_by_key(|&(feature, _)| key(feature));
        let homes = entries.len() * 10 / (FILL * PLACES) + 1;
        let mut buckets: Vec<Vec<(u32, u32)>> = vec![Vec::new(); homes];
        let (mut last, mut at) = (0, 0);
        for (feature, value) in entries {
            let key = key(feature);
            if key == last {
                continue;
            }
            last = key;
            at = at.max(home(key, homes));
            if buckets.get(at).is_some_and(|bucket| bucket.len() == PLACES) {
                at += 1;
            }
            buckets.resize_with(buckets.len().max(at + 1), Vec::new);
            buckets
                .get_mut(at)
                .into_iter()
                .for_each(|bucket| bucket.push((key, value)));
        }
        let bytes: Vec<u8> = buckets.iter().flat_map(|bucket| close(bucket)).collect();
        Self::of(homes, bytes.into())
    }

    /// What an entry takes in the file, in bytes.
    pub(crate) const fn bytes() -> usize {
        BUCKET_BYTES * 10 / (FILL * PLACES)
    }

    /// Appends the slots to a file in the making: numbers of homes and of buckets (u32), zeros up to the next line of
    /// the cache, buckets, all little endian.
    pub(crate) fn write(&self, file: &mut Vec<u8>) {
        for count in [self.homes, self.buckets().len() / BUCKET_BYTES] {
            file.extend(u32::try_from(count).unwrap_or(0).to_le_bytes());
        }
        file.resize(file.len().next_multiple_of(BUCKET_BYTES), 0);
        file.extend(self.buckets());
    }

    /// Takes the slots that `file` begins with, and leaves what follows them; none when they are damaged.
    pub(crate) fn read(file: &mut Bytes) -> Option<Self> {
        let homes = file.take_count()?;
        let buckets = file.take_count()?;
        file.take_to_multiple(BUCKET_BYTES)?;
        let bytes = file.take(buckets.checked_mul(BUCKET_BYTES)?)?;
        (homes <= buckets).then(|| Self::of(homes, bytes))
    }
}

impl Bucket<'_> {
    /// The last key; 0 where the bucket is not full.
    #[inline]
    fn last(self) -> u32 {
        let [.., last] = self.keys;
        u32::from_le_bytes(*last)
    }

    #[inline]
    fn look(self, key: u32) -> Found {
        let (keys, values) = (self.keys, self.values);
        let at = |place: usize| {
            let is_it = u32::from_le_bytes(keys[place]) == key;
            if is_it {
                u32::from_le_bytes(values[place])
            } else {
                0
            }
        };
        [at(0) | at(4), at(1) | at(5), at(2) | at(6), at(3) | at(7)]
    }
}

/// Whether a key that would come after all of a full bucket stands in the next, if anywhere.
#[inline]
const fn goes_on(last: u32, key: u32) -> bool {
    last != 0 && last < key
}

#[inline]
fn together(found: Found) -> u32 {
    found.into_iter().fold(0, |all, value| all | value)
}

/// Buckets with as many bytes before them as it takes for each to be a line of the cache, where they do not lie in a file; and
/// where they begin.
fn in_lines(buckets: Cow<'static, [u8]>) -> (Cow<'static, [u8]>, usize) {
    let Cow::Owned(buckets) = buckets else {
        return (buckets, 0);
    };
    let mut bytes: Vec<u8> = Vec::with_capacity(BUCKET_BYTES + buckets.len());
    let start = bytes.as_ptr().align_offset(BUCKET_BYTES) % BUCKET_BYTES;
    bytes.resize(start, 0);
    bytes.extend(buckets);
    (bytes.into(), start)
}

fn close(bucket: &[(u32, u32)]) -> [u8; BUCKET_BYTES] {
    let mut bytes = [0; BUCKET_BYTES];
    let (keys, values) = bytes.split_at_mut(BUCKET_BYTES / 2);
    for (&(key, value), (key_at, value_at)) in bucket
        .iter()
        .zip((keys.as_chunks_mut().0.iter_mut()).zip(values.as_chunks_mut().0.iter_mut()))
    {
        *key_at = key.to_le_bytes();
        *value_at = value.to_le_bytes();
    }
    bytes
}

/// The key of a feature: 32 of its bits, the first left out, which features of words and states share. None is 0.
const fn key(feature: u64) -> u32 {
    let key = (feature << 1 >> 32) as u32;
    if key == 0 { 1 } else { key }
}

/// The home of a key. Keys in order have homes in order.
const fn home(key: u32, homes: usize) -> usize {
    (key as usize * homes) >> 32
}

/// A file that is taken apart from its front.
#[derive(Debug)]
pub(crate) struct Bytes {
    rest: Cow<'static, [u8]>,
    taken: usize,
}

impl Bytes {
    /// What follows `magic` in a file that begins with it. Files that live as long as the program are not copied.
    pub(crate) fn after(magic: &[u8], file: Cow<'static, [u8]>) -> Option<Self> {
        let mut bytes = Self {
            rest: file,
            taken: 0,
        };
        (*bytes.take(magic.len())? == *magic).then_some(bytes)
    }

    /// Takes so many bytes; none when there are fewer.
    pub(crate) fn take(&mut self, count: usize) -> Option<Cow<'static, [u8]>> {
        self.taken += count;
        match &mut self.rest {
            Cow::Borrowed(rest) => rest.split_off(..count).map(Cow::Borrowed),
            Cow::Owned(rest) if count <= rest.len() => {
                let after = rest.split_off(count);
                Some(Cow::Owned(std::mem::replace(rest, after)))
            }
            Cow::Owned(_) => None,
        }
    }

    /// Takes what is left of a stretch of so many bytes.
    fn take_to_multiple(&mut self, of: usize) -> Option<()> {
        let gap = self.taken.next_multiple_of(of) - self.taken;
        self.take(gap).map(drop)
    }

    /// Takes a number (u32, little endian).
    pub(crate) fn take_count(&mut self) -> Option<usize> {
        let number = self.take(4)?;
        usize::try_from(u32::from_le_bytes(*number.first_chunk()?)).ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Features whose keys are spread over all homes, and a crowd that shares one home.
    fn features() -> Vec<u64> {
        let spread = (1..2000_u64).map(|n| n.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1 << 63);
        let crowd = (1..40_u64).map(|n| 1 << 63 | 0x1234_5600_0000_0000 | n << 33);
        spread.chain(crowd).collect()
    }

    fn slots() -> Slots {
        Slots::build(features().into_iter().zip(1..).collect())
    }

    #[test]
    fn every_feature_has_its_value_and_others_have_none() {
        let slots = slots();
        for (feature, value) in features().into_iter().zip(1..) {
            assert_eq!(slots.find(feature), value);
            assert_eq!(slots.find(feature ^ 1 << 32), 0, "a neighbour of {value}");
        }
        assert_eq!(slots.values().count(), features().len());
        assert_eq!(Slots::default().find(1 << 63), 0);
    }

    #[test]
    fn slots_come_back_from_their_file_and_not_from_a_damaged_one() {
        let mut file = b"magic".to_vec();
        slots().write(&mut file);
        let read = |file: &[u8]| {
            let mut bytes = Bytes::after(b"magic", file.to_vec().into())?;
            Slots::read(&mut bytes)
        };
        let whole = read(&file).unwrap();
        assert!((whole.values()).eq(slots().values()));
        assert!(read(&file[..file.len() - 1]).is_none());
        assert!(read(&file[1..]).is_none());
        let mut damaged = file.clone();
        damaged[5..9].copy_from_slice(&u32::MAX.to_le_bytes());
        assert!(read(&damaged).is_none(), "more homes than buckets");
    }
}
