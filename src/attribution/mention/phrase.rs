//! The source of an attribution as a noun phrase: whom its words are about.

use super::{
    class::Class,
    description,
    form::{Description, Determiner, Form, Mention, Sort},
    name, scan,
    words::Words,
};
use std::ops::Range;

/// The mentions that the words of a source are about: one, or several where it is a list of names.
pub(super) fn read(
    words: &Words<'_, '_>,
    tokens: Range<usize>,
    mentions: &[Mention],
) -> Vec<Mention> {
    let phrase = Phrase { words, mentions };
    let tokens = phrase.trimmed(tokens);
    if tokens.is_empty() {
        return Vec::new();
    }
    phrase.conjuncts(tokens)
}

struct Phrase<'a, 'd, 't> {
    words: &'a Words<'d, 't>,
    mentions: &'a [Mention],
}

impl Phrase<'_, '_, '_> {
    /// Without marks and endings of owners at the end, adverbs and prepositions at the beginning.
    fn trimmed(&self, tokens: Range<usize>) -> Range<usize> {
        let words = self.words;
        let Range { mut start, mut end } = tokens;
        while end > start
            && (words.is_mark(end - 1) && !words.has(end - 1, ")")
                || words.is_possessive_mark(end - 1))
        {
            end -= 1;
        }
        let leading = [
            "even",
            "only",
            "both",
            "as",
            "according",
            "just",
            "perhaps",
            "also",
            "not",
            "than",
            "but",
            "like",
        ];
        while start < end
            && (words.is_mark(start)
                || words.is(start, Class::PREPOSITION)
                || leading.iter().any(|word| words.has(start, word)))
        {
            start += 1;
        }
        start..end
    }

    fn conjuncts(&self, tokens: Range<usize>) -> Vec<Mention> {
        let mut found = Vec::new();
        let mut at = tokens.start;
        let mut listed = true;
        while at < tokens.end {
            let (mention, stop) = self.noun_phrase(at..tokens.end);
            found.push(mention);
            let (next, last) = self.next_conjunct(found.last(), stop..tokens.end);
            let Some(next) = next else { break };
            listed = last;
            at = next;
        }
        if !listed {
            found.truncate(1);
        }
        merged(self.words, found)
    }

    /// Where the next member of a list begins, and whether "and" stands before it.
    fn next_conjunct(
        &self,
        mention: Option<&Mention>,
        rest: Range<usize>,
    ) -> (Option<usize>, bool) {
        let words = self.words;
        let mut at = self.after_brackets(rest.start, rest.end);
        if words.is(at, Class::PREPOSITION) && words.is(at + 1, Class::PLACE) {
            at += 2;
        }
        let comma = words.is_comma(at);
        let and = at + usize::from(comma);
        let conjoined = ["and", "or", "&"].iter().any(|word| words.has(and, word));
        if conjoined && and + 1 < rest.end {
            let owner = ["his", "her", "their", "its"]
                .iter()
                .any(|word| words.has(and + 1, word));
            return (
                (!comma || self.begins_name(and + 1) && !owner).then_some(and + 1),
                true,
            );
        }
        let named = mention.is_some_and(|mention| mention.name().is_some());
        let goes_on = comma && named && self.begins_name(at + 1) && at + 1 < rest.end;
        (goes_on.then_some(at + 1), false)
    }

    fn begins_name(&self, at: usize) -> bool {
        let found = self.mentions.iter().skip(self.first_from(at)).take(3);
        found.into_iter().any(|mention| {
            mention.tokens.start == at
                && mention
                    .name()
                    .is_some_and(|name| name.core.len() > 1 || name.sort != Sort::Unknown)
        })
    }

    /// After "(R-Fla.)".
    fn after_brackets(&self, at: usize, end: usize) -> usize {
        if !self.words.has(at, "(") {
            return at;
        }
        let close = (at..end).find(|&token| self.words.has(token, ")"));
        close.map_or(at, |close| close + 1)
    }

    /// The noun phrase at the beginning of `tokens`, and where its core ends.
    fn noun_phrase(&self, tokens: Range<usize>) -> (Mention, usize) {
        let stop = self.core_end(tokens.clone());
        let head = self.head(tokens.start, stop);
        if let Some(known) = self.known(head) {
            let mut known = self
                .apposed_name(known, stop, tokens.end)
                .unwrap_or(known)
                .clone();
            if known.anchor() == head && known.description().is_some() {
                known.tokens.start = tokens.start;
            }
            return (known, stop);
        }
        let made = self.made(tokens.start..stop, head, tokens.end);
        let apposed = self.apposed_name(&made, stop, tokens.end).cloned();
        (apposed.unwrap_or(made), stop)
    }

    fn head(&self, start: usize, stop: usize) -> usize {
        let mut head = stop.saturating_sub(1);
        while head > start && (self.words.is_mark(head) || self.words.is_possessive_mark(head)) {
            head -= 1;
        }
        let counted = stop.checked_sub(5).filter(|&first| first >= start);
        counted
            .filter(|&first| description::counted_end(self.words, first) == Some(stop))
            .unwrap_or(head)
    }

    /// Where the words before any preposition, comma, verb or clause end.
    fn core_end(&self, tokens: Range<usize>) -> usize {
        let words = self.words;
        let mut at = tokens.start;
        while at < tokens.end {
            if let Some(name) = self.name_at(at) {
                at = name.end.min(tokens.end).max(at + 1);
                continue;
            }
            if at > tokens.start && self.is_boundary(at) {
                break;
            }
            at += 1;
            if scan::pronoun(words, at - 1).is_some() && !words.is(at - 1, Class::POSSESSIVE) {
                break;
            }
        }
        at.max(tokens.start + 1)
    }

    fn is_boundary(&self, at: usize) -> bool {
        let words = self.words;
        if words.is_possessive_mark(at) {
            return false;
        }
        if words.is_mark(at) {
            let glued = words.is_hyphen(at) || words.has(at, "/") || words.has(at, "%");
            return !glued;
        }
        if words.is(at, Class::RELATIVE) {
            return true;
        }
        if words.is_hyphen(at - 1) {
            return false;
        }
        if words.is(at, Class::NEVER) && words.before_is(at, Class::HEAD) {
            return true;
        }
        let after_noun = words.before_is(at, Class::HEAD.or(Class::ALONE).or(Class::PEOPLE))
            || words.has(at.saturating_sub(1), "those");
        let clause = words.is_finite(at)
            || words.is_participle(at) && (words.is_noun(at.saturating_sub(1)) || after_noun);
        if clause && !words.is_capital(at) {
            return true;
        }
        let trailing = after_noun
            && !words.is_noun(at)
            && !words.is(at, Class::HEAD)
            && !words.is_capital(at)
            && !words.before_is(at, Class::DETERMINER);
        trailing || words.is(at, Class::BOUNDARY) && !words.is(at, Class::POSSESSIVE)
    }

    /// The core of a name that covers a token.
    fn name_at(&self, at: usize) -> Option<Range<usize>> {
        let near = self.mentions.iter().skip(self.first_from(at)).take(2);
        let mut cores = near.filter_map(|mention| Some(mention.name()?.core.clone()));
        cores.find(|core| core.contains(&at))
    }

    fn first_from(&self, anchor: usize) -> usize {
        self.mentions
            .partition_point(|mention| mention.anchor() < anchor)
    }

    fn known(&self, anchor: usize) -> Option<&Mention> {
        self.mentions
            .get(self.first_from(anchor))
            .filter(|mention| mention.anchor() == anchor)
    }

    /// "the spokesman, Josh Earnest": the name after the comma.
    fn apposed_name(&self, mention: &Mention, stop: usize, end: usize) -> Option<&Mention> {
        let described = mention
            .description()
            .is_some_and(|description| matches!(description.sort, Sort::Person | Sort::Unknown));
        let given = |at: usize| {
            ["named", "called", "as"]
                .iter()
                .any(|word| self.words.has(at, word))
        };
        let introduced = (stop..end.min(stop + 6)).find(|&at| given(at));
        if let Some(closing) = self.name_of_role(mention, stop, end) {
            return Some(closing);
        }
        let name_start = if self.words.is_comma(stop) {
            stop
        } else {
            introduced.or_else(|| self.comma_behind_them(stop, end))?
        } + 1;
        if !described || name_start >= end {
            return None;
        }
        let near = self
            .mentions
            .iter()
            .skip(self.first_from(name_start))
            .take(6);
        near.into_iter().find(|near| {
            near.tokens.start == name_start
                && near
                    .name()
                    .is_some_and(|name| matches!(name.sort, Sort::Person | Sort::Unknown))
        })
    }

    /// "chair of governors Dr Ken Ellis": the name that closes the phrase, with only nouns in small letters before it.
    fn name_of_role(&self, mention: &Mention, stop: usize, end: usize) -> Option<&Mention> {
        let words = self.words;
        let head = mention.anchor();
        let tied = words.is(head, Class::ROLE)
            && head + 1 == stop
            && (words.has(stop, "of") || words.has(stop, "for"));
        let noun = |token: &usize| words.is_noun(*token) && !words.is_capital(*token);
        let name_start = stop + 1 + (stop + 1..end).take_while(noun).count();
        let found = self.mentions.iter().skip(self.first_from(name_start));
        let closes = |near: &&Mention| {
            near.tokens.start == name_start
                && near.tokens.end == end
                && near.name().is_some_and(|name| name.sort == Sort::Person)
        };
        let closing = found.take(3).find(closes);
        closing.filter(|_| tied && name_start > stop + 1)
    }

    /// "one of them, Anita": the comma before the name.
    fn comma_behind_them(&self, stop: usize, end: usize) -> Option<usize> {
        let words = self.words;
        let them = words.has(stop, "of") && words.is(stop + 1, Class::THEY.or(Class::WE));
        (them && stop + 2 < end && words.is_comma(stop + 2)).then_some(stop + 2)
    }

    /// A mention that the walk over the document did not find.
    fn made(&self, tokens: Range<usize>, head: usize, end: usize) -> Mention {
        let words = self.words;
        if words.is_capital(head)
            && (!words.is_in_shouted(head) || words.is(tokens.start, Class::FIRST_NAME))
            && !words.is(
                head,
                Class::HEAD
                    .or(Class::PEOPLE)
                    .or(Class::DEMONYM)
                    .or(Class::ALONE),
            )
        {
            let first = (tokens.start..=head)
                .rev()
                .take_while(|&token| words.is_capital(token) || words.is_hyphen(token))
                .last();
            let run = first.unwrap_or(head)..head + 1;
            return name::mention(words, run);
        }
        let mut mention = description::at(words, head, tokens.start);
        mention.tokens.start = tokens.start;
        if let Form::Description(description) = &mut mention.form {
            self.sharpen(description, tokens.start, end);
        }
        mention
    }

    /// What the words around an unknown head noun say of it.
    fn sharpen(&self, description: &mut Description, start: usize, end: usize) {
        let words = self.words;
        let after = description.head + 1;
        let percent = words.has(description.head, "percent")
            || words.has(description.head, "%")
            || !words.is_word(description.head);
        let quantity = words.is(
            description.head,
            Class::QUANTITY.or(Class::ALONE).or(Class::COUNTED),
        );
        if percent || quantity {
            let one = description::is_one_of(words, description.head);
            description.sort = if one { Sort::Person } else { Sort::People };
            description.determiner = Determiner::Indefinite;
            return;
        }
        if description.sort != Sort::Unknown {
            return;
        }
        let plural = words.is_plural(description.head);
        let many = [
            "those", "these", "many", "some", "several", "few", "all", "most", "other",
        ]
        .iter()
        .any(|word| words.has(start, word));
        let who = after < end && (words.has(after, "who") || words.has(after + 1, "who"));
        description.sort = match (plural || many, who) {
            (true, _) => Sort::People,
            (false, true) => Sort::Person,
            (false, false) => Sort::Unknown,
        };
    }
}

/// "Conservative columnist and Fox News contributor George Will" is one person.
fn merged(words: &Words<'_, '_>, mut found: Vec<Mention>) -> Vec<Mention> {
    let named = found
        .last()
        .and_then(Mention::name)
        .is_some_and(|name| name.sort == Sort::Person);
    let roles_before = found.iter().rev().skip(1).all(|mention| {
        let description = mention.description();
        description.is_some_and(|description| {
            description.sort == Sort::Person && words.is(description.head, Class::ROLE)
        }) && !words.is(mention.tokens.start, Class::POSSESSIVE)
    });
    if named && roles_before && found.len() > 1 {
        found.drain(..found.len() - 1);
    }
    if let [first, .., last] = found.as_slice()
        && is_one_person(first, last)
    {
        found.truncate(1);
    }
    found
}

/// "the businessman and reality star": one article for both nouns.
fn is_one_person(first: &Mention, last: &Mention) -> bool {
    let (Some(first), Some(last)) = (first.description(), last.description()) else {
        return false;
    };
    let person = first.sort == Sort::Person && last.sort == Sort::Person;
    person && first.determiner != Determiner::Bare && last.determiner == Determiner::Bare
}
