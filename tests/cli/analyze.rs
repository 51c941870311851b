//! `copydesk analyze` on files, folders and standard input.

use std::io::{BufRead as _, BufReader, Read as _};
use std::process::Stdio;

use super::{at, copydesk, feed, folder, run, shown};

const STORY: &str = "Harbour reopens\n\nBy Ada Lindqvist\n\nThe harbour reopened on Monday.\n\n\u{201c}It took us a year,\u{201d} said Mayor Tomas Reyes.\n";

#[test]
fn one_file_gives_one_json_document() {
    let folder = folder(&[("harbour.txt", STORY.as_bytes())]);
    let run = run(&["analyze", &shown(&folder.path().join("harbour.txt"))]);
    assert_eq!((run.code, run.err.as_str()), (0, ""));
    let result: serde_json::Value = serde_json::from_str(&run.out).expect("one document");
    assert_eq!(at(&result, "/status"), "ok");
    assert!(run.out.lines().count() > 10, "for people to read");
}

#[test]
fn standard_input_is_read_with_and_without_its_name() {
    for arguments in [&["analyze"][..], &["analyze", "-"]] {
        let run = feed(arguments, STORY.as_bytes());
        assert_eq!(run.code, 0);
        let result: serde_json::Value = serde_json::from_str(&run.out).expect("one document");
        assert_eq!(at(&result, "/article/byline/raw"), "By Ada Lindqvist");
    }
}

#[test]
fn each_article_of_one_file_has_a_result_and_a_line_of_jsonl_has_one() {
    let list = br#"[{"id": "a", "text": "One. Enough."}, {"id": "b", "text": 2}, {"id": "c", "text": "Three. Enough."}]"#;
    let folder = folder(&[("list.json", list)]);
    let file = shown(&folder.path().join("list.json"));
    let one_document = run(&["analyze", &file]);
    let results: serde_json::Value = serde_json::from_str(&one_document.out).expect("one array");
    for (pointer, expected) in [
        ("/0/article/id", "a"),
        ("/1/error/detail", "/1/text: expected a string"),
        ("/2/article/id", "c"),
    ] {
        assert_eq!(at(&results, pointer), expected);
    }
    assert_eq!(one_document.code, 1);
    let lines = run(&["analyze", "--output", "jsonl", &file]).lines();
    assert_eq!(lines.len(), 3);
    let of_lines = feed(&["analyze", "--format", "jsonl", "--output", "jsonl"], list);
    assert_eq!(of_lines.lines().len(), 1, "{}", of_lines.out);
    assert_eq!(at(&of_lines.lines()[0], "/warnings/0/code"), "no-summary");
}

#[test]
fn a_folder_is_walked_in_the_order_of_names_without_what_is_hidden() {
    let folder = folder(&[
        ("b/2.txt", b"Two. Enough."),
        ("a.txt", b"One. Enough."),
        ("c.txt", b"Three. Enough."),
        ("b/.hidden.txt", b"no"),
        (".git/x.txt", b"no"),
        ("b/photo.jpg", b"\xff\xd8\xff"),
    ]);
    let run = run(&["analyze", &shown(folder.path())]);
    assert_eq!(run.code, 0, "{}", run.err);
    let ids: Vec<String> = run
        .lines()
        .iter()
        .map(|line| at(line, "/article/id").to_owned())
        .collect();
    let names: Vec<&str> = ids.iter().filter_map(|id| id.rsplit('/').next()).collect();
    assert_eq!(names, ["a.txt", "2.txt", "c.txt"]);
}

#[test]
fn a_folder_without_articles_is_wrong_usage() {
    let folder = folder(&[("photo.jpg", b"x")]);
    let run = run(&["analyze", &shown(folder.path())]);
    assert_eq!(run.code, 64);
    assert!(run.err.contains("no articles found"), "{}", run.err);
}

#[test]
fn what_cannot_be_read_stands_in_its_place_and_nothing_else_is_lost() {
    let folder = folder(&[
        ("1.txt", STORY.as_bytes()),
        ("2.txt", b"\x00\x01\xfe\xff\x80 binary \x00"),
        ("3.txt", STORY.as_bytes()),
    ]);
    let missing = shown(&folder.path().join("4.txt"));
    let run = run(&[
        "analyze",
        "--output",
        "jsonl",
        &shown(folder.path()),
        &missing,
    ]);
    assert_eq!(run.code, 1);
    let lines = run.lines();
    assert_eq!(lines.len(), 4);
    let reasons: Vec<&str> = lines.iter().map(|line| at(line, "/error/reason")).collect();
    assert_eq!((reasons[0], reasons[2], reasons[3]), ("", "", "unreadable"));
    assert!(!reasons[1].is_empty(), "{}", lines[1]);
    assert_eq!(at(&lines[3], "/error/file"), missing);
}

#[test]
fn as_text_a_failure_is_told_on_standard_error() {
    let run = run(&["analyze", "--output", "text", "nowhere.txt"]);
    assert_eq!((run.code, run.out.as_str()), (1, ""));
    assert!(
        run.err.starts_with("copydesk: nowhere.txt: unreadable: "),
        "{}",
        run.err
    );
}

