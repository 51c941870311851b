//! The figures as a page of documentation, with what they are held against.

use std::fmt::Write;
use std::path::Path;

use crate::figures::{Run, number};
use crate::run::Contestant;

/// The empty worker does at least this share of what the bare loop does.
const OF_THE_BARE_LOOP: f64 = 0.9;
/// The worker may spend so many times the CPU of the bare loop beside the analysis.
const TIMES_THE_BARE_LOOP: f64 = 1.3;
/// The worker does at least this share of what the cores allow.
const OF_THE_CORES: f64 = 0.85;

/// Writes docs/benchmarks/worker.md and returns it.
pub(crate) fn write(runs: &[Run]) -> String {
    let page = page(runs);
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/benchmarks");
    std::fs::create_dir_all(&folder).unwrap();
    std::fs::write(folder.join("worker.md"), &page).unwrap();
    page
}

fn page(runs: &[Run]) -> String {
    let now = jiff::Timestamp::now().to_string();
    let date = now.split('T').next().unwrap_or_default();
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let mut page = format!(
        "# The worker against what is possible\n\n\
         Written by `make bench-worker` on {date}, on {cores} cores that RabbitMQ, the contestants and others shared \
         (\"others\": how many cores somebody else used meanwhile). Medians of {} short rounds in changing order: the machine \
         changes its speed from minute to minute, so contestants are held against each other within a round. The articles \
         are those of examples/articles, quorum queues on one node. The time of one article runs from its delivery to its \
         acknowledgement, with the queue full. CPU is of the whole process after its start.\n\n\
         | contestant | articles/s | p50 ms | p99 ms | CPU µs an article | of it reading, analysing, writing | broker CPU µs an article | peak MiB | others |\n\
         |---|---|---|---|---|---|---|---|---|\n",
        runs.len() / Contestant::ALL.len()
    );
    for contestant in Contestant::ALL {
        row(&mut page, &Of(runs, contestant));
    }
    let worker = Of(runs, Contestant::Full);
    let (rest, ready) = worker.rest();
    write!(
        page,
        "\nThe bare loop (benches/worker/bare.rs) consumes, publishes with confirm and acknowledges with the same client, \
         window 64, all on one channel: it cannot tell which of two messages came back as unroutable. It publishes the same \
         message each time: body, properties and headers of an empty result, made once. The empty worker has the window 64 \
         too, recognises language, headline and byline, reads and writes JSON on the analysis threads, logs a line and counts: \
         an empty desk finds nothing, all else is the worker's own. The worker has its default window.\n\n\
         | held against | asked | measured | |\n|---|---|---|---|\n"
    )
    .unwrap();
    for (what, asked, measured, holds) in verdicts(runs, cores) {
        writeln!(
            page,
            "| {what} | {asked} | {measured} | {} |",
            if holds { "holds" } else { "**falls short**" }
        )
        .unwrap();
    }
    let fits = rest < 40.0;
    writeln!(
        page,
        "| memory at rest | < 40 MiB | {rest:.1} MiB | {} |",
        if fits { "holds" } else { "**falls short**" }
    )
    .unwrap();
    let fast = ready < 1.0;
    writeln!(
        page,
        "| ready after its start | < 1 s | {ready:.2} s | {} |",
        if fast { "holds" } else { "**falls short**" }
    )
    .unwrap();
    page
}

fn row(page: &mut String, of: &Of<'_>) {
    let milliseconds = |what: fn(&Run) -> Option<f64>| {
        of.median(what)
            .map_or("–".to_owned(), |value| format!("{value:.1}"))
    };
    writeln!(
        page,
        "| {} | {} | {} | {} | {:.0} | {} | {:.0} | {:.0} | {:.2} |",
        of.1.name(),
        of.median(|run| Some(run.pace.as_ref()?.rate()))
            .map_or("–".to_owned(), |rate| format!("{rate:.0}")),
        milliseconds(|run| Some(run.pace.as_ref()?.p50.as_secs_f64() * 1000.0)),
        milliseconds(|run| Some(run.pace.as_ref()?.p99.as_secs_f64() * 1000.0)),
        of.cpu(),
        of.median(|run| run.analysing)
            .map_or("–".to_owned(), |analysing| format!("{analysing:.0}")),
        of.broker_cpu(),
        of.median(|run| Some(run.peak)).unwrap_or(0.0),
        of.others(),
    )
    .unwrap();
}

