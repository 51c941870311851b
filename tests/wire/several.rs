//! Messages that hold several articles: the first is read and the others counted, or each is read.

use copydesk::Desk;
use copydesk::article::Article;
use copydesk::report::Status;
use copydesk::wire::{self, Envelope, Limits, Refusal};

/// One message of two articles in each format that can carry them, the ids of both, and a pointer into the second.
const LISTS: [(&str, &str, [&str; 2], &str); 9] = [
    (
        "RSS",
        "<rss><channel><title>Post</title>\
         <item><guid>a</guid><description>The ferry is late.</description></item>\
         <item><guid>b</guid><content:encoded>&lt;p&gt;The bus is late.&lt;/p&gt;</content:encoded></item></channel></rss>",
        ["a", "b"],
        "/rss/channel[1]/item[2]/encoded[1]",
    ),
    (
        "newsMessage",
        "<newsMessage><itemSet>\
         <newsItem guid='p'><itemMeta><itemClass qcode='ninat:picture'/></itemMeta></newsItem>\
         <newsItem guid='a'><contentSet><inlineData>The ferry is late.</inlineData></contentSet></newsItem>\
         <newsItem guid='b'><contentSet><inlineData>The bus is late.</inlineData></contentSet></newsItem>\
         </itemSet></newsMessage>",
        ["a", "b"],
        "/newsMessage/itemSet[1]/newsItem[3]/contentSet[1]/inlineData[1]",
    ),
    (
        "NewsML 1",
        "<NewsML>\
         <NewsItem><Identification><NewsIdentifier><NewsItemId>a</NewsItemId></NewsIdentifier></Identification></NewsItem>\
         <NewsItem><Identification><NewsIdentifier><NewsItemId>b</NewsItemId></NewsIdentifier></Identification>\
         <NewsComponent><ContentItem><DataContent>The bus is late.</DataContent></ContentItem></NewsComponent></NewsItem>\
         </NewsML>",
        ["a", "b"],
        "/NewsML/NewsItem[2]/NewsComponent[1]/ContentItem[1]/DataContent[1]",
    ),
    (
        "@graph",
        r#"{"@context": "https://schema.org", "@graph": [{"@type": "WebPage"},
            {"@type": "NewsArticle", "@id": "a", "articleBody": "The ferry is late."},
            {"@type": "NewsArticle", "@id": "b", "articleBody": "The bus is late."}]}"#,
        ["a", "b"],
        "/@graph/2/articleBody",
    ),
    (
        "list of own articles",
        r#"[{"id": "a", "text": "The ferry is late."}, {"id": "b", "text": "The bus is late."}]"#,
        ["a", "b"],
        "/1/text",
    ),
    (
        "list of ninjs",
        r#"[{"uri": "a", "body_text": "The ferry is late."}, {"uri": "b", "body_text": "The bus is late."}]"#,
        ["a", "b"],
        "/1/body_text",
    ),
    (
        "collection of ANS",
        r#"{"type": "results", "content_elements": [
            {"type": "story", "_id": "a", "content_elements": [{"type": "text", "content": "The ferry is late."}]},
            {"type": "story", "_id": "b", "content_elements": [{"type": "text", "content": "The bus is late."}]}]}"#,
        ["a", "b"],
        "/content_elements/1/content_elements/0/content",
    ),
    (
        "answer of the AP",
        r#"{"data": {"items": [{"item": {"altids": {"itemid": "a"}, "body_text": "The ferry is late."}},
            {"item": {"altids": {"itemid": "b"}, "body_text": "The bus is late."}}]}}"#,
        ["a", "b"],
        "/data/items/1/item/body_text",
    ),
    (
        "batch of events",
        r#"[{"specversion": "1.0", "type": "t", "source": "s", "id": "a", "datacontenttype": "text/plain", "data": "The ferry is late."},
            {"specversion": "1.0", "type": "t", "source": "s", "id": "b", "datacontenttype": "text/plain", "data": "The bus is late."}]"#,
        ["a", "b"],
        "/1/data",
    ),
];

