//! Results in other people's formats.

use copydesk::Desk;
use copydesk::article::Article;
use copydesk::report::Report;
use copydesk::wire::export;
use serde_json::Value;

use crate::decoded;

const TEXT: &str = "The 🙂 ferry will stop, said Ada Berg, the mayor of Oban.\n\n\
    “Nobody rode it,” Berg said. “We looked, and we looked again.”";

fn analysed() -> (Article, Report) {
    let article = decoded(TEXT.as_bytes());
    let report = Desk::default().report(&article);
    assert!(
        !report.attributed.attributions.is_empty(),
        "something is found"
    );
    (article, report)
}

#[test]
fn annotations_quote_what_their_positions_cover() {
    let (article, report) = analysed();
    let page: Value =
        serde_json::from_slice(&export::annotation::page(&article, &report, &[])).unwrap();
    assert_eq!(page["@context"], "http://www.w3.org/ns/anno.jsonld");
    assert_eq!(page["type"], "AnnotationPage");
    let points: Vec<char> = article.text.chars().collect();
    let items = page["items"].as_array().unwrap();
    assert_eq!(items.len(), report.attributed.attributions.len());
    for target in items
        .iter()
        .flat_map(|item| item["target"].as_array().unwrap())
    {
        let [position, quote] = target["selector"].as_array().unwrap().as_slice() else {
            panic!("two selectors");
        };
        let at = |name: &str| usize::try_from(position[name].as_u64().unwrap()).unwrap();
        let covered: String = points[at("start")..at("end")].iter().collect();
        assert_eq!(quote["exact"], covered.as_str());
    }
}

#[test]
fn an_enriched_item_has_the_summary_and_no_body() {
    let (article, report) = analysed();
    let item: Value =
        serde_json::from_slice(&export::ninjs::enrichment(&article, &report)).unwrap();
    assert_eq!(item["uri"], article.id.as_str());
    assert!(item.get("bodies").is_none());
    assert_eq!(item["trustIndicators"][0]["role"], "namedSources");
}

#[test]
fn an_item_is_answered_in_its_own_version_of_ninjs() {
    let names = |body: &str| {
        let article = decoded(body.as_bytes());
        let report = Desk::default().report(&article);
        let item: Value =
            serde_json::from_slice(&export::ninjs::enrichment(&article, &report)).unwrap();
        let version = ["standard", "$standard"]
            .into_iter()
            .find_map(|name| item[name]["version"].as_str().map(str::to_owned));
        let names = item.as_object().unwrap().keys().cloned();
        (version.unwrap(), names.collect::<Vec<String>>())
    };
    let first = r#"{"uri": "urn:1", "headline": "Ferry late", "pubstatus": "usable", "body_text": "The ferry is late, Ada Berg said."}"#;
    let second = r#"{"uri": "urn:2", "standard": {"name": "ninjs", "version": "2.1"}, "pubstatus": "usable", "headlines": [{"value": "Ferry late"}], "bodies": [{"contenttype": "text/plain", "value": "The ferry is late, Ada Berg said."}]}"#;
    let superdesk = r#"{"guid": "urn:3", "headline": "Ferry late", "pubstatus": "usable", "body_html": "<p>The ferry is late, Ada Berg said.</p>"}"#;
    for (body, version, present, absent) in [
        (
            first,
            "1.6",
            ["uri", "person", "headline", "pubstatus"],
            "people",
        ),
        (
            second,
            "2.1",
            ["uri", "people", "headlines", "trustindicators"],
            "pubStatus",
        ),
        (
            superdesk,
            "1.6",
            ["guid", "person", "headline", "pubstatus"],
            "uri",
        ),
        (
            "The ferry is late, Ada Berg said.",
            "3.1",
            ["uri", "people", "pubStatus", "trustIndicators"],
            "pubstatus",
        ),
    ] {
        let (written, names) = names(body);
        assert_eq!(written, version, "{body}");
        assert!(
            present
                .iter()
                .all(|name| names.contains(&(*name).to_owned())),
            "{names:?}"
        );
        assert!(!names.contains(&absent.to_owned()), "{names:?}");
    }
}

#[test]
fn a_table_has_as_many_cells_in_every_row_as_its_head() {
    let (article, report) = analysed();
    for (head, rows) in [
        (
            export::csv::ATTRIBUTIONS,
            export::csv::attributions(&article, &report),
        ),
        (
            export::csv::SOURCES,
            export::csv::sources(&article, &report),
        ),
    ] {
        let rows = String::from_utf8(rows).unwrap();
        for row in rows.split("\r\n") {
            assert_eq!(cells(row), head.split(',').count(), "{row}");
        }
    }
}

/// Cells of a row, quoted ones counted once.
fn cells(row: &str) -> usize {
    let mut quoted = false;
    1 + row
        .chars()
        .filter(|c| {
            quoted ^= *c == '"';
            *c == ',' && !quoted
        })
        .count()
}

#[test]
fn standoff_offsets_are_code_points_and_keep_to_their_lines() {
    let (article, report) = analysed();
    let notes = String::from_utf8(export::brat::standoff(&article, &report)).unwrap();
    let points: Vec<char> = article.text.chars().collect();
    let mut entities = 0;
    for line in notes.lines().filter(|line| line.starts_with('T')) {
        let [_, place, words] = line.split('\t').collect::<Vec<_>>()[..] else {
            panic!("three columns: {line}");
        };
        let (_, places) = place.split_once(' ').unwrap();
        let parts: Vec<String> = places
            .split(';')
            .map(|part| {
                let (start, end) = part.split_once(' ').unwrap();
                let (start, end): (usize, usize) = (start.parse().unwrap(), end.parse().unwrap());
                points[start..end].iter().collect()
            })
            .collect();
        assert_eq!(parts.join(" "), words);
        entities += 1;
    }
    assert!(entities > 1);
}

#[test]
fn under_embargo_a_result_holds_places_and_no_words() {
    use copydesk::article::Embargo;
    use copydesk::wire::{self, Layout, Provenance};
    let (mut article, report) = analysed();
    article.headline = Some("Ferry to stop".to_owned());
    article.embargo = Some(Embargo {
        until: Some("2030-01-01T00:00:00Z".parse().unwrap()),
    });
    let written = |at: &str, layout| {
        let provenance = Provenance {
            processed_at: at.to_owned(),
            ..Provenance::default()
        };
        String::from_utf8(wire::encode_as(&article, &report, &provenance, layout)).unwrap()
    };
    let before = written("2029-12-31T00:00:00Z", Layout::default());
    for word in ["Berg", "ferry", "Ferry", "looked"] {
        assert!(!before.contains(word), "{word}: {before}");
    }
    let result: Value = serde_json::from_str(&before).unwrap();
    assert_eq!(
        result["article"]["embargo"]["until"],
        "2030-01-01T00:00:00Z"
    );
    assert!(!result["attributions"].as_array().unwrap().is_empty());
    let allowed = Layout {
        embargoed_text: true,
        ..Layout::default()
    };
    assert!(written("2029-12-31T00:00:00Z", allowed).contains("Berg"));
    assert!(written("2030-01-02T00:00:00Z", Layout::default()).contains("Berg"));
}