fn verdicts(runs: &[Run], cores: usize) -> Vec<(String, String, String, bool)> {
    let full = Of(runs, Contestant::Full);
    let share = of_rounds(runs, |round| {
        round(Contestant::Empty).rate() / round(Contestant::Bare).rate()
    });
    let allowed = |round: &Round<'_>| {
        round(Contestant::Analyze).cpu() + TIMES_THE_BARE_LOOP * round(Contestant::Bare).cpu()
    };
    let most = of_rounds(runs, allowed);
    let above = of_rounds(runs, |round| round(Contestant::Full).cpu() - allowed(round));
    let free = number(cores) - full.others();
    let possible = free * 1e6 / (full.cpu() + full.broker_cpu());
    let reached = full.rate() / possible;
    vec![
        (
            "empty worker: articles/s of the bare loop".to_owned(),
            format!("≥ {OF_THE_BARE_LOOP}"),
            format!("{share:.2}"),
            share >= OF_THE_BARE_LOOP,
        ),
        (
            format!(
                "worker: CPU an article, against `analyze` + {TIMES_THE_BARE_LOOP} × bare loop"
            ),
            format!("≤ {most:.0} µs"),
            format!("{:.0} µs; {above:+.0} µs within a round", full.cpu()),
            above <= 0.0,
        ),
        (
            format!("worker: articles/s, against {free:.2} cores / CPU of worker and broker"),
            format!(
                "≥ {:.0} ({OF_THE_CORES} of {possible:.0})",
                OF_THE_CORES * possible
            ),
            format!("{:.0} ({reached:.2})", full.rate()),
            reached >= OF_THE_CORES,
        ),
    ]
}

/// What a contestant did in one round.
type Round<'a> = dyn Fn(Contestant) -> Of<'a> + 'a;

/// The median over all rounds of what is said of one.
fn of_rounds(runs: &[Run], what: impl Fn(&Round<'_>) -> f64) -> f64 {
    let rounds = runs.chunks(Contestant::ALL.len());
    let said = rounds.map(|round| what(&|contestant| Of(round, contestant)));
    median(said.collect()).unwrap_or(0.0)
}

fn median(mut values: Vec<f64>) -> Option<f64> {
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied()
}

/// The runs of one contestant.
struct Of<'a>(&'a [Run], Contestant);

impl Of<'_> {
    fn median(&self, what: impl Fn(&Run) -> Option<f64>) -> Option<f64> {
        let own = self.0.iter().filter(|run| run.contestant == self.1.name());
        median(own.filter_map(what).collect())
    }

    fn rate(&self) -> f64 {
        self.median(|run| Some(run.pace.as_ref()?.rate()))
            .unwrap_or(0.0)
    }

    fn cpu(&self) -> f64 {
        self.median(|run| Some(run.cpu)).unwrap_or(0.0)
    }

    fn broker_cpu(&self) -> f64 {
        self.median(|run| Some(run.broker_cpu)).unwrap_or(0.0)
    }

    fn others(&self) -> f64 {
        self.median(|run| Some(run.others)).unwrap_or(0.0)
    }

    fn rest(&self) -> (f64, f64) {
        let memory = self.median(|run| run.rest.map(|(memory, _)| memory));
        let ready = self.median(|run| run.rest.map(|(_, ready)| ready.as_secs_f64()));
        (memory.unwrap_or(0.0), ready.unwrap_or(0.0))
    }
}
