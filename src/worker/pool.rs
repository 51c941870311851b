//! The analysis threads: the async side only moves bytes, and a job that breaks down or takes too long harms no other.

use std::any::Any;
use std::cell::Cell;
use std::fmt;
use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Once, OnceLock};
use std::thread;
use std::time::{Duration, Instant};

use tokio::sync::oneshot;

use crate::telemetry::{Pulse, Vitals};
use crate::worker::gathering::Gathering;
use crate::worker::queue::Queue;

/// Deep recursion over a deeply nested document must not end the process.
const STACK_BYTES: usize = 8 << 20;

/// Threads for the analysis, and how long one job may take. They end with it, when their jobs are done.
#[derive(Debug)]
pub(super) struct Pool {
    jobs: Arc<Queue<Job>>,
    patience: Duration,
    gathering: Arc<Gathering>,
    vitals: Arc<Vitals>,
}

/// What an analysis thread does next.
struct Job(Box<dyn FnOnce() + Send>);

impl fmt::Debug for Job {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Job").finish_non_exhaustive()
    }
}

impl Drop for Pool {
    fn drop(&mut self) {
        self.jobs.close();
    }
}

/// Why a job gave no result.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Mishap {
    /// It broke down here (file and line of ours; the words of a panic may quote the article).
    Panicked(String),
    /// It was begun and not done in time. Its thread goes on until it looks at the flag.
    Overdue(Duration),
    /// No thread became free for so long.
    NoThread(Duration),
}

/// Tells a job that nobody waits for it any more.
#[derive(Clone, Debug, Default)]
pub(super) struct Cancel(Arc<AtomicBool>);

impl Cancel {
    pub(super) fn is_set(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }
}

/// Sets the flag when the one who waits goes away, for whatever cause.
struct Waiting(Cancel);

impl Drop for Waiting {
    fn drop(&mut self) {
        self.0.0.store(true, Ordering::Relaxed);
    }
}

impl Pool {
    pub(super) fn new(
        threads: usize,
        patience: Duration,
        gathering: Arc<Gathering>,
        vitals: &Arc<Vitals>,
    ) -> io::Result<Self> {
        keep_quiet_about_panics_of_jobs();
        let jobs = Arc::new(Queue::default());
        let pool = Self {
            jobs: Arc::clone(&jobs),
            patience,
            gathering,
            vitals: Arc::clone(vitals),
        };
        for number in 0..threads {
            let (jobs, vitals) = (Arc::clone(&jobs), Arc::clone(vitals));
            thread::Builder::new()
                .name(format!("analysis-{number}"))
                .stack_size(STACK_BYTES)
                .spawn(move || work(&jobs, &vitals))?;
        }
        Ok(pool)
    }

    /// Runs `job` on an analysis thread; those that are finished are told together. A job that nobody waits for any more is
    /// not begun.
    pub(super) async fn run<T: Send + 'static>(
        &self,
        job: impl FnOnce(&Cancel) -> T + Send + 'static,
    ) -> Result<T, Mishap> {
        let cancel = Cancel::default();
        let waiting = Waiting(cancel.clone());
        let begun = Arc::new(OnceLock::new());
        let (tell, told) = oneshot::channel();
        let working = self.gathering.begin();
        self.begin({
            let begun = Arc::clone(&begun);
            move || {
                if !cancel.is_set() && begun.set(Instant::now()).is_ok() {
                    let result = caught(|| job(&cancel));
                    // Nobody listening is as good as told.
                    working.done(move || drop(tell.send(result)));
                }
            }
        });
        let result = self.in_time(told, &begun).await;
        drop(waiting);
        result
    }

    /// Makes the threads show that they move, even when there is nothing to do.
    pub(super) fn beat(&self) {
        self.begin(|| {});
    }

    fn begin(&self, job: impl FnOnce() + Send + 'static) {
        self.jobs.push(Job(Box::new(job)));
    }

    /// A job's time runs from its beginning, so that one which waited for slow neighbours is not blamed for them. Before
    /// that it waits as long as threads become free for those that came earlier.
    async fn in_time<T>(
        &self,
        mut told: oneshot::Receiver<Result<T, Mishap>>,
        begun: &OnceLock<Instant>,
    ) -> Result<T, Mishap> {
        let mut patience = self.patience;
        loop {
            match tokio::time::timeout(patience, &mut told).await {
                Ok(Ok(result)) => return result,
                Ok(Err(_)) => return Err(Mishap::Panicked("an analysis thread ended".to_owned())),
                Err(_) => {}
            }
            let (elapsed, mishap): (_, fn(Duration) -> Mishap) = match begun.get() {
                Some(begun) => (begun.elapsed(), Mishap::Overdue),
                None => (self.vitals.since_beat(Pulse::Analysis), Mishap::NoThread),
            };
            patience = self.patience.saturating_sub(elapsed);
            if patience.is_zero() {
                return Err(mishap(self.patience));
            }
        }
    }
}

