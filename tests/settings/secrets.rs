//! Passwords come from files where wanted, and are never shown.

use std::fs;

use super::{Written, file, shown, variable};

const URL: &str = "amqp://desk:hunter2@mq.example:5672/news";

#[test]
fn the_password_is_neither_listed_nor_printed_by_debug() {
    let settings = variable("COPYDESK__AMQP__URL", URL).fine();
    assert_eq!(
        shown(&settings, "amqp.url").0,
        "\"amqp://desk:***@mq.example:5672/news\""
    );
    assert!(!format!("{settings:?}").contains("hunter2"));
}

#[test]
fn a_fault_of_a_secret_never_quotes_it() {
    for wrong in [
        "hunter2",
        "http://desk:hunter2@mq",
        "amqp://desk:hunter2@mq:port/news",
        "amqp://",
    ] {
        let faults = variable("COPYDESK__AMQP__URL", wrong).faults();
        assert_eq!(faults.len(), 1, "{wrong}: {faults:#?}");
        assert!(!faults.concat().contains("hunter2"), "{faults:#?}");
    }
    for wrong in [
        "url = 20252025",
        "url = [\"hunter2\"]",
        "url = { password = \"hunter2\" }",
    ] {
        let told = file(&format!("[amqp]\n{wrong}\n")).faults().concat();
        assert!(
            !told.contains("hunter2") && !told.contains("20252025"),
            "{told}"
        );
    }
}

#[test]
fn the_url_can_come_from_a_file() {
    let secret = tempfile::NamedTempFile::new().expect("a file");
    fs::write(secret.path(), format!("{URL}\n")).expect("written");
    let path = secret.path().display().to_string();
    let settings = variable("COPYDESK__AMQP__URL_FILE", &path).fine();
    let (value, origin) = shown(&settings, "amqp.url");
    assert!(
        value.contains("mq.example") && !value.contains("hunter2"),
        "{value}"
    );
    assert_eq!(origin, "COPYDESK__AMQP__URL_FILE");
}

#[test]
fn a_url_in_a_higher_layer_wins_over_a_file_in_a_lower_one() {
    let settings = file("[amqp]\nurl_file = \"/nowhere\"\n")
        .and_variable("COPYDESK__AMQP__URL", URL)
        .fine();
    assert_eq!(shown(&settings, "amqp.url").1, "COPYDESK__AMQP__URL");
}

#[test]
fn a_url_and_its_file_in_one_layer_contradict_each_other() {
    let faults = variable("COPYDESK__AMQP__URL", URL)
        .and_variable("COPYDESK__AMQP__URL_FILE", "/run/secrets/amqp")
        .faults();
    assert_eq!(
        faults,
        [
            "COPYDESK__AMQP__URL_FILE: amqp.url_file: `amqp.url` stands beside it; set one of the two"
        ]
    );
}

#[test]
fn a_secret_file_that_cannot_be_read_or_holds_no_url_is_told() {
    let told = variable("COPYDESK__AMQP__URL_FILE", "/nowhere/amqp")
        .faults()
        .concat();
    assert!(
        told.starts_with("COPYDESK__AMQP__URL_FILE: amqp.url_file: cannot read /nowhere/amqp"),
        "{told}"
    );

    let secret = tempfile::NamedTempFile::new().expect("a file");
    fs::write(secret.path(), "hunter2").expect("written");
    let path = secret.path().display().to_string();
    let told = variable("COPYDESK__AMQP__URL_FILE", &path)
        .faults()
        .concat();
    assert!(
        told.contains("expected a URL") && !told.contains("hunter2"),
        "{told}"
    );
}

#[test]
fn the_default_password_is_hidden_too() {
    assert!(
        !shown(&Written::default().fine(), "amqp.url")
            .0
            .contains("guest:guest")
    );
}
