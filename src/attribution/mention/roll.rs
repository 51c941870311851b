//! The roll: referents that are sources, as the report shows them.

use super::{
    anonymity,
    class::Class,
    form::{Mention, Sort},
    referent::{Referent, ReferentId, Referents},
    words::Words,
};
use crate::attribution::{Attribution, AttributionId, Source, SourceId, SourceKind};
use crate::text::Span;

/// Everything the roll is written from.
pub(super) struct Roll<'a, 'd, 't> {
    pub(super) words: &'a Words<'d, 't>,
    pub(super) mentions: &'a [Mention],
    pub(super) found: &'a [Option<ReferentId>],
    pub(super) referents: &'a Referents,
}

impl Roll<'_, '_, '_> {
    /// Writes the roll in order of first mention, and its ids into the attributions.
    pub(super) fn write(
        &self,
        attributions: &mut [Attribution],
        speakers: &[Option<ReferentId>],
    ) -> Vec<Source> {
        let mentions = self.mentions_by_referent();
        let spoke = self.who_spoke(speakers);
        let mut order: Vec<ReferentId> = self.referents.ids().collect();
        order.retain(|id| {
            spoke
                .get(id.0 as usize)
                .is_some_and(|spoken| !spoken.is_empty())
                && mentions
                    .get(id.0 as usize)
                    .is_some_and(|spans| !spans.is_empty())
        });
        let first = |id: &ReferentId| {
            mentions
                .get(id.0 as usize)
                .and_then(|spans| spans.first().copied())
        };
        order.sort_by_key(first);
        let mut ids = vec![None; self.referents.len()];
        for (position, id) in order.iter().enumerate() {
            if let Some(slot) = ids.get_mut(id.0 as usize) {
                *slot = u32::try_from(position).ok().map(SourceId);
            }
        }
        for (attribution, speaker) in attributions.iter_mut().zip(speakers) {
            attribution.source = speaker.and_then(|id| ids.get(id.0 as usize).copied().flatten());
        }
        let sources = order.iter().filter_map(|id| {
            let place = id.0 as usize;
            self.source(*id, mentions.get(place)?.clone(), spoke.get(place)?.clone())
        });
        sources.collect()
    }

    /// The spans of the mentions of each referent, in order and apart.
    fn mentions_by_referent(&self) -> Vec<Vec<Span>> {
        let mut spans: Vec<Vec<Span>> = vec![Vec::new(); self.referents.len()];
        for (mention, found) in self.mentions.iter().zip(self.found) {
            let Some(id) = found else { continue };
            let span = self.words.span(mention.tokens.clone());
            Self::push(&mut spans, *id, span);
        }
        for (id, list) in self.referents.ids().zip(&mut spans) {
            list.extend(self.list_mention(id));
        }
        for list in &mut spans {
            list.sort();
            list.dedup();
        }
        spans
    }

    fn push(spans: &mut [Vec<Span>], id: ReferentId, span: Span) {
        let Some(list) = spans.get_mut(id.0 as usize) else {
            return;
        };
        let overlaps = list.last().is_some_and(|last| last.overlaps(span));
        if !overlaps && !span.is_empty() {
            list.push(span);
        }
    }

    /// A list of names, or the author, is mentioned where it was first written.
    fn list_mention(&self, id: ReferentId) -> Option<Span> {
        let referent = self
            .referents
            .get(id)
            .filter(|referent| !referent.members.is_empty())?;
        Some(self.words.span(referent.description.clone()?))
    }

    /// The attributions of each referent; the members of a list share those of the list.
    fn who_spoke(&self, speakers: &[Option<ReferentId>]) -> Vec<Vec<AttributionId>> {
        let mut spoke: Vec<Vec<AttributionId>> = vec![Vec::new(); self.referents.len()];
        for (attribution, speaker) in speakers.iter().enumerate() {
            let Some(id) = speaker else { continue };
            let attribution = AttributionId(u32::try_from(attribution).unwrap_or(u32::MAX));
            let members = self
                .referents
                .get(*id)
                .map_or(&[][..], |referent| referent.members.as_slice());
            for id in members.iter().chain([id]) {
                if let Some(list) = spoke
                    .get_mut(id.0 as usize)
                    .filter(|list| list.last() != Some(&attribution))
                {
                    list.push(attribution);
                }
            }
        }
        spoke
    }

    fn source(
        &self,
        id: ReferentId,
        mentions: Vec<Span>,
        attributions: Vec<AttributionId>,
    ) -> Option<Source> {
        let referent = self.referents.get(id)?;
        let name = self.name(referent);
        let author = referent.is_author.then(|| "the author".to_owned());
        let label = name
            .clone()
            .or(author)
            .or_else(|| self.description(referent))
            .or_else(|| {
                let first = mentions.first()?;
                Some(first.of(self.words.document.text).to_owned())
            })?;
        let anonymous = name.is_none() && self.is_anonymous(referent, &mentions);
        Some(Source {
            kind: self.kind(referent, name.is_some()),
            label,
            name,
            anonymous,
            anonymity_reason: mentions
                .iter()
                .find_map(|mention| self.reason(*mention))
                .filter(|_| anonymous),
            role: referent.role.clone().map(|role| self.role(role)),
            mentions,
            attributions,
        })
    }

    /// By its nouns, or because the article says beside a mention that it withholds the name.
    fn is_anonymous(&self, referent: &Referent, mentions: &[Span]) -> bool {
        let people = matches!(referent.sort, Sort::Person | Sort::People) && !referent.is_author;
        let first = |mention: &Span| self.words.document.tokens_in(*mention).start;
        let signed = |mention: &Span| anonymity::sign(self.words, first(mention)).is_some();
        // "One said …, the other …": what is said of both holds for each.
        let group = referent.group.and_then(|group| self.referents.get(group));
        let withheld = |referent: &Referent| anonymity::is_anonymous(self.words, referent);
        people && (withheld(referent) || group.is_some_and(withheld) || mentions.iter().any(signed))
    }

    /// The reason for anonymity that stands beside a mention.
    fn reason(&self, mention: Span) -> Option<Span> {
        let first = self.words.document.tokens_in(mention).start;
        anonymity::reason(self.words, first).map(|tokens| self.words.span(tokens))
    }

    fn name(&self, referent: &Referent) -> Option<String> {
        if referent.members.is_empty() {
            return referent
                .name
                .clone()
                .map(|name| tidy(self.words.text(name)));
        }
        let members = referent
            .members
            .iter()
            .map(|member| self.name(self.referents.get(*member)?));
        let names: Vec<String> = members.collect::<Option<_>>()?;
        let (last, first) = names.split_last()?;
        Some(format!("{} and {last}", first.join(", ")))
    }

    /// Several outlets without a name are a group, as several analysts are.
    fn kind(&self, referent: &Referent, named: bool) -> SourceKind {
        let several = referent.head.is_some_and(|head| {
            let head = self.words.text(head..head + 1);
            head.ends_with('s') || head == "media"
        });
        match kind(referent.sort) {
            SourceKind::Media if several && !named => SourceKind::Group,
            kind => kind,
        }
    }

    fn description(&self, referent: &Referent) -> Option<String> {
        Some(tidy(self.words.text(referent.description.clone()?)))
    }

    fn role(&self, role: std::ops::Range<usize>) -> String {
        let start = role
            .clone()
            .find(|&token| !self.words.is(token, Class::DEFINITE.or(Class::COURTESY)));
        tidy(self.words.text(start.unwrap_or(role.start)..role.end))
    }
}

/// White space and marks at the ends are none of the words.
fn tidy(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    words
        .join(" ")
        .trim_matches(|mark: char| matches!(mark, ',' | ';' | ':' | '"' | '“' | '”'))
        .to_owned()
}

const fn kind(sort: Sort) -> SourceKind {
    match sort {
        Sort::Person => SourceKind::Person,
        Sort::People => SourceKind::Group,
        Sort::Organization | Sort::Place => SourceKind::Organization,
        Sort::Media => SourceKind::Media,
        Sort::Document => SourceKind::Document,
        Sort::Unknown => SourceKind::Unknown,
    }
}
