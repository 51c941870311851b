//! An article on its way from a format: what every reader needs, in one place.

use jiff::Timestamp;
use jiff::tz::TimeZone;

use super::xml::Tree;
use super::{Limits, date, language, markings, markup};
use crate::article::markup::{Flow, Flowed, Route, html};
use crate::article::words::words;
use crate::article::{
    Article, BlockKind, Byline, Embargo, Extent, FurnitureKind, Note, Person, PublicationStatus,
    Remark, Replaced, Subject,
};

/// Most subjects, genres, notes, people and subheads of one article, each: more is no article's.
const MOST_ENTRIES: usize = 100;

/// What readers need beside the document.
#[derive(Debug)]
pub(super) struct Context<'e> {
    pub(super) limits: &'e Limits,
    /// The newsroom's time zone, for dates without one.
    pub(super) zone: Option<TimeZone>,
}

/// An article on its way.
#[derive(Debug)]
pub(super) struct Draft<'c> {
    pub(super) article: Article,
    pub(super) flow: Flow,
    pub(super) context: &'c Context<'c>,
}

impl<'c> Draft<'c> {
    pub(super) fn new(context: &'c Context<'c>) -> Self {
        Self {
            article: Article::default(),
            flow: Flow::new(),
            context,
        }
    }

    /// Something odd, for people; never article text.
    pub(super) fn remark(&mut self, code: &'static str, message: impl Into<String>) {
        self.article.remarks.push(Remark {
            code,
            message: message.into(),
        });
    }

    /// The headline; a second one becomes a subhead.
    pub(super) fn headline(&mut self, text: &str) {
        let Some(text) = line(text) else { return };
        if self.article.headline.is_none() {
            self.article.headline = Some(text);
        } else {
            self.subhead(&text);
        }
    }

    /// A kicker, a subhead, another headline.
    pub(super) fn subhead(&mut self, text: &str) {
        let Some(text) = line(text) else { return };
        let known = self.article.headline.as_ref() == Some(&text)
            || self.article.subheads.len() >= MOST_ENTRIES;
        if !known && !self.article.subheads.contains(&text) {
            self.article.subheads.push(text);
        }
    }

    /// The teaser, without the links that feeds put behind it; the first one counts.
    pub(super) fn teaser(&mut self, html: &str) {
        if self.article.teaser.is_some() {
            return;
        }
        let mut flow = Flow::new();
        read_html(html, &mut flow);
        let Flowed { text, blocks } = flow.finish();
        let paragraphs = blocks.iter().map(|block| block.span.of(&text));
        let copy: Vec<&str> = paragraphs
            .filter(|paragraph| !words().is_other(paragraph))
            .flat_map(str::split_whitespace)
            .collect();
        self.article.teaser = (!copy.is_empty()).then(|| copy.join(" "));
    }

    /// The byline as a line.
    pub(super) fn byline(&mut self, raw: &str) {
        if let Some(raw) = line(raw)
            && self.article.byline.is_none()
        {
            let byline = Byline::of_field(&raw);
            if self.article.outlet.is_none() {
                self.article.outlet.clone_from(&byline.outlet);
            }
            self.article.byline = Some(byline);
        }
    }

    /// Several bylines, each a line of its own: `By Ada Berg`, `By Ola Brandt`.
    pub(super) fn bylines(&mut self, lines: &[String]) {
        let lines: Vec<String> = lines.iter().filter_map(|raw| line(raw)).collect();
        if lines.len() < 2 {
            self.byline(lines.first().map_or("", String::as_str));
            return;
        }
        if self.article.byline.is_some() {
            return;
        }
        let read: Vec<Byline> = lines.iter().map(|raw| Byline::of_field(raw)).collect();
        let outlet = read.iter().find_map(|byline| byline.outlet.clone());
        self.outlet(outlet.as_deref());
        self.article.byline = Some(Byline {
            raw: lines.join(", "),
            people: read.into_iter().flat_map(|byline| byline.people).collect(),
            outlet,
        });
    }

