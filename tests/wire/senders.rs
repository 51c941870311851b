//! What senders make of the formats: names of other vocabularies, text escaped twice, bodies set as plain text, references, and
//! what stands beside the copy. Each with a neighbour that must not be read so.

use copydesk::article::{Article, BlockKind, Disposition, FurnitureKind, SkipReason};
use copydesk::wire::{self, Envelope, Limits, Reason};

use crate::{people, tried};

fn read(document: &str) -> Article {
    tried(document).unwrap_or_else(|refusal| panic!("{document}: {refusal}"))
}

/// The blocks that are copy.
fn copy(article: &Article) -> Vec<&str> {
    let is_copy = |block: &&copydesk::article::Block| {
        let marked = &article.furniture;
        !marked.iter().any(|furniture| {
            furniture.kind == FurnitureKind::Other && furniture.span.overlaps(block.span)
        })
    };
    let copy = article.blocks.iter().filter(is_copy);
    copy.map(|block| block.span.of(&article.text)).collect()
}

/// Every letter of the text stands at the place of the field that the article says it came from.
fn assert_leads_back(article: &Article, field: &str) {
    for (at, c) in article
        .text
        .char_indices()
        .filter(|(_, c)| c.is_ascii_alphabetic())
    {
        let (_, source) = article.origin(u32::try_from(at).unwrap()).unwrap();
        let (_, rest) = field.split_at(source as usize);
        assert!(rest.starts_with(c), "{c} at {at}");
    }
}

#[test]
fn names_of_other_vocabularies_are_not_those_of_the_item() {
    let feed = r#"<rss xmlns:media="m" xmlns:itunes="i" xmlns:dc="d" xmlns:content="c" xmlns:excerpt="e"><channel><title>Post</title><item>
        <media:title>The ferry in 2019</media:title><media:description>A picture.</media:description><media:credit>Kit Vale</media:credit>
        <itunes:author>Post Sound</itunes:author><title>Ferry to stop</title><guid>g</guid>
        <excerpt:encoded>In short.</excerpt:encoded><content:encoded>&lt;p&gt;The ferry stops.&lt;/p&gt;</content:encoded>
        <dc:creator>Ada Berg</dc:creator><dc:subject>Harbour</dc:subject><media:category>pictures</media:category></item></channel></rss>"#;
    let article = read(feed);
    assert_eq!(article.headline.as_deref(), Some("Ferry to stop"));
    assert_eq!(people(&article), ["Ada Berg"]);
    assert_eq!(article.text, "The ferry stops.");
    assert_eq!(article.teaser.as_deref(), Some("In short."));
    assert_eq!(article.subjects.len(), 1);
    // Where the item has none of its own, another vocabulary's is better than nothing.
    let sound = read(
        r#"<rss xmlns:itunes="i"><channel><item><guid>g</guid><itunes:title>Ferry to stop</itunes:title>
        <itunes:author>Ada Berg</itunes:author><itunes:summary>The ferry stops.</itunes:summary></item></channel></rss>"#,
    );
    assert_eq!(sound.headline.as_deref(), Some("Ferry to stop"));
    assert_eq!(people(&sound), ["Ada Berg"]);
    assert_eq!(sound.disposition(), Disposition::Teaser);
}

#[test]
fn an_atom_entry_names_its_source_and_its_own_page() {
    let article = read(
        r#"<a:entry xmlns:a="http://www.w3.org/2005/Atom"><a:source><a:id>urn:feed</a:id><a:title>Harbour Post</a:title></a:source>
        <a:link rel="enclosure" href="https://post.example/ferry.mp3"/><a:link rel="alternate" href="https://post.example/ferry"/>
        <a:title>Ferry to stop</a:title><a:rights>© Harbour Post</a:rights><a:category term="t1" label="Transport"/>
        <a:summary>The ferry stops.</a:summary></a:entry>"#,
    );
    assert_eq!(article.id, "https://post.example/ferry");
    assert_eq!(article.outlet.as_deref(), Some("Harbour Post"));
    assert_eq!(article.credit.as_deref(), Some("© Harbour Post"));
    assert_eq!(article.subjects[0].name.as_deref(), Some("Transport"));
}

