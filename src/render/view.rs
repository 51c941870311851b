//! What a person reads of a report: plain strings in the order in which they are shown.

use super::passage::{Passage, passages};
use crate::article::Article;
use crate::attribution::{Attribution, Quoting, Source, SourceKind};
use crate::editorial::{Finding, Severity};
use crate::report::{Report, Status};
use crate::text::Span;

/// One report, ready to be laid out. Every string is free of control characters.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct View {
    /// The headline, or what stands for it.
    pub headline: String,
    /// Byline, outlet, dateline, language, length: what is known, in this order.
    pub particulars: Vec<String>,
    /// A word about an analysis that is not complete.
    pub status: Option<String>,
    /// The sentences of the summary.
    pub summary: Vec<String>,
    /// The copy; empty where only its result is at hand.
    pub passages: Vec<Passage>,
    /// Who said what, in document order.
    pub statements: Vec<Statement>,
    /// The roll of sources, in order of first mention.
    pub voices: Vec<Voice>,
    /// The sourcing of the whole, a sentence a fact.
    pub profile: Vec<String>,
    /// Findings, then what was not done.
    pub advice: Vec<Advice>,
}

/// One attribution.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Statement {
    /// The resolved source, else the mention as written; none where the text names nobody.
    pub speaker: Option<String>,
    /// What stands beside the speaker: role, "not named".
    pub note: Option<String>,
    /// Whether the speaker's name is withheld.
    pub withheld: bool,
    /// The words that attribute; empty where only the layout does.
    pub cue: String,
    /// The parts of the content.
    pub content: Vec<String>,
    /// `direct`, `mixed` or `indirect`.
    pub quoting: String,
    /// Whether it stands inside the content of another attribution.
    pub nested: bool,
    /// The rule that found it.
    pub rule: String,
    /// How sure, 0 to 1.
    pub confidence: f32,
}

/// One entry of the roll of sources.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Voice {
    /// The best description.
    pub label: String,
    /// Role as written.
    pub role: Option<String>,
    /// `person`, `organization`, …
    pub kind: String,
    /// Whether the article names it.
    pub named: bool,
    /// Whether the article withholds the name of somebody who spoke.
    pub anonymous: bool,
    /// How many attributions it is the source of.
    pub statements: usize,
}

/// One piece of advice.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Advice {
    /// `suggestion`, `warning`, `error` or `note`.
    pub severity: String,
    /// The rule or the stable code.
    pub rule: String,
    /// What to read.
    pub message: String,
    /// What to do about it; empty where the rule does not say.
    pub help: String,
    /// The words it is about; empty where it is about the whole article.
    pub place: String,
}

impl View {
    /// The view of `report`, whose spans are bytes of the text of `article`.
    pub fn new(article: &Article, report: &Report) -> Self {
        let sources = &report.attributed.sources;
        Self {
            headline: headline(article),
            particulars: particulars(article, report),
            status: status(report.status),
            summary: report
                .summary
                .iter()
                .flat_map(|summary| &summary.sentences)
                .map(|sentence| clean(&sentence.text))
                .collect(),
            passages: passages(article, report),
            statements: report
                .attributed
                .attributions
                .iter()
                .map(|attribution| statement(&article.text, sources, attribution))
                .collect(),
            voices: sources.iter().map(voice).collect(),
            profile: profile(report),
            advice: advice(&article.text, report),
        }
    }
}

fn headline(article: &Article) -> String {
    article
        .headline
        .as_deref()
        .or_else(|| article.text.lines().find(|line| !line.trim().is_empty()))
        .map(clean)
        .filter(|headline| !headline.is_empty())
        .unwrap_or_else(|| article.id.clone())
}

fn particulars(article: &Article, report: &Report) -> Vec<String> {
    let words = match report.counts.words {
        0 => None,
        1 => Some("1 word".to_owned()),
        words => Some(format!("{words} words")),
    };
    [
        article.byline.as_ref().map(|byline| clean(&byline.raw)),
        article.outlet.as_deref().map(clean),
        article.dateline.as_deref().map(clean),
        article
            .language
            .as_ref()
            .map(|language| clean(&language.tag)),
        words,
    ]
    .into_iter()
    .flatten()
    .filter(|part| !part.is_empty())
    .collect()
}

fn status(status: Status) -> Option<String> {
    let words = match status {
        Status::Ok => return None,
        Status::Partial => "not everything could be analysed, see the notes",
        Status::Skipped => "skipped: nothing to analyse",
        Status::Retracted => "retracted: recalls another article",
    };
    Some(words.to_owned())
}

fn statement(text: &str, sources: &[Source], attribution: &Attribution) -> Statement {
    let source = attribution.source.and_then(|id| sources.get(id.0 as usize));
    let mention = join(text, &attribution.mention);
    Statement {
        speaker: source
            .map(|source| clean(&source.label))
            .or_else(|| Some(mention).filter(|mention| !mention.is_empty())),
        note: source.and_then(note),
        withheld: source.is_some_and(|source| source.anonymous),
        cue: attribution
            .cue
            .map(|cue| clean(cue.of(text)))
            .unwrap_or_default(),
        content: attribution
            .content
            .iter()
            .map(|part| clean(part.of(text)))
            .collect(),
        quoting: quoting(attribution.quoting).to_owned(),
        nested: attribution.within.is_some(),
        rule: attribution.rule.to_string(),
        confidence: attribution.confidence,
    }
}

fn note(source: &Source) -> Option<String> {
    if source.anonymous {
        return Some("not named".to_owned());
    }
    role(source)
}

/// The role, where it says more than the label.
fn role(source: &Source) -> Option<String> {
    let role = source.role.as_deref().map(clean);
    role.filter(|role| *role != clean(&source.label))
}

