//! Quotations: whose words, how many, how exact.

use std::collections::BTreeSet;

use rustc_hash::FxHashMap;

use super::finding::Sighting;
use super::story::Story;
use super::verb::has_form_of;
use crate::attribution::{Attribution, AttributionId, Quoting};
use crate::rules::editorial::{Quote, QuoteCheck, Scope};
use crate::text::{Quotation, Span};

pub(super) fn quote(story: &Story<'_>, rule: &Quote) -> Vec<Sighting> {
    match rule.check {
        QuoteCheck::NoSpeaker => no_speaker(story, rule),
        QuoteCheck::LateSpeaker => late_speaker(story, rule),
        QuoteCheck::Scare => scare(story, rule),
        QuoteCheck::SpeakerSwitch => speaker_switch(story, rule.words),
        QuoteCheck::Unbalanced => unbalanced(story),
        QuoteCheck::Headline => headline(story),
        QuoteCheck::Altered => altered(story, rule.words),
        QuoteCheck::AmbiguousPronoun => ambiguous_pronoun(story),
        QuoteCheck::Fragments => fragments(story, rule),
    }
}

/// Whole sentences in marks that nobody says: not in their paragraph, and not in the one before, whose speaker may go on.
fn no_speaker(story: &Story<'_>, rule: &Quote) -> Vec<Sighting> {
    quotations(story)
        .filter(|quotation| quotation.closed && !quotation.continues)
        .filter(|quotation| words_of(story, quotation.inner) >= rule.words)
        .filter(|quotation| is_sentence(story, quotation) && !is_title(story, quotation))
        .filter(|quotation| {
            let near = story.paragraphs_around(quotation.span.start, 1, 0);
            let before = Span::new(near.start, quotation.span.start);
            let after = Span::new(quotation.span.end, near.end.max(quotation.span.end));
            let said = [before, after].map(|part| is_excepted(rule, part.of(story.document.text)));
            !story.is_attributed(near) && said == [false, false]
        })
        .map(|quotation| Sighting::at(quotation.span))
        .collect()
}

/// Whether the words in marks begin and end as a sentence does.
fn is_sentence(story: &Story<'_>, quotation: &Quotation) -> bool {
    let words = quotation.inner.of(story.document.text).trim();
    words.starts_with(char::is_uppercase) && words.ends_with(['.', '?', '!', ',', '…'])
}

fn is_excepted(rule: &Quote, near: &str) -> bool {
    let except = rule.except.as_ref();
    except.is_some_and(|except| except.is_match(near))
}

/// Quotations of several sentences whose cue comes only after them, where somebody else spoke before.
fn late_speaker(story: &Story<'_>, rule: &Quote) -> Vec<Sighting> {
    quotations(story)
        .filter(|quotation| words_of(story, quotation.inner) >= rule.words)
        .filter_map(|quotation| {
            let (id, attribution) = saying(story, quotation.inner)?;
            let cue = attribution.cue?;
            let inside = sentences_in(story, quotation.inner);
            let late = cue.start >= quotation.inner.end && inside > rule.sentences;
            (late && !goes_on(story, attribution, quotation.span)).then(|| {
                Sighting::at(quotation.span)
                    .of(id)
                    .saying("sentences", inside)
            })
        })
        .collect()
}

/// Whether the reader expects the source of `attribution` at `span`: it spoke last before, or was asked; the paragraph before
/// names it, or a pronoun is enough to say who it is.
fn goes_on(story: &Story<'_>, attribution: &Attribution, span: Span) -> bool {
    let near = story.paragraphs_around(span.start, 1, 0);
    let before = |part: &Span| part.start < span.start && part.start >= near.start;
    let last = story
        .attributions()
        .filter(|(_, other)| other.cue.iter().chain(&other.mention).any(before))
        .last();
    let same = |other: &Attribution| other.source.is_some() && other.source == attribution.source;
    let told = Span::new(near.start, span.start).of(story.document.text);
    let mention = attribution.mention.first().copied().unwrap_or_default();
    let by_pronoun =
        ["he", "she", "they"].contains(&mention.of(story.document.text).to_lowercase().as_str());
    let is_named = story
        .source(attribution)
        .is_some_and(|source| shares_a_name(told, &source.label));
    let spoke = |other: &Attribution| same(other) || is_question(story, other);
    by_pronoun || is_named || last.is_some_and(|(_, other)| spoke(other))
}