#[test]
fn text_in_a_pipe_carries_no_colours() {
    let run = feed(&["analyze", "--output", "text", "-"], STORY.as_bytes());
    assert_eq!(run.code, 0);
    assert!(run.out.contains("Harbour reopens"));
    assert!(!run.out.contains('\u{1b}'), "{:?}", run.out);
}

#[test]
fn many_articles_as_json_are_one_array() {
    let folder = folder(&[("1.txt", STORY.as_bytes()), ("2.txt", STORY.as_bytes())]);
    let run = run(&["analyze", "--output", "json", &shown(folder.path())]);
    let results: Vec<serde_json::Value> = serde_json::from_str(&run.out).expect("an array");
    assert_eq!(results.len(), 2);
}

#[test]
fn html_shows_one_article_and_refuses_many() {
    let page = feed(&["analyze", "--output", "html", "-"], STORY.as_bytes());
    assert_eq!(page.code, 0);
    assert!(page.out.contains("</html>"));
    let folder = folder(&[("1.txt", b"x"), ("2.txt", b"y")]);
    assert_eq!(
        run(&["analyze", "--output", "html", &shown(folder.path())]).code,
        64
    );
}

#[test]
fn a_body_above_the_limit_is_refused_and_a_higher_limit_takes_it() {
    let long = "The harbour reopened on Monday. ".repeat(40_000);
    let refused = feed(&["analyze", "-"], long.as_bytes());
    assert_eq!(refused.code, 1);
    assert!(refused.out.contains("oversize"), "{}", refused.out);
    let short = &long.as_bytes()[..3000];
    assert_eq!(
        feed(&["analyze", "-", "--set", "limits.body=2 KiB"], short).code,
        1
    );
    assert_eq!(
        feed(&["analyze", "-", "--set", "limits.body=3 KiB"], short).code,
        0
    );
}

#[test]
fn a_reader_that_closes_its_end_is_no_failure() {
    let article = r#"{"id":"a","text":"The harbour reopened on Monday, officials said."}"#;
    let folder = folder(&[("many.jsonl", format!("{article}\n").repeat(3000).as_bytes())]);
    let mut child = copydesk(&["analyze", &shown(&folder.path().join("many.jsonl"))])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program starts");
    let mut out = BufReader::new(child.stdout.take().expect("an output"));
    let mut first = String::new();
    out.read_line(&mut first).expect("a line");
    drop(out);
    let status = child.wait().expect("the program ends");
    let mut err = String::new();
    child
        .stderr
        .take()
        .expect("messages")
        .read_to_string(&mut err)
        .expect("messages");
    assert_eq!((status.code(), err.as_str()), (Some(0), ""));
}

#[test]
fn no_text_of_the_article_is_logged_even_at_trace() {
    let words = "Zanzibarquuux";
    let article =
        format!("\u{201c}We will rebuild {words},\u{201d} said Mayor Tomas Reyes of {words}.\n");
    for format in ["json", "text"] {
        let set = format!("log.format={format}");
        let run = feed(
            &["analyze", "--log", "trace", "--set", &set, "-"],
            article.as_bytes(),
        );
        assert_eq!(run.code, 0);
        assert!(run.out.contains("\"status\": \"ok\""), "{}", run.out);
        assert!(!run.err.contains(words), "{}", run.err);
    }
}

#[test]
fn a_folder_as_html_becomes_pages_with_an_index_and_nobodys_files_are_written_over() {
    let folder = tempfile::tempdir().expect("a folder");
    let copy = folder.path().join("in");
    std::fs::create_dir(&copy).expect("a folder");
    write(
        &copy.join("a story.txt"),
        "An aide said the bridge would close.\n",
    );
    write(&copy.join("b.txt"), "Ida Brandt said the mill was old.\n");
    let pages = folder.path().join("pages");
    let arguments = [
        "analyze",
        "--output",
        "html",
        "--to",
        path(&pages),
        path(&copy),
    ];
    let first = run(&arguments);
    assert_eq!(first.code, 0, "{first:?}");
    let index = std::fs::read_to_string(pages.join("index.html")).expect("an index");
    assert!(
        index.contains("0001-a-story.html") && index.contains("0002-b.html"),
        "{index}"
    );
    let page = std::fs::read_to_string(pages.join("0001-a-story.html")).expect("a page");
    assert!(page.contains("href=\"index.html\""));
    let again = run(&arguments);
    assert_eq!(again.code, 64);
    assert!(
        again.err.contains("is not empty; name a new folder"),
        "{again:?}"
    );
}

/// A feed with two items.
const FEED: &str = "<rss version=\"2.0\"><channel><title>Valley Post</title>\
    <item><guid>urn:1</guid><title>Bridge</title><description>Ida Brandt said the bridge would close.</description></item>\
    <item><guid>urn:2</guid><title>Mill</title><description>Tom Vale said the mill was old.</description></item>\
    </channel></rss>";

