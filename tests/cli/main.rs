//! The program as its users see it: arguments in, exit code, output and messages out.

#![expect(
    clippy::expect_used,
    clippy::panic,
    reason = "a test may stop where the program cannot be started"
)]

mod analyze;
mod broker;
mod jsonl;
#[path = "../support/node.rs"]
mod node;
mod usage;
mod worker;

use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};
use std::thread;

/// What one run of the program left behind.
#[derive(Debug)]
struct Run {
    code: i32,
    out: String,
    err: String,
}

/// The program with these arguments, and nothing of our environment about its settings.
fn copydesk(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_copydesk"));
    command.args(arguments).env_clear();
    command
}

/// Runs the program with nothing on its standard input.
fn run(arguments: &[&str]) -> Run {
    run_with(copydesk(arguments), b"")
}

/// Runs the program with `input` on its standard input.
fn feed(arguments: &[&str], input: &[u8]) -> Run {
    run_with(copydesk(arguments), input)
}

fn run_with(mut command: Command, input: &[u8]) -> Run {
    let mut child = command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program starts");
    let mut stdin = child.stdin.take().expect("a standard input");
    let output = thread::scope(|threads| {
        // A program that does not read its input closes it: that is not our fault to report.
        threads.spawn(move || drop(stdin.write_all(input)));
        child.wait_with_output().expect("the program ends")
    });
    Run {
        code: output.status.code().unwrap_or(-1),
        out: String::from_utf8(output.stdout).expect("output in UTF-8"),
        err: String::from_utf8(output.stderr).expect("messages in UTF-8"),
    }
}

impl Run {
    /// The output, line by line, as JSON.
    fn lines(&self) -> Vec<serde_json::Value> {
        let json = |line: &str| {
            serde_json::from_str(line).unwrap_or_else(|fault| panic!("{fault} in {line:.200}"))
        };
        self.out.lines().map(json).collect()
    }
}

/// A text below a JSON value; empty where there is none.
fn at<'a>(value: &'a serde_json::Value, pointer: &str) -> &'a str {
    value
        .pointer(pointer)
        .and_then(|found| found.as_str())
        .unwrap_or_default()
}

/// A folder of files, by name and content.
fn folder(files: &[(&str, &[u8])]) -> tempfile::TempDir {
    let folder = tempfile::TempDir::new().expect("a folder");
    for (name, content) in files {
        let path = folder.path().join(name);
        std::fs::create_dir_all(path.parent().expect("a parent")).expect("a folder");
        std::fs::write(path, content).expect("a file written");
    }
    folder
}

fn shown(path: &Path) -> String {
    path.display().to_string()
}