thread_local! {
    /// Whether this is an analysis thread.
    static OURS: Cell<bool> = const { Cell::new(false) };
    /// Where its last panic happened.
    static WHERE: Cell<Option<String>> = const { Cell::new(None) };
}

/// Does one job after the other until there will be no more.
fn work(jobs: &Queue<Job>, vitals: &Vitals) {
    OURS.set(true);
    while let Some(Job(job)) = jobs.next() {
        vitals.beat(Pulse::Analysis);
        job();
        vitals.beat(Pulse::Analysis);
    }
}

fn caught<T>(job: impl FnOnce() -> T) -> Result<T, Mishap> {
    catch_unwind(AssertUnwindSafe(job)).map_err(|words: Box<dyn Any + Send>| {
        // Dropping the words may panic too, when they are not words.
        std::mem::forget(words);
        Mishap::Panicked(WHERE.take().unwrap_or_else(|| "unknown place".to_owned()))
    })
}

/// The words of a panic may quote the article ("byte index 5 is not a char boundary of …"), so on analysis threads only
/// its place is kept. All other threads keep the hook they had.
fn keep_quiet_about_panics_of_jobs() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        let others = std::panic::take_hook();
        std::panic::set_hook(Box::new(move |panic| {
            if OURS.get() {
                WHERE.set(
                    panic
                        .location()
                        .map(|place| format!("{}:{}", place.file(), place.line())),
                );
            } else {
                others(panic);
            }
        }));
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pool(threads: usize, patience_ms: u64) -> Pool {
        let patience = Duration::from_millis(patience_ms);
        let one_by_one = Arc::new(Gathering::new(1, Duration::ZERO));
        Pool::new(threads, patience, one_by_one, &Arc::default()).unwrap()
    }

    fn sleep(milliseconds: u64) {
        thread::sleep(Duration::from_millis(milliseconds));
    }

    #[tokio::test]
    async fn a_job_runs_on_an_analysis_thread() {
        let name = pool(1, 5000)
            .run(|_| thread::current().name().map(str::to_owned))
            .await;
        assert_eq!(name, Ok(Some("analysis-0".to_owned())));
    }

    #[tokio::test]
    async fn a_panic_tells_its_place_and_not_its_words_and_the_thread_lives() {
        let pool = pool(1, 5000);
        let broken: Result<(), Mishap> = pool.run(|_| panic!("the minister said")).await;
        let Err(Mishap::Panicked(place)) = broken else {
            panic!("{broken:?}")
        };
        assert!(
            place.contains("pool.rs:") && !place.contains("minister"),
            "{place}"
        );
        assert_eq!(pool.run(|_| 7).await, Ok(7));
    }

    #[tokio::test]
    async fn a_job_that_takes_too_long_is_given_up_and_told() {
        let pool = pool(1, 50);
        let (tell, told) = std::sync::mpsc::channel();
        let overdue = pool
            .run(move |cancel| {
                while !cancel.is_set() {
                    sleep(5);
                }
                tell.send(()).unwrap();
            })
            .await;
        assert_eq!(overdue, Err(Mishap::Overdue(Duration::from_millis(50))));
        assert!(told.recv_timeout(Duration::from_secs(5)).is_ok());
    }

    #[tokio::test]
    async fn a_job_that_waited_for_its_neighbour_has_its_whole_time() {
        let pool = pool(1, 2000);
        let (first, second) = tokio::join!(pool.run(|_| sleep(1200)), pool.run(|_| sleep(1200)));
        assert_eq!((first, second), (Ok(()), Ok(())));
    }

    #[tokio::test]
    async fn a_job_waits_as_long_as_those_before_it_get_their_turn() {
        let pool = pool(1, 1000);
        let turns = (0..5).map(|_| pool.run(|_| sleep(400)));
        assert_eq!(
            futures_util::future::join_all(turns).await,
            [const { Ok(()) }; 5]
        );
    }

    #[tokio::test]
    async fn a_job_without_a_thread_is_given_up_and_never_begun() {
        let pool = pool(1, 60);
        let (first, second) = tokio::join!(
            pool.run(|_| sleep(1500)),
            pool.run(|_| -> () { unreachable!("begun although nobody waits") })
        );
        assert!(matches!(first, Err(Mishap::Overdue(_))), "{first:?}");
        assert!(matches!(second, Err(Mishap::NoThread(_))), "{second:?}");
        sleep(1600);
        assert_eq!(pool.run(|_| 7).await, Ok(7));
    }
}
