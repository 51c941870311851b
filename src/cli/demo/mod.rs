//! `copydesk demo`: puts articles on the queue and shows what comes back, against a worker that runs elsewhere.

mod board;
mod received;

use std::collections::HashMap;
use std::fs;
use std::io::{self, IsTerminal as _, Write as _};
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};
use std::time::{Duration, Instant};

use clap::Args;
use indicatif::{ProgressBar, ProgressStyle};
use tokio::sync::mpsc;

use self::board::{Board, Mark};
use super::input::Inputs;
use super::paper::Paper;
use super::{Exit, Failure};
use crate::broker::results::{From, Reader};
use crate::broker::{Address, BrokerError, BrokerSettings, Message, publish, retry};
use crate::settings::Settings;
use crate::wire::{Limits, read_result};

/// Every body a broker would take: what is too large for the worker is for the worker to refuse.
const ANY_SIZE: usize = 64 << 20;
/// From so many articles on, a result is one line instead of a page.
const MANY: usize = 40;

/// Publishes articles, shows each result as it arrives, and sums up.
#[derive(Debug, Args)]
pub struct Demo {
    /// Where the JSON results are stored, one file an article.
    #[arg(long, value_name = "FOLDER")]
    out: PathBuf,

    /// Gives up when nothing has arrived for so many seconds.
    #[arg(long, value_name = "SECONDS", default_value_t = 60)]
    patience: u64,

    /// Files and folders.
    #[arg(value_name = "FILE", required = true)]
    paths: Vec<PathBuf>,
}

/// Where a message came from.
type Kind = fn(Message) -> Arrival;

/// What arrived.
enum Arrival {
    Result(Message),
    Quarantined(Message),
}

impl Demo {
    /// Runs until everything has arrived.
    ///
    /// # Errors
    /// There is nothing to publish, the broker is not there, or results cannot be stored.
    pub fn run(&self, settings: &Settings) -> Result<Exit, Failure> {
        let messages = self.messages()?;
        fs::create_dir_all(&self.out)?;
        let show = Show::new(&self.out, messages.len());
        let runtime = tokio::runtime::Runtime::new()?;
        let patience = Duration::from_secs(self.patience);
        runtime.block_on(follow(&settings.broker, messages, show, patience))
    }

    /// One message an article, its name as id.
    fn messages(&self) -> Result<Vec<Message>, Failure> {
        let limits = Limits {
            body_bytes: ANY_SIZE,
            ..Limits::default()
        };
        let mut messages = Vec::new();
        for item in Inputs::find(&self.paths, None, limits)? {
            let name = self.short(&item.place.to_string());
            let body = item.body.map_err(|unread| {
                Failure::Usage(format!("cannot read {name}: {}", unread.detail))
            })?;
            messages.push(Message::new(body).with_message_id(&name));
        }
        Ok(messages)
    }

    /// The name of an article below the folder that was given.
    fn short(&self, name: &str) -> String {
        let folders = self.paths.iter().filter(|path| path.is_dir());
        let mut below = folders.filter_map(|folder| Path::new(name).strip_prefix(folder).ok());
        below
            .next()
            .map_or_else(|| name.to_owned(), |below| below.display().to_string())
    }
}

/// Publishes and listens at the same time.
async fn follow(
    settings: &BrokerSettings,
    messages: Vec<Message>,
    mut show: Show,
    patience: Duration,
) -> Result<Exit, Failure> {
    let topology = &settings.topology;
    let (arrived, mut arrivals) = mpsc::channel(16);
    for (queue, kind) in [
        (&topology.results_queue, Arrival::Result as Kind),
        (&topology.quarantine_queue, Arrival::Quarantined),
    ] {
        let reader = Reader::open(settings, &From::Queue(queue.clone())).await?;
        tokio::spawn(listen(reader, kind, arrived.clone()));
    }
    let sent = Sent::of(&messages);
    show.board.begin();
    let bar = show.bar.clone();
    let feed = tokio::spawn(feed(settings.clone(), messages, Arc::clone(&sent), bar));
    while show.board.missing() > 0 {
        // Nothing for so long: the closing table says what is missing.
        let Ok(Some(arrival)) = tokio::time::timeout(patience, arrivals.recv()).await else {
            break;
        };
        show.take(&arrival?, &sent)?;
    }
    feed.await
        .map_err(|fault| Failure::Internal(fault.to_string()))??;
    show.finish()
}

