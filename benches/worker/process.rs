//! What the kernel says about processes, and what it tells them (Linux).

use std::fs::{read_dir, read_to_string};
use std::ops::{Deref, DerefMut};
use std::process::{Child, Command};
use std::time::Duration;

/// The kernel counts CPU time in hundredths of a second (`USER_HZ`).
const TICK: Duration = Duration::from_millis(10);

/// CPU time of a process so far, its threads included.
pub(crate) fn cpu(pid: u32) -> Duration {
    ticks(&format!("/proc/{pid}/stat"), &[13, 14])
}

/// CPU time so far of the threads of a process whose names begin so.
pub(crate) fn cpu_of_threads(pid: u32, name: &str) -> Duration {
    let tasks = read_dir(format!("/proc/{pid}/task")).into_iter().flatten();
    let folders = tasks.map(|task| task.unwrap().path());
    folders
        .filter(|task| read_to_string(task.join("comm")).is_ok_and(|its| its.starts_with(name)))
        .map(|task| ticks(&task.join("stat").to_string_lossy(), &[13, 14]))
        .sum()
}

/// CPU time of all children of ours that have ended.
pub(crate) fn cpu_of_ended_children() -> Duration {
    ticks("/proc/self/stat", &[15, 16])
}

/// CPU time that all cores have worked since the machine started.
pub(crate) fn cpu_of_all() -> Duration {
    let stat = read_to_string("/proc/stat").unwrap();
    let line = stat.lines().next().unwrap();
    let counts: Vec<u32> = line
        .split_whitespace()
        .skip(1)
        .map(|count| count.parse().unwrap_or(0))
        .collect();
    // user, nice, system, (idle, waiting), interrupts.
    let busy: u32 = [0, 1, 2, 5, 6].iter().map(|place| counts[*place]).sum();
    TICK * busy
}

/// Resident memory in MiB: now (`VmRSS`) or at most so far (`VmHWM`).
pub(crate) fn memory(pid: u32, which: &str) -> f64 {
    let status = read_to_string(format!("/proc/{pid}/status")).unwrap_or_default();
    let line = status
        .lines()
        .find(|line| line.starts_with(which))
        .unwrap_or_default();
    let kibibytes: f64 = line
        .split_whitespace()
        .nth(1)
        .and_then(|number| number.parse().ok())
        .unwrap_or(0.0);
    kibibytes / 1024.0
}

/// A child that does not outlive who started it, whether it works or stands still.
pub(crate) struct Owned(pub(crate) Child);

impl Drop for Owned {
    fn drop(&mut self) {
        // One that has ended already can be neither killed nor waited for again.
        drop(self.0.kill());
        drop(self.0.wait());
    }
}

impl Deref for Owned {
    type Target = Child;

    fn deref(&self) -> &Child {
        &self.0
    }
}

impl DerefMut for Owned {
    fn deref_mut(&mut self) -> &mut Child {
        &mut self.0
    }
}

/// Sends a signal to a process.
pub(crate) fn signal(pid: u32, name: &str) {
    let sent = Command::new("kill")
        .args(["-s", name, &pid.to_string()])
        .status();
    assert!(sent.unwrap().success());
}

fn ticks(file: &str, places: &[usize]) -> Duration {
    let stat = read_to_string(file).unwrap_or_default();
    // The name of the program stands in parentheses and may hold anything.
    let after_name = stat.rsplit_once(") ").map_or("", |(_, rest)| rest);
    let fields: Vec<&str> = after_name.split(' ').collect();
    let count: u32 = places
        .iter()
        .filter_map(|place| fields.get(place - 2)?.parse::<u32>().ok())
        .sum();
    TICK * count
}
