//! One invented document a format: what is read, what is left, and where each word came from.

use std::path::Path;

use copydesk::article::{Article, BlockKind, Disposition, SkipReason};
use copydesk::wire::{self, Envelope, Format, Limits};

fn document(name: &str) -> Vec<u8> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/wire/documents");
    std::fs::read(folder.join(name)).unwrap()
}

fn read(name: &str) -> Article {
    let envelope = Envelope::default();
    wire::decode(&document(name), &envelope, &Limits::default()).unwrap()
}

fn names(article: &Article) -> Vec<&str> {
    let people = article.byline.iter().flat_map(|byline| &byline.people);
    people.map(|person| person.name.as_str()).collect()
}

fn headline(article: &Article) -> &str {
    article.headline.as_deref().unwrap_or_default()
}

/// The source pointer of the block that holds `words`.
fn pointer<'a>(article: &'a Article, words: &str) -> &'a str {
    let at = article.text.find(words).unwrap();
    article.origin(u32::try_from(at).unwrap()).unwrap().0
}

#[test]
fn ninjs_1_gives_its_html_body_with_a_way_back() {
    let article = read("ninjs1.json");
    assert_eq!(article.format, "ninjs");
    assert_eq!(article.version.as_deref(), Some("3"));
    assert_eq!(names(&article), ["Ingrid Solheim", "Tomás O'Dwyer"]);
    assert_eq!(
        article.text,
        "OBAN (Tidewater) – The Sunday ferry to Hellesay will stop in May, the operator said.\n\n\
         “We can’t run it empty,” said Moira Kell, who heads the company.\n\n\
         12 sailings a week remain"
    );
    assert_eq!(pointer(&article, "12 sailings"), "/body_html");
    assert_eq!(article.blocks[2].kind, BlockKind::ListItem);
    assert_eq!(
        article.extra,
        [("x_house".to_owned(), r#"{"desk":"north"}"#.to_owned())]
    );
    assert!(article.notes.iter().all(|note| !note.public));
    assert_eq!(article.outlet.as_deref(), Some("Tidewater"));
}

#[test]
fn every_byte_of_a_block_leads_back_to_its_source() {
    let body: serde_json::Value = serde_json::from_slice(&document("ninjs1.json")).unwrap();
    let html = body["body_html"].as_str().unwrap();
    let article = read("ninjs1.json");
    let mut same = 0;
    for (at, c) in article
        .text
        .char_indices()
        .filter(|(_, c)| c.is_alphanumeric())
    {
        let (_, source) = article.origin(u32::try_from(at).unwrap()).unwrap();
        let (_, rest) = html.split_at(source as usize);
        assert!(rest.starts_with(c), "{c} at {at}");
        same += 1;
    }
    assert!(same > 100);
}

#[test]
fn ninjs_2_that_is_withheld_recalls_what_was_sent() {
    let article = read("ninjs2.json");
    assert_eq!(article.disposition(), Disposition::Retract);
    assert_eq!(article.replaces[0].id, article.id);
    assert_eq!(headline(&article), "School roof closed for good");
    assert_eq!(article.subheads, ["That roof again"]);
    assert_eq!(article.outlet.as_deref(), Some("Tidewater"));
}

#[test]
fn ninjs_3_with_nitf_inside_is_read_and_its_embargo_kept() {
    let article = read("ninjs3.json");
    assert_eq!(article.profile.as_deref(), Some("3.1"));
    assert!(article.embargo.unwrap().until.is_some());
    assert!(article.text.ends_with("The minister declined to comment."));
    assert_eq!(
        pointer(&article, "The minister"),
        "/bodies/0/value#/nitf/body[1]/body.content[1]/p[2]"
    );
}

#[test]
fn superdesk_is_ninjs_with_a_guid_and_its_kill_names_what_it_recalls() {
    let article = read("superdesk.json");
    assert_eq!(article.profile.as_deref(), Some("superdesk"));
    assert_eq!(article.disposition(), Disposition::Retract);
    assert_eq!(
        article.replaces[0].id,
        "tag:tidewater.example,2026:newsml-76"
    );
    let person = &article.byline.as_ref().unwrap().people[0];
    assert_eq!(person.id.as_deref(), Some("aberg"));
}

#[test]
fn a_news_message_gives_its_text_item() {
    let article = read("g2_nitf.xml");
    assert_eq!(article.format, "newsml-g2");
    assert_eq!(article.id, "urn:newsml:tidewater.example:20260308:court");
    assert_eq!(names(&article), ["Rhona McVey"]);
    assert_eq!(article.dateline.as_deref(), Some("Stornoway (Tidewater)"));
    assert_eq!(article.outlet.as_deref(), Some("Tidewater News"));
    assert_eq!(article.replaces[0].version.as_deref(), Some("3"));
    assert_eq!(
        article.text,
        "A bus driver was fined for herding sheep with a double-decker, the sheriff’s clerk said.\n\n\
         No regrets\n\n“They followed me & the horn”, he told the court."
    );
    let public: Vec<bool> = article.notes.iter().map(|note| note.public).collect();
    assert_eq!(public, [true, false]);
    assert!(article.remarks.is_empty());
}

#[test]
fn an_advisory_is_no_copy() {
    let article = read("g2_plain.xml");
    assert_eq!(
        article.disposition(),
        Disposition::Skip(SkipReason::Advisory)
    );
    let article = read("ap_advisory.json");
    assert_eq!(article.format, "ap");
    assert_eq!(
        article.disposition(),
        Disposition::Skip(SkipReason::Advisory)
    );
}

#[test]
fn nitf_is_read_by_local_names_with_captions_and_tables_apart() {
    let article = read("nitf.xml");
    assert_eq!(article.profile.as_deref(), Some("3.5"));
    assert_eq!(names(&article), ["Bjørn Aske"]);
    assert_eq!(article.dateline.as_deref(), Some("Ullapool"));
    assert_eq!(article.subheads, ["Owner to appeal"]);
    let kinds: Vec<BlockKind> = article.blocks.iter().map(|block| block.kind).collect();
    assert_eq!(
        kinds,
        [
            BlockKind::Paragraph,
            BlockKind::Quote,
            BlockKind::Caption,
            BlockKind::TableRow
        ]
    );
    assert!(article.text.ends_with("Licences\t14"));
    assert_eq!(article.furniture.len(), 1, "the caption is no copy");
}

#[test]
fn a_naive_date_is_in_the_time_zone_of_the_newsroom() {
    let envelope = Envelope {
        time_zone: Some("Europe/Oslo"),
        ..Envelope::default()
    };
    let article = wire::decode(&document("nitf.xml"), &envelope, &Limits::default()).unwrap();
    let created = article.dates.created.unwrap().to_string();
    assert_eq!(created, "2026-03-10T07:30:00Z");
}

#[test]
fn newsml_1_gives_the_main_component() {
    let article = read("newsml1.xml");
    assert_eq!(article.format, "newsml-1");
    assert_eq!(article.id, "urn:newsml:tidewater.example:20260311:T-9");
    assert_eq!(article.version.as_deref(), Some("2"));
    assert_eq!(article.replaces[0].version.as_deref(), Some("1"));
    assert_eq!(headline(&article), "Lighthouse sold for a pound");
    assert!(
        article.subheads.is_empty(),
        "a picture has its own headline"
    );
    assert!(article.text.ends_with("Nobody else had bid."));
}

#[test]
fn an_arc_event_gives_its_story() {
    let article = read("ans.json");
    assert_eq!(article.format, "ans");
    assert_eq!(article.id, "TIDEANS1");
    assert_eq!(article.version.as_deref(), Some("R3"));
    assert_eq!(headline(&article), "Bakery wins back its name");
    assert_eq!(article.embargo, None, "it is not active");
    assert_eq!(
        pointer(&article, "Two courts"),
        "/body/content_elements/3/items/1/content"
    );
    assert!(
        !article.text.contains("always ours"),
        "a pull quote repeats"
    );
    assert!(!article.text.contains("bread"), "a link is no copy");
    assert!(article.text.contains("misspelled"));
}

#[test]
fn an_arc_event_that_unpublishes_recalls() {
    let text = String::from_utf8(document("ans.json")).unwrap();
    let down = text.replace("story:update", "story:unpublish");
    let article = wire::decode(down.as_bytes(), &Envelope::default(), &Limits::default()).unwrap();
    assert_eq!(article.disposition(), Disposition::Retract);
}

#[test]
fn an_arc_event_that_deletes_recalls_also_without_the_story() {
    for (event, id) in [
        (
            r#"{"organizationId": "post", "key": "story:delete", "typeId": "QXZ7"}"#,
            "QXZ7",
        ),
        (
            r#"{"organizationId": "post", "key": "story:delete", "typeId": "QXZ7", "body": null}"#,
            "QXZ7",
        ),
        (
            r#"{"organizationId": "post", "typeId": "story:unpublish", "_id": "QXZ8", "body": {}}"#,
            "QXZ8",
        ),
        (
            r#"{"organizationId": "post", "key": "story:delete", "body": {"_id": "QXZ9"}}"#,
            "QXZ9",
        ),
    ] {
        let article =
            wire::decode(event.as_bytes(), &Envelope::default(), &Limits::default()).unwrap();
        assert_eq!(
            (article.disposition(), article.id.as_str()),
            (Disposition::Retract, id),
            "{event}"
        );
    }
    let update = r#"{"organizationId": "post", "key": "story:update", "typeId": "QXZ7"}"#;
    assert!(wire::decode(update.as_bytes(), &Envelope::default(), &Limits::default()).is_err());
}

#[test]
fn json_ld_finds_the_article_in_a_graph() {
    let article = read("jsonld.json");
    assert_eq!(article.format, "schema-org");
    assert_eq!(names(&article), ["Ruth Ekeland"]);
    assert_eq!(article.outlet.as_deref(), Some("Tidewater Wire"));
    assert_eq!(article.notes[0].role.as_deref(), Some("correction"));
    assert_eq!(article.blocks.len(), 2);
}

#[test]
fn digitalwires_keeps_what_is_for_editors_to_itself() {
    let article = read("digitalwires.json");
    assert_eq!(article.format, "digitalwires");
    assert_eq!(names(&article), ["Lea Hartung"]);
    assert_eq!(article.subheads, ["Energy"]);
    assert_eq!(article.replaces[0].version.as_deref(), Some("1"));
    let public: Vec<&str> = article
        .notes
        .iter()
        .filter(|note| note.public)
        .map(|note| note.text.as_str())
        .collect();
    assert_eq!(public, ["Corrects the month"]);
    assert!(
        article
            .extra
            .iter()
            .all(|(_, value)| !value.contains("555"))
    );
}

#[test]
fn an_item_of_the_ap_is_found_in_its_answer() {
    let article = read("ap.json");
    assert_eq!(
        (article.format.as_str(), article.id.as_str()),
        ("ap", "0badcafe")
    );
    assert_eq!(names(&article), ["Jo Mercer"]);
    assert_eq!(article.dateline.as_deref(), Some("Boise"));
    assert_eq!(article.disposition(), Disposition::Analyse);
}

#[test]
fn a_feed_gives_its_first_item_and_says_that_there_are_more() {
    let article = read("rss.xml");
    assert_eq!(article.profile.as_deref(), Some("rss"));
    assert_eq!(headline(&article), "Chess club & choir share a hall");
    assert_eq!(names(&article), ["Una Fairlie"]);
    assert!(
        article
            .text
            .ends_with("“We sing quietly,” said the conductor.")
    );
    assert_eq!(article.left, 1);
    assert_eq!(article.disposition(), Disposition::Analyse);
}

#[test]
fn an_entry_with_only_a_summary_is_a_teaser() {
    let article = read("atom.xml");
    assert_eq!(article.disposition(), Disposition::Teaser);
    assert_eq!(names(&article), ["Tomás O'Dwyer"]);
}

#[test]
fn markdown_loses_its_marks_and_keeps_its_places() {
    let article = read("markdown.md");
    assert_eq!(headline(&article), "Museum returns the drum");
    assert_eq!(names(&article), ["Pia Lindqvist"]);
    assert!(
        article
            .text
            .starts_with("The museum has returned the drum, its director said.")
    );
    assert_eq!(article.blocks[1].kind, BlockKind::Quote);
    let source = String::from_utf8(document("markdown.md")).unwrap();
    let at = u32::try_from(article.text.find("nine kilos").unwrap()).unwrap();
    let (_, place) = article.origin(at).unwrap();
    assert!(source.split_at(place as usize).1.starts_with("nine kilos"));
}

#[test]
fn a_page_gives_its_article_and_nothing_around_it() {
    let article = read("page.html");
    assert_eq!(article.id, "https://post.example/snow");
    assert_eq!(headline(&article), "Snow closes the pass");
    assert_eq!(names(&article), ["Rhona McVey"]);
    assert_eq!(article.outlet.as_deref(), Some("Tidewater Post"));
    assert_eq!(
        article.text,
        "Snow closes the pass\n\nThe pass is closed, the police said.\n\nNo one is hurt.\n\n\
         “Stay at home,” said Sergeant Ola Brandt.\n\nThe pass at noon."
    );
}

#[test]
fn media_cloud_is_read_as_json() {
    let article = read("mediacloud.json");
    assert_eq!(article.format, "mediacloud");
    assert_eq!(headline(&article), "Orchard saved");
}

#[test]
fn a_structured_cloud_event_gives_what_it_carries() {
    let inner = String::from_utf8(document("ninjs1.json")).unwrap();
    let event = format!(
        r#"{{"specversion": "1.0", "id": "e1", "source": "/cms", "type": "x", "data": {inner}}}"#
    );
    let article = wire::decode(event.as_bytes(), &Envelope::default(), &Limits::default()).unwrap();
    assert_eq!(article.format, "ninjs");
    let event = r#"{"specversion": "1.0", "id": "e1", "source": "/cms", "type": "x", "subject": "post-1",
        "datacontenttype": "text/plain", "data_base64": "VGhlIGZlcnJ5IGlzIGxhdGUu"}"#;
    let article = wire::decode(event.as_bytes(), &Envelope::default(), &Limits::default()).unwrap();
    assert_eq!(
        (article.id.as_str(), article.text.as_str()),
        ("post-1", "The ferry is late.")
    );
}

#[test]
fn the_headers_of_a_binary_cloud_event_are_read_in_every_spelling() {
    for prefix in ["ce-", "cloudEvents:", "cloudEvents_"] {
        let name = format!("{prefix}subject");
        let envelope = Envelope::default().with_header(&name, "post-2");
        let article = wire::decode(b"The ferry is late.", &envelope, &Limits::default()).unwrap();
        assert_eq!(article.id, "post-2", "{prefix}");
    }
}

#[test]
fn the_sender_and_the_content_type_come_before_a_look() {
    let limits = Limits::default();
    let body = b"<p>The ferry is late.</p>";
    let as_told = |format, content_type| {
        let envelope = Envelope {
            format,
            content_type,
            ..Envelope::default()
        };
        wire::decode_as(body, &envelope, &limits).map(|(_, detected)| detected.format)
    };
    assert_eq!(as_told(None, None), Ok(Format::Html));
    assert_eq!(
        as_told(None, Some("text/plain; charset=utf-8")),
        Ok(Format::Plain)
    );
    assert_eq!(as_told(Some("html"), Some("text/plain")), Ok(Format::Html));
    assert!(as_told(Some("word"), None).is_err());
    assert!(as_told(None, Some("application/pdf")).is_err());
}

#[test]
fn malformed_documents_are_refused_with_path_and_line() {
    for (body, place) in [
        (
            "<nitf>\n<body>\n<body.content><p>One</b></body.content></body></nitf>",
            "/nitf/body[1]/body.content[1]/p[1]: expected </p> (line 3)",
        ),
        ("<nitf><body>", "not closed"),
        (
            "{\"uri\": \"a\",\n \"bodies\": [{\"value\": tru]}",
            "/bodies/0",
        ),
        ("{\"text\": 7}", "/text: expected a string"),
        ("{\"title\": \"x\"}", "`text`"),
    ] {
        let refusal = wire::decode(body.as_bytes(), &Envelope::default(), &Limits::default());
        let refusal = refusal.unwrap_err().to_string();
        assert!(refusal.contains(place), "{refusal}");
    }
}

#[test]
fn entities_of_the_document_itself_are_never_expanded() {
    let bomb = r#"<?xml version="1.0"?><!DOCTYPE nitf [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>
        <nitf><body><body.content><p>The ferry &b; is late.</p></body.content></body></nitf>"#;
    let article = wire::decode(bomb.as_bytes(), &Envelope::default(), &Limits::default()).unwrap();
    assert_eq!(article.text, "The ferry &b; is late.");
    assert_eq!(article.remarks[0].code, "entity-not-expanded");
}

#[test]
fn what_is_too_deep_is_refused() {
    let xml = format!("<nitf>{}</nitf>", "<block>".repeat(5000));
    let json = "[".repeat(5000);
    for body in [
        xml,
        format!("{{\"uri\": {json}"),
        format!("{{\"a\": {}1{}}}", "[".repeat(110), "]".repeat(110)),
    ] {
        let refusal = wire::decode(body.as_bytes(), &Envelope::default(), &Limits::default());
        let refusal = refusal.unwrap_err();
        assert_eq!(refusal.reason, wire::Reason::TooComplex, "{refusal}");
    }
}

#[test]
fn an_embargo_that_contradicts_itself_is_refused_and_one_without_a_date_has_no_end() {
    let refused = br#"{"uri": "a", "versioncreated": "2026-01-01", "embargoed": 12}"#;
    assert!(wire::decode(refused, &Envelope::default(), &Limits::default()).is_err());
    let vague = br#"{"uri": "a", "versioncreated": "2026-01-01", "embargoed": "after the speech"}"#;
    let article = wire::decode(vague, &Envelope::default(), &Limits::default()).unwrap();
    assert_eq!(article.embargo.unwrap().until, None);
    let none = br#"{"uri": "a", "versioncreated": "2026-01-01", "embargoed": ""}"#;
    let article = wire::decode(none, &Envelope::default(), &Limits::default()).unwrap();
    assert_eq!(article.embargo, None);
}

#[test]
fn elements_of_xml_that_are_not_understood_are_passed_on_and_what_is_for_the_desk_is_not() {
    let g2 = "<newsItem guid='a'><hopHistory><hop seq='1'/></hopHistory><itemMeta><edNote>Desk: 555 0142</edNote>\
        <service qcode='s:sport'/></itemMeta><contentMeta><urgency>4</urgency><keyword role='r:a'>bus</keyword>\
        <keyword>ferry</keyword><headline>Late</headline></contentMeta></newsItem>";
    let nitf = "<nitf><head><meta name='desk' content='city'/><docdata><urgency ed-urg='3'/></docdata></head><body>\
        <body.content><p>Late.</p></body.content><body.end><tagline>ab@post.example</tagline></body.end></body></nitf>";
    let newsml = "<NewsML><NewsItem><NewsManagement><Urgency FormalName='2'/><Status FormalName='Usable'/></NewsManagement>\
        <NewsComponent><NewsLines><HeadLine>Late</HeadLine><KeywordLine>bus</KeywordLine></NewsLines></NewsComponent></NewsItem></NewsML>";
    let feed =
        "<item><title>Late</title><comments>https://post.example/c</comments><empty/></item>";
    let expected: [(&str, &[(&str, &str)]); 4] = [
        (
            g2,
            &[
                ("hopHistory", r#"{"hop":{"@seq":"1"}}"#),
                ("itemMeta/service", r#"{"@qcode":"s:sport"}"#),
                ("contentMeta/urgency", r#""4""#),
                (
                    "contentMeta/keyword",
                    r##"[{"@role":"r:a","#text":"bus"},"ferry"]"##,
                ),
            ],
        ),
        (
            nitf,
            &[
                ("head/meta", r#"{"@name":"desk","@content":"city"}"#),
                ("docdata/urgency", r#"{"@ed-urg":"3"}"#),
            ],
        ),
        (
            newsml,
            &[
                ("NewsManagement/Urgency", r#"{"@FormalName":"2"}"#),
                ("NewsLines/KeywordLine", r#""bus""#),
            ],
        ),
        (feed, &[("comments", r#""https://post.example/c""#)]),
    ];
    for (body, extra) in expected {
        let article =
            wire::decode(body.as_bytes(), &Envelope::default(), &Limits::default()).unwrap();
        let seen: Vec<(&str, &str)> = article
            .extra
            .iter()
            .map(|(name, value)| (name.as_str(), value.as_str()))
            .collect();
        assert_eq!(seen, extra);
    }
}

#[test]
fn own_json_is_lenient_in_what_people_write_and_strict_in_what_holds_publication_back() {
    let read = |body: &str| wire::decode(body.as_bytes(), &Envelope::default(), &Limits::default());
    let article = read(
        r#"{"text": "Late.", "title": null, "headline": "Ferry late", "author": ["Ada Berg", {"name": "Ola Brandt"}],
            "byline": "By somebody else", "publisher": {"name": "Post"}, "date": 7, "language": 3, "version": 1.5, "replaces": "old"}"#,
    )
    .unwrap();
    assert_eq!(headline(&article), "Ferry late");
    assert_eq!(names(&article), ["Ada Berg", "Ola Brandt"]);
    assert_eq!(article.outlet.as_deref(), Some("Post"));
    assert_eq!(article.version.as_deref(), Some("1.5"));
    assert_eq!(article.replaces[0].id, "old");
    let endless = read(r#"{"text": "Late.", "embargoed": true}"#).unwrap();
    assert_eq!(endless.embargo.unwrap().until, None);
    assert_eq!(
        read(r#"{"text": "Late.", "embargoed": false}"#)
            .unwrap()
            .embargo,
        None
    );
    for contradictory in [
        r#"{"text": "Late.", "embargoed": 12}"#,
        r#"{"text": "Late.", "status": 1}"#,
        r#"{"text": ["Late."]}"#,
    ] {
        assert!(read(contradictory).is_err(), "{contradictory}");
    }
}

#[test]
fn text_taken_as_given_leads_back_to_itself() {
    for (body, start, field) in [
        ("  Ferry late\r\n\r\nThe ferry is late.", 16, ""),
        (r#"{"text": "One.\nThe ferry is late."}"#, 5, "/text"),
    ] {
        let article =
            wire::decode(body.as_bytes(), &Envelope::default(), &Limits::default()).unwrap();
        assert_eq!(article.origin(start), Some((field, start)));
        let (_, rest) = article.text.split_at(start as usize);
        assert_eq!(rest, "The ferry is late.");
    }
}

#[test]
fn an_advisory_is_known_by_its_headline_in_every_format() {
    for body in [
        r#"{"title": "ADVISORY: Budget vote moved to noon", "text": "The vote is at noon."}"#,
        "EDITORS: Budget vote moved to noon\n\nThe vote is at noon.",
    ] {
        let article =
            wire::decode(body.as_bytes(), &Envelope::default(), &Limits::default()).unwrap();
        assert_eq!(
            article.disposition(),
            Disposition::Skip(SkipReason::Advisory),
            "{body}"
        );
    }
    let copy = r#"{"title": "Editors strike over pay", "text": "The editors are on strike."}"#;
    let article = wire::decode(copy.as_bytes(), &Envelope::default(), &Limits::default()).unwrap();
    assert_eq!(article.disposition(), Disposition::Analyse);
}

#[test]
fn another_language_is_never_analysed() {
    let german = "Der Bürgermeister sagte am Montag, die Fähre werde im Mai eingestellt. \
        Niemand habe mit dieser Entscheidung gerechnet, erklärte ein Sprecher der Stadt.";
    let article =
        wire::decode(german.as_bytes(), &Envelope::default(), &Limits::default()).unwrap();
    assert_eq!(article.disposition(), Disposition::OtherLanguage);
}