    /// The people that a field of their own names, where no byline names them: a system lists editors there too. A name that is
    /// an outlet's is no person.
    pub(super) fn authors(&mut self, people: Vec<Person>) {
        let (outlets, people): (Vec<Person>, Vec<Person>) = people
            .into_iter()
            .take(MOST_ENTRIES)
            .partition(|person| Byline::names_outlet(&person.name));
        for outlet in &outlets {
            self.outlet(Some(&outlet.name));
        }
        if people.is_empty() {
            return;
        }
        if let Some(byline) = &mut self.article.byline
            && !byline.people.is_empty()
        {
            describe(&mut byline.people, &people);
            return;
        }
        let names: Vec<&str> = people.iter().map(|one| one.name.as_str()).collect();
        let raw = names.join(", ");
        let byline = self.article.byline.get_or_insert_with(|| Byline {
            raw,
            ..Byline::default()
        });
        byline.people = people;
    }

    pub(super) fn outlet(&mut self, name: Option<&str>) {
        if self.article.outlet.is_none() {
            self.article.outlet = name.and_then(line);
        }
    }

    pub(super) fn language(&mut self, tag: Option<&str>) {
        if self.article.language.is_none() {
            self.article.language = language::declared(tag);
        }
    }

    /// Reads a date; one that is not understood is remarked under its field's name.
    pub(super) fn date(&mut self, field: &str, text: Option<&str>) -> Option<Timestamp> {
        let text = text.map(str::trim).filter(|text| !text.is_empty())?;
        let read = date::read(text, self.context.zone.as_ref());
        if read.is_none() {
            self.remark("unknown-date", format!("{field}: not a date"));
        }
        read
    }

    /// The status as any format writes it, by code or by name.
    pub(super) fn status(&mut self, status: &str) {
        let code = status.rsplit([':', '/']).next().unwrap_or_default();
        match code.trim().to_ascii_lowercase().as_str() {
            "" | "usable" | "published" | "publish" | "active" | "open" | "corrected"
            | "updated" => {}
            "canceled" | "cancelled" | "killed" | "kill" | "deleted" | "recalled" | "retracted" => {
                self.article.status = PublicationStatus::Canceled;
            }
            "withheld" | "withdrawn" | "unpublished" => {
                self.article.status = PublicationStatus::Withheld;
            }
            "embargoed" => {
                self.article.embargo.get_or_insert(Embargo { until: None });
            }
            _ => self.remark("unknown-status", "a publication status that is not known"),
        }
    }

    /// An embargo until a date. A date that is not understood means an embargo without end.
    pub(super) fn embargo(&mut self, field: &str, until: Option<&str>) {
        if let Some(text) = until.map(str::trim).filter(|text| !text.is_empty()) {
            let until = self.date(field, Some(text));
            self.article.embargo = Some(Embargo { until });
        }
    }

    pub(super) fn note(&mut self, role: Option<&str>, text: &str, public: bool) {
        if self.article.notes.len() >= MOST_ENTRIES {
            return;
        }
        if let Some(text) = line(text) {
            self.article.notes.push(Note {
                role: role.map(str::to_owned),
                text,
                public,
            });
        }
    }

    pub(super) fn genre(&mut self, name: &str) {
        if let Some(name) = line(name)
            && self.article.genre.len() < MOST_ENTRIES
            && !self.article.genre.contains(&name)
        {
            self.article.genre.push(name);
        }
    }

    /// A subject by its code, with or without a scheme before a colon, and its name.
    pub(super) fn subject(&mut self, code: Option<&str>, name: Option<&str>) {
        let (scheme, code) =
            match code.map(|code| code.rsplit_once([':', '/']).unwrap_or(("", code))) {
                Some((scheme, code)) => (Some(scheme), Some(code)),
                None => (None, None),
            };
        let kept = |part: Option<&str>| {
            part.map(str::trim)
                .filter(|part| !part.is_empty())
                .map(str::to_owned)
        };
        let subject = Subject {
            scheme: kept(scheme),
            code: kept(code),
            name: name.and_then(line),
        };
        let is_full = self.article.subjects.len() >= MOST_ENTRIES;
        if subject != Subject::default() && !is_full && !self.article.subjects.contains(&subject) {
            self.article.subjects.push(subject);
        }
    }

    /// The article that this one corrects, updates or withdraws.
    pub(super) fn replaces(&mut self, id: Option<&str>, version: Option<&str>) {
        let id = id.map(str::trim).filter(|id| !id.is_empty());
        let version = version.map(str::trim).filter(|version| !version.is_empty());
        if let Some(id) = id
            && self.article.replaces.len() < MOST_ENTRIES
        {
            self.article.replaces.push(Replaced {
                id: id.to_owned(),
                version: version.map(str::to_owned),
            });
        }
    }

