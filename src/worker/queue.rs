//! A queue between the async side, which never waits, and threads that sleep while there is nothing to do.

use std::collections::VecDeque;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};

/// First in, first out. Waking a thread costs more than moving a small article through it: a thread is woken only where
/// one sleeps, and once for whatever it finds.
#[derive(Debug)]
pub(super) struct Queue<T> {
    state: Mutex<State<T>>,
    more: Condvar,
}

#[derive(Debug)]
struct State<T> {
    waiting: VecDeque<T>,
    /// Threads that sleep and that nobody has woken yet. One that woke by itself is counted too often: then somebody is
    /// woken for nothing, which harms nobody, for whoever is awake looks at the queue before sleeping.
    asleep: usize,
    closed: bool,
}

impl<T> Default for Queue<T> {
    fn default() -> Self {
        Self {
            state: Mutex::new(State {
                waiting: VecDeque::new(),
                asleep: 0,
                closed: false,
            }),
            more: Condvar::new(),
        }
    }
}

impl<T> Queue<T> {
    /// Adds to the end.
    pub(super) fn push(&self, item: T) {
        let mut state = self.lock();
        state.waiting.push_back(item);
        let wake = state.asleep > 0;
        state.asleep = state.asleep.saturating_sub(1);
        drop(state);
        if wake {
            self.more.notify_one();
        }
    }

    /// Takes from the front, and sleeps until there is something; none when the queue is closed and empty.
    pub(super) fn next(&self) -> Option<T> {
        let mut state = self.lock();
        loop {
            if let Some(item) = state.waiting.pop_front() {
                return Some(item);
            }
            if state.closed {
                return None;
            }
            state.asleep += 1;
            let woken = self.more.wait(state);
            state = woken.unwrap_or_else(PoisonError::into_inner);
        }
    }

    /// Nothing more will come.
    pub(super) fn close(&self) {
        self.lock().closed = true;
        self.more.notify_all();
    }

    fn lock(&self) -> MutexGuard<'_, State<T>> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;
    use std::thread;

    use super::Queue;

    #[test]
    fn every_item_is_taken_once_by_threads_that_sleep_in_between() {
        let queue = Arc::new(Queue::default());
        let take = || {
            let queue = Arc::clone(&queue);
            thread::spawn(move || std::iter::from_fn(|| queue.next()).collect::<Vec<u32>>())
        };
        let threads = [take(), take(), take()];
        for item in 0..600 {
            queue.push(item);
            if item % 50 == 0 {
                thread::sleep(std::time::Duration::from_millis(2));
            }
        }
        queue.close();
        let taken = threads.map(|thread| thread.join().unwrap());
        assert!(taken.iter().all(|taken| taken.is_sorted()));
        let mut taken = taken.concat();
        taken.sort_unstable();
        assert_eq!(taken, (0..600).collect::<Vec<u32>>());
    }

    #[test]
    fn what_waits_is_done_after_the_queue_is_closed() {
        let queue = Queue::default();
        queue.push('a');
        queue.close();
        assert_eq!((queue.next(), queue.next()), (Some('a'), None));
    }
}
