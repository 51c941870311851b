//! "the 34-year-old": an age that stands for a person.

use super::Tag;
use crate::text::{Document, WordKey};

const OLD: WordKey = WordKey::of("old");
const YEAR: WordKey = WordKey::of("year");
const HYPHEN: WordKey = WordKey::of("-");

/// Whether the token with index `old` ends an age that no noun follows. The tagger knows such words as adjectives only.
pub(crate) fn is_age_noun(document: &Document<'_>, tags: &[Tag], old: usize) -> bool {
    let key = |token: usize| document.tokens.get(token).map(|token| token.key);
    let before = |back: usize| old.checked_sub(back).and_then(key);
    let written = key(old) == Some(OLD)
        && before(1) == Some(HYPHEN)
        && before(2) == Some(YEAR)
        && before(3) == Some(HYPHEN);
    let goes_on = matches!(
        tags.get(old + 1),
        Some(Tag::Nn | Tag::Nns | Tag::Nnp | Tag::Nnps | Tag::Jj | Tag::Vbg)
    );
    written && !goes_on
}

/// Gives such ages the tag of a noun, and what they do that of a verb.
pub(super) fn name_ages(document: &Document<'_>, tags: &mut [Tag]) {
    let olds = document.tokens.iter().enumerate();
    let olds = olds.filter(|(_, token)| token.key == OLD);
    for (old, _) in olds {
        if is_age_noun(document, tags, old)
            && let Some(tag) = tags.get_mut(old)
        {
            *tag = Tag::Nn;
            // Behind an adjective "told" looked like a participle.
            if let Some(verb @ Tag::Vbn) = tags.get_mut(old + 1) {
                *verb = Tag::Vbd;
            }
        }
    }
}
