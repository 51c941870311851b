//! The probes on one port: is it alive, is it ready, what did it count, which version is it.
//!
//! `/livez` fails only when the process itself stands still: a broker that is away is no reason to
//! start all workers anew. `/readyz` fails while anything is missing that a worker needs.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::extract::{RawQuery, State};
use axum::http::{StatusCode, header};
use axum::response::IntoResponse;
use axum::routing::get;
use tokio::net::TcpListener;

use crate::telemetry::{Condition, Exposition, Pulse, Vitals};

/// The event loop beats every second; a loop that is late by this much stands still.
const EVENT_LOOP_STALLED_AFTER: Duration = Duration::from_secs(10);
/// How often counted values are moved into their buckets.
const UPKEEP: Duration = Duration::from_secs(5);

/// Where the probes listen, and what they call a stall.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProbeSettings {
    /// None turns the probes off.
    pub listen: Option<SocketAddr>,
    /// Without a sign of life of the analysis threads for so long, the worker is not alive.
    pub stalled_after: Duration,
}

/// What the probes look at.
#[derive(Clone, Debug)]
pub struct Probes {
    /// The vital signs.
    pub vitals: Arc<Vitals>,
    /// What was counted.
    pub exposition: Exposition,
    /// See [`ProbeSettings::stalled_after`].
    pub stalled_after: Duration,
}

impl Probes {
    /// Answers on `listener` until the process ends.
    ///
    /// # Errors
    /// The port is lost.
    pub async fn answer(self, listener: TcpListener) -> std::io::Result<()> {
        tokio::spawn(keep_up(self.exposition.clone()));
        axum::serve(listener, self.router()).await
    }

    fn router(self) -> Router {
        Router::new()
            .route("/livez", get(livez))
            .route("/readyz", get(readyz))
            .route("/metrics", get(metrics))
            .route("/version", get(version))
            .with_state(Arc::new(self))
    }
}

async fn livez(State(probes): State<Arc<Probes>>) -> (StatusCode, String) {
    let stalled = [
        (Pulse::EventLoop, "the event loop", EVENT_LOOP_STALLED_AFTER),
        (
            Pulse::Analysis,
            "the analysis threads",
            probes.stalled_after,
        ),
    ]
    .into_iter()
    .find(|(pulse, _, limit)| probes.vitals.since_beat(*pulse) > *limit);
    match stalled {
        None => (StatusCode::OK, "alive\n".to_owned()),
        Some((pulse, what, _)) => {
            let since = probes.vitals.since_beat(pulse).as_secs();
            let told = format!("{what}: no sign of life for {since} s\n");
            (StatusCode::SERVICE_UNAVAILABLE, told)
        }
    }
}

async fn readyz(
    State(probes): State<Arc<Probes>>,
    RawQuery(query): RawQuery,
) -> (StatusCode, String) {
    let obstacles = probes.vitals.obstacles();
    let verbose = query.is_some_and(|query| query.split('&').any(asks_for_all));
    let lines = Condition::ALL.into_iter().filter_map(|condition| {
        let name = condition.name();
        match obstacles.get(&condition) {
            Some(why) => Some(format!("[-] {name}: {why}\n")),
            None => verbose.then(|| format!("[+] {name}\n")),
        }
    });
    let (status, word) = if obstacles.is_empty() {
        (StatusCode::OK, "ready\n")
    } else {
        (StatusCode::SERVICE_UNAVAILABLE, "not ready\n")
    };
    (status, lines.chain([word.to_owned()]).collect())
}

async fn metrics(State(probes): State<Arc<Probes>>) -> impl IntoResponse {
    let format = (
        header::CONTENT_TYPE,
        "text/plain; version=0.0.4; charset=utf-8",
    );
    ([format], probes.exposition.render())
}

async fn version() -> impl IntoResponse {
    let version = concat!(
        "{\"name\":\"",
        env!("CARGO_PKG_NAME"),
        "\",\"version\":\"",
        env!("CARGO_PKG_VERSION"),
        "\"}\n"
    );
    ([(header::CONTENT_TYPE, "application/json")], version)
}

fn asks_for_all(part: &str) -> bool {
    part.split('=').next() == Some("verbose")
}

async fn keep_up(exposition: Exposition) {
    let mut ticks = tokio::time::interval(UPKEEP);
    loop {
        ticks.tick().await;
        exposition.upkeep();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn the_probes_tell_life_and_readiness_apart() {
        let probes = |stalled_after| {
            State(Arc::new(Probes {
                vitals: Arc::new(Vitals::default()),
                exposition: Exposition::detached(),
                stalled_after,
            }))
        };
        // Nothing is connected: alive, but not ready.
        let fresh = probes(Duration::from_secs(90));
        assert_eq!(livez(fresh.clone()).await.0, StatusCode::OK);
        let (status, told) = readyz(fresh.clone(), RawQuery(None)).await;
        assert_eq!(status, StatusCode::SERVICE_UNAVAILABLE);
        assert!(told.contains("[-] connected: not yet"), "{told}");
        assert!(!told.contains("[+]"), "{told}");

        for condition in Condition::ALL {
            fresh.vitals.met(condition);
        }
        let all = RawQuery(Some("verbose".to_owned()));
        let (status, told) = readyz(fresh, all).await;
        assert_eq!(status, StatusCode::OK);
        assert!(
            told.contains("[+] consuming") && told.ends_with("ready\n"),
            "{told}"
        );

        // Analysis threads without a beat for longer than allowed: not alive.
        let stalled = probes(Duration::ZERO);
        std::thread::sleep(Duration::from_millis(5));
        let (status, told) = livez(stalled).await;
        assert_eq!(status, StatusCode::SERVICE_UNAVAILABLE);
        assert!(told.starts_with("the analysis threads"), "{told}");
    }
}
