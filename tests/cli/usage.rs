//! Help, wrong usage, settings and exit codes.

use super::{copydesk, folder, run, run_with, shown};

#[test]
fn help_tells_commands_exit_codes_and_variables() {
    let run = run(&["--help"]);
    assert_eq!(run.code, 0);
    for word in [
        "analyze",
        "worker",
        "Exit codes",
        "COPYDESK__AMQP__URL_FILE",
        "COPYDESK_CONFIG",
    ] {
        assert!(run.out.contains(word), "{word}");
    }
}

#[test]
fn every_command_has_help_of_its_own() {
    for command in [
        "worker",
        "analyze",
        "topology",
        "publish",
        "dead",
        "config",
        "rules",
        "schema",
        "eval",
        "completions",
    ] {
        let run = run(&[command, "--help"]);
        assert_eq!(run.code, 0, "{command}");
        assert!(run.out.contains("Usage: copydesk"), "{command}");
    }
}

#[test]
fn wrong_usage_ends_with_64() {
    for wrong in [
        &["anlyze"][..],
        &[],
        &["analyze", "--nope"],
        &["schema", "nope"],
        &["--set", "x", "config", "check"],
    ] {
        let run = run(wrong);
        assert_eq!(run.code, 64, "{wrong:?}");
        assert!(run.out.is_empty(), "{wrong:?}");
        assert!(!run.err.is_empty(), "{wrong:?}");
    }
}

#[test]
fn an_unknown_format_is_wrong_usage_and_the_known_ones_are_listed() {
    let run = run(&["analyze", "--format", "docx", "-"]);
    assert_eq!(run.code, 64);
    assert!(
        run.err.contains("jsonl") && run.err.contains("html"),
        "{}",
        run.err
    );
}

#[test]
fn wrong_settings_end_every_command_with_64_and_all_faults() {
    let folder = folder(&[("bad.toml", b"[worker]\nprefetch = \"lots\"\nprefech = 1\n")]);
    let file = shown(&folder.path().join("bad.toml"));
    for command in [&["config", "check"][..], &["analyze", "-"], &["worker"]] {
        let mut arguments = vec!["--config", &file];
        arguments.extend(command);
        let run = run(&arguments);
        assert_eq!(run.code, 64, "{command:?}");
        assert!(run.err.contains("2 faults"), "{}", run.err);
        assert!(
            run.err.contains("bad.toml:2:12: worker.prefetch"),
            "{}",
            run.err
        );
        assert!(run.err.contains("bad.toml:3:1: "), "{}", run.err);
    }
}

#[test]
fn commands_that_need_no_settings_work_with_wrong_ones() {
    let mut command = copydesk(&["completions", "bash"]);
    command.env("COPYDESK__WORKER__PREFETCH", "lots");
    let completions = run_with(command, b"");
    assert_eq!(completions.code, 0);
    assert!(completions.out.contains("complete"));

    let mut command = copydesk(&["schema", "settings"]);
    command.env("COPYDESK__NO__SUCH", "1");
    let schema = run_with(command, b"");
    assert_eq!(schema.code, 0);
    assert!(schema.out.contains("\"$defs\""));
}

#[test]
fn the_environment_names_files_and_settings() {
    let folder = folder(&[("a.toml", b"[worker]\nprefetch = 7\n")]);
    let mut command = copydesk(&["config", "show", "--changed"]);
    command
        .env("COPYDESK_CONFIG", folder.path().join("a.toml"))
        .env("COPYDESK__AMQP__URL", "amqp://desk:hunter2@mq/news");
    let run = run_with(command, b"");
    assert_eq!(run.code, 0);
    let lines: Vec<&str> = run.out.lines().collect();
    assert_eq!(lines.len(), 2, "{}", run.out);
    assert!(
        run.out.contains("\"amqp://desk:***@mq/news\"") && run.out.contains("COPYDESK__AMQP__URL")
    );
    assert!(run.out.contains("a.toml:2:12"));
    assert!(!run.out.contains("hunter2"));
}

#[test]
fn config_show_gives_toml_and_variables() {
    let toml = run(&[
        "--set",
        "topology.retry_delays=1s,2m",
        "config",
        "show",
        "--changed",
        "--output",
        "toml",
    ]);
    assert_eq!(toml.out, "[topology]\nretry_delays = [\"1s\", \"2m\"]\n");
    let env = run(&[
        "--set",
        "topology.retry_delays=1s,2m",
        "config",
        "show",
        "--changed",
        "--output",
        "env",
    ]);
    assert_eq!(env.out, "COPYDESK__TOPOLOGY__RETRY_DELAYS=1s,2m\n");
}

#[test]
fn config_check_counts_what_is_fine() {
    let run = run(&["config", "check"]);
    assert_eq!((run.code, run.err.as_str()), (0, ""));
    assert!(run.out.ends_with("settings, no faults\n"), "{}", run.out);
}

#[test]
fn a_house_file_is_checked_as_one_and_its_faults_have_a_place() {
    let sound = run(&["rules", "check", "examples/house/house.toml"]);
    assert!(sound.out.ends_with("rules, no faults\n"), "{}", sound.err);
    let house = folder(&[(
        "house.toml",
        b"packs = [\"core\"]\n\n[overide]\nCD201 = \"off\"\n",
    )]);
    let file = shown(&house.path().join("house.toml"));
    let faulty = run(&["rules", "check", &file]);
    assert_eq!(faulty.code, 64);
    let place = "house.toml:3:2: unknown field `overide`";
    assert!(faulty.err.contains(place), "{}", faulty.err);
}

#[test]
fn the_topology_is_shown_without_a_broker() {
    let run = run(&["topology", "show"]);
    assert_eq!(run.code, 0);
    assert!(run.out.contains("queue copydesk.quarantine"));
}

#[test]
fn a_broker_that_is_not_there_ends_with_69_and_hides_the_password() {
    for command in [
        &["topology", "apply"][..],
        &["dead", "list"],
        &["publish", "Cargo.toml"],
    ] {
        let mut arguments = vec!["--set", "amqp.url=amqp://desk:hunter2@127.0.0.1:1/news"];
        arguments.extend(command);
        let run = run(&arguments);
        assert_eq!(run.code, 69, "{command:?}: {}", run.err);
        assert!(
            run.err
                .contains("cannot connect to amqp://desk@127.0.0.1:1"),
            "{}",
            run.err
        );
        assert!(!run.err.contains("hunter2"), "{}", run.err);
    }
}

#[test]
fn nothing_is_thrown_away_without_saying_what() {
    for action in ["drop", "replay"] {
        let run = run(&["dead", action]);
        assert_eq!(run.code, 64);
        assert!(run.err.contains("--all"), "{}", run.err);
    }
}
