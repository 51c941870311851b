//! A rule as it is written, and what it means: every key optional, every fault with its place.

use std::collections::BTreeMap;
use std::ops::Range;

use regex::{Regex, RegexBuilder};
use serde::Deserialize;
use toml::Spanned;

use super::rule::{
    AppliesIf, Attributed, Check, Conditional, Count, Counted, CreditTest, EmbargoTest, Example,
    Existence, LanguageTest, Level, Looking, MetaField, MetaWhen, Metadata, Metric, Metrics, Quote,
    QuoteCheck, Rule, Scope, SourceTest, Substitution, SummaryCheck, Trigger, Verb, Window,
};

/// One rule file.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct WrittenFile {
    #[serde(default)]
    pub(super) rule: Vec<Spanned<WrittenRule>>,
}

/// One rule as written.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct WrittenRule {
    pub(super) id: Spanned<String>,
    name: String,
    severity: Level,
    extends: Spanned<Extends>,
    message: String,
    why: String,
    #[serde(default)]
    help: String,
    #[serde(default)]
    policy: Vec<String>,
    #[serde(default = "yes")]
    enabled: bool,
    #[serde(default)]
    off: String,
    #[serde(default)]
    fires: Vec<WrittenExample>,
    #[serde(default)]
    quiet: Vec<WrittenExample>,

    scope: Option<Spanned<Scope>>,
    tokens: Option<Spanned<Vec<Pattern>>>,
    patterns: Option<Spanned<Vec<Pattern>>>,
    except: Option<Spanned<Vec<Pattern>>>,
    except_in: Option<Spanned<Looking>>,
    once: Option<Spanned<bool>>,
    per_words: Option<Spanned<usize>>,
    unless_attributed: Option<Spanned<Attributed>>,
    unless_named: Option<Spanned<usize>>,
    swap: Option<Spanned<BTreeMap<String, String>>>,
    when: Option<Spanned<WrittenWhen>>,
    require_any: Option<Spanned<Vec<Pattern>>>,
    require_none: Option<Spanned<Vec<Pattern>>>,
    window: Option<Spanned<WrittenWindow>>,
    count: Option<Spanned<Counted>>,
    min: Option<Spanned<usize>>,
    max: Option<Spanned<usize>>,
    applies_if: Option<Spanned<AppliesIf>>,
    check: Option<Spanned<AnyCheck>>,
    words: Option<Spanned<usize>>,
    sentences: Option<Spanned<usize>>,
    depth: Option<Spanned<usize>>,
    require: Option<Spanned<Vec<MetaField>>>,
    metric: Option<Spanned<Metrics>>,
    above: Option<Spanned<f64>>,
}

type Pattern = Spanned<String>;

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Extends {
    Existence,
    Substitution,
    Verb,
    Conditional,
    Count,
    Claim,
    Quote,
    Chain,
    Metadata,
    Metric,
    Summary,
}

