//! What the image is built from is let into the build.

use std::collections::BTreeSet;

use regex::Regex;

use super::{files, read, root};

/// What `.dockerignore` lets in, after refusing everything.
fn let_in() -> BTreeSet<String> {
    let ignored = read(".dockerignore");
    assert!(
        ignored.lines().any(|line| line == "*"),
        "everything else is refused"
    );
    let entries = ignored.lines().filter_map(|line| line.strip_prefix('!'));
    entries.map(str::to_owned).collect()
}

#[test]
fn the_build_gets_every_file_that_the_source_includes() {
    let let_in = let_in();
    let outside = Regex::new(
        r#"include_(?:str|bytes)!\(\s*"(?:\.\./)+(config|models|docs|deploy|examples|templates)/"#,
    )
    .unwrap();
    let mut seen = 0;
    for file in files("src", &["rs"]) {
        let source = read(&file);
        for include in outside.captures_iter(&source) {
            let folder = include
                .get(1)
                .map(|folder| folder.as_str())
                .unwrap_or_default();
            assert!(let_in.contains(folder), "{}: {folder}", file.display());
            seen += 1;
        }
    }
    assert!(seen >= 3, "the pattern finds includes");
    for needed in ["Cargo.toml", "Cargo.lock", "src", "askama.toml"] {
        assert!(let_in.contains(needed), "{needed}");
    }
}

#[test]
fn the_build_gets_the_folders_of_every_target_in_the_manifest() {
    let manifest = read("Cargo.toml");
    for (target, folder) in [
        ("[[test]]", "tests"),
        ("[[bench]]", "benches"),
        ("[[example]]", "examples"),
    ] {
        assert!(
            !manifest.contains(target) || let_in().contains(folder),
            "{target} but no {folder}"
        );
    }
}

#[test]
fn the_build_lets_in_only_what_exists() {
    for entry in let_in() {
        assert!(root().join(&entry).exists(), "{entry}");
    }
}
