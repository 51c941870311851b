//! Every kind of fault, each with its place, and all at once.

use super::{Written, file, variable};

/// The one fault of a file.
fn fault(text: &str) -> String {
    let faults = file(text).faults();
    assert_eq!(faults.len(), 1, "{faults:#?}");
    faults.concat()
}

#[test]
fn a_wrong_type_has_line_and_column() {
    assert_eq!(
        fault("[worker]\n\nprefetch = \"lots\"\n"),
        "copydesk.toml:3:12: worker.prefetch: invalid type: string \"lots\", expected a whole number from 0 to 65535"
    );
}

#[test]
fn a_number_out_of_range_has_line_and_column() {
    assert_eq!(
        fault("[worker]\nprefetch = 70000\n"),
        "copydesk.toml:2:12: worker.prefetch: invalid value: integer `70000`, expected a whole number from 0 to 65535"
    );
    assert!(fault("[worker]\nremembered_ids = 0\n").contains("above 0"));
    assert!(fault("[analysis]\nthreads = -1\n").contains("a whole number"));
}

#[test]
fn a_time_without_its_unit_says_how_times_are_written() {
    let told = fault("[worker]\njob_timeout = 30\n");
    assert!(
        told.starts_with("copydesk.toml:2:15: worker.job_timeout: "),
        "{told}"
    );
    assert!(told.contains("a time with its unit"), "{told}");
    assert!(
        fault("[topology]\nretry_delays = [\"10s\", \"soon\"]\n").contains("a time with its unit")
    );
}

#[test]
fn a_word_that_is_not_on_the_list_shows_the_list() {
    assert!(fault("[log]\nformat = \"yaml\"\n").contains("`auto`, `json`, `text`"));
    assert!(fault("[reading]\ndefault_format = \"docx\"\n").contains("plain"));
    assert!(fault("[log]\nfilter = \"copydesk=loud\"\n").contains("a log level"));
    assert!(fault("[reading]\ntime_zone = \"Mars/Olympus\"\n").contains("Europe/Berlin"));
}

#[test]
fn a_misspelt_setting_is_refused_and_the_right_one_proposed() {
    assert_eq!(
        fault("[worker]\nprefech = 10\n"),
        "copydesk.toml:2:1: there is no setting `worker.prefech`; did you mean `worker.prefetch`?"
    );
    assert_eq!(
        fault("[wroker]\nprefetch = 10\n"),
        "copydesk.toml:1:2: there is no section `wroker`; did you mean `worker`?"
    );
}

#[test]
fn a_setting_in_the_wrong_section_is_sent_to_the_right_one() {
    assert!(fault("[amqp]\nprefetch = 10\n").ends_with("did you mean `worker.prefetch`?"));
    assert_eq!(
        fault("prefetch = 10\n"),
        "copydesk.toml:1:1: `prefetch` stands in the section `[worker]`"
    );
    assert!(fault("worker = 10\n").contains("`worker` is a section"));
}

#[test]
fn a_setting_nobody_could_have_meant_gets_no_proposal() {
    assert_eq!(
        fault("[worker]\nfavourite_colour = \"blue\"\n"),
        "copydesk.toml:2:1: there is no setting `worker.favourite_colour`"
    );
}

#[test]
fn a_fault_of_the_syntax_has_line_and_column_and_quotes_nothing() {
    let told = fault("[amqp]\nurl = \"amqp://desk:hunter2@mq\nheartbeat = \"30s\"\n");
    assert!(told.starts_with("copydesk.toml:2:"), "{told}");
    assert!(!told.contains("hunter2"), "{told}");
    assert!(
        fault("[worker]\nprefetch = 1\nprefetch = 2\n")
            .starts_with("copydesk.toml:3:1: duplicate key")
    );
}

