//! Pauses between attempts to connect: longer each time up to a bound, and never the same for two workers.

use std::time::Duration;

/// Counts failures and says how long to wait after each.
#[derive(Clone, Debug)]
pub(super) struct Backoff {
    first: Duration,
    longest: Duration,
    failures: u32,
}

impl Backoff {
    pub(super) const fn new(first: Duration, longest: Duration) -> Self {
        Self {
            first,
            longest,
            failures: 0,
        }
    }

    /// A session worked: the next pause is the first again.
    pub(super) const fn reset(&mut self) {
        self.failures = 0;
    }

    /// Between half and all of the pause whose turn it is, so that workers which lost the same broker do not come back
    /// all at once.
    pub(super) fn pause(&mut self) -> Duration {
        let doubled = self.first.saturating_mul(1 << self.failures.min(16));
        self.failures = self.failures.saturating_add(1);
        doubled
            .min(self.longest)
            .mul_f64(0.5 + fastrand::f64() / 2.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_double_up_to_the_longest_and_begin_anew_after_a_session() {
        let seconds = Duration::from_secs;
        let mut backoff = Backoff::new(seconds(1), seconds(5));
        for expected in [1, 2, 4, 5, 5] {
            let pause = backoff.pause();
            assert!(
                pause >= seconds(expected) / 2 && pause <= seconds(expected),
                "{pause:?}"
            );
        }
        backoff.reset();
        assert!(backoff.pause() <= seconds(1));
    }
}
