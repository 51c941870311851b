//! The figures as a page of documentation, with what they are held against.

use std::fmt::Write;
use std::path::Path;

use crate::figures::{Run, number};
use crate::run::{Contestant, Entry, Place, cores};

/// The empty worker does at least this share of what the bare loop does.
const OF_THE_BARE_LOOP: f64 = 0.9;
/// The worker may spend so many times the CPU of the bare loop beside the analysis.
const TIMES_THE_BARE_LOOP: f64 = 1.3;
/// The worker does at least this share of what the cores allow.
const OF_THE_CORES: f64 = 0.85;

/// Writes docs/benchmarks/worker.md and returns it.
pub(crate) fn write(rounds: &[Vec<Run>]) -> String {
    let page = page(rounds);
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/benchmarks");
    std::fs::create_dir_all(&folder).unwrap();
    std::fs::write(folder.join("worker.md"), &page).unwrap();
    page
}

fn page(rounds: &[Vec<Run>]) -> String {
    let now = jiff::Timestamp::now().to_string();
    let date = now.split('T').next().unwrap_or_default();
    let cores = cores();
    let runs = rounds.concat();
    let mut page = format!(
        "# The worker against what is possible\n\n\
         Written by `make bench-worker` on {date}, on {cores} cores that RabbitMQ, the contestants and others shared \
         (\"others\": how many cores somebody else used meanwhile). Medians of {} short rounds in changing order: the machine \
         changes its speed from minute to minute, so contestants are held against each other within a round, and where the \
         middle half of the rounds lies is said beside the median. The articles are those of examples/articles, quorum queues \
         on one node. The time of one article runs from its delivery to its acknowledgement, with the queue full. CPU is of the \
         whole process after its start and its first article. \"Broker apart\": RabbitMQ has the first core for itself and the \
         contestant the others, as if they were on two machines.\n\n\
         | contestant | articles/s | p50 ms | p99 ms | CPU µs an article | of it reading, analysing, writing | broker CPU µs an article | peak MiB | others |\n\
         |---|---|---|---|---|---|---|---|---|\n",
        rounds.len()
    );
    for entry in Entry::all() {
        row(&mut page, &Of(&runs, entry));
    }
    page.push_str(
        "\nThe bare loop (benches/worker/bare.rs) consumes, publishes with confirm and acknowledges with the same client, \
         all on one channel: it cannot tell which of two messages came back as unroutable. It publishes the same \
         message each time: body, properties and headers of an empty result, made once. The empty worker \
         recognises language, headline and byline, reads and writes JSON on the analysis threads, logs a line and counts: \
         an empty desk finds nothing, all else is the worker's own. All have the window that a worker has by default on the \
         cores where it runs.\n\n\
         On shared cores, broker and worker take turns on the same cores and their caches, which `copydesk analyze` has to \
         itself; apart, they do not.\n\n\
         | held against | asked | measured | |\n|---|---|---|---|\n",
    );
    for (what, asked, measured, holds) in verdicts(rounds, cores) {
        let holds = if holds { "holds" } else { "**falls short**" };
        writeln!(page, "| {what} | {asked} | {measured} | {holds} |").unwrap();
    }
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

/// What is held against, what is asked, what was measured, and whether it holds.
type Verdict = (String, String, String, bool);

fn verdicts(rounds: &[Vec<Run>], cores: usize) -> Vec<Verdict> {
    let runs = rounds.concat();
    let worker = of(&runs, Contestant::Full, Place::Shared);
    let (rest, ready) = worker.rest();
    let share = Place::all().map(|place| share(rounds, place));
    let cpu = Place::all().map(|place| cpu(rounds, place));
    let others = [
        throughput(&worker, cores),
        (
            "memory at rest".to_owned(),
            "< 40 MiB".to_owned(),
            format!("{rest:.1} MiB"),
            rest < 40.0,
        ),
        (
            "ready after its start".to_owned(),
            "< 1 s".to_owned(),
            format!("{ready:.2} s"),
            ready < 1.0,
        ),
    ];
    share.chain(cpu).chain(others).collect()
}

/// How much of the bare loop's pace the empty worker keeps, within each round.
fn share(rounds: &[Vec<Run>], place: Place) -> Verdict {
    let Middle { from, median, to } = Middle::of_rounds(rounds, |round| {
        let rate = |contestant| of(round, contestant, place).rate();
        rate(Contestant::Empty) / rate(Contestant::Bare)
    });
    (
        format!(
            "empty worker: articles/s of the bare loop, {}",
            place.name()
        ),
        format!("≥ {OF_THE_BARE_LOOP}"),
        format!("{median:.2} ({from:.2} to {to:.2})"),
        median >= OF_THE_BARE_LOOP,
    )
}

/// The worker's CPU an article, within each round.
fn cpu(rounds: &[Vec<Run>], place: Place) -> Verdict {
    let cpu = |round: &[Run], contestant| of(round, contestant, place).cpu();
    let allowed = |round: &[Run]| {
        cpu(round, Contestant::Analyze) + TIMES_THE_BARE_LOOP * cpu(round, Contestant::Bare)
    };
    let most = Middle::of_rounds(rounds, allowed).median;
    let full = Middle::of_rounds(rounds, |round| cpu(round, Contestant::Full)).median;
    let Middle { from, median, to } = Middle::of_rounds(rounds, |round| {
        cpu(round, Contestant::Full) - allowed(round)
    });
    (
        format!(
            "worker: CPU an article, against `analyze` + {TIMES_THE_BARE_LOOP} × bare loop, {}",
            place.name()
        ),
        format!("≤ {most:.0} µs"),
        format!("{full:.0} µs; {median:+.0} µs ({from:+.0} to {to:+.0}) within a round"),
        median <= 0.0,
    )
}

fn throughput(worker: &Of<'_>, cores: usize) -> Verdict {
    let free = number(cores) - worker.others();
    let possible = free * 1e6 / (worker.cpu() + worker.broker_cpu());
    let reached = worker.rate() / possible;
    (
        format!("worker: articles/s, against {free:.2} cores / CPU of worker and broker"),
        format!(
            "≥ {:.0} ({OF_THE_CORES} of {possible:.0})",
            OF_THE_CORES * possible
        ),
        format!("{:.0} ({reached:.2})", worker.rate()),
        reached >= OF_THE_CORES,
    )
}

/// Where the middle half of some values lies.
struct Middle {
    from: f64,
    median: f64,
    to: f64,
}

impl Middle {
    fn of(mut values: Vec<f64>) -> Option<Self> {
        values.sort_by(f64::total_cmp);
        let after = |quarters: usize| values.get(values.len() * quarters / 4).copied();
        Some(Self {
            from: after(1)?,
            median: after(2)?,
            to: after(3)?,
        })
    }

    /// Of what is said of each round.
    fn of_rounds(rounds: &[Vec<Run>], what: impl Fn(&[Run]) -> f64) -> Self {
        Self::of(rounds.iter().map(|round| what(round)).collect()).unwrap()
    }
}

const fn of(runs: &[Run], contestant: Contestant, place: Place) -> Of<'_> {
    Of(runs, Entry { contestant, place })
}

/// The runs of one entry.
struct Of<'a>(&'a [Run], Entry);

impl Of<'_> {
    fn median(&self, what: impl Fn(&Run) -> Option<f64>) -> Option<f64> {
        let own = self.0.iter().filter(|run| run.entry == self.1);
        Middle::of(own.filter_map(what).collect()).map(|middle| middle.median)
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