#[derive(Debug, Deserialize)]
#[serde(untagged)]
enum WrittenExample {
    Text(String),
    Article(Box<Example>),
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct WrittenWhen {
    cues: Vec<String>,
    phrases: Vec<String>,
    quoting: Option<Pattern>,
    source: Option<SourceTest>,
    act: Option<Pattern>,
    content: Option<Pattern>,
    content_not: Option<Pattern>,
    mention: Option<Pattern>,
    scope: Option<Scope>,
    text: Option<Pattern>,
    anonymous_sources: Option<usize>,
    words: Option<usize>,
    dateline: Option<Pattern>,
    language: Option<LanguageTest>,
    credit: Option<CreditTest>,
    embargo: Option<EmbargoTest>,
    version: Option<u64>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(untagged)]
enum WrittenWindow {
    Named(String),
    Paragraphs { before: usize, after: usize },
}

/// A check of a quotation or of a summary, told apart by `extends`.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(untagged)]
enum AnyCheck {
    Quote(QuoteCheck),
    Summary(SummaryCheck),
}

/// What is wrong, and at which bytes of the file.
pub(super) type Wrong = (Range<usize>, String);

const fn yes() -> bool {
    true
}

/// What `written` means.
///
/// # Errors
/// The first thing that is wrong with it.
pub(super) fn meant(mut written: WrittenRule) -> Result<Rule, Wrong> {
    let check = check(&mut written)?;
    if let Some((key, at)) = leftover(&written) {
        let extends = format!("{:?}", written.extends.get_ref()).to_lowercase();
        let message =
            format!("`{key}` means nothing in a rule that extends `{extends}`; remove it");
        return Err((at, message));
    }
    Ok(Rule {
        id: written.id.into_inner(),
        name: written.name,
        level: written.severity,
        message: written.message,
        why: written.why,
        help: written.help,
        policy: written.policy,
        enabled: written.enabled,
        off: written.off,
        check,
        fires: written.fires.into_iter().map(example).collect(),
        quiet: written.quiet.into_iter().map(example).collect(),
    })
}

fn example(written: WrittenExample) -> Example {
    match written {
        WrittenExample::Article(example) => *example,
        WrittenExample::Text(text) => Example {
            text,
            ..Example::default()
        },
    }
}

fn check(written: &mut WrittenRule) -> Result<Check, Wrong> {
    Ok(match written.extends.get_ref() {
        Extends::Existence => Check::Existence(existence(written, "tokens")?),
        Extends::Claim => Check::Claim(existence(written, "patterns")?),
        Extends::Substitution => Check::Substitution(substitution(written)?),
        Extends::Verb => Check::Verb(verb(written)?),
        Extends::Conditional => Check::Conditional(conditional(written)?),
        Extends::Count => Check::Count(count(written)?),
        Extends::Quote => Check::Quote(quote(written)?),
        Extends::Chain => Check::Chain(need(written.depth.take(), "depth", written)?),
        Extends::Metadata => Check::Metadata(metadata(written)?),
        Extends::Metric => Check::Metric(metric(written)?),
        Extends::Summary => Check::Summary(summary(written)?),
    })
}

fn existence(written: &mut WrittenRule, key: &str) -> Result<Existence, Wrong> {
    let patterns = match key {
        "tokens" => written.tokens.take(),
        _ => written.patterns.take(),
    };
    let at = patterns.as_ref().map_or(0..0, Spanned::span);
    let patterns = need(patterns, key, written)?;
    if patterns.is_empty() {
        return Err((at, format!("`{key}` is empty; give at least one pattern")));
    }
    Ok(Existence {
        pattern: any(&patterns)?,
        scope: optional(written.scope.take()).unwrap_or_default(),
        except: exceptions(written)?,
        except_in: optional(written.except_in.take()).unwrap_or_default(),
        once: optional(written.once.take()).unwrap_or_default(),
        unless_attributed: optional(written.unless_attributed.take()),
        unless_named: optional(written.unless_named.take()),
    })
}

fn exceptions(written: &mut WrittenRule) -> Result<Option<Regex>, Wrong> {
    let except = written.except.take();
    except.map(|any_of| any(any_of.get_ref())).transpose()
}

fn substitution(written: &mut WrittenRule) -> Result<Substitution, Wrong> {
    let swap = written.swap.take();
    let at = swap.as_ref().map_or(0..0, Spanned::span);
    let swaps = need(swap, "swap", written)?
        .into_iter()
        .map(|(pattern, instead)| Ok((regex(&pattern, &at)?, instead)))
        .collect::<Result<_, Wrong>>()?;
    Ok(Substitution {
        swaps,
        scope: optional(written.scope.take()).unwrap_or_default(),
    })
}

fn verb(written: &mut WrittenRule) -> Result<Verb, Wrong> {
    let when = need(written.when.take(), "when", written)?;
    Ok(Verb {
        cues: when.cues,
        phrases: when.phrases,
        quoting: one_of(when.quoting, "quoting", QUOTING)?,
        source: when.source,
        act: one_of(when.act, "act", ACTS)?,
        content: when.content.as_ref().map(one).transpose()?,
        content_not: when.content_not.as_ref().map(one).transpose()?,
        except: exceptions(written)?,
        scope: when.scope.unwrap_or_default(),
    })
}

/// How the words of an attribution may be told.
const QUOTING: &[&str] = &["direct", "mixed", "indirect"];

/// What a source may do.
const ACTS: &[&str] = &[
    "statement",
    "belief",
    "intention",
    "stance",
    "decree",
    "evidence",
    "perception",
];

/// A word that is one of `known`; any other would make a rule that never fires.
fn one_of(word: Option<Pattern>, key: &str, known: &[&str]) -> Result<Option<String>, Wrong> {
    match word {
        Some(word) if !known.contains(&word.get_ref().as_str()) => Err((
            word.span(),
            format!(
                "`{}` is no `{key}`; expected one of `{}`",
                word.get_ref(),
                known.join("`, `")
            ),
        )),
        word => Ok(optional(word)),
    }
}

fn conditional(written: &mut WrittenRule) -> Result<Conditional, Wrong> {
    let at = written.extends.span();
    let when = need(written.when.take(), "when", written)?;
    let when = match (when.source, when.text) {
        (Some(source), None) => {
            Trigger::Source(source, when.mention.as_ref().map(one).transpose()?)
        }
        (None, Some(text)) => Trigger::Text(one(&text)?),
        _ => return Err((at, "`when` needs either `source` or `text`".to_owned())),
    };
    let require_any = written.require_any.take();
    let require_none = written.require_none.take();
    if require_any.is_none() && require_none.is_none() {
        return Err((at, "needs `require_any` or `require_none`".to_owned()));
    }
    Ok(Conditional {
        when,
        require_any: require_any.map(|of| any(of.get_ref())).transpose()?,
        require_none: require_none.map(|of| any(of.get_ref())).transpose()?,
        window: window(written.window.take())?,
        once: optional(written.once.take()).unwrap_or_default(),
    })
}

fn window(written: Option<Spanned<WrittenWindow>>) -> Result<Window, Wrong> {
    let Some(written) = written else {
        return Ok(Window::Document);
    };
    match written.get_ref() {
        WrittenWindow::Paragraphs { before, after } => Ok(Window::Paragraphs {
            before: *before,
            after: *after,
        }),
        WrittenWindow::Named(name) if name == "document" => Ok(Window::Document),
        WrittenWindow::Named(_) => Err((
            written.span(),
            "`window` is \"document\" or { before = n, after = n } in paragraphs".to_owned(),
        )),
    }
}

fn count(written: &mut WrittenRule) -> Result<Count, Wrong> {
    let (min, max) = (optional(written.min.take()), optional(written.max.take()));
    if min.is_none() && max.is_none() {
        return Err((written.extends.span(), "needs `min` or `max`".to_owned()));
    }
    Ok(Count {
        counted: need(written.count.take(), "count", written)?,
        cues: optional(written.when.take()).unwrap_or_default().cues,
        except: exceptions(written)?,
        min,
        max,
        applies_if: optional(written.applies_if.take()).unwrap_or_default(),
    })
}

fn quote(written: &mut WrittenRule) -> Result<Quote, Wrong> {
    let at = written.check.as_ref().map_or(0..0, Spanned::span);
    let AnyCheck::Quote(check) = need(written.check.take(), "check", written)? else {
        return Err((at, "not a check of quotations".to_owned()));
    };
    Ok(Quote {
        check,
        words: optional(written.words.take()).unwrap_or(0),
        sentences: optional(written.sentences.take()).unwrap_or(2),
        max: optional(written.max.take()).unwrap_or(0),
        per_words: optional(written.per_words.take()).unwrap_or(0),
        except: exceptions(written)?,
    })
}

fn metadata(written: &mut WrittenRule) -> Result<Metadata, Wrong> {
    let when = need(written.when.take(), "when", written)?;
    Ok(Metadata {
        when: MetaWhen {
            anonymous_sources: when.anonymous_sources.unwrap_or(0),
            words: when.words.unwrap_or(0),
            dateline: when.dateline.as_ref().map(one).transpose()?,
            language: when.language,
            credit: when.credit,
            embargo: when.embargo,
            version: when.version.unwrap_or(0),
        },
        require: optional(written.require.take()).unwrap_or_default(),
    })
}

fn metric(written: &mut WrittenRule) -> Result<Metric, Wrong> {
    Ok(Metric {
        metric: need(written.metric.take(), "metric", written)?,
        above: need(written.above.take(), "above", written)?,
        cues: optional(written.when.take()).unwrap_or_default().cues,
        applies_if: optional(written.applies_if.take()).unwrap_or_default(),
    })
}

fn summary(written: &mut WrittenRule) -> Result<SummaryCheck, Wrong> {
    let at = written.check.as_ref().map_or(0..0, Spanned::span);
    match need(written.check.take(), "check", written)? {
        AnyCheck::Summary(check) => Ok(check),
        AnyCheck::Quote(_) => Err((at, "not a check of summaries".to_owned())),
    }
}

fn optional<T>(value: Option<Spanned<T>>) -> Option<T> {
    value.map(Spanned::into_inner)
}

fn need<T>(value: Option<Spanned<T>>, key: &str, written: &WrittenRule) -> Result<T, Wrong> {
    optional(value).ok_or_else(|| {
        let extends = format!("{:?}", written.extends.get_ref()).to_lowercase();
        (
            written.extends.span(),
            format!("a rule that extends `{extends}` needs `{key}`"),
        )
    })
}

/// Several patterns as one. Each is first tried alone, so that a fault has its own place.
fn any(patterns: &[Pattern]) -> Result<Regex, Wrong> {
    for pattern in patterns {
        one(pattern)?;
    }
    let all: Vec<String> = patterns
        .iter()
        .map(|pattern| format!("(?:{})", pattern.get_ref()))
        .collect();
    regex(&all.join("|"), &(0..0))
}

fn one(pattern: &Pattern) -> Result<Regex, Wrong> {
    regex(pattern.get_ref(), &pattern.span())
}

/// Patterns ignore case; `(?-i:…)` in one of them does not.
pub(super) fn regex(pattern: &str, at: &Range<usize>) -> Result<Regex, Wrong> {
    let built = |pattern: &str| {
        let mut builder = RegexBuilder::new(pattern);
        builder.case_insensitive(true).size_limit(1 << 20).build()
    };
    let as_written =
        built(pattern).map_err(|error| (at.clone(), format!("not a pattern: {error}")))?;
    // At Unicode word boundaries the fast matcher gives up on every text with a curly quotation mark in it. Boundaries
    // of ASCII words do the same for the words of rules.
    Ok(built(&pattern.replace(r"\b", r"(?-u:\b)")).unwrap_or(as_written))
}

/// A key that was written and that the extension point did not take.
fn leftover(written: &WrittenRule) -> Option<(&'static str, Range<usize>)> {
    fn at<T>(
        key: &'static str,
        value: Option<&Spanned<T>>,
    ) -> Option<(&'static str, Range<usize>)> {
        value.map(|value| (key, value.span()))
    }
    at("scope", written.scope.as_ref())
        .or_else(|| at("tokens", written.tokens.as_ref()))
        .or_else(|| at("patterns", written.patterns.as_ref()))
        .or_else(|| at("except", written.except.as_ref()))
        .or_else(|| at("except_in", written.except_in.as_ref()))
        .or_else(|| at("once", written.once.as_ref()))
        .or_else(|| at("per_words", written.per_words.as_ref()))
        .or_else(|| at("unless_attributed", written.unless_attributed.as_ref()))
        .or_else(|| at("unless_named", written.unless_named.as_ref()))
        .or_else(|| at("swap", written.swap.as_ref()))
        .or_else(|| at("when", written.when.as_ref()))
        .or_else(|| at("require_any", written.require_any.as_ref()))
        .or_else(|| at("require_none", written.require_none.as_ref()))
        .or_else(|| at("window", written.window.as_ref()))
        .or_else(|| at("count", written.count.as_ref()))
        .or_else(|| at("min", written.min.as_ref()))
        .or_else(|| at("max", written.max.as_ref()))
        .or_else(|| at("applies_if", written.applies_if.as_ref()))
        .or_else(|| at("check", written.check.as_ref()))
        .or_else(|| at("words", written.words.as_ref()))
        .or_else(|| at("sentences", written.sentences.as_ref()))
        .or_else(|| at("depth", written.depth.as_ref()))
        .or_else(|| at("require", written.require.as_ref()))
        .or_else(|| at("metric", written.metric.as_ref()))
        .or_else(|| at("above", written.above.as_ref()))
}