/// Whether somebody asks here: whoever is asked is the one who answers.
fn is_question(story: &Story<'_>, attribution: &Attribution) -> bool {
    let cue = attribution.cue.unwrap_or_default().of(story.document.text);
    has_form_of(&cue.to_lowercase(), "ask")
}

/// Whether a word of `name` that begins with a capital stands in `text`, too.
fn shares_a_name(text: &str, name: &str) -> bool {
    let words = |text: &str| {
        let words = text.split(|c: char| !(c.is_alphanumeric() || c == '-'));
        let long =
            words.filter(|word| word.chars().count() > 2 && word.starts_with(char::is_uppercase));
        long.map(str::to_owned).collect::<Vec<String>>()
    };
    let known = words(name);
    words(text).iter().any(|word| known.contains(word))
}

/// A word or two in marks that belong to nobody: no attribution, no name for something.
fn scare(story: &Story<'_>, rule: &Quote) -> Vec<Sighting> {
    quotations(story)
        .filter(|quotation| quotation.closed)
        .filter(|quotation| (1..=rule.words).contains(&words_of(story, quotation.inner)))
        .filter(|quotation| !is_title(story, quotation))
        .filter(|quotation| {
            let sentence = story.sentence(quotation.span.start);
            !story.is_attributed(sentence) && !is_excepted(rule, sentence.of(story.document.text))
        })
        .map(|quotation| {
            Sighting::at(quotation.span).saying("match", quotation.span.of(story.document.text))
        })
        .collect()
}

/// Titles of works stand in marks too; every long word of them begins with a capital.
fn is_title(story: &Story<'_>, quotation: &Quotation) -> bool {
    let words = quotation.inner.of(story.document.text).split_whitespace();
    let words: Vec<&str> = words.collect();
    let long = || words.iter().filter(|word| word.len() > 3);
    if long().next().is_none() {
        return words
            .iter()
            .all(|word| word.starts_with(char::is_uppercase));
    }
    long().all(|word| word.starts_with(char::is_uppercase))
}

/// The second speaker quoted in a paragraph, where both are named: who "he" or "the candidate" is may be told wrongly.
fn speaker_switch(story: &Story<'_>, words: usize) -> Vec<Sighting> {
    let quoted = story.attributions().filter(|(_, attribution)| {
        let said = attribution.content.iter();
        let said: usize = said.map(|&part| words_of(story, part)).sum();
        attribution.quoting == Quoting::Direct && attribution.source.is_some() && said >= words
    });
    let mut before: Option<(usize, &Attribution)> = None;
    let mut sightings = Vec::new();
    for (id, attribution) in quoted {
        let Some(content) = attribution.content.first() else {
            continue;
        };
        let paragraph = story.paragraph_at(content.start);
        let switched = before.is_some_and(|(where_before, said)| {
            where_before == paragraph && are_two(story, said, attribution)
        });
        if switched {
            sightings.push(Sighting::at(marks_around(story, *content)).of(id));
        }
        before = Some((paragraph, attribution));
    }
    sightings
}

/// Whether both are said by people who are named where they speak, and by two of them.
fn are_two(story: &Story<'_>, one: &Attribution, other: &Attribution) -> bool {
    let name = |said: &Attribution| {
        let name = story.source(said)?.name.as_deref()?;
        let mention = said.mention.first()?.of(story.document.text);
        shares_a_name(mention, name).then_some(name)
    };
    let names = name(one).zip(name(other));
    one.source != other.source && names.is_some_and(|(one, other)| !shares_a_name(one, other))
}

