//! One article a line in, one result a line out: the contract for programs.

use std::fmt::Write as _;

use super::{Run, at, feed, folder, run, shown};

fn analyze(input: &[u8]) -> Run {
    feed(
        &["analyze", "--format", "jsonl", "--output", "jsonl"],
        input,
    )
}

fn ids(run: &Run) -> Vec<String> {
    run.lines()
        .iter()
        .map(|line| at(line, "/article/id").to_owned())
        .collect()
}

#[test]
fn results_keep_the_order_of_the_lines_with_several_threads() {
    let mut input = String::new();
    for number in 0..400 {
        // Articles of very different length, so that threads would overtake each other.
        let text = "The mayor said the harbour would reopen. ".repeat(1 + (number * 7919) % 97);
        writeln!(
            input,
            "{}",
            serde_json::json!({ "id": format!("a{number}"), "text": text })
        )
        .expect("written");
    }
    let arguments = [
        "analyze",
        "--format",
        "jsonl",
        "--output",
        "jsonl",
        "--threads",
        "4",
    ];
    let run = feed(&arguments, input.as_bytes());
    assert_eq!(run.code, 0);
    let expected: Vec<String> = (0..400).map(|number| format!("a{number}")).collect();
    assert_eq!(ids(&run), expected);
}

#[test]
fn a_line_that_cannot_be_read_gives_an_error_in_its_place_and_exit_code_1() {
    let input = b"{\"id\":\"1\",\"text\":\"One.\"}\nnot json\n{\"id\":\"3\"}\n{\"id\":\"\xc3(\"}\n{\"id\":\"5\",\"text\":\"Five.\"}\n";
    let run = analyze(input);
    assert_eq!(run.code, 1);
    let lines = run.lines();
    assert_eq!(lines.len(), 5);
    assert_eq!(ids(&run), ["1", "", "", "", "5"]);
    for (line, number) in [(&lines[1], 2), (&lines[2], 3), (&lines[3], 4)] {
        assert_eq!(
            line.pointer("/error/line")
                .and_then(serde_json::Value::as_u64),
            Some(number)
        );
        assert!(!at(line, "/error/reason").is_empty(), "{line}");
        assert!(!at(line, "/error/detail").is_empty(), "{line}");
    }
    assert_eq!(at(&lines[3], "/error/reason"), "not_utf8");
}

#[test]
fn blank_lines_are_no_articles_but_count_as_lines() {
    let run = analyze(b"\n{\"id\":\"1\",\"text\":\"One.\"}\r\n   \nbroken\n\n");
    let lines = run.lines();
    assert_eq!(lines.len(), 2);
    assert_eq!(at(&lines[0], "/article/id"), "1");
    assert_eq!(
        lines[1]
            .pointer("/error/line")
            .and_then(serde_json::Value::as_u64),
        Some(4)
    );
}

#[test]
fn a_last_line_without_its_end_is_a_line() {
    assert_eq!(
        ids(&analyze(
            b"{\"id\":\"1\",\"text\":\"One.\"}\n{\"id\":\"2\",\"text\":\"Two.\"}"
        )),
        ["1", "2"]
    );
}

#[test]
fn a_huge_line_is_refused_alone() {
    let mut input = b"{\"id\":\"1\",\"text\":\"One.\"}\n".to_vec();
    input.extend(std::iter::repeat_n(b'x', 40 << 20));
    input.extend(b"\n{\"id\":\"3\",\"text\":\"Three.\"}\n");
    let run = analyze(&input);
    assert_eq!(run.code, 1);
    let lines = run.lines();
    assert_eq!(lines.len(), 3);
    assert_eq!(at(&lines[1], "/error/reason"), "oversize");
    assert_eq!(at(&lines[2], "/article/id"), "3");
}

