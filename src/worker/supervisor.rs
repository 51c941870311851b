//! The worker: one session after the other, for ever, until somebody wishes it to stop.

use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;

use thiserror::Error;

use crate::broker::{Broker, BrokerError, Topology};
use crate::telemetry::name::{event, field};
use crate::telemetry::{Condition, Event, Instruments, Pulse, Vitals};
use crate::worker::attend::Attendant;
use crate::worker::backoff::Backoff;
use crate::worker::gathering::Gathering;
use crate::worker::handle::{Analyst, Handler};
use crate::worker::pool::Pool;
use crate::worker::remembered::Remembered;
use crate::worker::session::{self, Ended, Farewell, Terms};
use crate::worker::settings::WorkerSettings;
use crate::worker::shutdown::Shutdown;

/// How often the threads show that they move.
const BEAT: Duration = Duration::from_secs(1);

/// What a worker works with.
pub struct Setup<B> {
    /// How many, how long, how careful.
    pub settings: WorkerSettings,
    /// What queues and exchanges are called.
    pub topology: Topology,
    /// The broker.
    pub broker: B,
    /// Who reads the articles.
    pub analyst: Arc<dyn Analyst>,
    /// Where the worker shows how it is.
    pub vitals: Arc<Vitals>,
    /// Where it hears that it shall stop.
    pub shutdown: Shutdown,
}

impl<B> std::fmt::Debug for Setup<B> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Setup")
            .field("settings", &self.settings)
            .finish_non_exhaustive()
    }
}

/// Why a worker cannot even begin.
#[derive(Debug, Error)]
pub enum WorkerError {
    /// The settings can never work.
    #[error(transparent)]
    Broker(#[from] BrokerError),
    /// The operating system gives no threads.
    #[error("cannot start the analysis threads: {0}")]
    Threads(#[from] std::io::Error),
}

/// Works until somebody wishes it to stop. Outages, missing queues and refused logins are waited out.
///
/// # Errors
/// Only when no session can ever begin.
pub async fn run<B: Broker>(setup: Setup<B>) -> Result<Farewell, WorkerError> {
    let settings = &setup.settings;
    let vitals = &setup.vitals;
    let gathering = Arc::new(Gathering::new(settings.together(), settings.linger));
    let attendant = Attendant {
        handler: Handler {
            pool: Pool::new(
                settings.analysis_threads(),
                settings.job_timeout,
                Arc::clone(&gathering),
                vitals,
            )?,
            analyst: Arc::clone(&setup.analyst),
            reading: Arc::new(settings.reading.clone()),
        },
        topology: setup.topology.clone(),
        remembered: Remembered::new(settings.remembered),
        vitals: Arc::clone(vitals),
        instruments: Instruments::new(),
    };
    tokio::select! {
        farewell = supervise(&setup, &attendant) => farewell,
        never = beat(&attendant) => match never {},
        never = gathering.tend() => match never {},
    }
}

async fn supervise<B: Broker>(
    setup: &Setup<B>,
    attendant: &Attendant,
) -> Result<Farewell, WorkerError> {
    let settings = &setup.settings;
    let terms = Terms {
        attendant,
        shutdown: &setup.shutdown,
        window: settings.window(),
        drain_timeout: settings.drain_timeout,
    };
    let mut backoff = Backoff::new(settings.reconnect_first, settings.reconnect_longest);
    let mut diary = Diary::default();
    loop {
        let opened = tokio::select! { biased;
            () = setup.shutdown.asked() => return Ok(Farewell::Drained),
            opened = setup.broker.open() => opened,
        };
        let error = match opened {
            Ok(session) => {
                diary.connected(&setup.vitals);
                let Ended { how, worked } = session::run(session, &terms).await;
                if worked {
                    backoff.reset();
                }
                match how {
                    Ok(farewell) => return Ok(farewell),
                    Err(error) => error,
                }
            }
            Err(error @ BrokerError::Settings(_)) => return Err(error.into()),
            Err(error) => error,
        };
        let pause = backoff.pause();
        diary.lost(&setup.vitals, &error, pause);
        tokio::select! {
            () = setup.shutdown.asked() => return Ok(Farewell::Drained),
            () = tokio::time::sleep(pause) => {}
        }
    }
}

async fn beat(attendant: &Attendant) -> Infallible {
    let mut ticks = tokio::time::interval(BEAT);
    loop {
        ticks.tick().await;
        attendant.vitals.beat(Pulse::EventLoop);
        attendant.handler.pool.beat();
    }
}

/// Tells how the connection is: every change once, not every attempt.
#[derive(Debug, Default)]
struct Diary {
    connected_before: bool,
    last_error: String,
}

impl Diary {
    fn connected(&mut self, vitals: &Vitals) {
        use Condition::{Confirming, Connected, Consuming, NotBlocked, TopologyFits};
        for condition in [Connected, TopologyFits, Consuming, NotBlocked, Confirming] {
            vitals.met(condition);
        }
        Event::Connected(true).record();
        Event::Blocked(false).record();
        if self.connected_before {
            tracing::info!(
                { field::EVENT } = event::AMQP_RECOVERED,
                "connected again, consuming"
            );
        } else {
            tracing::info!(
                { field::EVENT } = event::AMQP_CONNECTED,
                "connected, consuming"
            );
        }
        self.connected_before = true;
        self.last_error.clear();
    }

    fn lost(&mut self, vitals: &Vitals, error: &BrokerError, pause: Duration) {
        let shown = error.to_string();
        let unfit = matches!(error, BrokerError::Topology(_));
        if unfit {
            vitals.met(Condition::Connected);
            vitals.unmet(Condition::TopologyFits, shown.as_str());
        } else {
            vitals.unmet(Condition::Connected, shown.as_str());
        }
        vitals.unmet(Condition::Consuming, "no session with the broker");
        Event::Connected(unfit).record();
        Event::SessionLost {
            error_type: error.kind(),
        }
        .record();
        if shown == self.last_error {
            tracing::debug!(error = shown, ?pause, "still no session with the broker");
        } else {
            let event = if unfit {
                event::TOPOLOGY_UNFIT
            } else {
                event::AMQP_LOST
            };
            tracing::warn!(
                { field::EVENT } = event,
                error = shown,
                ?pause,
                "no session with the broker, trying on"
            );
        }
        self.last_error = shown;
    }
}
