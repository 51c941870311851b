//! Finished articles wait for each other a moment: a broker writes, confirms and strikes off ten messages at once for
//! little more than one, and the thread that moves bytes is woken once for all of them.

use std::convert::Infallible;
use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use tokio::sync::Notify;

/// Where so many articles finish within [`MOMENT`], they do not wait for more: the broker has something to do at any time, and
/// gathers by itself what comes while it is busy.
const STREAM: usize = 8;
const MOMENT: Duration = Duration::from_millis(2);

/// Where finished articles wait until their results go out together.
#[derive(Debug)]
pub(super) struct Gathering {
    enough: usize,
    linger: Duration,
    moment: Duration,
    state: Mutex<State>,
    first: Notify,
}

#[derive(Debug, Default)]
struct State {
    working: usize,
    waiting: Vec<Tell>,
    /// Since when the first of them waits.
    since: Option<Instant>,
}

/// Tells the one who waits for an article that it is finished.
struct Tell(Box<dyn FnOnce() + Send>);

impl fmt::Debug for Tell {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Tell").finish_non_exhaustive()
    }
}

/// An article that is being worked on, or soon will be, for as long as this lives.
#[derive(Debug)]
pub(super) struct Working {
    gathering: Arc<Gathering>,
    finished: Option<Tell>,
}

impl Gathering {
    /// No article waits for more than `enough` of them, nor, where somebody tends to them, longer than `linger`.
    pub(super) fn new(enough: usize, linger: Duration) -> Self {
        Self {
            enough,
            linger,
            moment: MOMENT,
            state: Mutex::default(),
            first: Notify::new(),
        }
    }

    /// The work on an article begins.
    pub(super) fn begin(self: &Arc<Self>) -> Working {
        self.lock().working += 1;
        Working {
            gathering: Arc::clone(self),
            finished: None,
        }
    }

    /// Lets those go who have waited long enough for one that takes longer.
    pub(super) async fn tend(&self) -> Infallible {
        loop {
            self.first.notified().await;
            // The one it heard of may have gone with enough others: the first of those who wait now came later.
            while let Some(left) = self.left() {
                tokio::time::sleep(left).await;
            }
            let waiting = std::mem::take(&mut self.lock().waiting);
            tell(waiting);
        }
    }

    /// How long the first of those who wait still may.
    fn left(&self) -> Option<Duration> {
        let state = self.lock();
        let since = state.since.filter(|_| !state.waiting.is_empty())?;
        let left = self.linger.saturating_sub(since.elapsed());
        (!left.is_zero()).then_some(left)
    }