#[test]
fn a_column_counts_characters_and_not_bytes() {
    let told = fault("[worker]\nhost = \"żółć\" \nprefetch = \"ż\"\n");
    assert!(told.starts_with("copydesk.toml:3:12: "), "{told}");
    let told = fault("amqp = { connection_name = \"żółć\", heartbeat = \"x\" }\n");
    assert!(
        told.starts_with("copydesk.toml:1:48: amqp.heartbeat"),
        "{told}"
    );
}

#[test]
fn a_variable_is_named_when_its_value_is_wrong() {
    assert_eq!(
        variable("COPYDESK__WORKER__PREFETCH", "lots").faults(),
        [
            "COPYDESK__WORKER__PREFETCH: worker.prefetch: invalid type: string \"lots\", expected a whole number from 0 to 65535"
        ]
    );
}

#[test]
fn a_misspelt_variable_is_refused_and_the_right_one_proposed() {
    assert_eq!(
        variable("COPYDESK__WORKER__PREFECTH", "3").faults(),
        [
            "COPYDESK__WORKER__PREFECTH: no setting has this variable; did you mean `COPYDESK__WORKER__PREFETCH`?"
        ]
    );
}

#[test]
fn a_flag_is_named_when_its_value_or_its_setting_is_wrong() {
    let flag = |setting, value| {
        Written::default()
            .and_flag("--set", setting, value)
            .faults()
            .concat()
    };
    assert!(flag("worker.prefetch", "x").starts_with("--set: worker.prefetch: "));
    assert!(flag("worker.prefect", "3").contains("did you mean `worker.prefetch`?"));
}

#[test]
fn a_file_that_is_not_there_is_named() {
    let missing = [std::path::PathBuf::from("nowhere.toml")];
    let environment = copydesk::settings::Environment::default();
    let faults = copydesk::settings::Settings::load(&missing, environment, &[]).unwrap_err();
    assert!(
        faults.to_string().contains("nowhere.toml: cannot be read"),
        "{faults}"
    );
}

#[test]
fn limits_that_make_no_sense_are_told_with_their_place() {
    assert_eq!(
        fault("[limits]\nbody = \"17 MiB\"\n"),
        "copydesk.toml:2:8: limits.body: expected at most 16 MiB"
    );
    assert!(fault("[worker]\njob_timeout = \"30m\"\n").contains("RabbitMQ closes the channel"));
    assert!(file("[limits]\nbody = \"16 MiB\"\n").faults().is_empty());
    assert!(
        file("[worker]\njob_timeout = \"29m\"\n")
            .faults()
            .is_empty()
    );
}

#[test]
fn settings_that_do_not_go_together_are_told() {
    assert!(fault("[amqp]\nreconnect_first = \"20s\"\n").contains("`amqp.reconnect_longest`"));
    assert!(fault("[topology]\nretry_delays = [\"60s\", \"1m\"]\n").contains("a queue of its own"));
    assert!(fault("[topology]\ninput_queue = \"amq.mine\"\n").contains("amq."));
}

#[test]
fn a_certificate_needs_its_key_and_both_must_be_readable() {
    let faults = file("[amqp]\ncertificate_file = \"nowhere.pem\"\n").faults();
    assert_eq!(faults.len(), 2, "{faults:#?}");
    assert!(faults.iter().any(|told| told.contains("amqp.key_file")));
    assert!(
        faults
            .iter()
            .any(|told| told.contains("cannot read nowhere.pem"))
    );
}

#[test]
fn all_faults_of_all_layers_are_told_at_once_in_their_order() {
    let faults = file("[worker]\nprefetch = \"a\"\njob_timeout = \"b\"\n[amqp]\nnope = 1\n")
        .and_variable("COPYDESK__LIMITS__DEPTH", "deep")
        .and_flag("--set", "log.format", "yaml")
        .faults();
    let places: Vec<&str> = faults
        .iter()
        .filter_map(|told| told.split(": ").next())
        .collect();
    assert_eq!(
        places,
        [
            "copydesk.toml:2:12",
            "copydesk.toml:3:15",
            "copydesk.toml:5:1",
            "COPYDESK__LIMITS__DEPTH",
            "--set"
        ]
    );
}
