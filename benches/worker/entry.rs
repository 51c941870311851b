//! Who is measured, and where.

use std::ffi::OsStr;
use std::process::{Command, Stdio};

/// Who is measured.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Contestant {
    Bare,
    Empty,
    Full,
}

impl Contestant {
    pub(crate) const ALL: [Self; 3] = [Self::Bare, Self::Empty, Self::Full];

    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Bare => "bare loop",
            Self::Empty => "worker, empty desk",
            Self::Full => "worker",
        }
    }

    /// So many that each takes some seconds.
    pub(crate) const fn articles(self) -> usize {
        match self {
            Self::Bare | Self::Empty => 10_000,
            Self::Full => 1500,
        }
    }
}

/// Where a contestant runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Place {
    /// On all cores, where the broker runs, too.
    Shared,
    /// On all cores but the first, which the broker has for itself, as if it were on another machine.
    Apart,
}

impl Place {
    /// Nobody can be apart on a single core.
    pub(crate) fn all() -> impl Iterator<Item = Self> {
        [Self::Shared, Self::Apart].into_iter().take(cores())
    }

    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Shared => "shared cores",
            Self::Apart => "broker apart",
        }
    }

    /// How many cores a contestant has there.
    pub(crate) fn cores(self) -> usize {
        match self {
            Self::Shared => cores(),
            Self::Apart => cores() - 1,
        }
    }

    /// The command `program`, there.
    pub(crate) fn command(self, program: impl AsRef<OsStr>) -> Command {
        match self {
            Self::Shared => Command::new(program),
            Self::Apart => {
                let mut command = Command::new("taskset");
                let others = format!("1-{}", cores() - 1);
                command.args(["--cpu-list", &others]).arg(program);
                command
            }
        }
    }

    /// Puts the broker on its cores, with all its threads.
    pub(crate) fn put(self, broker: u32) {
        let its = match self {
            Self::Shared => format!("0-{}", cores() - 1),
            Self::Apart => "0".to_owned(),
        };
        let pid = broker.to_string();
        let put = Command::new("taskset")
            .args(["--all-tasks", "--pid", "--cpu-list", &its, &pid])
            .stdout(Stdio::null())
            .status();
        assert!(put.unwrap().success());
    }
}

/// A contestant where it runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Entry {
    pub(crate) contestant: Contestant,
    pub(crate) place: Place,
}

impl Entry {
    /// All that are measured in each round.
    pub(crate) fn all() -> Vec<Self> {
        let entry =
            |place: Place| Contestant::ALL.map(move |contestant| Self { contestant, place });
        Place::all().flat_map(entry).collect()
    }

    pub(crate) fn name(self) -> String {
        let name = self.contestant.name();
        match self.place {
            Place::Shared => name.to_owned(),
            Place::Apart => format!("{name}, {}", self.place.name()),
        }
    }
}

/// How many cores there are.
pub(crate) fn cores() -> usize {
    std::thread::available_parallelism().map_or(1, usize::from)
}
