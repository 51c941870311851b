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

/// The deliveries of one channel that are done.
#[derive(Debug, Default)]
pub(super) struct Tags {
    /// All up to this number.
    through: u64,
    /// Those beyond the first that is not.
    beyond: BTreeSet<u64>,
    /// Those of them that no acknowledgement spoke for yet.
    unsaid: BTreeSet<u64>,
    /// How many may wait so.
    most_unsaid: usize,
}

impl Tags {
    /// From now on, this many that overtook another may wait until it is done and one acknowledgement speaks for all.
    pub(super) const fn hold_back(&mut self, most: usize) {
        self.most_unsaid = most;
    }

    /// Takes note of deliveries that are done, in any order: one acknowledgement for all that leave no gap behind them, and
    /// one for each that overtook another where too many wait for it.
    pub(super) fn acknowledge(
        &mut self,
        done: impl IntoIterator<Item = u64>,
    ) -> Vec<Acknowledgement> {
        let through = self.through;
        for tag in done.into_iter().filter(|tag| *tag > through) {
            if self.beyond.insert(tag) {
                self.unsaid.insert(tag);
            }
        }
        while self.beyond.first() == Some(&(self.through + 1)) {
            self.beyond.pop_first();
            self.through += 1;
        }
        let overtaking = self.unsaid.split_off(&(self.through + 1));
        let reached = std::mem::replace(&mut self.unsaid, overtaking);
        let last = reached.last().map(|tag| Acknowledgement {
            tag: *tag,
            and_before: reached.len() > 1,
        });
        let too_many = self.unsaid.len() > self.most_unsaid;
        let alone = if too_many { self.rest() } else { Vec::new() };
        last.into_iter().chain(alone).collect()
    }

    /// One acknowledgement for each that waits for one it overtook.
    pub(super) fn rest(&mut self) -> Vec<Acknowledgement> {
        let alone = |tag| Acknowledgement {
            tag,
            and_before: false,
        };
        std::mem::take(&mut self.unsaid)
            .into_iter()
            .map(alone)
            .collect()
    }

    /// Whether any waits for one that it overtook.
    pub(super) fn some_wait(&self) -> bool {
        !self.unsaid.is_empty()
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

    #[test]
    fn what_overtakes_a_neighbour_waits_for_it_unless_too_many_do() {
        let mut tags = Tags::default();
        tags.hold_back(2);
        assert_eq!(said(&mut tags, &[2, 4]), []);
        assert!(tags.some_wait());
        assert_eq!(said(&mut tags, &[1]), [(2, true)]);
        assert_eq!(said(&mut tags, &[3]), [(4, true)]);
        assert!(!tags.some_wait());
        assert_eq!(said(&mut tags, &[6, 7]), []);
        assert_eq!(said(&mut tags, &[8]), [(6, false), (7, false), (8, false)]);
        assert_eq!(said(&mut tags, &[9]), []);
        assert_eq!(tags.rest().len(), 1);
        assert_eq!(said(&mut tags, &[5]), [(5, false)]);
    }

    proptest! {
        /// Plays the broker: whatever the order in which deliveries are done and however they fall into batches, each is
        /// acknowledged exactly once, never before it is done, and with its batch, or, where some may wait, no later than when
        /// that many others do.
        #[test]
        fn every_delivery_is_acknowledged_once_and_none_before_it_is_done(
            order in Just((1..=60_u64).collect::<Vec<_>>()).prop_shuffle(),
            sizes in proptest::collection::vec(0_usize..9, 60),
            most_unsaid in 0_usize..4,
        ) {
            let mut tags = Tags::default();
            tags.hold_back(most_unsaid);
            let mut outstanding: BTreeSet<u64> = order.iter().copied().collect();
            let mut undone = outstanding.clone();
            let mut rest = order.as_slice();
            for size in sizes {
                let (batch, later) = rest.split_at(size.min(rest.len()));
                rest = later;
                undone.retain(|tag| !batch.contains(tag));
                let mut said = tags.acknowledge(batch.iter().copied());
                if rest.is_empty() {
                    said.extend(tags.rest());
                }
                for Acknowledgement { tag, and_before } in said {
                    prop_assert!(outstanding.contains(&tag), "{tag} is unknown to the broker");
                    let heard: BTreeSet<u64> = outstanding
                        .iter()
                        .copied()
                        .filter(|one| *one == tag || (and_before && *one < tag))
                        .collect();
                    prop_assert!(heard.is_disjoint(&undone), "{heard:?} while {undone:?} are not done");
                    outstanding.retain(|one| !heard.contains(one));
                }
                let unsaid = outstanding.difference(&undone).count();
                prop_assert!(unsaid <= most_unsaid);
                prop_assert_eq!(unsaid > 0, tags.some_wait());
            }
        }
    }
}
