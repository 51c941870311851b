//! Settings → desk, broker, worker, probes; start, and stop when a signal asks for it.

mod scheduling;

use std::io;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use arc_swap::ArcSwap;
use tokio::net::TcpListener;
use tokio::runtime::Builder;
use tokio::signal::unix::{SignalKind, signal};

use crate::article::Article;
use crate::broker::RabbitMq;
use crate::desk::Desk;
use crate::probes::{ProbeSettings, Probes};
use crate::rules::editorial::House;
use crate::settings::Settings;
use crate::telemetry::name::{event, field};
use crate::telemetry::{Condition, CountFault, Event, Exposition, Vitals};
use crate::worker::{self, Analysis, Analyst, Farewell, Setup, Stop, WorkerError};

/// Why the service could not begin, or had to end.
#[derive(Debug, thiserror::Error)]
pub enum ServiceError {
    /// The operating system gives no threads or no signals.
    #[error("cannot start: {0}")]
    Start(#[from] io::Error),
    /// Something listens there already, or the address is not ours.
    #[error(
        "cannot listen on {address}: {cause}; set `probes.listen`, or leave it empty for no probes"
    )]
    Listen {
        /// The address.
        address: SocketAddr,
        /// What the operating system said.
        cause: io::Error,
    },
    /// Something counts already in this process.
    #[error(transparent)]
    Metrics(#[from] CountFault),
    /// The worker cannot begin.
    #[error(transparent)]
    Worker(#[from] WorkerError),
}

/// Runs a worker until a signal asks it to stop.
///
/// # Errors
/// Only what keeps it from beginning; outages of the broker are waited out.
pub fn run(settings: &Settings) -> Result<Farewell, ServiceError> {
    on_one_thread(serve(settings))?
}

/// Does `work` on this thread, which moves all bytes and answers the probes; the analysis has its own. A message passes
/// through several tasks on its way, and waking a task of the same thread costs next to nothing, waking another thread
/// more than the task.
///
/// # Errors
/// The operating system gives no means to wait for the network.
pub fn on_one_thread<F: Future>(work: F) -> io::Result<F::Output> {
    if let Err(refusal) = scheduling::wait_for_our_turn() {
        tracing::debug!("threads are scheduled as usual: {refusal}");
    }
    let runtime = Builder::new_current_thread().enable_all().build()?;
    let done = runtime.block_on(work);
    // Whatever still waits for the broker has been given back to it.
    runtime.shutdown_background();
    Ok(done)
}

async fn serve(settings: &Settings) -> Result<Farewell, ServiceError> {
    let exposition = Exposition::install()?;
    let vitals = Arc::new(Vitals::default());
    let (stop, shutdown) = worker::shutdown();
    tokio::spawn(obey_signals(stop)?);
    let listener = listen(&settings.probes).await?;
    tell_start(settings);
    if let Some(listener) = listener {
        let probes = Probes {
            vitals: Arc::clone(&vitals),
            exposition,
            stalled_after: settings.probes.stalled_after,
        };
        tokio::spawn(probes.answer(listener));
    }
    let desk = Arc::new(OnDuty::with(settings.house.clone()));
    tokio::spawn(obey_hangups(
        Arc::clone(&desk),
        settings.house_file.clone(),
    )?);
    vitals.met(Condition::RulesLoaded);
    let farewell = worker::run(Setup {
        settings: settings.worker.clone(),
        topology: settings.broker.topology.clone(),
        broker: RabbitMq::new(settings.broker.clone()),
        analyst: desk,
        vitals,
        shutdown,
    })
    .await?;
    tell_end(farewell);
    Ok(farewell)
}

/// The desk that reads articles now; another one can take its place between two articles.
#[derive(Debug)]
struct OnDuty(ArcSwap<Desk>);

impl OnDuty {
    fn with(house: House) -> Self {
        let desk = Desk::new(house);
        count_packs(&desk, true);
        Self(ArcSwap::from_pointee(desk))
    }

    /// Reads the house rules again. Rules with a fault are refused, and the old ones stay.
    fn reload(&self, house_file: &Path) {
        match House::open(house_file) {
            Ok(house) => {
                let desk = Arc::new(Desk::new(house));
                count_packs(&self.0.swap(Arc::clone(&desk)), false);
                count_packs(&desk, true);
                tracing::info!({ field::EVENT } = event::RULES_RELOADED, "rules reloaded");
            }
            Err(faults) => {
                for fault in faults {
                    tracing::error!(
                        { field::EVENT } = event::RULES_REFUSED,
                        "rules stay as they are: {fault}"
                    );
                }
            }
        }
    }
}

impl Analyst for OnDuty {
    fn analyse(&self, article: &Article) -> Analysis {
        self.0.load().analyse(article)
    }
}

fn count_packs(desk: &Desk, now: bool) {
    for pack in desk.rule_packs().iter() {
        Event::RulesLoaded {
            pack: &pack.name,
            version: &pack.version,
            sha256: &pack.sha256,
            now,
        }
        .record();
    }
}

async fn listen(settings: &ProbeSettings) -> Result<Option<TcpListener>, ServiceError> {
    let Some(address) = settings.listen else {
        return Ok(None);
    };
    let listener = TcpListener::bind(address).await;
    let listener = listener.map_err(|cause| ServiceError::Listen { address, cause })?;
    tracing::info!({ field::EVENT } = event::PROBES_LISTENING, %address, "probes listen on {address}");
    Ok(Some(listener))
}

/// The first signal asks to finish what is in hand, the second to stop at once.
///
/// Must be called inside the runtime; the signals are ours from then on.
fn obey_signals(stop: Stop) -> io::Result<impl Future<Output = ()>> {
    let mut terminate = signal(SignalKind::terminate())?;
    let mut interrupt = signal(SignalKind::interrupt())?;
    Ok(async move {
        loop {
            let name = tokio::select! {
                _ = terminate.recv() => "SIGTERM",
                _ = interrupt.recv() => "SIGINT",
            };
            tracing::info!(signal = name, "{name} received");
            stop.ask();
        }
    })
}

/// SIGHUP: the house rules are read again, between two articles. No message is touched.
fn obey_hangups(
    desk: Arc<OnDuty>,
    house_file: Option<PathBuf>,
) -> io::Result<impl Future<Output = ()>> {
    let mut hangup = signal(SignalKind::hangup())?;
    Ok(async move {
        while hangup.recv().await.is_some() {
            if let Some(file) = &house_file {
                desk.reload(file);
            }
        }
    })
}

fn tell_start(settings: &Settings) {
    Event::Started {
        version: env!("CARGO_PKG_VERSION"),
    }
    .record();
    for setting in settings.shown.iter().filter(|setting| setting.changed()) {
        tracing::debug!(
            key = setting.path,
            value = setting.value,
            origin = setting.origin,
            "setting"
        );
    }
    tracing::info!(
        { field::EVENT } = event::CONFIG_LOADED,
        changed = settings
            .shown
            .iter()
            .filter(|setting| setting.changed())
            .count(),
        "settings loaded"
    );
    tracing::info!(
        { field::EVENT } = event::SERVICE_STARTED,
        version = env!("CARGO_PKG_VERSION"),
        threads = settings.worker.analysis_threads(),
        prefetch = settings.worker.window(),
        queue = settings.broker.topology.input_queue,
        "worker started"
    );
}

fn tell_end(farewell: Farewell) {
    let (outcome, unfinished) = match farewell {
        Farewell::Drained => ("drained", 0),
        Farewell::GaveUp { unfinished } => ("gave up", unfinished),
    };
    tracing::info!(
        { field::EVENT } = event::SERVICE_STOPPED,
        { field::OUTCOME } = outcome,
        unfinished,
        "worker stopped: {outcome}"
    );
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    /// Whether the desk on duty remarks on "claimed".
    fn remarks(desk: &OnDuty) -> bool {
        let text = "The mayor claimed that the bridge was safe.".to_owned();
        let report = desk.0.load().report(&Article::verbatim("a", text));
        report
            .findings
            .iter()
            .any(|finding| finding.rule == "CD201")
    }

    #[test]
    fn house_rules_are_read_again_and_refused_where_they_have_a_fault() {
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join("house.toml");
        let write = |text: &str| fs::write(&file, text).expect("a file that can be written");
        write("packs = [\"core\"]\n");
        let desk = OnDuty::with(House::open(&file).expect("a house file"));
        assert!(remarks(&desk));
        write("packs = [\"core\"]\n[override]\nCD201 = \"off\"\n");
        desk.reload(&file);
        assert!(!remarks(&desk));
        write("packs = [\"core\", \"nowhere.toml\"]\n[override]\nCD201 = \"loud\"\n");
        desk.reload(&file);
        assert!(!remarks(&desk), "the rules from before hold");
        write("packs = [\"core\"]\n");
        desk.reload(&file);
        assert!(remarks(&desk));
    }
}
