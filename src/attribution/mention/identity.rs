//! Names that name the same: full names, surnames, first names, nicknames, acronyms, short names.

use super::{
    class::Class,
    form::{Mention, Name, Sort},
    referent::{Agreement, Referent, ReferentId, Referents},
    words::Words,
};
use crate::text::WordKey;
use rustc_hash::FxHashMap;
use std::ops::Range;

/// No more bearers of one word are compared with a name: the time stays in proportion to the text.
const MOST_BEARERS: usize = 64;

/// Gives every name its referent; mentions that are no names get none.
pub(super) fn identify(
    words: &Words<'_, '_>,
    mentions: &[Mention],
    referents: &mut Referents,
) -> Vec<Option<ReferentId>> {
    let mut bearers = Bearers {
        words,
        referents,
        by_word: FxHashMap::default(),
        acronyms: FxHashMap::default(),
        full: FxHashMap::default(),
    };
    let mut found = vec![None; mentions.len()];
    for full in [true, false] {
        for (index, (mention, found)) in mentions.iter().zip(&mut found).enumerate() {
            let Some(name) = mention.name() else { continue };
            let mut keys = significant(words, name.core.clone());
            keys.extend(surname_ahead(words, mentions, index));
            if (keys.len() > 1) == full && !keys.is_empty() {
                *found = bearers.bearer(mention, name, &keys);
            }
        }
    }
    found
}

/// The words of a name that tell it apart: no initials, no "Jr.", no marks.
fn significant(words: &Words<'_, '_>, core: Range<usize>) -> Vec<WordKey> {
    let telling = |token: &usize| {
        let text = words.text(*token..token + 1);
        let initial = text.ends_with('.')
            && text.chars().filter(|letter| letter.is_alphabetic()).count() == 1;
        words.is_word(*token)
            && !initial
            && !(words.is(*token, Class::NAME_SUFFIX) && *token > core.start)
    };
    let keys: Vec<_> = core
        .clone()
        .filter(telling)
        .map(|token| words.key(token))
        .collect();
    if keys.is_empty() {
        words.keys(core).collect()
    } else {
        keys
    }
}

/// The surname that a lone first name shares with the name behind "and": "Sarah and Tom Whitlock".
fn surname_ahead(words: &Words<'_, '_>, mentions: &[Mention], index: usize) -> Option<WordKey> {
    let first = mentions.get(index)?.name()?.core.clone();
    let next = mentions.get(index + 1)?.name()?;
    let given = |token| words.is(token, Class::FIRST_NAME);
    let pair = first.len() == 1
        && words.has(first.end, "and")
        && next.core.start == first.end + 1
        && next.core.len() == 2
        && next.sort == Sort::Person;
    let last = next.core.end.checked_sub(1)?;
    (pair && given(first.start) && given(next.core.start)).then(|| words.key(last))
}

struct Bearers<'a, 'd, 't> {
    words: &'a Words<'d, 't>,
    referents: &'a mut Referents,
    /// By first and last word of the name.
    by_word: FxHashMap<WordKey, Vec<ReferentId>>,
    acronyms: FxHashMap<WordKey, ReferentId>,
    /// Where each person's full name stands, in order.
    full: FxHashMap<ReferentId, Vec<usize>>,
}

