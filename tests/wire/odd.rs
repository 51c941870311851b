//! Documents with missing, odd and contradictory parts: lenient in what is missing, strict in what contradicts itself.

use copydesk::article::{Article, Disposition, SkipReason};
use copydesk::wire::{self, Envelope, Limits, Reason};

use crate::{people, tried};

const BODY: &str = "The ferry will stop in May, the harbour council said on Monday.";

/// Reads a document in which `BODY` stands for a sentence.
fn read(document: &str) -> Result<Article, wire::Refusal> {
    tried(&document.replace("BODY", BODY))
}

#[test]
fn a_body_is_found_wherever_a_sender_may_have_put_it() {
    for document in [
        r#"{"uri": "a", "headlines": "Ferry", "bodies": "<p>BODY</p>"}"#,
        r#"{"uri": "a", "headline": null, "bodies": {"value": "<p>BODY</p>", "contentType": "text/html"}}"#,
        r#"{"uri": "a", "body_xhtml": "<div xmlns='http://www.w3.org/1999/xhtml'><p>BODY</p></div>", "version": 3}"#,
        r#"{"type": "story", "content_elements": [null, 5, {"type": "text"}, {"type": "new", "content": "x"}, {"type": "raw_html", "content": "<p>BODY</p>"}]}"#,
        r#"{"@type": "NewsArticle", "headline": ["Ferry", "Again"], "articleBody": ["BODY"]}"#,
        r#"{"@context": {"schema": "http://schema.org/"}, "@type": "schema:NewsArticle", "schema:articleBody": "BODY"}"#,
        r#"{"@context": "https://schema.org", "@type": ["Thing", "NewsArticle"], "articleBody": {"@value": "BODY", "@language": "en"}}"#,
        r#"{"urn": "u", "article_html": "<p>BODY</p>"}"#,
        r#"{"altids": {"itemid": "x"}, "body_nitf": "<p>BODY</p>"}"#,
        "<nitf><body><body.content><block><p>BODY</p></block></body.content></body></nitf>",
        "<newsItem guid='x'><contentSet><inlineXML><nitf><body><body.content/></body></nitf></inlineXML>\
         <inlineXML><html><head><title>T</title></head><body><p>BODY</p></body></html></inlineXML></contentSet></newsItem>",
        "<newsItem guid='x'><contentSet><inlineData contenttype='text/html'><![CDATA[<p>BODY</p>]]></inlineData></contentSet></newsItem>",
        "<NewsML><NewsItem><NewsComponent><ContentItem><DataContent><![CDATA[<html><body><p>BODY</p></body></html>]]></DataContent>\
         </ContentItem></NewsComponent></NewsItem></NewsML>",
        "<entry><id>urn:1</id><content type='text'>BODY</content></entry>",
        "<entry><id>urn:1</id><content type='xhtml'><div><p>BODY</p></div></content></entry>",
        "+++\ntitle = \"Ferry\"\n+++\n\nBODY\n",
        r#"{"specversion": "1.0", "id": "e", "type": "t", "source": "s", "datacontenttype": "application/xml",
            "data": "<nitf><body><body.content><p>BODY</p></body.content></body></nitf>"}"#,
    ] {
        let article = read(document).unwrap_or_else(|refusal| panic!("{document}: {refusal}"));
        assert_eq!(article.text, BODY, "{document}");
        assert_eq!(article.disposition(), Disposition::Analyse, "{document}");
    }
}

#[test]
fn bylines_are_read_as_lists_as_objects_and_without_spaces() {
    for (document, expected) in [
        (
            "---\ntitle: Ferry\nauthors:\n  - Ada Berg\n  - \"Ola Brandt\"\ntags:\n  - port\n---\n\nBODY\n",
            vec!["Ada Berg", "Ola Brandt"],
        ),
        (
            "+++\ntitle = \"Ferry\"\nauthors = [\"Ada Berg\", \"Ola Brandt\"]\n+++\n\nBODY\n",
            vec!["Ada Berg", "Ola Brandt"],
        ),
        (
            "---\ntitle: Ferry\nauthor:\ndate: 2026-03-03\n---\n\nBODY\n",
            vec![],
        ),
        (
            r#"{"uri": "a", "by": ["Ada Berg", "Ola Brandt"], "body_text": "BODY"}"#,
            vec!["Ada Berg", "Ola Brandt"],
        ),
        (
            r#"{"@type": "NewsArticle", "author": ["Ada Berg", {"@type": "Person", "name": "Ola Brandt"}], "articleBody": "BODY"}"#,
            vec!["Ada Berg", "Ola Brandt"],
        ),
        (
            r#"{"type": "story", "credits": {"by": [{"type": "reference", "referent": {"id": "x"}}, {"first_name": "Ola", "last_name": "Brandt"}]},
                "content_elements": [{"type": "text", "content": "BODY"}]}"#,
            vec!["Ola Brandt"],
        ),
        (
            "<nitf><body><body.head><byline>By <person>Ada Berg</person><byttl>Harbour Post</byttl></byline></body.head>\
             <body.content><p>BODY</p></body.content></body></nitf>",
            vec!["Ada Berg"],
        ),
    ] {
        assert_eq!(people(&read(document).unwrap()), expected, "{document}");
    }
}

