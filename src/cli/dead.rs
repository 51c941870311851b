//! `copydesk dead`: articles that could not be used.

use std::io::{self, Write as _};
use std::time::Duration;

use clap::{Args, Subcommand, ValueEnum};

use super::{Exit, Failure, wait_for};
use crate::broker::dead::{self, Dead as Letter, Filter, Mode};
use crate::broker::{BrokerError, BrokerSettings};
use crate::settings::{self, Settings};

/// The arguments of `copydesk dead`.
#[derive(Debug, Args)]
#[command(after_long_help = AFTER_HELP)]
pub struct Dead {
    #[command(subcommand)]
    action: Action,
}

#[derive(Debug, Subcommand)]
enum Action {
    /// Lists articles with their reasons; nothing is taken from the queue.
    List(Choice),
    /// Shows everything one message carries.
    Show {
        /// The message id.
        id: String,

        /// Prints the body, as it came, and nothing else.
        #[arg(long)]
        body: bool,

        /// Where to look; in both when not given.
        #[arg(long, value_enum, value_name = "PLACE")]
        queue: Option<Place>,
    },
    /// Sends articles back to the queue they came from; their counts and reasons are taken off.
    Replay(Removal),
    /// Throws articles away, for ever.
    Drop(Removal),
}

/// Which messages are meant; everything that is given must hold.
#[derive(Debug, Args)]
struct Choice {
    /// Where to look; in both when not given.
    #[arg(long, value_enum, value_name = "PLACE")]
    queue: Option<Place>,

    /// Only with this reason; `copydesk dead --help` lists the reasons.
    #[arg(long, value_name = "REASON")]
    reason: Option<String>,

    /// Only what failed for the first time at least so long ago: 30m, 12h.
    #[arg(long, value_name = "AGE", value_parser = settings::time)]
    older_than: Option<Duration>,

    /// Only the message with this id.
    #[arg(long, value_name = "ID")]
    id: Option<String>,
}

/// Which messages are to be removed.
#[derive(Debug, Args)]
struct Removal {
    #[command(flatten)]
    choice: Choice,

    /// Everything; needed when nothing else says which.
    #[arg(long)]
    all: bool,

    /// Only says what would be done.
    #[arg(long)]
    dry_run: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Place {
    /// What a worker gave up, with reasons.
    Quarantine,
    /// What the broker gave up: delivered too often without an answer.
    Dead,
}

const AFTER_HELP: &str = "\
Reasons of the worker: malformed, not_utf8, oversize, content_type, encoding, schema, panic,
timeout, unroutable, refused. Reasons of the broker: delivery_limit, expired, maxlen, rejected.

Examples:
  copydesk dead list --reason timeout
  copydesk dead show 4711 --body > article.html
  copydesk dead replay --reason unroutable --dry-run
  copydesk dead drop --reason malformed --older-than 168h";

impl Dead {
    /// Lists, shows, replays or drops.
    ///
    /// # Errors
    /// The broker is not there, or it is not clear which messages are meant.
    pub fn run(&self, settings: &Settings) -> Result<Exit, Failure> {
        let broker = &settings.broker;
        match &self.action {
            Action::List(choice) => list(broker, choice),
            Action::Show { id, body, queue } => show(broker, id, *body, *queue),
            Action::Replay(removal) => replay(broker, removal),
            Action::Drop(removal) => throw_away(broker, removal),
        }
    }
}

impl Choice {
    fn filter(&self) -> Filter {
        Filter {
            reason: self.reason.clone(),
            older_than: self.older_than,
            message_id: self.id.clone(),
        }
    }
}

impl Removal {
    fn mode(&self) -> Mode {
        if self.dry_run {
            Mode::DryRun
        } else {
            Mode::Real
        }
    }

    /// Nobody removes everything by forgetting a flag.
    fn filter(&self) -> Result<Filter, Failure> {
        let filter = self.choice.filter();
        if filter == Filter::default() && !self.all {
            return Err(Failure::Usage(
                "say which: --reason, --older-than, --id, or --all for everything".to_owned(),
            ));
        }
        Ok(filter)
    }
}

impl Place {
    fn chosen(one: Option<Self>) -> Vec<Self> {
        one.map_or_else(|| vec![Self::Quarantine, Self::Dead], |one| vec![one])
    }