#[test]
fn authors_of_a_feed_are_names_and_no_addresses() {
    for (author, expected) in [
        ("ada@post.example (Ada Berg)", vec!["Ada Berg"]),
        ("Ada Berg &lt;ada@post.example&gt;", vec!["Ada Berg"]),
        ("ada@post.example", vec![]),
        ("desk42", vec!["desk42"]),
    ] {
        let feed = format!(
            "<rss><channel><item><guid>g</guid><author>{author}</author><description>Late.</description></item></channel></rss>"
        );
        assert_eq!(people(&read(&feed)), expected, "{author}");
    }
}

#[test]
fn a_description_as_long_as_an_article_is_its_body_and_a_short_one_a_teaser() {
    let of = |description: &str| {
        read(&format!(
            "<rss><channel><item><guid>g</guid><description><![CDATA[{description}]]></description></item></channel></rss>"
        ))
    };
    let whole = of("<p>The ferry stops.</p><p>Nobody knows why.</p><p>The bus goes on.</p>");
    assert_eq!(whole.disposition(), Disposition::Analyse);
    assert_eq!(whole.blocks.len(), 3);
    let short = of(
        "<p>The ferry stops.</p><p>The post <a href='x'>Ferry</a> appeared first on <a href='y'>Harbour Post</a>.</p>",
    );
    assert_eq!(short.disposition(), Disposition::Teaser);
    assert_eq!(short.text, "The ferry stops.");
}

#[test]
fn text_escaped_once_too_often_is_read_and_leads_back_to_its_field() {
    let field = "&lt;p class=&quot;a&quot;&gt;The ferry &amp;amp; the bus stop.&lt;/p&gt;&lt;p&gt;Ada&#8217;s too.&lt;/p&gt;";
    let body = serde_json::json!({"uri": "a", "body_html": field}).to_string();
    let article = read(&body);
    assert_eq!(article.text, "The ferry & the bus stop.\n\nAda’s too.");
    assert_leads_back(&article, field);
    let about_html = read(
        r#"{"uri": "a", "body_html": "<p>Write &lt;p&gt; before and &lt;/p&gt; after it.</p>"}"#,
    );
    assert_eq!(about_html.text, "Write <p> before and </p> after it.");
}

