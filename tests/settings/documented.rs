//! config/default.toml, the code and the documentation say the same.

use std::fs;
use std::path::Path;

use super::Written;
use copydesk::settings;

fn text(file: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(file);
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{file}: {error}"))
}

/// The schema of the settings, made from the code: sections, each with its keys.
fn schema() -> serde_json::Value {
    serde_json::from_str(&settings::json_schema()).expect("a JSON schema")
}

/// `section.key` with the words of the code and of the file for it.
fn words() -> Vec<(String, String, String)> {
    let schema = schema();
    let defaults = text("config/default.toml");
    let mut words = Vec::new();
    let sections = schema
        .pointer("/properties")
        .and_then(|all| all.as_object())
        .expect("sections");
    for (section, about) in sections {
        let place = about
            .pointer("/$ref")
            .and_then(|at| at.as_str())
            .expect("a section's schema");
        let keys = schema.pointer(&format!("{}/properties", place.trim_start_matches('#')));
        for (key, about) in keys.and_then(|all| all.as_object()).expect("keys") {
            let in_code = about
                .pointer("/description")
                .and_then(|words| words.as_str());
            words.push((
                format!("{section}.{key}"),
                in_code
                    .unwrap_or_default()
                    .split_whitespace()
                    .collect::<Vec<_>>()
                    .join(" "),
                comment_above(&defaults, section, key),
            ));
        }
    }
    words
}

fn comment_above(defaults: &str, section: &str, key: &str) -> String {
    let inside = defaults
        .lines()
        .skip_while(|line| *line != format!("[{section}]"));
    let mut comment = String::new();
    for line in inside.skip(1).take_while(|line| !line.starts_with('[')) {
        if line.starts_with(&format!("{key} = ")) {
            return comment;
        }
        line.trim_start_matches("# ").clone_into(&mut comment);
    }
    "not in config/default.toml".to_owned()
}

#[test]
fn every_setting_of_the_code_stands_in_the_file_with_the_same_words() {
    let words = words();
    assert!(words.len() > 30, "{}", words.len());
    for (path, in_code, in_file) in words {
        assert_eq!(in_file, in_code, "{path}");
        assert!(!in_code.is_empty(), "{path} has no documentation");
    }
}

#[test]
fn the_file_holds_nothing_that_the_code_does_not_know() {
    let in_code = words().len();
    assert_eq!(Written::default().fine().shown.len(), in_code);
}

#[test]
fn the_documentation_is_fresh() {
    assert_eq!(
        text("docs/configuration.md"),
        settings::reference(),
        "run `cargo run -- config reference > docs/configuration.md`"
    );
}

#[test]
fn the_schema_accepts_the_defaults_and_refuses_an_unknown_setting() {
    let schema = schema();
    let validator = jsonschema::validator_for(&schema).expect("a valid schema");
    let defaults: toml::Table = text("config/default.toml").parse().expect("TOML");
    let defaults = serde_json::to_value(&defaults).expect("JSON");
    assert!(validator.is_valid(&defaults));
    assert!(!validator.is_valid(&serde_json::json!({ "worker": { "prefech": 1 } })));
}