/// Hands on what a reader gets, until nobody listens. A reader is never interrupted: it acknowledges what it hands out.
async fn listen(
    mut reader: Reader,
    kind: Kind,
    arrived: mpsc::Sender<Result<Arrival, BrokerError>>,
) {
    loop {
        let next = reader.next().await;
        let over = next.is_err();
        if arrived.send(next.map(kind)).await.is_err() || over {
            return;
        }
    }
}

/// Puts all messages on the input exchange; stamps each when it goes.
async fn feed(
    settings: BrokerSettings,
    messages: Vec<Message>,
    sent: Arc<Sent>,
    bar: ProgressBar,
) -> Result<(), BrokerError> {
    let to = Address::new(settings.topology.input_exchange.clone(), "demo.en.article");
    let stamp = |message: Message| {
        sent.stamp(message.message_id().unwrap_or_default());
        message
    };
    publish(&settings, &to, messages.into_iter().map(stamp), |_| {
        bar.inc(1);
    })
    .await?;
    bar.finish_and_clear();
    Ok(())
}

/// When each article went, by message id.
#[derive(Debug)]
struct Sent(HashMap<String, OnceLock<Instant>>);

impl Sent {
    fn of(messages: &[Message]) -> Arc<Self> {
        let ids = messages.iter().filter_map(Message::message_id);
        Arc::new(Self(
            ids.map(|id| (id.to_owned(), OnceLock::new())).collect(),
        ))
    }

    fn stamp(&self, id: &str) {
        if let Some(time) = self.0.get(id) {
            time.get_or_init(Instant::now);
        }
    }

    /// How long ago the article went; none for one that is not ours.
    fn since(&self, id: &str) -> Option<Duration> {
        self.0.get(id)?.get().map(Instant::elapsed)
    }
}

/// Shows arrivals, stores results and keeps the board.
#[derive(Debug)]
struct Show {
    out: PathBuf,
    paper: Paper,
    board: Board,
    bar: ProgressBar,
    brief: bool,
}

impl Show {
    fn new(out: &Path, articles: usize) -> Self {
        Self {
            out: out.to_owned(),
            paper: Paper::of_stdout(),
            board: Board::new(articles),
            bar: bar(articles),
            brief: articles > MANY,
        }
    }

    fn take(&mut self, arrival: &Arrival, sent: &Sent) -> Result<(), Failure> {
        let id = match arrival {
            Arrival::Result(message) => message.correlation_id(),
            Arrival::Quarantined(message) => message.message_id(),
        };
        let Some((id, took)) = id.and_then(|id| Some((id, sent.since(id)?))) else {
            return Ok(());
        };
        let page = match arrival {
            Arrival::Result(message) => {
                fs::write(self.out.join(file_name(id)), &message.body)?;
                self.board.mark(id, Mark::Answered(took));
                self.result(id, &message.body)?
            }
            Arrival::Quarantined(message) => {
                let header = |name| message.header(name).unwrap_or_default().into_owned();
                let reason = header(retry::REASON);
                let page = received::refusal(id, &reason, &header(retry::DETAIL));
                self.board.mark(id, Mark::Quarantined(reason));
                self.paper.print(&page)
            }
        };
        self.bar.suspend(|| writeln!(io::stdout(), "{page}"))?;
        Ok(())
    }

    fn result(&self, id: &str, body: &[u8]) -> Result<String, Failure> {
        let received = read_result(body)
            .map_err(|fault| Failure::Internal(format!("the result of {id} is odd: {fault}")))?;
        if self.brief {
            return Ok(self.paper.print(&received::line(id, &received)));
        }
        Ok(self.paper.show(&received::view(id, &received)))
    }

    fn finish(self) -> Result<Exit, Failure> {
        let page = self.paper.print(&self.board.page(&self.out));
        writeln!(io::stdout(), "{page}")?;
        if self.board.missing() == 0 {
            return Ok(Exit::Done);
        }
        Err(Failure::Unavailable(format!(
            "{} articles have not come back: does the worker run? its log says more",
            self.board.missing()
        )))
    }
}

/// The name of a result's file: the article's name, folders joined by hyphens, and `.json`.
fn file_name(id: &str) -> String {
    let plain = |c: char| {
        if c.is_alphanumeric() || "._-".contains(c) {
            c
        } else {
            '-'
        }
    };
    format!(
        "{}.json",
        id.trim_start_matches('/')
            .chars()
            .map(plain)
            .collect::<String>()
    )
}

fn bar(articles: usize) -> ProgressBar {
    if !io::stderr().is_terminal() {
        return ProgressBar::hidden();
    }
    let style = ProgressStyle::with_template("published {bar:32} {pos} of {len}");
    let bar = ProgressBar::new(articles as u64);
    bar.set_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()));
    bar
}
