//! Descriptions and pronouns: whom "the senator", "she", "they" and "who" take up.
//!
//! One walk from left to right. Names have their referents already; a description or pronoun takes the best
//! of the mentions before it, by agreement, by what the text called them, by how near and how prominent they are.

use super::{
    agreement::{agrees, may_be, same_number},
    class::Class,
    description,
    form::{Description, Determiner, Mention, Pronoun, Sort},
    referent::{Referent, ReferentId, Referents},
    role,
    words::Words,
};
use crate::text::WordKey;
use rustc_hash::FxHashSet;

/// How many mentions back a pronoun looks.
const REACH: usize = 60;
/// How many paragraphs back a pronoun looks.
const PARAGRAPHS: usize = 3;
/// How many mentions back a description looks for a referent that was called the same.
const DESCRIPTION_REACH: usize = 600;

pub(super) struct Antecedents<'a, 'd, 't> {
    pub(super) words: &'a Words<'d, 't>,
    pub(super) mentions: &'a [Mention],
    /// Anchors of the mentions that are sources of attributions.
    pub(super) sources: &'a FxHashSet<usize>,
    pub(super) referents: &'a mut Referents,
    pub(super) found: &'a mut [Option<ReferentId>],
}

/// Words that make another person of the same noun: "the deputy mayor", "the second man".
const TELLING: [WordKey; 9] = [
    WordKey::of("other"),
    WordKey::of("deputy"),
    WordKey::of("vice"),
    WordKey::of("former"),
    WordKey::of("second"),
    WordKey::of("third"),
    WordKey::of("new"),
    WordKey::of("next"),
    WordKey::of("another"),
];

/// One candidate and how well it fits.
type Candidate = (f32, ReferentId);

