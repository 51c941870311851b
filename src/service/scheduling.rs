//! How the kernel shares the cores between our threads and those of others.

use std::io;

/// Asks the kernel to treat this thread, and all that it starts from now on, as one that computes (`SCHED_BATCH` in
/// `sched(7)`): when it wakes, it waits for its turn instead of pushing aside who runs, such as another thread of ours in
/// the middle of an article, or a broker on the same cores. Its share of the cores and its niceness stay as they are; so
/// does any other policy that somebody chose for it.
///
/// # Errors
/// The kernel, or what guards a container, refuses. Everything works without it, too.
#[cfg(target_os = "linux")]
pub(super) fn wait_for_our_turn() -> io::Result<()> {
    use preempt_rt::sched::{Pid, Scheduler, SchedulerParams, get_scheduler, set_scheduler};

    let this = Pid::current_thread();
    if get_scheduler(this).map_err(io::Error::other)? == Scheduler::SCHED_NORMAL {
        let none = SchedulerParams { priority: 0 };
        set_scheduler(this, Scheduler::SCHED_BATCH, none).map_err(io::Error::other)?;
    }
    Ok(())
}

/// Only Linux knows of threads that compute.
///
/// # Errors
/// Always.
#[cfg(not(target_os = "linux"))]
pub(super) fn wait_for_our_turn() -> io::Result<()> {
    Err(io::ErrorKind::Unsupported.into())
}

#[cfg(target_os = "linux")]
#[cfg(test)]
mod tests {
    use std::fs;
    use std::thread;

    use super::wait_for_our_turn;

    /// The policy of the calling thread: 0 is the usual one, 3 `SCHED_BATCH`; see `proc_pid_stat(5)`, field 41.
    fn policy() -> String {
        let stat = fs::read_to_string("/proc/thread-self/stat").unwrap();
        let (_, after_name) = stat.rsplit_once(") ").unwrap();
        after_name.split(' ').nth(41 - 3).unwrap().to_owned()
    }

    #[test]
    fn threads_started_from_now_on_wait_too_and_those_of_others_do_not() {
        let (ours, theirs) = thread::spawn(|| {
            wait_for_our_turn().unwrap();
            (policy(), thread::spawn(policy).join().unwrap())
        })
        .join()
        .unwrap();
        assert_eq!((ours.as_str(), theirs.as_str()), ("3", "3"));
        assert_eq!(policy(), "0");
    }
}