#[test]
fn every_article_of_a_file_becomes_text_and_standoff_for_brat() {
    let folder = tempfile::tempdir().expect("a folder");
    let feed = folder.path().join("feed.xml");
    write(&feed, FEED);
    let brat = folder.path().join("brat");
    let made = run(&[
        "analyze",
        "--output",
        "brat",
        "--to",
        path(&brat),
        path(&feed),
    ]);
    assert_eq!(made.code, 0, "{made:?}");
    let read = |name: &str| std::fs::read_to_string(brat.join(name)).expect(name);
    for (stem, words) in [("0001-feed", "Ida Brandt"), ("0002-feed", "Tom Vale")] {
        assert!(read(&format!("{stem}.txt")).contains(words));
        assert!(read(&format!("{stem}.ann")).contains(words));
    }
    assert!(read("annotation.conf").contains("[entities]"));
}

#[test]
fn a_page_of_the_first_of_several_articles_says_that_there_are_others() {
    let folder = tempfile::tempdir().expect("a folder");
    let feed = folder.path().join("feed.xml");
    write(&feed, FEED);
    for output in ["html", "brat"] {
        let one = run(&["analyze", "--output", output, path(&feed)]);
        assert!(one.out.contains("Ida Brandt") && !one.out.contains("Tom Vale"));
        assert!(
            one.err
                .contains("the first of 2 articles; name a folder with --to"),
            "{}",
            one.err
        );
    }
}

#[test]
fn a_watched_file_is_analysed_again_when_it_is_saved_and_may_be_missing_for_a_moment() {
    let folder = tempfile::tempdir().expect("a folder");
    let draft = folder.path().join("draft.txt");
    write(&draft, "Ida Brandt said the mill was old.\n");
    let shown = folder.path().join("shown");
    let mut watching = copydesk(&["analyze", "--watch", "--output", "text", path(&draft)]);
    watching.stdout(std::fs::File::create(&shown).expect("a file"));
    let mut watching = watching.spawn().expect("the program starts");
    let until = |words: &str| {
        for _ in 0..200 {
            let seen = std::fs::read_to_string(&shown).unwrap_or_default();
            if seen.contains(words) {
                return;
            }
            std::thread::sleep(std::time::Duration::from_millis(100));
        }
        panic!("never showed: {words}");
    };
    until("Ida Brandt");
    std::fs::remove_file(&draft).expect("removed");
    until("not there at the moment");
    write(
        &draft,
        "Tom Vale said the mill was new and the roof was dry.\n",
    );
    until("Tom Vale");
    let id = watching.id().to_string();
    let kill = std::process::Command::new("kill")
        .args(["-INT", &id])
        .status();
    assert!(kill.expect("kill").success());
    assert_eq!(watching.wait().expect("ended").code(), Some(0));
}

#[test]
fn a_rule_is_tried_on_real_copy_and_one_that_never_fires_is_named() {
    let folder = tempfile::tempdir().expect("a folder");
    let rules = folder.path().join("rules.toml");
    let rule = |id: &str, token: &str| {
        format!(
            "[[rule]]\nid = \"{id}\"\nname = \"x\"\nseverity = \"warning\"\nextends = \"existence\"\nmessage = \"look at '{{match}}'.\"\nwhy = \"w\"\ntokens = ['{token}']\n"
        )
    };
    write(&rules, &(rule("H1", "mill") + &rule("H2", "zebra")));
    let story = folder.path().join("story.txt");
    write(
        &story,
        "Ida Brandt said the mill was old.\n\nThe road is dry.\n",
    );
    let tried = run(&["rules", "try", path(&rules), path(&story)]);
    assert_eq!(tried.code, 0, "{tried:?}");
    assert!(
        tried.out.contains("warning H1: look at 'mill'."),
        "{}",
        tried.out
    );
    assert!(!tried.out.contains("The road is dry"), "{}", tried.out);
    assert!(
        tried.out.contains("H1: 1 firing in 1 article"),
        "{}",
        tried.out
    );
    assert!(
        tried.out.contains("H2: never fired in 1 article"),
        "{}",
        tried.out
    );
}

#[test]
fn the_routing_key_decides_whose_rules_hold() {
    let folder = tempfile::tempdir().expect("a folder");
    let house = folder.path().join("house.toml");
    write(
        &house,
        "[[profile]]\nname = \"courts\"\nmatch = { routing_key = [\"news.courts.#\"] }\n[profile.override]\nCD104 = \"off\"\n",
    );
    let story = folder.path().join("story.txt");
    write(&story, "The firm reportedly plans to close two plants.\n");
    let setting = format!("editorial.house_file={}", path(&house));
    let found = |key: &str| {
        let run = run(&[
            "--set",
            &setting,
            "analyze",
            "--output",
            "json",
            "--routing-key",
            key,
            path(&story),
        ]);
        assert_eq!(run.code, 0, "{run:?}");
        run.out.contains("\"CD104\"")
    };
    assert!(found("news.sport.en"));
    assert!(!found("news.courts.en"));
}

fn write(file: &std::path::Path, text: &str) {
    std::fs::write(file, text).expect("written");
}

fn path(path: &std::path::Path) -> &str {
    path.to_str().expect("a path of this test")
}