    fn queue(self, broker: &BrokerSettings) -> &str {
        match self {
            Self::Quarantine => &broker.topology.quarantine_queue,
            Self::Dead => &broker.topology.dead_queue,
        }
    }
}

fn list(broker: &BrokerSettings, choice: &Choice) -> Result<Exit, Failure> {
    let filter = choice.filter();
    let found = tabulate(broker, choice.queue, &async |queue: &str,
                                                       row: &mut dyn FnMut(
        Letter,
    )| {
        dead::list(broker, queue, &filter, row).await
    })?;
    tell(&format!("{} found", counted(found)))
}

fn show(
    broker: &BrokerSettings,
    id: &str,
    body: bool,
    queue: Option<Place>,
) -> Result<Exit, Failure> {
    let found = wait_for(async {
        for place in Place::chosen(queue) {
            if let Some(letter) = dead::show(broker, place.queue(broker), id).await? {
                return Ok::<_, BrokerError>(Some((place, letter)));
            }
        }
        Ok(None)
    })??;
    let Some((place, letter)) = found else {
        return Err(Failure::Usage(format!(
            "there is no message with the id {id}"
        )));
    };
    let mut out = io::stdout().lock();
    if body {
        out.write_all(&letter.message.body)?;
    } else {
        out.write_all(described(place, &letter).as_bytes())?;
    }
    Ok(Exit::Done)
}

fn replay(broker: &BrokerSettings, removal: &Removal) -> Result<Exit, Failure> {
    let (filter, mode) = (removal.filter()?, removal.mode());
    let replayed = tabulate(
        broker,
        removal.choice.queue,
        &async |queue: &str, row: &mut dyn FnMut(Letter)| {
            dead::replay(broker, queue, &filter, mode, row).await
        },
    )?;
    tell(&format!("{} {}", counted(replayed), done(mode, "replayed")))
}

fn throw_away(broker: &BrokerSettings, removal: &Removal) -> Result<Exit, Failure> {
    let (filter, mode) = (removal.filter()?, removal.mode());
    let dropped = tabulate(
        broker,
        removal.choice.queue,
        &async |queue: &str, row: &mut dyn FnMut(Letter)| {
            dead::drop(broker, queue, &filter, mode, row).await
        },
    )?;
    tell(&format!("{} {}", counted(dropped), done(mode, "dropped")))
}

/// Prints a row for each letter that `visit` finds in the chosen queues, as it is found; returns how many there are.
fn tabulate(
    broker: &BrokerSettings,
    place: Option<Place>,
    visit: &impl AsyncFn(&str, &mut dyn FnMut(Letter)) -> Result<(), BrokerError>,
) -> Result<usize, Failure> {
    let (mut rows, mut printed) = (0, Ok(()));
    let mut row = |place, letter: &Letter| {
        if printed.is_ok() {
            printed = print(place, letter, rows == 0);
        }
        rows += 1;
    };
    wait_for(async {
        for place in Place::chosen(place) {
            visit(place.queue(broker), &mut |letter| row(place, &letter)).await?;
        }
        Ok::<_, BrokerError>(())
    })??;
    printed?;
    Ok(rows)
}

fn print(place: Place, letter: &Letter, is_first: bool) -> io::Result<()> {
    let mut out = io::stdout().lock();
    if is_first {
        writeln!(
            out,
            "QUEUE       REASON          FAILED                TRIES    BYTES  ID"
        )?;
    }
    writeln!(
        out,
        "{:<10}  {:<14}  {:<20}  {:>5}  {:>7}  {}",
        name(place),
        letter.reason,
        failed(letter),
        letter
            .attempts
            .map_or_else(|| "-".to_owned(), |tries| tries.to_string()),
        letter.message.body.len(),
        letter.message.message_id().unwrap_or("-"),
    )
}

fn described(place: Place, letter: &Letter) -> String {
    let message = &letter.message;
    let mut rows = vec![
        ("queue".to_owned(), name(place).to_owned()),
        ("reason".to_owned(), letter.reason.clone()),
        ("failed".to_owned(), failed(letter)),
        (
            "message_id".to_owned(),
            message.message_id().unwrap_or("-").to_owned(),
        ),
        (
            "content_type".to_owned(),
            message.content_type().unwrap_or("-").to_owned(),
        ),
        (
            "content_encoding".to_owned(),
            message.content_encoding().unwrap_or("-").to_owned(),
        ),
        (
            "body".to_owned(),
            format!("{} bytes; --body prints it", message.body.len()),
        ),
    ];
    rows.extend(message.headers_as_text());
    let width = rows.iter().map(|(name, _)| name.len()).max().unwrap_or(0);
    let lines: Vec<String> = rows
        .iter()
        .map(|(name, value)| format!("{name:width$}  {value}\n"))
        .collect();
    lines.concat()
}

const fn name(place: Place) -> &'static str {
    match place {
        Place::Quarantine => "quarantine",
        Place::Dead => "dead",
    }
}

fn failed(letter: &Letter) -> String {
    let time = letter
        .failed
        .and_then(|second| jiff::Timestamp::from_second(second).ok());
    time.map_or_else(|| "-".to_owned(), |time| time.to_string())
}

fn counted(messages: usize) -> String {
    if messages == 1 {
        "1 message".to_owned()
    } else {
        format!("{messages} messages")
    }
}

fn done(mode: Mode, what: &str) -> String {
    match mode {
        Mode::Real => what.to_owned(),
        Mode::DryRun => format!("would be {what}"),
    }
}

/// The closing line, apart from what a program would read.
fn tell(line: &str) -> Result<Exit, Failure> {
    writeln!(io::stderr().lock(), "{line}")?;
    Ok(Exit::Done)
}
