//! A later layer wins, and every value knows where it came from.

use std::time::Duration;

use super::{Written, file, shown, variable};

fn origin(written: &Written, path: &str) -> String {
    shown(&written.fine(), path).1
}

#[test]
fn without_a_word_the_defaults_count() {
    let settings = Written::default().fine();
    assert!(settings.shown.iter().all(|shown| !shown.changed()));
    assert_eq!(settings.broker.topology.input_queue, "copydesk.articles");
    assert_eq!(settings.worker.job_timeout, Duration::from_secs(60));
}

#[test]
fn defaults_then_files_then_variables_then_flags() {
    let mut written = Written::default();
    assert_eq!(origin(&written, "worker.prefetch"), "default");

    written = written.and_file("a.toml", "[worker]\nprefetch = 1\n");
    assert_eq!(origin(&written, "worker.prefetch"), "a.toml:2:12");

    written = written.and_file("b.toml", "\n[worker]\nprefetch = 2\n");
    assert_eq!(origin(&written, "worker.prefetch"), "b.toml:3:12");

    written = written.and_variable("COPYDESK__WORKER__PREFETCH", "3");
    assert_eq!(
        origin(&written, "worker.prefetch"),
        "COPYDESK__WORKER__PREFETCH"
    );
    assert_eq!(written.fine().worker.prefetch, 3);

    written = written.and_flag("--prefetch", "worker.prefetch", "4");
    assert_eq!(origin(&written, "worker.prefetch"), "--prefetch");
    assert_eq!(written.fine().worker.prefetch, 4);
}

#[test]
fn a_layer_changes_only_what_it_names() {
    let settings = file("[worker]\nprefetch = 9\n")
        .and_variable("COPYDESK__LIMITS__DEPTH", "7")
        .fine();
    assert_eq!(settings.worker.prefetch, 9);
    assert_eq!(settings.worker.reading.limits.depth, 7);
    assert_eq!(settings.worker.reading.limits.body_bytes, 1 << 20);
}

#[test]
fn a_variable_is_read_as_the_type_of_its_setting() {
    let written = variable("COPYDESK__RESULT__CONTEXT", "true")
        .and_variable("COPYDESK__TOPOLOGY__RETRY_DELAYS", "5s, 2m")
        .and_variable("COPYDESK__AMQP__CONNECTION_NAME", "42")
        .and_variable("COPYDESK__LIMITS__BODY", "2 MiB");
    let settings = written.fine();
    assert!(settings.worker.reading.layout.context);
    assert_eq!(
        settings.broker.topology.retry_delays,
        [Duration::from_secs(5), Duration::from_secs(120)]
    );
    assert_eq!(settings.broker.connection_name, "42");
    assert_eq!(settings.worker.reading.limits.body_bytes, 2 << 20);
}

#[test]
fn an_empty_list_of_delays_leads_straight_to_quarantine() {
    let settings = variable("COPYDESK__TOPOLOGY__RETRY_DELAYS", "").fine();
    assert!(settings.broker.topology.retry_delays.is_empty());
}

#[test]
fn tables_may_be_written_inline_and_with_dots() {
    for text in ["worker = { prefetch = 5 }", "worker.prefetch = 5"] {
        assert_eq!(file(text).fine().worker.prefetch, 5, "{text}");
    }
}

#[test]
fn the_probes_can_be_turned_off() {
    for off in ["", "127.0.0.1:0"] {
        let settings = variable("COPYDESK__PROBES__LISTEN", off).fine();
        assert_eq!(settings.probes.listen, None, "{off:?}");
    }
    let settings = variable("COPYDESK__PROBES__LISTEN", "0.0.0.0:8080").fine();
    assert_eq!(
        settings.probes.listen.map(|address| address.port()),
        Some(8080)
    );
}

#[test]
fn a_machine_without_a_name_in_the_settings_has_its_host_name() {
    assert!(!Written::default().fine().broker.host.is_empty());
    assert_eq!(
        variable("COPYDESK__WORKER__HOST", "desk-7")
            .fine()
            .broker
            .host,
        "desk-7"
    );
}

#[test]
fn what_is_shown_as_toml_gives_the_same_settings_again() {
    let before = file("[worker]\nprefetch = 9\n[topology]\nretry_delays = [\"1s\"]\n").fine();
    let text: Vec<String> = before
        .shown
        .iter()
        .filter(|shown| shown.path != "amqp.url")
        .map(|shown| format!("{} = {}\n", shown.path, shown.value))
        .collect();
    let after = file(&text.concat()).fine();
    assert_eq!(after.worker, before.worker);
    assert_eq!(after.broker.topology, before.broker.topology);
}