#[test]
fn plain_fields_with_entities_or_marks_are_not_taken_literally() {
    let field = "The ferry &amp; the bus stop.\n\nAda&#8217;s &quot;taxi&quot; too.";
    let article = read(&serde_json::json!({"uri": "a", "body_text": field}).to_string());
    assert_eq!(
        article.text,
        "The ferry & the bus stop.\n\nAda’s \"taxi\" too."
    );
    assert_leads_back(&article, field);
    let marked = read(
        "<newsItem guid='g'><contentSet><inlineData contenttype='text/plain'><![CDATA[<p>The ferry stops.</p>]]></inlineData></contentSet></newsItem>",
    );
    assert_eq!(marked.text, "The ferry stops.");
    let plain = read(r#"{"uri": "a", "body_text": "AT&T and 3 < 5 > 4 and <ada@post.example>."}"#);
    assert_eq!(plain.text, "AT&T and 3 < 5 > 4 and <ada@post.example>.");
    // copydesk's own text is taken exactly as given.
    assert_eq!(
        read(r#"{"text": "Berg &amp; Oake <b>say</b> no."}"#).text,
        "Berg &amp; Oake <b>say</b> no."
    );
}

#[test]
fn a_story_set_as_plain_text_in_one_element_has_its_paragraphs() {
    let set = "<p>(Adds detail)\n    * Ferry stops in May\n\n    By Ada Berg\n    May 4 (Tidewater) - The ferry will stop, the\n\
               council said on Tuesday.\n    \"It is late,\" the mayor\nsaid.\n\n (Reporting by Ada Berg)</p>";
    for document in [
        format!(
            "<newsItem guid='g'><contentSet><inlineXML><html><body>{set}</body></html></inlineXML></contentSet></newsItem>"
        ),
        set.to_owned(),
    ] {
        let article = read(&document);
        assert_eq!(people(&article), ["Ada Berg"]);
        assert_eq!(article.blocks.len(), 6, "{:?}", copy(&article));
        assert!(
            article
                .text
                .contains("the council said on Tuesday.\n\n\"It")
        );
    }
    // White space that only lays out the markup says nothing.
    let laid_out =
        read("<p>\n    The ferry will stop,\n    the council said\n    on Tuesday.\n  </p>");
    assert_eq!(
        laid_out.text,
        "The ferry will stop, the council said on Tuesday."
    );
}

#[test]
fn blank_lines_are_paragraphs_only_where_nothing_else_is() {
    let of = |html: &str| {
        read(&format!(
            "<entry><id>e</id><content type='html'><![CDATA[{html}]]></content></entry>"
        ))
    };
    let bare = of("The <b>ferry</b> stops.\n\nNobody knows why.");
    assert_eq!(bare.blocks.len(), 2);
    let marked = of("<p>The ferry stops.\n\nNobody knows why.</p>");
    assert_eq!(marked.blocks.len(), 1);
    let set = of("<pre>Ferry   1\nBus     2\n\nThat is all.</pre>");
    assert_eq!(set.text, "Ferry 1\nBus 2\n\nThat is all.");
}

#[test]
fn paragraphs_that_stand_side_by_side_in_newsml_are_all_read() {
    for document in [
        "<NewsML><NewsItem><NewsComponent><ContentItem><DataContent><p>One.</p><p>Two.</p></DataContent></ContentItem></NewsComponent></NewsItem></NewsML>",
        "<newsItem guid='g'><contentSet><inlineXML><p>One.</p><p>Two.</p></inlineXML></contentSet></newsItem>",
        "<newsItem guid='g'><contentSet><inlineXML><html><head><title>No</title></head><body><p>One.</p><p>Two.</p></body></html></inlineXML></contentSet></newsItem>",
    ] {
        assert_eq!(read(document).text, "One.\n\nTwo.", "{document}");
    }
}

#[test]
fn an_inline_picture_is_no_copy_and_packed_text_is() {
    let of = |attributes: &str, data: &str| {
        read(&format!(
            "<newsItem guid='g'><contentSet><inlineData {attributes}>{data}</inlineData></contentSet></newsItem>"
        ))
    };
    let packed = of(
        "contenttype='text/html' encoding='base64'",
        "PHA+VGhlIGZlcnJ5IGlzIGxhdGUuPC9wPg==",
    );
    assert_eq!(packed.text, "The ferry is late.");
    for (attributes, data) in [
        ("contenttype='image/png'", "iVBORw0KGgo="),
        ("contenttype='image/jpeg' encoding='base64'", "/9j/4AAQ"),
    ] {
        assert_eq!(of(attributes, data).disposition(), Disposition::Empty);
    }
}

#[test]
fn concepts_of_g2_are_named_by_literals_and_roles() {
    let article = read(
        "<newsItem guid='g'><itemMeta><provider uri='http://post.example/'/></itemMeta>\
         <rightsInfo><copyrightHolder literal='Harbour Post'/></rightsInfo>\
         <contentMeta><headline role='hld:subHeadline'>Nobody knows why</headline><headline>Ferry to stop</headline>\
         <located literal='Oban'/><creator literal='Ada Berg'/><keyword>ferry</keyword><subject literal='TRA'/></contentMeta>\
         <contentSet><inlineData>The ferry stops.</inlineData></contentSet></newsItem>",
    );
    assert_eq!(article.headline.as_deref(), Some("Ferry to stop"));
    assert_eq!(article.subheads, ["Nobody knows why"]);
    assert_eq!(article.dateline.as_deref(), Some("Oban"));
    assert_eq!(people(&article), ["Ada Berg"]);
    assert_eq!(article.outlet.as_deref(), Some("Harbour Post"));
    assert_eq!(article.subjects.len(), 2);
}

#[test]
fn an_embargo_without_a_known_end_is_one_and_an_empty_element_is_none() {
    let of = |embargo: &str| {
        read(&format!(
            "<newsItem xmlns:xsi='http://www.w3.org/2001/XMLSchema-instance' guid='g'><itemMeta>{embargo}</itemMeta></newsItem>"
        ))
    };
    assert_eq!(
        of("<embargoed xsi:nil='true'/>").embargo.unwrap().until,
        None
    );
    assert_eq!(of("<embargoed/>").embargo, None);
    let item = r#"{"altids": {"itemid": "a"}, "pubstatus": "usable", "FIELD": "2031-01-01T00:00:00Z", "body_text": "Late."}"#;
    assert!(read(&item.replace("FIELD", "embargoed")).embargo.is_some());
    assert_eq!(
        read(&item.replace("FIELD", "releasedatetime")).embargo,
        None
    );
}

#[test]
fn statuses_that_contradict_each_other_are_refused_with_path_and_line() {
    for (document, place) in [
        (
            "<newsItem guid='g'><itemMeta>\n<pubStatus qcode='stat:usable'/>\n<pubStatus qcode='stat:canceled'/></itemMeta></newsItem>",
            "/newsItem/itemMeta[1]/pubStatus[2]: expected the same as in the one before it (line 3)",
        ),
        (
            "<newsItem guid='g'><itemMeta><embargoed>2030-01-01</embargoed><embargoed>2031-01-01</embargoed></itemMeta></newsItem>",
            "embargoed[2]",
        ),
        (
            "<NewsML><NewsItem><NewsManagement><Status FormalName='Usable'/><Status FormalName='Canceled'/></NewsManagement></NewsItem></NewsML>",
            "Status[2]",
        ),
        (
            "<nitf><head>\n<docdata management-status='usable' management-status='canceled'/></head></nitf>",
            "<docdata>: an attribute twice, with two values: management-status (line 2)",
        ),
        (
            r#"{"uri": "a", "pubstatus": {"qcode": "stat:canceled"}}"#,
            "/pubstatus",
        ),
        (
            r#"{"uri": "a", "pubstatus": ["usable", "canceled"]}"#,
            "/pubstatus",
        ),
        (
            r#"{"uri": "a", "pubstatus": "usable", "pubstatus": "canceled"}"#,
            "pubstatus at line 1",
        ),
        (
            r#"{"specversion": "1.0", "type": "t", "source": "s", "id": "e", "data": {"uri": "a", "embargoed": 5}}"#,
            "/data/embargoed",
        ),
    ] {
        let refusal = tried(document).unwrap_err();
        assert_eq!(refusal.reason, Reason::Schema, "{document}");
        assert!(refusal.detail.contains(place), "{refusal}");
    }
    for document in [
        "<newsItem guid='g'><itemMeta><pubStatus qcode='stat:usable'/><pubStatus qcode='pubstat:usable'/></itemMeta></newsItem>",
        "<nitf><head><docdata management-status='usable' management-status='usable'/></head></nitf>",
        r#"{"uri": "a", "pubstatus": ["usable"], "headline": ["Ferry to stop"]}"#,
        r#"{"uri": "a", "pubstatus": []}"#,
    ] {
        assert!(tried(document).is_ok(), "{document}");
    }
}

#[test]
fn whom_a_graph_refers_to_is_looked_up() {
    let graph = r##"{"@context": "https://schema.org", "@graph": [
        {"@type": "NewsArticle", "@id": "#a", "headline": "Ferry to stop", "articleBody": "The ferry stops.",
         "author": [{"@id": "#p"}, "https://post.example/by/kit"], "publisher": {"@id": "#o"}},
        {"@type": "Person", "@id": "#p", "name": "Ada Berg", "jobTitle": "Reporter", "worksFor": {"@id": "#o"}},
        {"@type": "Organization", "@id": "#o", "name": "Harbour Post", "founder": {"@id": "#p"}}]}"##;
    let article = read(graph);
    assert_eq!(people(&article), ["Ada Berg"]);
    assert_eq!(
        article.byline.as_ref().unwrap().people[0].role.as_deref(),
        Some("Reporter")
    );
    assert_eq!(article.outlet.as_deref(), Some("Harbour Post"));
    assert_eq!(&*article.blocks[0].pointer, "/@graph/0/articleBody");
    let lost = read(&graph.replace(r##""@id": "#o", "name""##, r##""@id": "#other", "name""##));
    assert_eq!(lost.outlet, None);
}

#[test]
fn a_live_blog_is_what_its_updates_say() {
    let article = read(
        r#"{"@type": "LiveBlogPosting", "headline": "Live: the ferry", "liveBlogUpdate": [
            {"@type": "BlogPosting", "headline": "It stops", "articleBody": "The ferry stopped, Ada Berg said."},
            {"@type": "BlogPosting", "articleBody": "It was late."}]}"#,
    );
    assert_eq!(article.blocks.len(), 3);
    assert_eq!(article.blocks[0].kind, BlockKind::Heading);
    assert_eq!(&*article.blocks[2].pointer, "/liveBlogUpdate/1/articleBody");
}

