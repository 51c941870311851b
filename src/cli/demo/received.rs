//! What came off the queue, made ready to be shown.

use anstyle::{AnsiColor, Style};

use crate::render::{Advice, Statement, View, Voice, clean};
use crate::wire::received::{
    Received, ReceivedArticle, ReceivedAttribution, ReceivedSource, ReceivedSpan,
};

const STRONG: Style = Style::new().bold();
const FAINT: Style = Style::new().dimmed();
const REFUSED: Style = AnsiColor::Yellow.on_default().bold();

/// The page of one result.
pub(super) fn view(id: &str, received: &Received) -> View {
    let sentences = received
        .summary
        .iter()
        .flat_map(|summary| &summary.sentences);
    View {
        headline: headline(id, &received.article),
        particulars: particulars(id, received),
        status: (received.status != "ok").then(|| received.status.clone()),
        summary: sentences
            .filter_map(|sentence| sentence.text.as_deref().map(clean))
            .collect(),
        statements: received
            .attributions
            .iter()
            .map(|attribution| statement(attribution, &received.sources))
            .collect(),
        voices: received.sources.iter().map(voice).collect(),
        advice: advice(received),
        ..View::default()
    }
}

/// One result in a line, for when there are many.
pub(super) fn line(id: &str, received: &Received) -> String {
    let headline = headline(id, &received.article).replace('\n', " ");
    let counts = format!(
        "{}, {} attributions, {} sources",
        received.status,
        received.attributions.len(),
        received.sources.len()
    );
    format!("{STRONG}{headline}{STRONG:#}  {FAINT}{counts}{FAINT:#}")
}

/// What is shown of an article that could not be read.
pub(super) fn refusal(id: &str, reason: &str, detail: &str) -> String {
    let (id, reason, detail) = (clean(id), clean(reason), clean(detail));
    format!("{REFUSED}quarantined{REFUSED:#}  {STRONG}{id}{STRONG:#}\n  {reason}: {detail}\n")
}

fn headline(id: &str, article: &ReceivedArticle) -> String {
    article.headline.as_deref().map_or_else(|| clean(id), clean)
}

fn particulars(id: &str, received: &Received) -> Vec<String> {
    let article = &received.article;
    let words = received.metrics.words;
    let known = [
        article.byline.as_ref().map(|byline| clean(&byline.raw)),
        article.outlet.as_deref().map(clean),
        article.dateline.as_deref().map(clean),
        article.language.as_deref().map(clean),
        (words > 0).then(|| format!("{words} words")),
        Some(format!("{} ({})", clean(id), clean(&article.format))),
    ];
    known
        .into_iter()
        .flatten()
        .filter(|part| !part.is_empty())
        .collect()
}

fn statement(attribution: &ReceivedAttribution, sources: &[ReceivedSource]) -> Statement {
    let source = attribution
        .source
        .id
        .as_ref()
        .and_then(|id| sources.iter().find(|source| source.id == *id));
    let mention = texts(&attribution.source.spans).join(" … ");
    Statement {
        speaker: source
            .and_then(|source| source.label.as_deref().map(clean))
            .or_else(|| Some(mention).filter(|mention| !mention.is_empty())),
        note: source.and_then(note),
        withheld: source.is_some_and(|source| source.anonymous),
        cue: attribution
            .cue
            .as_ref()
            .and_then(|cue| cue.exact.as_deref())
            .map(clean)
            .unwrap_or_default(),
        content: texts(&attribution.content),
        quoting: clean(&attribution.quoting),
        nested: attribution.within.is_some(),
        rule: clean(&attribution.rule),
        confidence: attribution.confidence,
    }
}

fn note(source: &ReceivedSource) -> Option<String> {
    if source.anonymous {
        return Some("not named".to_owned());
    }
    role(source)
}

/// The role, where it says more than the label.
fn role(source: &ReceivedSource) -> Option<String> {
    let role = source
        .role
        .as_deref()
        .filter(|role| Some(*role) != source.label.as_deref());
    role.map(clean)
}

fn texts(spans: &[ReceivedSpan]) -> Vec<String> {
    spans
        .iter()
        .filter_map(|span| span.exact.as_deref().map(clean))
        .collect()
}

fn voice(source: &ReceivedSource) -> Voice {
    Voice {
        label: clean(source.label.as_deref().unwrap_or(&source.id)),
        role: role(source),
        kind: clean(&source.kind),
        named: source.named,
        anonymous: source.anonymous,
        statements: source.attribution_ids.len(),
    }
}

fn advice(received: &Received) -> Vec<Advice> {
    let findings = received.findings.iter().map(|finding| Advice {
        severity: clean(&finding.severity),
        rule: clean(&finding.rule),
        message: finding.message.as_deref().map(clean).unwrap_or_default(),
        help: clean(&finding.help),
        place: texts(finding.spans.get(..1).unwrap_or_default()).concat(),
    });
    let notes = received.warnings.iter().map(|warning| Advice {
        severity: "note".to_owned(),
        rule: clean(&warning.code),
        message: clean(&warning.message),
        help: String::new(),
        place: String::new(),
    });
    findings.chain(notes).collect()
}

#[cfg(test)]
mod tests {
    use super::{refusal, view};
    use crate::article::Article;
    use crate::desk::Desk;
    use crate::render::View;
    use crate::wire::{Provenance, encode, read_result};

    #[test]
    fn shows_a_received_result_as_the_report_it_came_from() {
        let text =
            "Bridge opens\n\n“It will hold,” said Ada Quint, the engineer. Critics disagree.";
        let article = Article {
            id: "bridge.txt".to_owned(),
            headline: Some("Bridge opens".to_owned()),
            text: text.to_owned(),
            ..Article::default()
        };
        let report = Desk::default().report(&article);
        let body = encode(&article, &report, &Provenance::default());
        let received = view("bridge.txt", &read_result(&body).unwrap());
        let expected = View::new(&article, &report);
        assert_eq!(received.headline, expected.headline);
        assert_eq!(received.summary, expected.summary);
        let rounded = |view: &View| -> Vec<_> {
            let shown = view.statements.iter();
            shown
                .map(|s| {
                    (
                        s.speaker.clone(),
                        s.cue.clone(),
                        s.content.clone(),
                        s.nested,
                    )
                })
                .collect()
        };
        assert_eq!(rounded(&received), rounded(&expected));
        assert_eq!(received.voices, expected.voices);
        assert_eq!(received.advice, expected.advice);
    }

    #[test]
    fn says_why_an_article_was_refused() {
        let page = refusal("a.json", "malformed", "line 3: expected a value");
        assert!(
            page.contains("malformed: line 3: expected a value"),
            "{page}"
        );
    }
}