fn join(text: &str, spans: &[Span]) -> String {
    let parts: Vec<String> = spans.iter().map(|span| clean(span.of(text))).collect();
    parts.join(" … ")
}

const fn quoting(quoting: Quoting) -> &'static str {
    match quoting {
        Quoting::Direct => "direct",
        Quoting::Mixed => "mixed",
        Quoting::Indirect => "indirect",
    }
}

fn voice(source: &Source) -> Voice {
    Voice {
        label: clean(&source.label),
        role: role(source),
        kind: kind(source.kind).to_owned(),
        named: source.named(),
        anonymous: source.anonymous,
        statements: source.attributions.len(),
    }
}

const fn kind(kind: SourceKind) -> &'static str {
    match kind {
        SourceKind::Person => "person",
        SourceKind::Organization => "organization",
        SourceKind::Group => "group",
        SourceKind::Document => "document",
        SourceKind::Media => "media",
        SourceKind::Unknown => "unknown",
    }
}

/// The sourcing in sentences; nothing where nobody says anything.
fn profile(report: &Report) -> Vec<String> {
    let profile = &report.profile;
    let Some((loudest, share)) = profile.voices.first() else {
        return Vec::new();
    };
    let label = report.attributed.sources.get(loudest.0 as usize);
    let label = label.map(|source| clean(&source.label)).unwrap_or_default();
    let percent = |share: f64| format!("{:.0} %", share * 100.0);
    let loud = match (profile.single_source, profile.one_sided) {
        (true, _) => format!("Everything rests on one source, {label}."),
        (false, true) => format!(
            "One-sided: {label} has {} of what is said.",
            percent(*share)
        ),
        (false, false) => format!(
            "The loudest is {label} with {} of what is said.",
            percent(*share)
        ),
    };
    let first = profile
        .first_attribution
        .map(|share| match percent(share).as_str() {
            "0 %" => "Somebody speaks from the first words on.".to_owned(),
            share => format!("The first to speak comes after {share} of the words."),
        });
    let chains = match profile.chains {
        0 => None,
        1 => Some("One claim is told through several hands.".to_owned()),
        chains => Some(format!("{chains} claims are told through several hands.")),
    };
    [Some(loud), first, chains].into_iter().flatten().collect()
}

fn advice(text: &str, report: &Report) -> Vec<Advice> {
    let findings = report.findings.iter().map(|finding| piece(text, finding));
    let notes = report.warnings.iter().map(|warning| Advice {
        severity: "note".to_owned(),
        rule: warning.code.to_owned(),
        message: clean(&warning.message),
        help: String::new(),
        place: String::new(),
    });
    findings.chain(notes).collect()
}

fn piece(text: &str, finding: &Finding) -> Advice {
    let severity = match finding.severity {
        Severity::Suggestion => "suggestion",
        Severity::Warning => "warning",
        Severity::Error => "error",
    };
    Advice {
        severity: severity.to_owned(),
        rule: finding.rule.clone(),
        message: clean(&finding.message),
        help: clean(&finding.help),
        place: join(text, finding.spans.get(..1).unwrap_or_default()),
    }
}

/// Text that a terminal shows and never obeys: an article may carry escape sequences, and marks that turn the
/// direction of writing round. Line breaks stay, other white space becomes one space.
pub fn clean(text: &str) -> String {
    let visible = safe(text);
    let lines: Vec<String> = visible
        .split('\n')
        .map(|line| line.split_whitespace().collect::<Vec<_>>().join(" "))
        .filter(|line| !line.is_empty())
        .collect();
    lines.join("\n")
}

/// The same, with its white space.
pub(super) fn safe(text: &str) -> String {
    text.chars()
        .map(|c| if c.is_control() && c != '\n' { ' ' } else { c })
        .filter(|c| !turns_direction(*c))
        .collect()
}

const fn turns_direction(c: char) -> bool {
    matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

#[cfg(test)]
mod tests {
    use super::{View, clean};
    use crate::article::Article;
    use crate::attribution::{Act, Attributed, Attribution, Quoting};
    use crate::report::Report;
    use crate::text::Span;

    fn article(text: &str) -> Article {
        Article {
            text: text.to_owned(),
            ..Article::default()
        }
    }

    #[test]
    fn shows_the_mention_where_no_source_is_resolved() {
        let article = article("Officials denied it.");
        let attribution = Attribution {
            quoting: Quoting::Indirect,
            cue: Some(Span::new(10, 16)),
            content: vec![Span::new(17, 19)],
            mention: vec![Span::new(0, 9)],
            source: None,
            act: Act::Statement,
            rule: "r".into(),
            confidence: 0.5,
            within: None,
        };
        let attributed = Attributed {
            nested: Vec::new(),
            attributions: vec![attribution],
            sources: Vec::new(),
        };
        let report = Report {
            attributed,
            ..Report::default()
        };
        let view = View::new(&article, &report);
        let shown: Vec<_> = view
            .statements
            .iter()
            .map(|s| (s.speaker.as_deref(), s.cue.as_str()))
            .collect();
        assert_eq!(shown, [(Some("Officials"), "denied")]);
    }

    #[test]
    fn takes_the_first_line_for_a_headline_where_none_is_given() {
        let view = View::new(
            &article("\n\nBridge opens\n\nThe bridge opened."),
            &Report::default(),
        );
        assert_eq!(view.headline, "Bridge opens");
    }

    #[test]
    fn never_lets_an_article_write_to_the_terminal() {
        assert_eq!(clean("a\u{1b}[31mb\u{7}"), "a [31mb");
        assert_eq!(clean("safe \u{202E}txet"), "safe txet");
    }

    #[test]
    fn keeps_paragraphs_apart() {
        assert_eq!(clean("one \t two\r\n\r\nthree"), "one two\nthree");
    }
}