#[test]
fn what_stands_beside_the_copy_of_a_page_is_left_out_and_words_inside_a_line_are_not() {
    let article = read(
        r#"<!-- made by hand --><!DOCTYPE html><html lang="en"><body><main>
        <article class="story"><h1>Ferry to stop</h1><p>The ferry stops on <time datetime="2026-05-04">Monday</time>, <s>he</s> she said<svg><title>x</title></svg>.</p>
        <p><time>May 4, 2026</time></p><p>Updated 10:15 a.m.</p>
        <div class="ad-slot">Buy</div><div id="related-stories"><p>More ferries</p></div><p class="social-housing">The <span class="share-price">price</span> rose.</p></article>
        <section class="comments-area"><article class="comment"><p>A reader who writes at such length that this would be the longest of all articles of the page.</p></article></section>
        </main></body></html>"#,
    );
    assert_eq!(
        copy(&article),
        [
            "Ferry to stop",
            "The ferry stops on Monday, she said.",
            "The price rose."
        ]
    );
}

#[test]
fn linked_data_with_the_usual_faults_is_still_read() {
    let article = read(
        "<html><head><script type=\"application/ld+json\">//<![CDATA[\n{\"@type\": \"NewsArticle\", \"headline\": \"Ferry\nto stop\", \
         \"author\": {\"@id\": \"#p\"}};\n//]]></script>\
         <script type=\"application/ld+json\">{\"@type\": \"Person\", \"@id\": \"#p\", \"name\": \"Ada Berg\"}</script></head>\
         <body><p>The ferry stops.</p></body></html>",
    );
    assert_eq!(article.headline.as_deref(), Some("Ferry to stop"));
    assert_eq!(people(&article), ["Ada Berg"]);
    let broken = read(
        "<html><head><title>Ferry</title><script type=\"application/ld+json\">{\"@type\": NewsArticle}</script></head><body><p>Late.</p></body></html>",
    );
    assert_eq!(broken.headline.as_deref(), Some("Ferry"));
}

