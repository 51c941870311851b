//! The vital signs of a worker: set where things happen, read by the probes.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

/// What a worker needs before it can be called ready.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Condition {
    /// The rule packs are loaded.
    RulesLoaded,
    /// Both connections to the broker are open.
    Connected,
    /// Exchanges and queues are as they should be.
    TopologyFits,
    /// The broker registered our consumer.
    Consuming,
    /// The broker takes messages from us.
    NotBlocked,
    /// The last publication was confirmed in time.
    Confirming,
    /// No signal to stop has come.
    NotDraining,
}

impl Condition {
    /// Every condition, in the order in which a worker meets them.
    pub const ALL: [Self; 7] = [
        Self::RulesLoaded,
        Self::Connected,
        Self::TopologyFits,
        Self::Consuming,
        Self::NotBlocked,
        Self::Confirming,
        Self::NotDraining,
    ];

    /// The stable name, as the probe lists it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::RulesLoaded => "rules_loaded",
            Self::Connected => "connected",
            Self::TopologyFits => "topology_fits",
            Self::Consuming => "consuming",
            Self::NotBlocked => "not_blocked",
            Self::Confirming => "confirming",
            Self::NotDraining => "not_draining",
        }
    }

    /// Whether the condition holds until something breaks it.
    const fn met_at_first(self) -> bool {
        matches!(
            self,
            Self::NotBlocked | Self::Confirming | Self::NotDraining
        )
    }
}

/// What must keep moving in a living worker.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pulse {
    /// The event loop.
    EventLoop,
    /// The analysis threads.
    Analysis,
}

/// The vital signs of one worker; shared by everything that sets or reads them.
#[derive(Debug)]
pub struct Vitals {
    born: Instant,
    event_loop: AtomicU64,
    analysis: AtomicU64,
    /// The conditions that are not met, each with its reason.
    unmet: Mutex<BTreeMap<Condition, String>>,
}

impl Default for Vitals {
    fn default() -> Self {
        let unmet = Condition::ALL
            .into_iter()
            .filter(|condition| !condition.met_at_first())
            .map(|condition| (condition, "not yet".to_owned()));
        Self {
            born: Instant::now(),
            event_loop: AtomicU64::new(0),
            analysis: AtomicU64::new(0),
            unmet: Mutex::new(unmet.collect()),
        }
    }
}

impl Vitals {
    /// `condition` holds now.
    pub fn met(&self, condition: Condition) {
        self.with(|unmet| unmet.remove(&condition));
    }

    /// `condition` does not hold any more, or not yet; `why` is for a person.
    pub fn unmet(&self, condition: Condition, why: impl Into<String>) {
        self.with(|unmet| unmet.insert(condition, why.into()));
    }

    /// What keeps the worker from being ready; empty when it is.
    pub fn obstacles(&self) -> BTreeMap<Condition, String> {
        self.with(|unmet| unmet.clone())
    }

    /// Whether every condition holds.
    pub fn ready(&self) -> bool {
        self.with(|unmet| unmet.is_empty())
    }

    /// One beat of something that must keep moving.
    pub fn beat(&self, pulse: Pulse) {
        self.pulse(pulse).store(self.age_ms(), Ordering::Relaxed);
    }

    /// How long ago the last beat was.
    pub fn since_beat(&self, pulse: Pulse) -> Duration {
        let last = self.pulse(pulse).load(Ordering::Relaxed);
        Duration::from_millis(self.age_ms().saturating_sub(last))
    }

    const fn pulse(&self, pulse: Pulse) -> &AtomicU64 {
        match pulse {
            Pulse::EventLoop => &self.event_loop,
            Pulse::Analysis => &self.analysis,
        }
    }

    fn age_ms(&self) -> u64 {
        u64::try_from(self.born.elapsed().as_millis()).unwrap_or(u64::MAX)
    }

    fn with<T>(&self, change: impl FnOnce(&mut BTreeMap<Condition, String>) -> T) -> T {
        change(&mut self.unmet.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_worker_is_ready_when_the_last_condition_is_met() {
        let vitals = Vitals::default();
        for condition in Condition::ALL {
            assert!(!vitals.ready() || condition.met_at_first());
            vitals.met(condition);
        }
        assert!(vitals.ready());
    }

    #[test]
    fn a_broken_condition_is_told_with_its_reason_until_it_is_mended() {
        let vitals = Vitals::default();
        for condition in Condition::ALL {
            vitals.met(condition);
        }
        vitals.unmet(Condition::NotBlocked, "low on memory");
        let told = vitals.obstacles();
        assert_eq!(
            told.get(&Condition::NotBlocked).map(String::as_str),
            Some("low on memory")
        );
        vitals.met(Condition::NotBlocked);
        assert!(vitals.ready());
    }

    #[test]
    fn a_beat_is_counted_for_its_own_pulse_only() {
        let vitals = Vitals::default();
        std::thread::sleep(Duration::from_millis(20));
        vitals.beat(Pulse::EventLoop);
        assert!(vitals.since_beat(Pulse::EventLoop) < Duration::from_millis(15));
        assert!(vitals.since_beat(Pulse::Analysis) >= Duration::from_millis(15));
    }
}