#[test]
fn binary_noise_gives_an_error_for_every_line_of_it() {
    let noise: Vec<u8> = (0..20_000_u32)
        .map(|n| (n.wrapping_mul(2_654_435_761) >> 24) as u8)
        .collect();
    let mut input = noise.clone();
    input.extend(b"\n{\"id\":\"last\",\"text\":\"Last.\"}\n");
    let run = analyze(&input);
    assert_eq!(run.code, 1);
    let lines = run.lines();
    let blank = |line: &&[u8]| !line.trim_ascii().is_empty();
    assert_eq!(
        lines.len(),
        input.split(|byte| *byte == b'\n').filter(blank).count()
    );
    assert_eq!(
        lines.last().map(|line| at(line, "/article/id")),
        Some("last")
    );
}

#[test]
fn an_empty_input_gives_an_empty_output() {
    let run = analyze(b"");
    assert_eq!((run.code, run.out.as_str(), run.err.as_str()), (0, "", ""));
}

#[test]
fn author_publisher_date_and_unknown_keys_are_accepted() {
    let run = analyze(br#"{"id":"1","title":"T","text":"One.","publisher":"P","date":"2026-01-02","author":"A","x":{"y":[1]}}"#);
    assert_eq!(run.code, 0, "{}", run.out);
}

#[test]
fn offsets_count_code_points_of_the_text_exactly_as_given() {
    let text = "  \u{1f600} Żółw \u{301}\r\n\r\n\u{201c}It took us a year\u{1f3f3}\u{fe0f},\u{201d} said Mayor Tomas Reyes of Łódź. \n";
    let run = analyze(
        serde_json::json!({ "id": "1", "text": text })
            .to_string()
            .as_bytes(),
    );
    let lines = run.lines();
    let points: Vec<char> = text.chars().collect();
    let mut spans = Vec::new();
    gather_spans(&lines[0], &mut spans);
    for (start, end, exact) in spans {
        let covered: String = points[start..end].iter().collect();
        assert_eq!(covered, exact);
    }
}

/// Every `{start, end, exact}` below a value.
fn gather_spans(value: &serde_json::Value, spans: &mut Vec<(usize, usize, String)>) {
    let number = |name: &str| {
        value
            .get(name)?
            .as_u64()
            .and_then(|n| usize::try_from(n).ok())
    };
    if let (Some(start), Some(end)) = (number("start"), number("end")) {
        spans.push((start, end, at(value, "/exact").to_owned()));
    }
    let inside: Vec<&serde_json::Value> = match value {
        serde_json::Value::Array(items) => items.iter().collect(),
        serde_json::Value::Object(entries) => entries.values().collect(),
        _ => Vec::new(),
    };
    for item in inside {
        gather_spans(item, spans);
    }
}

#[test]
fn the_same_input_gives_the_same_bytes_apart_from_the_time() {
    let mut input = String::new();
    for number in 0..50 {
        let text = format!(
            "\u{201c}Number {number} is ready,\u{201d} said Mayor Tomas Reyes. Officials agreed."
        );
        writeln!(
            input,
            "{}",
            serde_json::json!({ "id": number.to_string(), "text": text })
        )
        .expect("written");
    }
    let without_time = |threads: &str| {
        let arguments = [
            "analyze",
            "--format",
            "jsonl",
            "--output",
            "jsonl",
            "--threads",
            threads,
        ];
        let mut lines = feed(&arguments, input.as_bytes()).lines();
        for line in &mut lines {
            let provenance = line
                .pointer_mut("/provenance")
                .and_then(|found| found.as_object_mut());
            assert!(
                provenance
                    .expect("a provenance")
                    .remove("processed_at")
                    .is_some()
            );
        }
        lines
    };
    assert_eq!(without_time("1"), without_time("3"));
}

#[test]
fn files_that_end_in_jsonl_are_read_by_line_and_named_in_errors() {
    let folder = folder(&[("many.jsonl", b"{\"id\":\"1\",\"text\":\"One.\"}\nbroken\n")]);
    let run = run(&["analyze", &shown(folder.path())]);
    let lines = run.lines();
    assert_eq!(run.code, 1);
    assert!(at(&lines[1], "/error/file").ends_with("many.jsonl"));
}