#[test]
fn a_language_is_understood_by_tag_locale_and_name() {
    for (language, tag) in [
        (r#""en_GB""#, "en-GB"),
        (r#""English""#, "en"),
        (
            r#"{"@type": "Language", "name": "English", "alternateName": "en"}"#,
            "en",
        ),
    ] {
        let document = format!(
            r#"{{"@type": "NewsArticle", "inLanguage": {language}, "articleBody": "BODY"}}"#
        );
        let article = read(&document).unwrap();
        assert_eq!(article.language.as_ref().unwrap().tag, tag);
        assert_eq!(article.disposition(), Disposition::Analyse, "{language}");
    }
    let german = read(r#"{"@type": "NewsArticle", "inLanguage": "German", "articleBody": "BODY"}"#);
    assert_eq!(german.unwrap().disposition(), Disposition::OtherLanguage);
}

#[test]
fn what_contradicts_itself_is_refused_and_what_says_the_same_twice_is_not() {
    for (contradictory, place) in [
        (
            r#"{"uri": "a", "body_text": "BODY", "pubstatus": "usable", "pubStatus": "canceled"}"#,
            "/pubStatus",
        ),
        (
            r#"{"uri": "a", "body_text": "BODY", "pubstatus": "canceled", "pubstatus": "usable"}"#,
            "twice",
        ),
        (
            r#"{"uri": "a", "body_text": "BODY", "embargoed": "2030-01-01T00:00:00Z", "embargoedUntil": "2031-01-01T00:00:00Z"}"#,
            "/embargoedUntil",
        ),
        (
            r#"{"specversion": "1.0", "id": "e", "type": "t", "source": "s", "data": {"text": "BODY"}, "data_base64": "QQ=="}"#,
            "/data_base64",
        ),
    ] {
        let refusal = read(contradictory).unwrap_err();
        assert_eq!(refusal.reason, Reason::Schema, "{contradictory}");
        assert!(refusal.detail.contains(place), "{refusal}");
    }
    for agreeing in [
        r#"{"uri": "a", "body_text": "BODY", "pubstatus": "usable", "pubStatus": "Usable"}"#,
        r#"{"uri": "a", "body_text": "BODY", "pubstatus": "usable", "pubstatus": "usable"}"#,
        r#"{"uri": "a", "body_text": "BODY", "embargoed": "2030-01-01T00:00:00Z", "embargoedUntil": "2030-01-01T01:00:00+01:00"}"#,
    ] {
        assert!(read(agreeing).is_ok(), "{agreeing}");
    }
}

#[test]
fn an_embargo_that_only_a_note_tells_is_kept() {
    let digitalwires = r#"{"format": "digitalwires@1.0", "urn": "u", "article_html": "<p>BODY</p>", "embargoed": EMBARGO,
        "ednotes": [{"role": "dpaednoterole:embargo", "ednote": "Until six"}]}"#;
    let g2 = "<newsItem guid='x'><itemMeta><edNote role='dpaednoterole:embargo'>Until six</edNote></itemMeta></newsItem>";
    for document in [&digitalwires.replace("EMBARGO", "null"), g2] {
        assert_eq!(read(document).unwrap().embargo.unwrap().until, None);
    }
    let dated = digitalwires.replace("EMBARGO", r#""2030-01-01T00:00:00Z""#);
    assert!(read(&dated).unwrap().embargo.unwrap().until.is_some());
    let other = digitalwires
        .replace("EMBARGO", "null")
        .replace("role:embargo", "role:contacts");
    assert_eq!(read(&other).unwrap().embargo, None);
}

#[test]
fn items_that_are_no_text_are_no_copy() {
    for document in [
        "<planningItem guid='x'><itemMeta/></planningItem>",
        "<knowledgeItem guid='x'><itemMeta/></knowledgeItem>",
        "<packageItem guid='x'><itemMeta/></packageItem>",
        r#"{"uri": "a", "type": "composite", "headline": "Ferry", "associations": {"main": {"uri": "b"}}}"#,
        r#"{"uri": "a", "type": "picture", "headline": "Ferry", "description_text": "The ferry."}"#,
    ] {
        assert_eq!(
            read(document).unwrap().disposition(),
            Disposition::Skip(SkipReason::NotText),
            "{document}"
        );
    }
}

#[test]
fn a_kill_in_plain_text_is_a_note_to_editors_and_a_story_about_one_is_not() {
    let kill = read("KILL: Ferry to stop\n\nEditors: kill the story slugged FERRY.\n").unwrap();
    assert_eq!(kill.disposition(), Disposition::Skip(SkipReason::Advisory));
    let story = read("Kill the ferry, says council\n\nBODY\n").unwrap();
    assert_eq!(story.disposition(), Disposition::Analyse);
}

#[test]
fn a_declaration_that_conversion_left_behind_is_not_believed() {
    let document = "<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?><nitf><body><body.content><p>“Närmare”, said Ada.</p></body.content></body></nitf>";
    let article = read(document).unwrap();
    assert_eq!(article.text, "“Närmare”, said Ada.");
    assert_eq!(article.remarks[0].code, "charset-doubtful");
    let latin: Vec<u8> = document
        .replace(['“', '”'], "'")
        .chars()
        .map(|c| u8::try_from(u32::from(c)).unwrap())
        .collect();
    let article = wire::decode(&latin, &Envelope::default(), &Limits::default()).unwrap();
    assert_eq!(article.text, "'Närmare', said Ada.");
    assert!(article.remarks.is_empty());
}
