//! The figures as a page of documentation, with what they are held against.

use std::fmt::Write;
use std::path::Path;
use std::time::Duration;

use crate::entry::{Contestant, Entry, Place, cores};
use crate::figures::{Costs, Paces, Round, Run, number};

/// The empty worker does at least this share of what the bare loop does.
const OF_THE_BARE_LOOP: f64 = 0.9;
/// The worker may spend so many times the CPU of the bare loop beside the analysis.
const TIMES_THE_BARE_LOOP: f64 = 1.3;
/// The worker does at least this share of what the cores allow.
const OF_THE_CORES: f64 = 0.85;

/// Writes docs/benchmarks/worker.md and returns it.
pub(crate) fn write(rounds: &[Round]) -> String {
    let page = page(rounds);
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/benchmarks");
    std::fs::create_dir_all(&folder).unwrap();
    std::fs::write(folder.join("worker.md"), &page).unwrap();
    page
}

fn page(rounds: &[Round]) -> String {
    let now = jiff::Timestamp::now().to_string();
    let date = now.split('T').next().unwrap_or_default();
    let cores = cores();
    let runs = runs(rounds);
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
         What one is held against is measured by turns: for half a second one works while the others stand still, then the \
         next. So the empty worker and the bare loop (benches/worker/pace.rs), both in full swing after their first article, \
         where the runs of the table begin with a start; and so the worker's CPU (benches/worker/turns.rs), until each has done \
         its articles; `copydesk analyze` writes its results to a file. Medians of as many rounds, µs of CPU an article:\n\n\
         | | worker | `copydesk analyze` | bare loop |\n|---|---|---|---|\n",
    );
    for place in Place::all() {
        let median = |what: fn(&Costs) -> f64| {
            Middle::of(costs(rounds, place, what)).map_or(0.0, |middle| middle.median)
        };
        writeln!(
            page,
            "| {} | {:.0} | {:.0} | {:.0} |",
            place.name(),
            median(|costs| costs.worker),
            median(|costs| costs.analyze),
            median(|costs| costs.bare)
        )
        .unwrap();
    }
    page.push_str("\n| held against | asked | measured | |\n|---|---|---|---|\n");
    for (what, asked, measured, holds) in verdicts(rounds, cores) {
        let holds = if holds { "holds" } else { "**falls short**" };
        writeln!(page, "| {what} | {asked} | {measured} | {holds} |").unwrap();
    }
    page
}

fn row(page: &mut String, of: &Of<'_>) {
    let milliseconds = |what: fn(&Run) -> Duration| {
        let values = of.median(|run| Some(what(run).as_secs_f64() * 1000.0));
        values.unwrap_or(0.0)
    };
    writeln!(
        page,
        "| {} | {:.0} | {:.1} | {:.1} | {:.0} | {} | {:.0} | {:.0} | {:.2} |",
        of.1.name(),
        of.rate(),
        milliseconds(|run| run.pace.p50),
        milliseconds(|run| run.pace.p99),
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

fn verdicts(rounds: &[Round], cores: usize) -> Vec<Verdict> {
    let runs = runs(rounds);
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

/// How much of the bare loop's pace the empty worker keeps, by turns within each round.
fn share(rounds: &[Round], place: Place) -> Verdict {
    let paces = rounds.iter().flat_map(|round| &round.paces);
    let shares = paces
        .filter(|paces| paces.place == place)
        .map(|Paces { empty, bare, .. }| empty / bare);
    let Middle { from, median, to } = Middle::of(shares.collect()).unwrap();
    (
        format!(
            "empty worker: articles/s of the bare loop, by turns, {}",
            place.name()
        ),
        format!("≥ {OF_THE_BARE_LOOP}"),
        format!("{median:.2} ({from:.2} to {to:.2})"),
        median >= OF_THE_BARE_LOOP,
    )
}

/// The worker's CPU an article, by turns within each round.
fn cpu(rounds: &[Round], place: Place) -> Verdict {
    let allowed = |costs: &Costs| costs.analyze + TIMES_THE_BARE_LOOP * costs.bare;
    let middle = |what: &dyn Fn(&Costs) -> f64| Middle::of(costs(rounds, place, what)).unwrap();
    let Middle { from, median, to } = middle(&|costs| costs.worker - allowed(costs));
    (
        format!(
            "worker: CPU an article, against `analyze` + {TIMES_THE_BARE_LOOP} × bare loop, by turns, {}",
            place.name()
        ),
        format!("≤ {:.0} µs", middle(&allowed).median),
        format!(
            "{:.0} µs; {median:+.0} µs ({from:+.0} to {to:+.0}) within a round",
            middle(&|costs| costs.worker).median
        ),
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

fn runs(rounds: &[Round]) -> Vec<Run> {
    rounds.iter().flat_map(|round| round.runs.clone()).collect()
}

/// What is said of the costs of each round in one place.
fn costs(rounds: &[Round], place: Place, what: impl Fn(&Costs) -> f64) -> Vec<f64> {
    let costs = rounds.iter().flat_map(|round| &round.costs);
    costs
        .filter(|costs| costs.place == place)
        .map(what)
        .collect()
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
        self.median(|run| Some(run.pace.rate())).unwrap_or(0.0)
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
