//! The settings for people and for programs: a page of documentation and a JSON schema.

use super::key::{Key, Section, sections};
use super::written::Written;

const OPENING: &str = "\
<!-- Made from config/default.toml by `copydesk config reference`; a test keeps it fresh. -->

# Settings

A later layer wins: the defaults below, the files named by `--config` or `COPYDESK_CONFIG`, the
environment, flags (`--set section.key=value`). Times carry a unit (`ms`, `s`, `m`, `h`), sizes too
(`KiB`, `MiB`). An empty text stands for \"none\". In the environment, items of a list are separated
by commas.

`copydesk config show` lists what counts and where it came from; `copydesk config check` tells all
faults at once.
";

/// The page `docs/configuration.md`.
pub fn reference() -> String {
    let mut page = OPENING.to_owned();
    for section in sections() {
        page.push_str(&about(&section));
    }
    page
}

/// The JSON schema of a configuration file.
pub fn json_schema() -> String {
    format!("{:#}", schemars::schema_for!(Written).to_value())
}

fn about(section: &Section) -> String {
    let Section {
        name,
        comment,
        keys,
    } = section;
    let rows: Vec<String> = keys.iter().map(row).collect();
    format!(
        "\n## {name}\n\n{comment}\n\n| key | default | variable | |\n|---|---|---|---|\n{}",
        rows.concat()
    )
}

fn row(key: &Key) -> String {
    let comment = key.comment.replace('|', "\\|");
    format!(
        "| `{}` | `{}` | `{}` | {comment} |\n",
        key.name,
        key.default,
        key.variable()
    )
}
