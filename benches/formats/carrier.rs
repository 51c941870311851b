//! One article in every format: what a newsroom's system would send around the same words.

use copydesk::wire::Format;
use serde_json::{Value, json};

/// The words of an article.
pub(crate) struct Words {
    pub(crate) headline: String,
    pub(crate) byline: String,
    pub(crate) paragraphs: Vec<String>,
}

impl Words {
    /// Takes a text apart at its line breaks.
    pub(crate) fn of(text: &str, headline: &str, byline: &str) -> Self {
        let lines = text.lines().map(str::trim);
        Self {
            headline: headline.to_owned(),
            byline: byline.to_owned(),
            paragraphs: lines
                .filter(|line| !line.is_empty() && *line != headline)
                .map(str::to_owned)
                .collect(),
        }
    }

    fn text(&self) -> String {
        self.paragraphs.join("\n\n")
    }

    fn html(&self) -> String {
        let paragraph = |one: &String| format!("<p>{}</p>", escaped(one));
        self.paragraphs.iter().map(paragraph).collect()
    }

    /// The message body of this format.
    pub(crate) fn carried(&self, format: Format) -> Vec<u8> {
        match format {
            Format::NewsmlG2 => self.newsml_g2(),
            Format::Nitf => self.nitf(),
            Format::Feed => self.feed(),
            Format::Newsml1 => self.newsml_1(),
            Format::Html => self.page(),
            Format::Markdown => format!(
                "---\ntitle: \"{}\"\nauthor: {}\n---\n\n{}\n",
                self.headline.replace('"', ""),
                self.byline,
                self.text()
            ),
            Format::Plain => format!(
                "{}\n\nBy {}\n\n{}\n",
                self.headline,
                self.byline,
                self.text()
            ),
            _ => self.json(format).to_string(),
        }
        .into_bytes()
    }

    fn json(&self, format: Format) -> Value {
        let (headline, byline) = (&self.headline, &self.byline);
        let (id, made) = (
            "urn:newsml:tidewater.example:20261124:1",
            "2026-11-24T08:00:00Z",
        );
        match format {
            Format::Ninjs => json!({
                "uri": id, "standard": {"name": "ninjs", "version": "3.1"}, "type": "text", "language": "en",
                "version": "1", "versionCreated": made, "pubStatus": "usable", "by": format!("By {byline}"),
                "headlines": [{"role": "main", "value": headline}],
                "bodies": [{"role": "main", "contentType": "text/html", "value": self.html()}],
            }),
            Format::JsonLd => json!({
                "@context": "https://schema.org", "@type": "NewsArticle", "@id": id, "inLanguage": "en",
                "headline": headline, "datePublished": made, "author": {"@type": "Person", "name": byline},
                "articleBody": self.text(),
            }),
            Format::Ans => {
                let element = |one: &String| json!({"type": "text", "content": escaped(one)});
                let elements: Vec<Value> = self.paragraphs.iter().map(element).collect();
                json!({
                    "_id": "OBKXUW7XRBBMXKJ4LPHO", "type": "story", "version": "0.10.11", "language": "en",
                    "headlines": {"basic": headline}, "created_date": made,
                    "credits": {"by": [{"type": "author", "name": byline}]}, "content_elements": elements,
                })
            }
            Format::Digitalwires => json!({
                "format": "digitalwires@1.0", "urn": id, "version": 1, "version_created": made, "language": "en",
                "pubstatus": "usable", "headline": headline, "byline": format!("By {byline}"),
                "article_html": format!("<section class=\"main\">{}</section>", self.html()),
            }),
            Format::ApMedia => json!({"data": {"item": {
                "altids": {"itemid": "0badcafe", "etag": "0badcafe_1"}, "version": 1, "type": "text",
                "pubstatus": "usable", "language": "en", "headline": headline, "signals": ["newscontent"],
                "bylines": [{"by": format!("By {byline}"), "name": byline}],
                "body_nitf": format!("<nitf><body><body.content>{}</body.content></body></nitf>", self.html()),
            }}}),
            Format::MediaCloud => json!({"content_metadata": {
                "url": "https://post.example/1", "article_title": headline, "language": "en",
                "publication_date": "2026-11-24", "text_content": self.text(),
            }}),
            _ => {
                json!({"id": id, "title": headline, "author": byline, "language": "en", "text": self.text()})
            }
        }
    }

    fn nitf(&self) -> String {
        format!(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<nitf version=\"-//IPTC//DTD NITF 3.6//EN\"><head>\
             <title>{0}</title><docdata><doc-id id-string=\"tw-1\"/><date.issue norm=\"20261124T080000Z\"/></docdata></head>\
             <body><body.head><hedline><hl1>{0}</hl1></hedline><byline>By {1}</byline></body.head>\
             <body.content>{2}</body.content></body></nitf>",
            escaped(&self.headline),
            escaped(&self.byline),
            self.html()
        )
    }

    fn newsml_g2(&self) -> String {
        format!(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<newsItem xmlns=\"http://iptc.org/std/nar/2006-10-01/\" \
             guid=\"urn:newsml:tidewater.example:20261124:1\" version=\"1\" xml:lang=\"en\"><itemMeta>\
             <itemClass qcode=\"ninat:text\"/><versionCreated>2026-11-24T08:00:00Z</versionCreated>\
             <pubStatus qcode=\"stat:usable\"/></itemMeta><contentMeta><language tag=\"en\"/><headline>{}</headline>\
             <by>By {}</by></contentMeta><contentSet><inlineXML contenttype=\"application/xhtml+xml\">\
             <html><body>{}</body></html></inlineXML></contentSet></newsItem>",
            escaped(&self.headline),
            escaped(&self.byline),
            self.html()
        )
    }

    fn newsml_1(&self) -> String {
        format!(
            "<?xml version=\"1.0\"?>\n<NewsML Version=\"1.2\"><NewsItem xml:lang=\"en\"><Identification><NewsIdentifier>\
             <NewsItemId>T-1</NewsItemId><RevisionId PreviousRevision=\"0\">1</RevisionId></NewsIdentifier></Identification>\
             <NewsManagement><NewsItemType FormalName=\"News\"/><Status FormalName=\"Usable\"/></NewsManagement>\
             <NewsComponent><NewsLines><HeadLine>{}</HeadLine><ByLine>{}</ByLine></NewsLines><ContentItem><DataContent>\
             <nitf><body><body.content>{}</body.content></body></nitf></DataContent></ContentItem></NewsComponent>\
             </NewsItem></NewsML>",
            escaped(&self.headline),
            escaped(&self.byline),
            self.html()
        )
    }

    fn feed(&self) -> String {
        format!(
            "<?xml version=\"1.0\"?>\n<rss version=\"2.0\"><channel><title>Tidewater</title><language>en</language><item>\
             <guid>tw-1</guid><title>{}</title><dc:creator>{}</dc:creator><pubDate>Tue, 24 Nov 2026 08:00:00 GMT</pubDate>\
             <content:encoded><![CDATA[{}]]></content:encoded></item></channel></rss>",
            escaped(&self.headline),
            escaped(&self.byline),
            self.html()
        )
    }

    fn page(&self) -> String {
        format!(
            "<!DOCTYPE html>\n<html lang=\"en\"><head><title>{0}</title><meta name=\"author\" content=\"{1}\"></head><body>\
             <nav><a href=\"/\">Home</a></nav><article><h1>{0}</h1>{2}</article><footer>Tidewater Post</footer></body></html>",
            escaped(&self.headline),
            escaped(&self.byline),
            self.html()
        )
    }
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
}
