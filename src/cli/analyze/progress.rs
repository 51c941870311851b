//! A progress bar on standard error, where somebody can see it and it disturbs nothing.

use std::io::{self, IsTerminal as _};
use std::time::Duration;

use indicatif::{ProgressBar, ProgressStyle};

use crate::cli::input::Inputs;

const WITH_TOTAL: &str =
    "{spinner} {bar:32} {percent:>3} %  {msg} articles, {bytes_per_sec}, {eta} left";
const WITHOUT_TOTAL: &str = "{spinner} {msg} articles, {bytes} read, {elapsed}";

/// How far the inputs are done.
#[derive(Debug)]
pub(super) struct Progress {
    bar: ProgressBar,
    articles: u64,
}

impl Progress {
    /// A bar for many articles on a terminal; nothing to see otherwise.
    pub(super) fn over(inputs: &Inputs) -> Self {
        let visible = inputs.many && io::stderr().is_terminal() && !super::on_terminal();
        Self {
            bar: if visible {
                bar(inputs.total_bytes)
            } else {
                ProgressBar::hidden()
            },
            articles: 0,
        }
    }

    /// One more article is done, which took `bytes` of the input.
    pub(super) fn advance(&mut self, bytes: u64) {
        self.articles += 1;
        if !self.bar.is_hidden() {
            self.bar.set_message(self.articles.to_string());
            self.bar.inc(bytes);
        }
    }

    /// Takes the bar away.
    pub(super) fn finish(&self) {
        self.bar.finish_and_clear();
    }
}

fn bar(total: Option<u64>) -> ProgressBar {
    let bar = total.map_or_else(ProgressBar::new_spinner, ProgressBar::new);
    let template = if total.is_some() {
        WITH_TOTAL
    } else {
        WITHOUT_TOTAL
    };
    // A template with a mistake shows the plain bar.
    bar.set_style(
        ProgressStyle::with_template(template).unwrap_or_else(|_| ProgressStyle::default_bar()),
    );
    bar.enable_steady_tick(Duration::from_millis(200));
    bar
}