impl Antecedents<'_, '_, '_> {
    /// Gives descriptions and pronouns their referents.
    pub(super) fn resolve(&mut self) {
        for index in 0..self.mentions.len() {
            if self.found(index).is_none() {
                let id = self.antecedent(index);
                if let Some(slot) = self.found.get_mut(index) {
                    *slot = id;
                }
            }
            self.note(index);
        }
    }

    /// The referent of the pronoun at `index`, which stands in a quotation of `speaker`'s.
    pub(super) fn quoted_pronoun(
        &self,
        index: usize,
        speaker: Option<ReferentId>,
    ) -> Option<ReferentId> {
        let pronoun = self.mentions.get(index)?.pronoun()?;
        self.by_salience(index, pronoun, speaker)
    }

    fn found(&self, index: usize) -> Option<ReferentId> {
        self.found.get(index).copied().flatten()
    }

    fn referent(&self, index: usize) -> Option<&Referent> {
        self.referents.get(self.found(index)?)
    }

    fn antecedent(&mut self, index: usize) -> Option<ReferentId> {
        let mention = self.mentions.get(index)?;
        if let Some(description) = mention.description() {
            return self.described(index, mention, description);
        }
        let pronoun = mention.pronoun()?;
        match pronoun {
            Pronoun::I | Pronoun::We | Pronoun::You => None,
            Pronoun::Relative => self.relative(index),
            _ if self.words.quotation(mention.tokens.start).is_some() => None,
            _ => self.by_salience(index, pronoun, None),
        }
    }

    /// Counts a mention, and learns from a pronoun which pronoun agrees.
    fn note(&mut self, index: usize) {
        let (Some(mention), Some(id)) = (self.mentions.get(index), self.found(index)) else {
            return;
        };
        let Some(referent) = self.referents.get_mut(id) else {
            return;
        };
        referent.count += 1;
        match mention.pronoun() {
            Some(Pronoun::He) => referent.agreement.add_he(),
            Some(Pronoun::She) => referent.agreement.add_she(),
            _ => return,
        }
        if referent.sort == Sort::Unknown {
            referent.sort = Sort::Person;
        }
    }

    fn described(
        &mut self,
        index: usize,
        mention: &Mention,
        description: &Description,
    ) -> Option<ReferentId> {
        let definite = matches!(
            description.determiner,
            Determiner::Definite | Determiner::Possessive
        );
        let bare_group =
            description.determiner == Determiner::Bare && description.sort == Sort::People;
        if definite || bare_group {
            let same = self.called_the_same(index, mention, description);
            let same = same.or_else(|| {
                if definite {
                    self.epithet(index, mention, description)
                } else {
                    None
                }
            });
            if let Some(id) = same {
                self.sharpen(id, description);
                return same;
            }
        }
        let mut referent = Referent::new(description.sort);
        let end = description::complement_end(self.words, description.head, self.words.len());
        referent.add_role(self.words, mention.tokens.start..end, description.head);
        referent.description = Some(mention.tokens.start..end);
        referent.head = Some(description.head);
        // "one of the sources" says of whom.
        let said = self.words.has(description.head + 1, "of")
            && !self.words.is(description.head + 2, Class::THEY);
        if description::is_one_of(self.words, description.head) && !said {
            referent.group = self.group_before(index);
        }
        Some(self.referents.add(referent))
    }

    /// The nearest people before a mention that are not named, here or in the paragraph before.
    fn group_before(&self, index: usize) -> Option<ReferentId> {
        let near = (0..index)
            .rev()
            .take(REACH)
            .take_while(|&before| self.paragraphs_between(before, index) <= 1);
        let mut groups = near.filter(|&before| {
            let unnamed =
                |referent: &Referent| referent.sort == Sort::People && referent.name.is_none();
            self.referent(before).is_some_and(unnamed)
                && self.words.quotation(self.anchor(before)).is_none()
        });
        groups.next().and_then(|before| self.found(before))
    }

    /// "the paper": an institution that had only a name is a newspaper.
    fn sharpen(&mut self, id: ReferentId, description: &Description) {
        let Some(referent) = self.referents.get_mut(id) else {
            return;
        };
        if !referent.certain
            && referent.sort == Sort::Organization
            && description.sort == Sort::Media
        {
            referent.sort = Sort::Media;
            referent.certain = true;
        }
    }

    /// The nearest referent that was called by the same noun, where nothing beside it says otherwise.
    fn called_the_same(
        &self,
        index: usize,
        mention: &Mention,
        description: &Description,
    ) -> Option<ReferentId> {
        let head = self.words.lexicon.full(self.words.key(description.head));
        let mut best: Option<Candidate> = None;
        let mut seen: Vec<ReferentId> = Vec::new();
        for before in (0..index).rev().take(DESCRIPTION_REACH) {
            let Some((id, referent)) = self
                .found(before)
                .and_then(|id| Some((id, self.referents.get(id)?)))
            else {
                continue;
            };
            let called = referent.roles.contains(&head)
                || referent.keys.contains(&head) && !referent.may_be_person();
            if !called || !same_number(referent.sort, description.sort) || seen.contains(&id) {
                continue;
            }
            seen.push(id);
            let Some(agreed) = self.modifiers_agree(referent, mention, description) else {
                continue;
            };
            let near = 1.0
                / (1.0
                    + f32::from(
                        u16::try_from(self.paragraphs_between(before, index)).unwrap_or(u16::MAX),
                    ));
            let score = agreed + near;
            if best.is_none_or(|(other, _)| score > other) {
                best = Some((score, id));
            }
        }
        best.map(|(_, id)| id)
    }

    /// How many words beside the noun agree; none where one of them tells the two apart.
    fn modifiers_agree(
        &self,
        referent: &Referent,
        mention: &Mention,
        description: &Description,
    ) -> Option<f32> {
        let words = self.words;
        let end = if words.has(description.head + 1, "of") || words.has(description.head + 1, "for")
        {
            description::complement_end(words, description.head, words.len())
        } else {
            description.head
        };
        let before = role::modifiers(words, mention.tokens.start..description.head);
        let after = role::modifiers(words, description.head + 1..end)
            .filter(|&token| !words.is(token, Class::PREPOSITION));
        // "the Fars news agency" after another agency, "the appeals court" after the Supreme Court.
        let thing =
            matches!(description.sort, Sort::Organization | Sort::Media) && referent.name.is_some();
        let (mut agreed, mut apart, mut other, mut named) = (0.0, 0.0, false, false);
        for token in before.chain(after) {
            let key = words.lexicon.full(words.key(token));
            if referent.modifiers.contains(&key) || referent.keys.contains(&key) {
                agreed += 1.0;
            } else {
                apart += 1.0;
                other |= words.is_capital(token) || TELLING.contains(&key);
                let seat = words.is(token, Class::PLACE.or(Class::DEMONYM));
                named |= thing && words.is_noun(token) && !seat && token < description.head;
            }
        }
        let told_apart = other && agreed == 0.0 || named;
        (!told_apart).then_some(agreed - apart * 0.5)
    }

    /// "the New York businessman", "the company": somebody prominent who has just been spoken of.
    fn epithet(
        &self,
        index: usize,
        mention: &Mention,
        description: &Description,
    ) -> Option<ReferentId> {
        if description.determiner != Determiner::Definite
            || !self.may_be_epithet(mention, description)
        {
            return None;
        }
        let class = self.words.class(description.head);
        let faceless = ["man", "woman", "person", "boy", "girl"]
            .iter()
            .any(|noun| self.words.has(description.head, noun));
        let mut best: Option<Candidate> = None;
        for before in (0..index).rev().take(REACH) {
            if best.is_some() && self.paragraphs_between(before, index) > 1
                || self.paragraphs_between(before, index) > PARAGRAPHS
            {
                break;
            }
            let Some(referent) = self.referent(before) else {
                continue;
            };
            let agrees = (!class.any(Class::MALE) || referent.agreement.with(true) >= 0)
                && (!class.any(Class::FEMALE) || referent.agreement.with(false) >= 0);
            let person = description.sort == Sort::Person;
            let other = self.is_something_else(referent, description.head);
            let same_sentence = self
                .words
                .same_sentence(self.anchor(before), mention.tokens.start);
            let unnamed = referent.name.is_none();
            if unnamed && !faceless
                || !may_be(referent, description.sort)
                || !agrees
                || other
                || same_sentence && person
            {
                continue;
            }
            let score = self.prominence(before, index) + f32::from(u8::from(unnamed)) * 1.5;
            if best.is_none_or(|(other, _)| score > other) {
                best = self.found(before).map(|id| (score, id));
            }
        }
        best.map(|(_, id)| id)
    }

    /// Whether what the text called a referent rules a noun out: an engineer is not "the minister", a university not "the bank".
    fn is_something_else(&self, referent: &Referent, head: usize) -> bool {
        let words = self.words;
        let civic = |key: &WordKey| words.lexicon.classes(*key).any(Class::CIVIC);
        if words.is(head, Class::ORGANIZATION) && !words.is(head, Class::ROLE) {
            return !words.is(head, Class::GENERAL) && referent.keys.iter().any(civic);
        }
        words.is(head, Class::OFFICE) && !referent.roles.is_empty()
    }

    /// Whether a noun takes up somebody known: "the archaeologist" and "the company" do, "the judge" and "the
    /// chairman of the board" bring somebody new.
    fn may_be_epithet(&self, mention: &Mention, description: &Description) -> bool {
        let words = self.words;
        let head = description.head;
        if words.is(head + 1, Class::PREPOSITION) {
            return false;
        }
        let alone = mention.tokens.start + 1 == head;
        match description.sort {
            Sort::Person => {
                let new = Class::OFFICE
                    .or(Class::SPOKESPERSON)
                    .or(Class::KIN)
                    .or(Class::INSIDER);
                words.is(head, Class::EPITHET) || !words.is(head, new)
            }
            Sort::Organization | Sort::Media => alone && words.is(head, Class::EPITHET),
            _ => false,
        }
    }

    /// What "who" and "which" stand for: the nearest mention before them that may be a person, or may not.
    fn relative(&self, index: usize) -> Option<ReferentId> {
        let at = self.anchor(index);
        let who = !self.words.has(at, "which");
        let before = (0..index).rev().take(8);
        let mut candidates = before.filter(|&before| {
            self.words.same_sentence(self.anchor(before), at)
                && self.referent(before).is_some_and(|referent| {
                    let person =
                        matches!(referent.sort, Sort::Person | Sort::People | Sort::Unknown);
                    person == who || !who && referent.sort != Sort::Person
                })
        });
        let nearest = candidates.next()?;
        let comma = at
            .checked_sub(1)
            .is_some_and(|comma| self.words.is_comma(comma));
        let start = self.mentions.get(nearest)?.tokens.start;
        let inside = start.checked_sub(1).is_some_and(|tie| {
            self.words.has(tie, "of") || self.words.has(tie, "for") || self.words.has(tie, "to")
        });
        let governor = candidates.next().filter(|&governor| {
            comma
                && inside
                && self.anchor(governor) + 2
                    == self
                        .mentions
                        .get(nearest)
                        .map_or(0, |mention| mention.tokens.start)
        });
        self.found(governor.unwrap_or(nearest))
    }

    /// The best of the mentions before a personal pronoun, or of the subject that follows its clause.
    fn by_salience(
        &self,
        index: usize,
        pronoun: Pronoun,
        not: Option<ReferentId>,
    ) -> Option<ReferentId> {
        let mut best: Option<Candidate> = None;
        for before in (0..index).rev().take(REACH) {
            if best.is_some() && self.paragraphs_between(before, index) > PARAGRAPHS {
                break;
            }
            let Some(id) = self.found(before).filter(|id| Some(*id) != not) else {
                continue;
            };
            if self.stands_in_others_words(before, index) {
                continue;
            }
            let Some(agreement) = self
                .referents
                .get(id)
                .and_then(|referent| agrees(referent, pronoun))
            else {
                continue;
            };
            let score = self.prominence(before, index) + agreement;
            if best.is_none_or(|(other, _)| score > other) {
                best = Some((score, id));
            }
        }
        let ahead = self
            .subject_ahead(index, pronoun)
            .filter(|(score, _)| best.is_none_or(|(other, _)| *score > other));
        ahead.or(best).map(|(_, id)| id)
    }

    /// Whether a mention without a name stands in a quotation that the one at `index` is not in: the article did not bring it up.
    fn stands_in_others_words(&self, before: usize, index: usize) -> bool {
        let quotation = |index| self.words.quotation(self.anchor(index));
        let unnamed = self
            .mentions
            .get(before)
            .is_some_and(|mention| mention.name().is_none());
        unnamed && quotation(before).is_some() && quotation(before) != quotation(index)
    }

    /// "In his bill, Mr. Salceda wrote": the subject that follows the opening phrase.
    fn subject_ahead(&self, index: usize, pronoun: Pronoun) -> Option<Candidate> {
        let words = self.words;
        let at = self.anchor(index);
        let start = words.document.sentences.get(words.sentence(at))?.range();
        let opening = Class::PREPOSITION.or(Class::OPENING);
        if at - start.start > 12 || !words.is(start.start, opening) || start.start == at {
            return None;
        }
        let comma = (at..start.end.min(at + 20)).find(|&token| words.is_comma(token))?;
        if (start.start..at).any(|token| words.is_comma(token)) {
            return None;
        }
        let ahead = (index + 1..self.mentions.len()).take(12).find(|&ahead| {
            self.mentions
                .get(ahead)
                .is_some_and(|mention| mention.tokens.start == comma + 1)
        })?;
        let referent = self.referent(ahead)?;
        referent.name.as_ref()?;
        let agreement = agrees(referent, pronoun)?;
        Some((2.0 + agreement, self.found(ahead)?))
    }

    /// How prominent the mention at `before` is, seen from the one at `index`.
    fn prominence(&self, before: usize, index: usize) -> f32 {
        let words = self.words;
        let (from, to) = (self.anchor(before), self.anchor(index));
        let sentences = f32::from(
            u16::try_from(words.sentence(to).saturating_sub(words.sentence(from)))
                .unwrap_or(u16::MAX),
        );
        let paragraphs =
            f32::from(u16::try_from(self.paragraphs_between(before, index)).unwrap_or(u16::MAX));
        let mut score = -0.8 * sentences.min(12.0) - 0.6 * paragraphs;
        if self.sources.contains(&from) {
            score += 1.2;
        }
        if self.is_subject(before) {
            score += 1.0;
        }
        let next = words.sentence(to) == words.sentence(from) + 1
            && words.paragraph(to) == words.paragraph(from);
        if next && words.opens_sentence(to) && self.is_subject(before) {
            score += 0.6;
        }
        if words.quotation(from).is_some() && words.quotation(from) != words.quotation(to) {
            score -= 2.0;
        }
        if words.is_possessive_mark(from + 1) {
            score -= 0.4;
        }
        let count = self
            .referent(before)
            .map_or(0, |referent| referent.count.min(8));
        score + 0.1 * f32::from(u8::try_from(count).unwrap_or(u8::MAX))
    }

    /// Whether a mention opens its sentence or stands before its verb.
    fn is_subject(&self, index: usize) -> bool {
        let words = self.words;
        let Some(mention) = self.mentions.get(index) else {
            return false;
        };
        let (start, end) = (mention.tokens.start, mention.tokens.end);
        if words.is_possessive_mark(end) {
            return false;
        }
        words.opens_sentence(start)
            || (words.is(end, Class::VERB) || words.is_finite(end))
                && !words.before_is(start, Class::PREPOSITION)
    }

    fn paragraphs_between(&self, before: usize, index: usize) -> usize {
        let (from, to) = (self.anchor(before), self.anchor(index));
        self.words
            .paragraph(to)
            .saturating_sub(self.words.paragraph(from))
    }

    fn anchor(&self, index: usize) -> usize {
        self.mentions.get(index).map_or(0, Mention::anchor)
    }
}