#[test]
fn operations_on_stories_hold_one_or_take_it_down() {
    let update = read(
        r#"{"type": "story_operation", "operation": "update", "story_id": "S", "story": {"type": "story", "_id": "S",
            "content_elements": [{"type": "text", "content": "The ferry stops."}]}}"#,
    );
    assert_eq!(update.id, "S");
    assert_eq!(
        &*update.blocks[0].pointer,
        "/story/content_elements/0/content"
    );
    for operation in ["delete", "unpublish_edition"] {
        let down = read(&format!(
            r#"{{"type": "story_operation", "operation": "{operation}", "story_id": "S", "version": "0.10.0"}}"#
        ));
        assert_eq!(down.disposition(), Disposition::Retract, "{operation}");
        assert_eq!(down.replaces[0].id, "S");
    }
    let story = read(
        r#"{"type": "story", "_id": "S", "operation": "delete", "content_elements": [{"type": "text", "content": "The ferry stops."}]}"#,
    );
    assert_eq!(story.disposition(), Disposition::Analyse);
}

#[test]
fn tables_quotations_and_credits_of_ans_keep_all_they_say() {
    let article = read(
        r#"{"type": "story", "credits": {"by": [{"byline": "By Ada Berg"}]}, "label": {"kicker": {"text": "Harbour"}}, "content_elements": [
            {"type": "quote", "content_elements": [{"type": "text", "content": "We stop."}], "citation": {"type": "text", "content": "Kit Vale, owner"}},
            {"type": "table", "header": [{"type": "text", "content": "Year"}], "rows": [[{"type": "text", "content": "2026"}]]}]}"#,
    );
    assert_eq!(people(&article), ["Ada Berg"]);
    assert_eq!(article.subheads, ["Harbour"]);
    assert_eq!(
        copy(&article),
        ["We stop.", "Kit Vale, owner", "Year", "2026"]
    );
    assert_eq!(
        &*article.blocks[2].pointer,
        "/content_elements/1/header/0/content"
    );
}