fn each(body: &str) -> Vec<Result<Article, Refusal>> {
    wire::decode_each(body.as_bytes(), &Envelope::default(), &Limits::default()).unwrap()
}

#[test]
fn each_article_of_a_list_is_read_and_points_to_its_own_place() {
    for (name, body, ids, pointer) in LISTS {
        let articles: Vec<Article> = each(body).into_iter().map(Result::unwrap).collect();
        let read: Vec<&str> = articles.iter().map(|one| one.id.as_str()).collect();
        assert_eq!(read, ids, "{name}");
        assert!(articles.iter().all(|one| one.left == 0), "{name}");
        let (seen, _) = articles[1].origin(0).unwrap();
        assert_eq!(seen, pointer, "{name}");
        assert_eq!(articles[1].text, "The bus is late.", "{name}");
    }
}

#[test]
fn a_message_has_one_result_that_says_how_many_articles_were_left() {
    for (name, body, ids, _) in LISTS {
        let article =
            wire::decode(body.as_bytes(), &Envelope::default(), &Limits::default()).unwrap();
        assert_eq!((article.id.as_str(), article.left), (ids[0], 1), "{name}");
        let report = Desk::default().report(&article);
        assert_eq!(report.status, Status::Partial, "{name}");
        let left = report.warnings.iter().find(|one| one.code == "more-items");
        assert!(left.unwrap().message.contains("first of 2"), "{name}");
    }
}

#[test]
fn one_article_leaves_none_and_is_not_partial_for_it() {
    let alone = r#"[{"id": "a", "text": "The ferry is late, Ada Berg said on Monday."}]"#;
    let article = wire::decode(alone.as_bytes(), &Envelope::default(), &Limits::default()).unwrap();
    let report = Desk::default().report(&article);
    assert!(report.warnings.iter().all(|one| one.code != "more-items"));
    assert_eq!(article.left, 0);
}

#[test]
fn a_broken_article_of_a_list_leaves_its_neighbours_whole_and_says_where_it_stands() {
    let body =
        r#"[{"id": "a", "text": "One."}, {"id": "b", "text": 7}, {"id": "c", "text": "Three."}]"#;
    let read = each(body);
    assert_eq!(read.len(), 3);
    assert!(read[0].is_ok() && read[2].is_ok());
    let refusal = read[1].as_ref().unwrap_err();
    assert_eq!(refusal.detail, "/1/text: expected a string");
}

#[test]
fn an_empty_list_is_no_article() {
    let refusal = wire::decode(b"[{}]", &Envelope::default(), &Limits::default());
    assert!(refusal.is_err());
    let empty = wire::decode_each(
        b"{\"entries\": []}",
        &Envelope::default(),
        &Limits::default(),
    );
    assert!(empty.is_err());
}

#[test]
fn pointers_lead_through_what_is_around_an_article() {
    for (body, pointer) in [
        (
            r#"{"specversion": "1.0", "type": "t", "source": "s", "id": "e", "data": {"uri": "a", "body_text": "Late."}}"#,
            "/data/body_text",
        ),
        (
            r#"{"organizationId": "o", "key": "story:update", "body": {"_id": "a", "type": "story",
                "content_elements": [{"type": "text", "content": "Late."}]}}"#,
            "/body/content_elements/0/content",
        ),
        (
            r#"{"specversion": "1.0", "type": "t", "source": "s", "id": "e", "datacontenttype": "text/html", "data": "<p>Late.</p>"}"#,
            "/data",
        ),
        (
            r#"{"specversion": "1.0", "type": "t", "source": "s", "id": "e", "datacontenttype": "application/json",
                "data": "{\"id\": \"a\", \"text\": \"Late.\"}"}"#,
            "/data#/text",
        ),
    ] {
        let article =
            wire::decode(body.as_bytes(), &Envelope::default(), &Limits::default()).unwrap();
        assert_eq!(article.text, "Late.");
        assert_eq!(
            article.origin(0),
            Some((pointer, if pointer == "/data" { 3 } else { 0 })),
            "{body}"
        );
    }
}
