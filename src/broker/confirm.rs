//! Which confirm is whose: many messages on one channel, each with its own verdict.
//!
//! A returned message does not say which confirm it belongs to, and lapin (4.12) hands the oldest one it holds to whichever
//! confirm comes next. What can be relied on: a message is returned before it is confirmed, so by the time its own confirm
//! has come, its return has been handed to that confirm or to an earlier one, or still waits for the next. Hence three
//! rules. Confirms are judged in batches, when all that have come have been taken. A confirm that carries nothing shows
//! that no return is waiting: it is judged by the returns seen so far. A confirm that carries the return of another is
//! judged later: by a confirm of a message sent after it that carries nothing, or when nothing is on its way any more.

use std::collections::HashMap;
use std::hash::{Hash as _, Hasher as _};

use rustc_hash::FxHasher;

/// What tells one message from another. Two that are alike in all of it fare alike.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct Mark(u64);

impl Mark {
    /// The mark of a message by what a return brings back of it. Where a message has an id, its body tells no more.
    pub(super) fn of(exchange: &str, routing_key: &str, message_id: &str, body: &[u8]) -> Self {
        let mut hasher = FxHasher::default();
        (exchange, routing_key, message_id, body.len()).hash(&mut hasher);
        if message_id.is_empty() {
            body.hash(&mut hasher);
        }
        Self(hasher.finish())
    }
}

/// One confirm as it came.
#[derive(Debug)]
pub(super) struct Confirm<T> {
    /// The place of its message in the order of sending.
    pub(super) number: u64,
    /// Its message.
    pub(super) mark: Mark,
    /// The return that came with it, its own or that of another.
    pub(super) carried: Option<Mark>,
    /// Who waits for the verdict.
    pub(super) waiter: T,
}

/// Judges confirms.
#[derive(Debug)]
pub(super) struct Judge<T> {
    /// How many returns of each message are not yet matched with its confirm.
    returned: HashMap<Mark, u32>,
    /// Confirms that carried the return of another, with the number of the first message sent after they came.
    undecided: Vec<(u64, Confirm<T>)>,
}

impl<T> Default for Judge<T> {
    fn default() -> Self {
        Self {
            returned: HashMap::new(),
            undecided: Vec::new(),
        }
    }
}

impl<T> Judge<T> {
    /// Judges a batch: every confirm that has come until now. `next` is the number of the next message to be sent, `quiet`
    /// whether nothing is on its way. Gives each waiter that can be told with whether its message was returned.
    pub(super) fn judge(
        &mut self,
        batch: Vec<Confirm<T>>,
        next: u64,
        quiet: bool,
    ) -> Vec<(T, bool)> {
        for carried in batch.iter().filter_map(|confirm| confirm.carried) {
            *self.returned.entry(carried).or_default() += 1;
        }
        let newest_empty = batch
            .iter()
            .filter(|confirm| confirm.carried.is_none())
            .map(|confirm| confirm.number)
            .max();
        let mut told = Vec::with_capacity(batch.len());
        let waiting = std::mem::take(&mut self.undecided);
        for (since, confirm) in waiting {
            let shown = quiet || newest_empty.is_some_and(|number| number >= since);
            self.tell(confirm, since, shown, &mut told);
        }
        for confirm in batch {
            let shown = quiet || confirm.carried.is_none();
            self.tell(confirm, next, shown, &mut told);
        }
        if quiet {
            self.returned.clear();
        }
        told
    }

    /// Tells the verdict on one confirm, or keeps it. `shown`: if it was returned, its return has been seen.
    fn tell(&mut self, confirm: Confirm<T>, since: u64, shown: bool, told: &mut Vec<(T, bool)>) {
        if self.take_return(confirm.mark) {
            told.push((confirm.waiter, true));
        } else if shown {
            told.push((confirm.waiter, false));
        } else {
            self.undecided.push((since, confirm));
        }
    }