#[test]
fn answers_of_interfaces_are_lists_and_articles_with_lists_are_not() {
    let each = |document: &str| {
        let found = wire::decode_each(
            document.as_bytes(),
            &Envelope::default(),
            &Limits::default(),
        );
        found
            .unwrap()
            .into_iter()
            .map(|one| one.map(|one| (one.id, one.text)))
            .collect::<Vec<_>>()
    };
    let answer = each(
        r#"{"total": 2, "_items": [{"guid": "a", "body_text": "One."}, {"guid": "b", "body_text": "Two."}], "_links": {}}"#,
    );
    assert_eq!(
        answer[1].as_ref().unwrap(),
        &("b".to_owned(), "Two.".to_owned())
    );
    assert_eq!(answer.len(), 2);
    let article =
        each(r#"{"uri": "a", "body_text": "One.", "items": [{"uri": "b", "body_text": "Two."}]}"#);
    assert_eq!(article.len(), 1);
    assert!(tried(r#"{"items": [{"x": 1}]}"#).is_err());
    assert!(tried("[]").is_err());
}

#[test]
fn a_document_in_an_envelope_of_another_vocabulary_is_found() {
    let article = read(
        "<soap:Envelope xmlns:soap='s'><soap:Body><newsItem guid='g'><contentSet><inlineData>The ferry stops.</inlineData></contentSet></newsItem></soap:Body></soap:Envelope>",
    );
    assert_eq!(article.format, "newsml-g2");
    assert_eq!(
        &*article.blocks[0].pointer,
        "/Envelope/Body[1]/newsItem[1]/contentSet[1]/inlineData[1]"
    );
    let refusal =
        tried("<x:Envelope xmlns:x='s'><x:Body>Nothing.</x:Body></x:Envelope>").unwrap_err();
    assert_eq!(refusal.reason, Reason::Schema);
    assert_eq!(
        read("<my-story><p>The ferry stops.</p></my-story>").format,
        "html"
    );
}

#[test]
fn pages_begin_with_comments_and_declarations_too() {
    for page in [
        "<!-- saved --><html><body><p>The ferry stops.<br>Late.</body></html>",
        "<?xml version='1.0'?>\n<!DOCTYPE html PUBLIC '-//W3C//DTD XHTML 1.0 Strict//EN' ''>\n<html><body><p>The ferry stops.<br>Late.</body></html>",
        "<p><![CDATA[The ferry stops.]]><br>Late.</p>",
    ] {
        let article = read(page);
        assert_eq!(article.format, "html", "{page}");
        assert_eq!(article.text, "The ferry stops.\nLate.", "{page}");
    }
    let feed = read(
        "<!-- saved --><rss><channel><item><guid>g</guid><description>Late.</description></item></channel></rss>",
    );
    assert_eq!(feed.format, "feed");
}

#[test]
fn a_charset_is_doubted_where_the_bytes_say_another() {
    let read = |bytes: &[u8]| wire::decode(bytes, &Envelope::default(), &Limits::default());
    let declared = read("<?xml version='1.0' encoding='UTF-16'?><nitf><body><body.content><p>Åsa</p></body.content></body></nitf>".as_bytes());
    assert_eq!(declared.unwrap().text, "Åsa");
    let page = read(b"<html><body><p>\x93No\x94, said \xc5sa.</p></body></html>").unwrap();
    assert_eq!(page.text, "“No”, said Åsa.");
    assert_eq!(page.remarks[0].code, "charset-doubtful");
    for certain in [
        b"<html><head><meta charset=\"utf-8\"></head><body>\xc5sa</body></html>".as_slice(),
        b"<nitf><body><body.content><p>\xc5sa</p></body.content></body></nitf>",
    ] {
        assert_eq!(read(certain).unwrap_err().reason, Reason::NotUtf8);
    }
}

#[test]
fn front_matter_has_lists_of_people_folded_texts_and_switches() {
    let article = read(
        "---\r\ntitle: >\r\n  Ferry to\r\n  stop\r\nsubtitle: Nobody knows why\r\nauthors:\r\n  - name: Ada Berg\r\n    role: Reporter\r\n\
         \x20 - name: Ola Brandt\r\ntags: [port, ferry]\r\nembargo: false\r\nlastmod: 2026-05-04\r\n---\r\n\r\n\
         The ferry stops.[^1]\r\n\r\n![A ferry](ferry.jpg)\r\n\r\n<p>The bus goes on.</p>\r\n\r\n[^1]: In May.\r\n",
    );
    assert_eq!(article.headline.as_deref(), Some("Ferry to stop"));
    assert_eq!(article.subheads, ["Nobody knows why"]);
    assert_eq!(people(&article), ["Ada Berg", "Ola Brandt"]);
    assert_eq!(article.subjects.len(), 2);
    assert_eq!(article.embargo, None);
    assert!(article.dates.versioned.is_some());
    assert_eq!(
        copy(&article),
        ["The ferry stops.", "The bus goes on.", "In May."]
    );
    let held = read("---\ntitle: Ferry\nembargo: true\n---\n\nLate.\n");
    assert_eq!(held.embargo.unwrap().until, None);
    let underlined = read("Ferry to stop\n=============\n\nThe ferry stops.\n");
    assert_eq!(underlined.format, "markdown");
    assert_eq!(
        read("Ferry to stop\n\n=====\n\nThe ferry stops.\n").format,
        "plain"
    );
}

#[test]
fn a_byline_is_of_those_it_names_and_not_of_all_whom_a_system_lists() {
    let of = |byline: &str| {
        read(&format!(
            r#"{{"guid": "a", "byline": "{byline}", "body_text": "Late.",
                "authors": [{{"name": "Ada Berg", "code": "ab", "role": "writer"}}, {{"name": "Kit Vale", "role": "editor"}}]}}"#
        ))
    };
    let article = of("By ADA BERG");
    assert_eq!(people(&article), ["Ada Berg"]);
    assert_eq!(
        article.byline.as_ref().unwrap().people[0].id.as_deref(),
        Some("ab")
    );
    assert_eq!(people(&of("")), ["Ada Berg", "Kit Vale"]);
    let initials = read(
        "<nitf><body><body.head><byline>gr/bp</byline><distributor>Tidewater</distributor>\
         <dateline><story.date>20260504T100000Z</story.date></dateline></body.head>\
         <body.content><p>By Ada Berg</p><p>OBAN (Tidewater).- The ferry stops.</p></body.content></body></nitf>",
    );
    assert_eq!(initials.outlet.as_deref(), Some("Tidewater"));
    assert_eq!(initials.dateline.as_deref(), Some("OBAN (Tidewater)"));
    assert_eq!(people(&initials), ["Ada Berg"]);
}

#[test]
fn an_advisory_says_so_by_its_type() {
    let item = r#"{"uri": "a", "type": "TYPE", "headline": "Ferry plans", "body_text": "Editors: see below."}"#;
    let advisory = read(&item.replace("TYPE", "advisory"));
    assert_eq!(
        advisory.disposition(),
        Disposition::Skip(SkipReason::Advisory)
    );
    assert_eq!(
        read(&item.replace("TYPE", "text")).disposition(),
        Disposition::Analyse
    );
}

#[test]
fn several_bylines_name_all_their_people() {
    let nitf = "<nitf><body><body.head><byline>By Ada Berg<byttl>Harbour Post</byttl></byline><byline>By Ola Brandt</byline></body.head>\
        <body.content><p>Late.</p></body.content></body></nitf>";
    let ap = r#"{"altids": {"itemid": "a"}, "bylines": [{"by": "By ADA BERG", "title": "Harbour Post"}, {"by": "By OLA BRANDT"}], "body_text": "Late."}"#;
    for document in [nitf, ap] {
        assert_eq!(
            people(&read(document)),
            ["Ada Berg", "Ola Brandt"],
            "{document}"
        );
    }
}

#[test]
fn a_title_ends_before_the_name_of_its_site() {
    let of = |title: &str, site: &str| {
        read(&format!(
            "<html><head><meta property='og:title' content='{title}'><meta property='og:site_name' content='{site}'>\
             <meta itemprop='datePublished' content='2026-05-04'><meta name='parsely-author' content='Ada Berg'></head><body><p>Late.</p></body></html>"
        ))
    };
    let article = of("Ferry to stop | Harbour Post", "Harbour Post");
    assert_eq!(article.headline.as_deref(), Some("Ferry to stop"));
    assert_eq!(people(&article), ["Ada Berg"]);
    assert!(article.dates.published.is_some());
    for title in ["Why we love the Harbour Post", "Ferry to stop | Other Post"] {
        assert_eq!(of(title, "Harbour Post").headline.as_deref(), Some(title));
    }
    assert_eq!(
        of("Harbour Post", "Harbour Post").headline.as_deref(),
        Some("Harbour Post")
    );
}