/// Quotations that are left open though no next paragraph carries them on.
fn unbalanced(story: &Story<'_>) -> Vec<Sighting> {
    let all = &story.document.quotations;
    (1..)
        .zip(all)
        .filter(|(_, quotation)| quotation.is_double() && !quotation.closed)
        .filter(|(next, _)| !all.get(*next).is_some_and(|next| next.continues))
        .filter(|(_, quotation)| !opens_again(story, quotation.span))
        .filter(|(_, quotation)| !is_markup(story, quotation.span))
        .filter(|(_, quotation)| !is_set_apart(story, quotation.span))
        .map(|(_, quotation)| Sighting::at(quotation.span))
        .collect()
}

/// Whether the line after `span` closes it and opens none: a quotation set apart, with the name of its speaker inside the marks.
fn is_set_apart(story: &Story<'_>, span: Span) -> bool {
    let after = story.document.text.get(span.end as usize..);
    let mut lines = after.unwrap_or_default().lines().skip(1);
    let next = lines.next().unwrap_or_default().trim();
    next.ends_with(['"', '”']) && next.matches(['"', '”', '“']).count() == 1
}

/// Whether the marks of `span` are those of an element that was left in the text: `<a href="…">`.
fn is_markup(story: &Story<'_>, span: Span) -> bool {
    let line = story
        .paragraphs_around(span.start, 0, 0)
        .of(story.document.text);
    let mut after = line.split('<').skip(1);
    after.any(|rest| rest.starts_with(|c: char| c.is_ascii_alphabetic() || c == '/'))
}

/// Whether the paragraph after `span` opens with a mark: the quotation goes on there.
fn opens_again(story: &Story<'_>, span: Span) -> bool {
    let after = story.document.text.get(span.end as usize..);
    let after = after.unwrap_or_default();
    let next = after.split_once('\n').map_or("", |(_, next)| next);
    next.trim_start().starts_with(['“', '"', '«', '„'])
}

/// Quotations of the headline that nobody says in the text.
fn headline(story: &Story<'_>) -> Vec<Sighting> {
    let headline = story.article.headline.as_deref().unwrap_or_default();
    let quoted: Vec<&str> = headline
        .split(['“', '"'])
        .skip(1)
        .filter_map(|rest| rest.split(['”', '"']).next())
        .filter(|words| !words.trim().is_empty())
        .collect();
    if quoted.is_empty() {
        return Vec::new();
    }
    let body = plain(story.document.text);
    quoted
        .iter()
        .filter(|words| !body.contains(&plain(words)))
        .map(|words| Sighting::default().saying("match", format_args!("“{words}”")))
        .collect()
}

/// Lower case, without marks: what two versions of the same words share.
pub(super) fn plain(text: &str) -> String {
    let words: Vec<String> = plain_words(text).collect();
    format!(" {} ", words.join(" "))
}

fn plain_words(text: &str) -> impl Iterator<Item = String> {
    let words = text.split(|c: char| !(c.is_alphanumeric() || c == '\''));
    words.filter(|word| !word.is_empty()).map(str::to_lowercase)
}

/// A quotation that says nearly what an earlier one says.
fn altered(story: &Story<'_>, words: usize) -> Vec<Sighting> {
    let mut numbers = FxHashMap::default();
    let mut earlier: Vec<Said> = Vec::new();
    let mut sightings = Vec::new();
    for quotation in quotations(story).take(MOST_COMPARED) {
        let said = Said::read(quotation.inner.of(story.document.text), &mut numbers);
        if said.words.len() < words || is_title(story, quotation) {
            continue;
        }
        if earlier.iter().any(|before| before.is_other_version(&said)) {
            sightings.push(Sighting::at(quotation.span));
        }
        earlier.push(said);
    }
    sightings
}

/// Bounds the comparison of all pairs in texts of extreme length.
const MOST_COMPARED: usize = 200;

/// The words of a quotation, each a number that it shares with the same word of another.
struct Said {
    words: Vec<usize>,
    /// Each once, in order.
    different: Vec<usize>,
}

