//! Which deliveries of a channel are done, and the fewest acknowledgements that say so.
//!
//! The broker numbers the deliveries of a channel from 1 without a gap. One acknowledgement can speak for every delivery
//! up to a number, which spares the broker most of the work of acknowledging; it must never speak for one that is not done.

use std::collections::BTreeSet;

/// One acknowledgement.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Acknowledgement {
    /// The number of a delivery that no acknowledgement spoke for yet: the broker refuses any other.
    pub(super) tag: u64,
    /// Whether it speaks for all deliveries before it, too.
    pub(super) and_before: bool,
}

/// The deliveries of one channel that were acknowledged.
#[derive(Debug, Default)]
pub(super) struct Tags {
    /// All up to this number.
    through: u64,
    /// Those beyond the first that was not.
    beyond: BTreeSet<u64>,
}

impl Tags {
    /// Acknowledges deliveries that are done, in any order: one acknowledgement for all that leave no gap behind them, and
    /// one for each that overtook another.
    pub(super) fn acknowledge(
        &mut self,
        done: impl IntoIterator<Item = u64>,
    ) -> Vec<Acknowledgement> {
        let before = self.through;
        let mut fresh: BTreeSet<u64> = done.into_iter().filter(|tag| *tag > before).collect();
        fresh.retain(|tag| self.beyond.insert(*tag));
        while self.beyond.first() == Some(&(self.through + 1)) {
            self.beyond.pop_first();
            self.through += 1;
        }
        let overtaking = fresh.split_off(&(self.through + 1));
        let last = fresh.last().map(|tag| Acknowledgement {
            tag: *tag,
            and_before: fresh.len() > 1,
        });
        let alone = |tag| Acknowledgement {
            tag,
            and_before: false,
        };
        last.into_iter()
            .chain(overtaking.into_iter().map(alone))
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use proptest::prelude::*;

    use super::{Acknowledgement, Tags};

    fn said(tags: &mut Tags, done: &[u64]) -> Vec<(u64, bool)> {
        let acknowledgements = tags.acknowledge(done.iter().copied());
        acknowledgements
            .iter()
            .map(|one| (one.tag, one.and_before))
            .collect()
    }

    #[test]
    fn one_acknowledgement_speaks_for_all_that_leave_no_gap() {
        let mut tags = Tags::default();
        assert_eq!(said(&mut tags, &[2, 1, 3]), [(3, true)]);
        assert_eq!(said(&mut tags, &[4]), [(4, false)]);
    }

    #[test]
    fn what_overtakes_a_slow_neighbour_is_acknowledged_alone() {
        let mut tags = Tags::default();
        assert_eq!(said(&mut tags, &[2, 4]), [(2, false), (4, false)]);
        assert_eq!(said(&mut tags, &[1]), [(1, false)]);
        // 4 was acknowledged before: the broker would refuse to hear it again.
        assert_eq!(said(&mut tags, &[3, 5]), [(5, true)]);
    }

    #[test]
    fn the_last_acknowledgement_is_for_a_delivery_that_none_spoke_for_yet() {
        let mut tags = Tags::default();
        assert_eq!(said(&mut tags, &[3]), [(3, false)]);
        assert_eq!(said(&mut tags, &[1, 2]), [(2, true)]);
    }

    proptest! {
        /// Plays the broker: whatever the order in which deliveries are done and however they fall into batches, each is
        /// acknowledged exactly once, with its batch, and never before it is done.
        #[test]
        fn every_delivery_is_acknowledged_once_and_none_before_it_is_done(
            order in Just((1..=60_u64).collect::<Vec<_>>()).prop_shuffle(),
            sizes in proptest::collection::vec(0_usize..9, 60),
        ) {
            let mut tags = Tags::default();
            let mut outstanding: BTreeSet<u64> = order.iter().copied().collect();
            let mut undone = outstanding.clone();
            let mut rest = order.as_slice();
            for size in sizes {
                let (batch, later) = rest.split_at(size.min(rest.len()));
                rest = later;
                undone.retain(|tag| !batch.contains(tag));
                for Acknowledgement { tag, and_before } in tags.acknowledge(batch.iter().copied()) {
                    prop_assert!(outstanding.contains(&tag), "{tag} is unknown to the broker");
                    let heard: BTreeSet<u64> = outstanding
                        .iter()
                        .copied()
                        .filter(|one| *one == tag || (and_before && *one < tag))
                        .collect();
                    prop_assert!(heard.is_disjoint(&undone), "{heard:?} while {undone:?} are not done");
                    outstanding.retain(|one| !heard.contains(one));
                }
                prop_assert_eq!(&outstanding, &undone);
            }
        }
    }
}
