//! `copydesk publish`: articles onto the queue.

use std::io::{self, IsTerminal as _};
use std::path::PathBuf;

use clap::Args;
use indicatif::{ProgressBar, ProgressStyle};

use super::exit::complain;
use super::input::{self, Inputs, Item};
use super::{Exit, Failure, wait_for};
use crate::broker::{self, Address, Message};
use crate::settings::Settings;
use crate::wire::Limits;

/// Every body a broker would take: what is too large for the worker is for the worker to refuse.
const ANY_SIZE: usize = 64 << 20;
/// The header that names the format of a body.
const FORMAT_HEADER: &str = "copydesk-format";
/// The format of one article a line; each line is one of copydesk's own JSON.
const BY_LINE: &str = "json";

/// The arguments of `copydesk publish`.
#[derive(Debug, Args)]
#[command(after_long_help = EXAMPLES)]
pub struct Publish {
    /// The format of the articles (plain, html, ninjs, …); `jsonl` publishes every line by itself.
    /// Recognised by the worker when not given.
    #[arg(long, value_name = "FORMAT", value_parser = input::format)]
    format: Option<String>,

    /// The routing key on the input exchange: tenant, language, kind.
    #[arg(long, value_name = "KEY", default_value = "newsroom.en.article")]
    routing_key: String,

    /// Files and folders; `-` is standard input.
    #[arg(value_name = "FILE", required = true)]
    paths: Vec<PathBuf>,
}

const EXAMPLES: &str = "\
An article counts as published when a queue has it and the broker has confirmed it. The name of the
file (and the number of the line) becomes its message id.

Examples:
  copydesk publish story.txt
  copydesk publish --routing-key berlin.en.article archive/
  copydesk publish --format jsonl articles.jsonl

Exit codes:
  0    all are published
  1    some could not be read, or no queue takes them
  69   the broker is not there, or was lost on the way";

impl Publish {
    /// Publishes every article.
    ///
    /// # Errors
    /// There is nothing to read, or the broker is not there.
    pub fn run(&self, settings: &Settings) -> Result<Exit, Failure> {
        let limits = Limits {
            body_bytes: ANY_SIZE,
            ..Limits::default()
        };
        let inputs = Inputs::find(&self.paths, self.format.as_deref(), limits)?;
        let bar = bar(&inputs);
        let to = Address::new(
            settings.broker.topology.input_exchange.clone(),
            self.routing_key.clone(),
        );
        let mut failed = 0_u64;
        let unread = std::sync::atomic::AtomicU64::new(0);
        let messages = inputs.filter_map(|item| {
            self.message(item)
                .inspect_err(|told| {
                    bar.suspend(|| complain(told));
                    unread.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
                })
                .ok()
        });
        let publishing =
            broker::publish(
                &settings.broker,
                &to,
                messages,
                |(_, published)| match published {
                    Ok(()) => bar.inc(1),
                    Err(error) => {
                        bar.suspend(|| complain(&error));
                        failed += 1;
                    }
                },
            );
        let published = wait_for(publishing)??;
        bar.finish_and_clear();
        failed += unread.into_inner();
        complain(&format_args!("{published} published, {failed} failed"));
        Ok(if failed == 0 {
            Exit::Done
        } else {
            Exit::SomeFailed
        })
    }

    /// The message of one article, or why there is none.
    fn message(&self, item: Item) -> Result<Message, String> {
        let name = item.place.to_string();
        let body = item
            .body
            .map_err(|unread| format!("{name}: {}: {}", unread.reason, unread.detail))?;
        let message = Message::new(body)
            .with_message_id(&name)
            .with_timestamp(now());
        let format = if item.place.line.is_some() {
            Some(BY_LINE)
        } else {
            self.format.as_deref()
        };
        Ok(match format {
            Some(format) => message.with_header(FORMAT_HEADER, format),
            None => message,
        })
    }
}

fn now() -> u64 {
    u64::try_from(jiff::Timestamp::now().as_second()).unwrap_or_default()
}

fn bar(inputs: &Inputs) -> ProgressBar {
    if !inputs.many || !io::stderr().is_terminal() {
        return ProgressBar::hidden();
    }
    let bar = ProgressBar::new_spinner();
    // A template with a mistake shows the plain spinner.
    let style =
        ProgressStyle::with_template("{spinner} {pos} articles confirmed, {per_sec}, {elapsed}");
    bar.set_style(style.unwrap_or_else(|_| ProgressStyle::default_spinner()));
    bar
}