    /// All go when enough wait, when they come in a stream, or when nothing is worked on that could be waited for: a single
    /// article never waits.
    fn one_less(&self, finished: Option<Tell>) {
        let mut state = self.lock();
        state.working = state.working.saturating_sub(1);
        let is_first = finished.is_some() && state.waiting.is_empty();
        if is_first {
            state.since = Some(Instant::now());
        }
        state.waiting.extend(finished);
        let enough = state.waiting.len() >= self.enough;
        if enough || state.working == 0 || state.is_stream(self.moment) {
            let waiting = std::mem::take(&mut state.waiting);
            drop(state);
            tell(waiting);
        } else if is_first {
            drop(state);
            self.first.notify_one();
        }
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl State {
    /// Whether the first waits no longer than a `moment` when enough of them for a stream have come.
    fn is_stream(&self, moment: Duration) -> bool {
        self.waiting.len() == STREAM && self.since.is_some_and(|since| since.elapsed() < moment)
    }
}

impl Working {
    /// The work is done: `told` is called when its turn has come to go out.
    pub(super) fn done(mut self, told: impl FnOnce() + Send + 'static) {
        self.finished = Some(Tell(Box::new(told)));
    }
}

impl Drop for Working {
    fn drop(&mut self) {
        self.gathering.one_less(self.finished.take());
    }
}

fn tell(waiting: Vec<Tell>) {
    for Tell(told) in waiting {
        told();
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};

    use super::*;

    /// Longer than any test waits.
    const LONG: Duration = Duration::from_secs(600);

    /// A gathering of so many, and how many were told.
    fn gathering(enough: usize) -> (Arc<Gathering>, Arc<AtomicUsize>) {
        (Arc::new(Gathering::new(enough, LONG)), Arc::default())
    }

    fn finish(working: Working, told: &Arc<AtomicUsize>) {
        let told = Arc::clone(told);
        working.done(move || {
            told.fetch_add(1, Ordering::Relaxed);
        });
    }

    #[test]
    fn an_article_alone_goes_at_once() {
        let (gathering, told) = gathering(8);
        finish(gathering.begin(), &told);
        assert_eq!(told.load(Ordering::Relaxed), 1);
    }

    #[test]
    fn finished_articles_wait_for_the_last_that_is_worked_on() {
        let (gathering, told) = gathering(8);
        let [first, second, last] = [(); 3].map(|()| gathering.begin());
        finish(first, &told);
        finish(second, &told);
        assert_eq!(told.load(Ordering::Relaxed), 0);
        finish(last, &told);
        assert_eq!(told.load(Ordering::Relaxed), 3);
    }

    #[test]
    fn enough_of_them_go_whatever_is_still_worked_on() {
        let (gathering, told) = gathering(2);
        let [first, second, _long] = [(); 3].map(|()| gathering.begin());
        finish(first, &told);
        assert_eq!(told.load(Ordering::Relaxed), 0);
        finish(second, &told);
        assert_eq!(told.load(Ordering::Relaxed), 2);
    }

    #[test]
    fn work_that_is_given_up_is_not_waited_for() {
        let (gathering, told) = gathering(8);
        let [first, given_up] = [(); 2].map(|()| gathering.begin());
        finish(first, &told);
        assert_eq!(told.load(Ordering::Relaxed), 0);
        drop(given_up);
        assert_eq!(told.load(Ordering::Relaxed), 1);
    }

    #[test]
    fn those_that_come_in_a_stream_do_not_wait_for_more() {
        let told_of_a_stream = |moment| {
            let mut gathering = Gathering::new(STREAM * 2, LONG);
            gathering.moment = moment;
            let (gathering, told) = (Arc::new(gathering), Arc::<AtomicUsize>::default());
            let _long = gathering.begin();
            for _ in 0..STREAM {
                assert_eq!(told.load(Ordering::Relaxed), 0);
                finish(gathering.begin(), &told);
            }
            told.load(Ordering::Relaxed)
        };
        assert_eq!(told_of_a_stream(LONG), STREAM);
        assert_eq!(told_of_a_stream(Duration::ZERO), 0, "they came slowly");
    }

    #[tokio::test]
    async fn nobody_waits_longer_than_the_linger_for_a_long_one() {
        let gathering = Arc::new(Gathering::new(8, Duration::from_millis(5)));
        let _long = gathering.begin();
        let (tell, told) = tokio::sync::oneshot::channel();
        gathering
            .begin()
            .done(move || assert_eq!(tell.send("finished"), Ok(())));
        tokio::select! {
            told = told => assert_eq!(told, Ok("finished")),
            never = gathering.tend() => match never {},
        }
    }

    #[test]
    fn one_that_comes_after_others_have_gone_may_wait_as_long_as_they() {
        let (gathering, told) = gathering(2);
        let _long = gathering.begin();
        assert_eq!(gathering.left(), None, "nobody waits");
        finish(gathering.begin(), &told);
        gathering.lock().since = Instant::now().checked_sub(LONG / 2);
        assert!(gathering.left().is_some_and(|left| left <= LONG / 2));
        finish(gathering.begin(), &told);
        assert_eq!(gathering.left(), None, "both have gone");
        finish(gathering.begin(), &told);
        assert!(gathering.left().is_some_and(|left| left > LONG / 2));
        gathering.lock().since = Instant::now().checked_sub(LONG);
        assert_eq!(gathering.left(), None, "it has waited long enough");
    }
}