    fn take_return(&mut self, mark: Mark) -> bool {
        let Some(count) = self.returned.get_mut(&mark) else {
            return false;
        };
        *count -= 1;
        if *count == 0 {
            self.returned.remove(&mark);
        }
        true
    }
}

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, BTreeSet, VecDeque};

    use proptest::prelude::*;

    use super::{Confirm, Judge, Mark};

    fn mark(id: u64) -> Mark {
        Mark::of("out", "key", &id.to_string(), b"body")
    }

    fn confirm(number: u64, carried: Option<u64>) -> Confirm<u64> {
        Confirm {
            number,
            mark: mark(number),
            carried: carried.map(mark),
            waiter: number,
        }
    }

    #[test]
    fn a_return_that_came_with_another_confirm_is_not_lost() {
        let mut judge = Judge::default();
        let told = judge.judge(vec![confirm(0, Some(1)), confirm(1, None)], 2, true);
        assert_eq!(told, [(0, false), (1, true)]);
    }

    #[test]
    fn a_confirm_that_carries_the_return_of_another_waits_until_its_own_must_have_come() {
        let mut judge = Judge::default();
        assert_eq!(judge.judge(vec![confirm(2, Some(1))], 4, false), []);
        assert_eq!(
            judge.judge(vec![confirm(1, Some(2))], 4, false),
            [(2, true), (1, true)]
        );
    }

    #[test]
    fn an_older_message_without_a_return_says_nothing_of_later_ones() {
        let mut judge = Judge::default();
        assert_eq!(judge.judge(vec![confirm(2, Some(1))], 4, false), []);
        assert_eq!(judge.judge(vec![confirm(3, None)], 4, false), [(3, false)]);
        assert_eq!(
            judge.judge(vec![confirm(4, None)], 5, false),
            [(2, false), (4, false)]
        );
    }

    proptest! {
        /// Plays lapin: returns queue up, and each confirm takes the oldest. Whatever the order in which messages are
        /// confirmed and however the confirms fall into batches, every message gets its own verdict.
        #[test]
        fn every_message_gets_its_own_verdict(
            unroutable in proptest::collection::btree_set(0_u64..40, 0..12),
            steps in proptest::collection::vec((0_u8..4, any::<prop::sample::Index>()), 200),
        ) {
            let mut judge = Judge::default();
            let (mut next, mut returns) = (0_u64, VecDeque::new());
            let (mut sent, mut come) = (Vec::new(), Vec::new());
            let mut told = BTreeMap::new();
            let settle = |judge: &mut Judge<u64>, come: &mut Vec<Confirm<u64>>, next, sent: &Vec<u64>, told: &mut BTreeMap<u64, bool>| {
                told.extend(judge.judge(std::mem::take(come), next, sent.is_empty()));
            };
            let answer = |at: usize, sent: &mut Vec<u64>, returns: &mut VecDeque<u64>, come: &mut Vec<Confirm<u64>>| {
                let number: u64 = sent.remove(at);
                come.push(confirm(number, returns.pop_front()));
            };
            for (step, index) in steps {
                match step {
                    0 | 1 if next < 40 => {
                        sent.push(next);
                        // The broker returns in the order of sending, before it confirms.
                        if unroutable.contains(&next) {
                            returns.push_back(next);
                        }
                        next += 1;
                    }
                    2 if !sent.is_empty() => {
                        answer(index.index(sent.len()), &mut sent, &mut returns, &mut come);
                    }
                    _ => settle(&mut judge, &mut come, next, &sent, &mut told),
                }
            }
            while !sent.is_empty() {
                answer(0, &mut sent, &mut returns, &mut come);
            }
            settle(&mut judge, &mut come, next, &sent, &mut told);
            let wrong: BTreeSet<u64> = (0..next)
                .filter(|number| told.get(number) != Some(&unroutable.contains(number)))
                .collect();
            prop_assert!(wrong.is_empty(), "{wrong:?}");
        }
    }
}