impl Bearers<'_, '_, '_> {
    fn bearer(&mut self, mention: &Mention, name: &Name, keys: &[WordKey]) -> Option<ReferentId> {
        let lone_adjective = keys.len() == 1
            && self.words.is(name.core.start, Class::DEMONYM)
            && name.sort != Sort::Person
            && !(name.certain && name.sort == Sort::Organization);
        let known = self.known(mention, name, keys);
        if lone_adjective {
            let person = |id: &ReferentId| {
                self.referents
                    .get(*id)
                    .is_some_and(|known| known.sort == Sort::Person)
            };
            return known.filter(person);
        }
        let id = known.unwrap_or_else(|| self.introduce(name, keys));
        self.learn(id, mention, name, keys);
        Some(id)
    }

    fn known(&self, mention: &Mention, name: &Name, keys: &[WordKey]) -> Option<ReferentId> {
        let evidence = self.evidence(mention, name);
        let (first, last) = (keys.first()?, keys.last()?);
        let mut best: Option<(i32, ReferentId)> = None;
        let expanded = self.words.lexicon.expansion(*last);
        for word in [first, last].into_iter().chain(expanded.last()) {
            let bearers = self
                .by_word
                .get(word)
                .into_iter()
                .flatten()
                .rev()
                .take(MOST_BEARERS);
            for id in bearers {
                let Some(referent) = self.referents.get(*id) else {
                    continue;
                };
                let fit = self.fit(referent, name, keys, evidence);
                if fit == 0 {
                    continue;
                }
                let fit =
                    fit + evidence.hinted(referent.agreement) + self.nearness(*id, name.core.start);
                let earlier =
                    |(score, other): (i32, ReferentId)| fit > score || fit == score && *id < other;
                if best.is_none_or(earlier) {
                    best = Some((fit, *id));
                }
            }
        }
        best.map(|(_, id)| id)
            .or_else(|| self.by_acronym(name, keys))
    }

    /// "F.A.A." and "FAA" after "Federal Aviation Administration".
    fn by_acronym(&self, name: &Name, keys: &[WordKey]) -> Option<ReferentId> {
        let text = self.words.text(name.core.clone());
        let ([_], true) = (keys, self.words.is_upper(name.core.start)) else {
            return None;
        };
        let letters: String = text.chars().filter(|letter| *letter != '.').collect();
        self.acronyms.get(&WordKey::fold(&letters)).copied()
    }

    /// Two for somebody whose full name stands before in the same paragraph: the surname is his, then.
    fn nearness(&self, id: ReferentId, at: usize) -> i32 {
        let places = self.full.get(&id).map_or(&[][..], Vec::as_slice);
        let before = places.partition_point(|place| *place < at);
        let last = before.checked_sub(1).and_then(|last| places.get(last));
        2 * i32::from(
            last.is_some_and(|last| self.words.paragraph(*last) == self.words.paragraph(at)),
        )
    }

    /// What the title before a name says of its bearer.
    fn evidence(&self, mention: &Mention, name: &Name) -> Agreement {
        let mut agreement = Agreement::default();
        for token in mention.tokens.start..name.core.start {
            agreement.add_class(self.words.class(token));
        }
        agreement
    }

    /// How well a name fits a referent: 0 not at all.
    fn fit(&self, referent: &Referent, name: &Name, keys: &[WordKey], evidence: Agreement) -> i32 {
        if referent.keys == keys {
            return if keys.len() > 1 { 90 } else { 65 };
        }
        let named = if self.may_be_surname(name, keys) {
            Sort::Unknown
        } else {
            name.sort
        };
        if !evidence.meets(referent.agreement) || !alike(referent.sort, named) {
            return 0;
        }
        let personal = matches!(referent.sort, Sort::Person | Sort::Unknown)
            && matches!(named, Sort::Person | Sort::Unknown);
        let (long, short) = if referent.keys.len() >= keys.len() {
            (&referent.keys[..], keys)
        } else {
            (keys, &referent.keys[..])
        };
        if personal && self.same_person(long, short) {
            return 80;
        }
        if long.ends_with(short) && (personal || !self.is_common(short)) {
            return if personal { 70 } else { 40 };
        }
        if long.starts_with(short)
            && (personal || !self.is_common(short))
            && name.sort != Sort::Place
        {
            return if personal { 30 } else { 40 };
        }
        let expanded = keys
            .first()
            .map_or(&[][..], |key| self.words.lexicon.expansion(*key));
        if keys.len() == 1 && !expanded.is_empty() && referent.keys == expanded {
            return 60;
        }
        0
    }

    /// "Fox" without an article is the broadcaster only where nobody is called Fox.
    fn may_be_surname(&self, name: &Name, keys: &[WordKey]) -> bool {
        name.sort == Sort::Media
            && keys.len() == 1
            && !self.words.is_upper(name.core.start)
            && !self.words.before_is(name.core.start, Class::DEFINITE)
    }

    /// The same surname, and first names that may be one: "Bernie Sanders" and "Bernard Sanders".
    fn same_person(&self, long: &[WordKey], short: &[WordKey]) -> bool {
        let ([first, .., last], [other_first, .., other_last]) = (long, short) else {
            return false;
        };
        let lexicon = self.words.lexicon;
        last == other_last && lexicon.first_name(*first) == lexicon.first_name(*other_first)
    }

    /// A part of an institution's name that says nothing by itself: a place, "national".
    fn is_common(&self, keys: &[WordKey]) -> bool {
        let common = Class::PLACE
            .or(Class::DEMONYM)
            .or(Class::FIRST_NAME)
            .or(Class::MASTHEAD_OPENING);
        let [only] = keys else {
            return keys
                .iter()
                .all(|key| self.words.lexicon.classes(*key).any(common))
                || self
                    .words
                    .lexicon
                    .phrase(keys.iter().copied())
                    .any(Class::PLACE);
        };
        self.words.lexicon.classes(*only).any(common)
    }

    fn introduce(&mut self, name: &Name, keys: &[WordKey]) -> ReferentId {
        let mut referent = Referent::new(name.sort);
        referent.keys = keys.to_vec();
        referent.name = Some(name.core.clone());
        let id = self.referents.add(referent);
        self.index(id, keys);
        if keys.len() > 1 && !matches!(name.sort, Sort::Person) {
            self.add_acronym(id, name);
        }
        id
    }

    fn index(&mut self, id: ReferentId, keys: &[WordKey]) {
        let ends = [keys.first(), keys.last()];
        for key in ends.into_iter().flatten() {
            let bearers = self.by_word.entry(*key).or_default();
            if bearers.last() != Some(&id) {
                bearers.push(id);
            }
        }
    }

    /// "FBI" for "Federal Bureau of Investigation".
    fn add_acronym(&mut self, id: ReferentId, name: &Name) {
        let words = self.words;
        let capitals = name.core.clone().filter(|&token| words.is_capital(token));
        let letters: String = capitals
            .filter_map(|token| words.text(token..token + 1).chars().next())
            .collect();
        if letters.chars().count() > 1 {
            self.acronyms.entry(WordKey::fold(&letters)).or_insert(id);
        }
    }

    /// Takes what a mention says of its referent: title, role, first name, a fuller form of the name.
    fn learn(&mut self, id: ReferentId, mention: &Mention, name: &Name, keys: &[WordKey]) {
        let words = self.words;
        let evidence = mention.tokens.start..name.core.start;
        if keys.len() > 1 && name.sort == Sort::Person && !words.is_possessive_mark(name.core.end) {
            self.full.entry(id).or_default().push(name.core.start);
        }
        let Some(referent) = self.referents.get_mut(id) else {
            return;
        };
        for token in evidence.clone() {
            if words.is(token, Class::COURTESY) {
                referent.agreement.add_class(words.class(token));
            }
        }
        if !evidence.is_empty() {
            let end = evidence
                .clone()
                .rev()
                .find(|&token| !words.is(token, Class::COURTESY))
                .map_or(evidence.start, |last| last + 1);
            referent.add_role(words, evidence.start..end, end);
        }
        if keys.len() > 1
            || words.is(name.core.start, Class::FIRST_NAME) && referent.keys.first() == keys.first()
        {
            referent.agreement.hint(words.class(name.core.start));
        }
        if name.certain && !referent.certain || referent.sort == Sort::Unknown {
            referent.sort = name.sort;
            referent.certain = name.certain;
        }
        if keys.len() > referent.keys.len() {
            referent.keys = keys.to_vec();
            referent.name = Some(name.core.clone());
            self.index(id, keys);
        }
    }
}

/// Whether two sorts may be one: what is not known may be anything.
fn alike(one: Sort, other: Sort) -> bool {
    let institution = |sort| matches!(sort, Sort::Organization | Sort::Media | Sort::Unknown);
    one == other
        || institution(one) && institution(other)
        || one == Sort::Unknown
        || other == Sort::Unknown && !matches!(one, Sort::People)
}
