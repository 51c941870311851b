//! The most memory that one thread holds at a time: a process of its own reads one text on several threads at once.

use std::fs;
use std::process::Command;
use std::sync::Barrier;
use std::thread;

use copydesk::article::Article;
use copydesk::desk::Desk;

/// Threads that read at the same time.
const THREADS: u32 = 4;

/// Megabytes at the peak of a thread that reads this text; none where the system does not tell.
pub(crate) fn peak(text: &str) -> Option<f64> {
    let program = std::env::current_exe().ok()?;
    let file = std::env::temp_dir().join(format!("copydesk-memory-{}.txt", std::process::id()));
    fs::write(&file, text).ok()?;
    let told = Command::new(program).arg("memory").arg(&file).output();
    let _left_behind = fs::remove_file(&file);
    String::from_utf8(told.ok()?.stdout)
        .ok()?
        .trim()
        .parse()
        .ok()
}

/// Prints the megabytes a thread; to be called in a process that has done nothing else.
pub(crate) fn tell(path: &str) -> Result<(), String> {
    let text = fs::read_to_string(path).map_err(|error| format!("cannot read {path}: {error}"))?;
    let desk = Desk::default();
    let article = |text: &str| Article::verbatim("", text.to_owned());
    // What all threads share is loaded before the first measure.
    std::hint::black_box(desk.report(&article("The mayor said that the bridge was safe.")));
    let articles: Vec<Article> = (0..THREADS).map(|_| article(&text)).collect();
    let before = resident("VmRSS")?;
    let together = Barrier::new(articles.len());
    thread::scope(|scope| {
        for article in &articles {
            scope.spawn(|| {
                together.wait();
                std::hint::black_box(desk.report(article));
            });
        }
    });
    let kilobytes = resident("VmHWM")?.saturating_sub(before);
    println!("{:.1}", f64::from(kilobytes) / 1024.0 / f64::from(THREADS));
    Ok(())
}

/// Kilobytes that the system says of this process.
fn resident(what: &str) -> Result<u32, String> {
    let status = fs::read_to_string("/proc/self/status")
        .map_err(|error| format!("cannot read /proc/self/status: {error}"))?;
    let line = status.lines().find_map(|line| line.strip_prefix(what));
    let number = line.and_then(|line| line.split_whitespace().nth(1));
    number
        .and_then(|number| number.parse().ok())
        .ok_or_else(|| format!("/proc/self/status tells no {what}"))
}
