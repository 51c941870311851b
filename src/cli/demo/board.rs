//! What has come back, and the table that sums it up.

use std::collections::BTreeMap;
use std::path::Path;
use std::time::{Duration, Instant};

/// What became of one article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Mark {
    /// Its result arrived, so long after it was published.
    Answered(Duration),
    /// It was put into quarantine, for this reason.
    Quarantined(String),
}

/// One mark an article.
#[derive(Debug)]
pub(super) struct Board {
    articles: usize,
    begun: Instant,
    ended: Instant,
    marks: BTreeMap<String, Mark>,
    repeated: usize,
}

impl Board {
    /// Starts the clock anew: the first article goes.
    pub(super) fn begin(&mut self) {
        self.begun = Instant::now();
    }

    /// Expects so many articles; the clock runs.
    pub(super) fn new(articles: usize) -> Self {
        let now = Instant::now();
        Self {
            articles,
            begun: now,
            ended: now,
            marks: BTreeMap::new(),
            repeated: 0,
        }
    }

    /// Takes down what became of the article `id`. What comes a second time only counts as repeated.
    pub(super) fn mark(&mut self, id: &str, mark: Mark) {
        self.ended = Instant::now();
        if self.marks.contains_key(id) {
            self.repeated += 1;
        } else {
            self.marks.insert(id.to_owned(), mark);
        }
    }

    /// How many have not come back.
    pub(super) fn missing(&self) -> usize {
        self.articles.saturating_sub(self.marks.len())
    }

    /// The closing table.
    pub(super) fn page(&self, results: &Path) -> String {
        let latencies = self.latencies();
        let mut lines = vec![
            line("articles", &self.articles.to_string()),
            line(
                "results",
                &format!("{}  in {}", latencies.len(), results.display()),
            ),
            line("quarantined", &self.quarantined()),
        ];
        if self.missing() > 0 {
            lines.push(line("missing", &self.missing().to_string()));
        }
        if self.repeated > 0 {
            lines.push(line(
                "repeated",
                &format!("{}  with the same id", self.repeated),
            ));
        }
        lines.push(line("articles/s", &self.rate()));
        lines.push(line("latency", &latency(&latencies)));
        lines.join("\n")
    }

    fn latencies(&self) -> Vec<Duration> {
        let answered = self.marks.values().filter_map(|mark| match mark {
            Mark::Answered(took) => Some(*took),
            Mark::Quarantined(_) => None,
        });
        let mut latencies: Vec<Duration> = answered.collect();
        latencies.sort_unstable();
        latencies
    }

    fn quarantined(&self) -> String {
        let mut reasons: BTreeMap<&str, usize> = BTreeMap::new();
        for mark in self.marks.values() {
            if let Mark::Quarantined(reason) = mark {
                *reasons.entry(reason).or_default() += 1;
            }
        }
        let total: usize = reasons.values().sum();
        let each: Vec<String> = reasons
            .iter()
            .map(|(reason, count)| format!("{reason} {count}"))
            .collect();
        format!("{total}  {}", each.join(", "))
    }

    fn rate(&self) -> String {
        let seconds = self.ended.duration_since(self.begun).as_secs_f64();
        let done = u32::try_from(self.marks.len()).unwrap_or(u32::MAX);
        if seconds > 0.0 {
            format!("{:.1}", f64::from(done) / seconds)
        } else {
            "-".to_owned()
        }
    }
}

fn line(name: &str, value: &str) -> String {
    format!("  {name:<12} {value}").trim_end().to_owned()
}

fn latency(sorted: &[Duration]) -> String {
    let show = |percent| {
        percentile(sorted, percent).map_or_else(
            || "-".to_owned(),
            |took| format!("{:.1} ms", took.as_secs_f64() * 1000.0),
        )
    };
    format!(
        "p50 {}, p99 {}  from publishing to the result",
        show(50),
        show(99)
    )
}

/// The smallest value that `percent` of all do not exceed (nearest rank).
fn percentile(sorted: &[Duration], percent: usize) -> Option<Duration> {
    let rank = (sorted.len() * percent).div_ceil(100);
    sorted.get(rank.checked_sub(1)?).copied()
}

#[cfg(test)]
mod tests {
    use std::path::Path;
    use std::time::Duration;

    use super::{Board, Mark, percentile};

    fn answered(ms: u64) -> Mark {
        Mark::Answered(Duration::from_millis(ms))
    }

    #[test]
    fn counts_each_article_once() {
        let mut board = Board::new(3);
        board.mark("a", answered(10));
        board.mark("a", answered(12));
        board.mark("b", Mark::Quarantined("malformed".to_owned()));
        assert_eq!(board.missing(), 1);
        let page = board.page(Path::new("out"));
        for part in [
            "results      1  in out",
            "quarantined  1  malformed 1",
            "missing      1",
            "repeated     1",
        ] {
            assert!(page.contains(part), "{part} in\n{page}");
        }
    }

    #[test]
    fn takes_percentiles_by_nearest_rank() {
        let sorted: Vec<Duration> = (1..=200).map(Duration::from_millis).collect();
        let at = |percent| percentile(&sorted, percent).map(|took| took.as_millis());
        assert_eq!((at(50), at(99)), (Some(100), Some(198)));
        assert_eq!(percentile(&[], 50), None);
    }
}
