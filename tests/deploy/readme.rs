//! The README shows what there is.

use super::{read, root};

/// The lines of the fenced blocks of one language.
fn blocks(language: &str) -> Vec<String> {
    let readme = read("README.md");
    let fences = readme.split("```").skip(1).step_by(2);
    let ours = fences.filter_map(|block| block.strip_prefix(&format!("{language}\n")));
    ours.flat_map(str::lines).map(str::to_owned).collect()
}

#[test]
fn snippets_are_lines_of_programs_that_are_run() {
    for (language, program) in [("python", "ask.py"), ("js", "ask.mjs")] {
        let program = read(format!("examples/clients/{program}"));
        let lines = blocks(language);
        assert!(lines.len() >= 5, "{language}: {lines:?}");
        for line in lines {
            assert!(
                program.lines().any(|other| other == line),
                "{language}: {line}"
            );
        }
    }
}

#[test]
fn every_link_leads_to_a_file() {
    let readme = read("README.md");
    let links = regex::Regex::new(r"\]\(([^)#]+)\)").unwrap();
    let targets: Vec<&str> = links
        .captures_iter(&readme)
        .filter_map(|link| link.get(1))
        .map(|target| target.as_str())
        .collect();
    assert!(targets.len() >= 8, "{targets:?}");
    for target in targets.iter().filter(|target| !target.contains("://")) {
        assert!(root().join(target).exists(), "{target}");
    }
}