impl Said {
    fn read(quotation: &str, numbers: &mut FxHashMap<String, usize>) -> Self {
        let words: Vec<usize> = plain_words(quotation)
            .map(|word| {
                let next = numbers.len();
                *numbers.entry(word).or_insert(next)
            })
            .collect();
        let mut different = words.clone();
        different.sort_unstable();
        different.dedup();
        Self { words, different }
    }

    /// Whether both share most of their words and are not the same, nor one a part of the other.
    fn is_other_version(&self, other: &Self) -> bool {
        let (one, two) = (self.different.len(), other.different.len());
        // As many as can be shared are too few.
        if one.min(two) * 10 < one.max(two) * 7 {
            return false;
        }
        let is_shared = |word: &&usize| other.different.binary_search(word).is_ok();
        let shared = self.different.iter().filter(is_shared).count();
        let is_part = |long: &[usize], short: &[usize]| {
            let mut windows = long.windows(short.len().max(1));
            windows.any(|window| window == short)
        };
        shared * 10 >= (one + two - shared) * 7
            && !is_part(&self.words, &other.words)
            && !is_part(&other.words, &self.words)
    }
}

/// "He said" after a sentence with two people who may be he.
fn ambiguous_pronoun(story: &Story<'_>) -> Vec<Sighting> {
    let text = story.document.text;
    story
        .attributions()
        .filter_map(|(id, attribution)| {
            let pronoun = *attribution.mention.first()?;
            let titles: &[&str] = match pronoun.of(text) {
                "He" | "he" => &["Mr."],
                "She" | "she" => &["Mrs.", "Ms.", "Miss"],
                _ => return None,
            };
            let at = story.document.sentence_at(pronoun.start)?;
            let here = story.document.sentences.get(at)?;
            let before = story.document.sentences.get(at.checked_sub(1)?)?;
            let near = before.span.hull(here.span).of(text);
            let people: BTreeSet<&str> = titles
                .iter()
                .flat_map(|title| near.split(title).skip(1))
                .filter_map(|rest| rest.split_whitespace().next())
                .map(|name| name.trim_end_matches(|c: char| !c.is_alphanumeric()))
                .collect();
            (people.len() > 1 && before.paragraph == here.paragraph).then(|| {
                Sighting::at(pronoun)
                    .of(id)
                    .saying("match", pronoun.of(text))
            })
        })
        .collect()
}

/// Too many quotations of a few words.
fn fragments(story: &Story<'_>, rule: &Quote) -> Vec<Sighting> {
    let short = quotations(story)
        .filter(|quotation| (1..=rule.words).contains(&words_of(story, quotation.inner)))
        .filter(|quotation| !is_title(story, quotation))
        .count();
    if short > rule.max && short * rule.per_words >= story.words() * usize::from(rule.per_words > 0)
    {
        vec![Sighting::default().saying("count", short)]
    } else {
        Vec::new()
    }
}

fn quotations<'a>(story: &Story<'a>) -> impl Iterator<Item = &'a Quotation> {
    let story = *story;
    story.document.quotations.iter().filter(move |quotation| {
        quotation.is_double() && story.in_scope(quotation.span, Scope::Body)
    })
}

/// The attribution that takes up `span`.
fn saying<'a>(story: &Story<'a>, span: Span) -> Option<(AttributionId, &'a Attribution)> {
    story
        .attributions()
        .find(|(_, attribution)| attribution.content.iter().any(|part| part.overlaps(span)))
}

/// The quotation that `span` lies in, with its marks.
fn marks_around(story: &Story<'_>, span: Span) -> Span {
    let around = story.document.quotations.iter();
    let mut around = around.filter(|quotation| quotation.span.overlaps(span));
    around.next().map_or(span, |quotation| quotation.span)
}

fn words_of(story: &Story<'_>, span: Span) -> usize {
    let tokens = story.document.tokens.get(story.document.tokens_in(span));
    let tokens = tokens.unwrap_or_default().iter();
    tokens.filter(|token| !token.is_mark()).count()
}

fn sentences_in(story: &Story<'_>, span: Span) -> usize {
    let sentences = story.document.sentences.iter();
    sentences
        .filter(|sentence| sentence.span.overlaps(span))
        .count()
}