    /// A body of HTML in the source field at `pointer`.
    pub(super) fn html(&mut self, pointer: &str, html: &str) {
        self.flow.from_field(pointer);
        read_html(html, &mut self.flow);
    }

    /// A body of NITF or XHTML in the source field at `pointer`; read as HTML if it is no XML.
    pub(super) fn xml(&mut self, pointer: &str, text: &str) {
        match Tree::read(text, self.context.limits) {
            Ok(tree) => {
                let root = tree.root();
                let body = root
                    .find("body.content")
                    .or_else(|| root.find("body"))
                    .unwrap_or(root);
                markup::flow(body, &format!("{pointer}#"), &mut self.flow);
            }
            Err(_) => self.html(pointer, text),
        }
    }

    /// A body of plain text in the source field at `pointer`, kept as it is; read as HTML if it is no plain text.
    pub(super) fn plain(&mut self, pointer: &str, text: &str) {
        if markings::is_html(text) || markings::is_escaped(text) {
            self.html(pointer, text);
            return;
        }
        self.flow.from_field(pointer);
        if markings::has_entities(text) {
            let (text, route) = Route::unescaping(text);
            self.flow.by(route);
            self.flow.verbatim(&text);
        } else {
            self.flow.verbatim(text);
        }
    }

    /// The finished article.
    pub(super) fn finish(self) -> Article {
        let Self {
            mut article, flow, ..
        } = self;
        let Flowed { text, blocks } = flow.finish();
        article.text = text;
        article.blocks = blocks;
        if article.headline.is_none()
            && let Some(first) = article.blocks.first()
            && first.kind == BlockKind::Heading
        {
            article.headline = Some(first.span.of(&article.text).to_owned());
        }
        if article.text.is_empty()
            && let Some(teaser) = &article.teaser
        {
            article.text.clone_from(teaser);
            article.extent = Extent::Teaser;
        }
        let captions: Vec<_> = article
            .blocks
            .iter()
            .filter(|block| block.kind == BlockKind::Caption)
            .map(|block| block.span)
            .collect();
        for span in captions {
            article.mark(span, FurnitureKind::Other);
        }
        article
    }
}

/// Adds to the people of a byline what a list knows of those with their names.
fn describe(named: &mut [Person], listed: &[Person]) {
    for person in named {
        let same = |other: &&Person| other.name.to_lowercase() == person.name.to_lowercase();
        if let Some(known) = listed.iter().find(same) {
            person.id.clone_from(&known.id);
            if person.role.is_none() {
                person.role.clone_from(&known.role);
            }
        }
    }
}

/// Lets HTML flow, also HTML that was escaped once more than it should be.
fn read_html(html: &str, flow: &mut Flow) {
    if markings::is_escaped(html) {
        let (html, route) = Route::unescaping(html);
        flow.by(route);
        html::flow_fragment(&html, flow);
    } else {
        html::flow_fragment(html, flow);
    }
}

/// Text of a field as one line for people: marks and entities read, white space closed up.
pub(super) fn line(text: &str) -> Option<String> {
    let mut flow = Flow::new();
    if text.contains(['<', '&']) {
        html::flow_fragment(text, &mut flow);
    } else {
        flow.text(text, 0);
    }
    let text = flow.finish().text;
    (!text.is_empty()).then(|| {
        if text.contains('\n') {
            text.split_whitespace().collect::<Vec<_>>().join(" ")
        } else {
            text
        }
    })
}

/// Whether genre or headline say that this is a note to editors.
pub(super) fn is_advisory(article: &Article) -> bool {
    let names = &words().advisories;
    let told_by_genre = article
        .genre
        .iter()
        .any(|genre| names.contains(&letters(genre)));
    let opening = article
        .headline
        .as_deref()
        .and_then(|headline| headline.split_once(':'))
        .map(|(opening, _)| letters(opening));
    told_by_genre || opening.is_some_and(|opening| opening == "editors" || names.contains(&opening))
}

fn letters(text: &str) -> String {
    text.chars()
        .filter(|c| c.is_alphabetic())
        .flat_map(char::to_lowercase)
        .collect()
}
