//! What the first words of a sentence lean on.

use super::lexicon::{Uses, leading, uses};
use crate::text::{Case, Token, WordKey};

/// What the first word of a sentence leans on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Opening {
    /// Nothing, or only on a name that may stand anywhere before.
    Free,
    /// A personal pronoun: the sentence before it.
    Person,
    /// A pronoun, demonstrative or connective: the sentence before it.
    Neighbour,
    /// "The" and a generic noun: the sentence that introduced it.
    Introduction,
}

/// What the first words of a sentence lean on; `core` begins after opening marks.
pub(super) fn opening(core: &[Token]) -> Opening {
    let lead = leading(core);
    let expletive = || {
        core.get(1)
            .is_some_and(|verb| uses(verb).any(Uses::EXPLETIVE))
            && core
                .iter()
                .skip(2)
                .take(12)
                .any(|word| uses(word).any(Uses::CLEARS))
    };
    let is = |at: usize, word: WordKey| core.get(at).is_some_and(|token| token.key == word);
    if lead.any(Uses::PERSONAL) {
        return Opening::Person;
    }
    if lead.any(Uses::OPENER) {
        let it = is(0, WordKey::of("it"));
        return if it && expletive() {
            Opening::Free
        } else {
            Opening::Neighbour
        };
    }
    let generic = core
        .get(1)
        .is_some_and(|noun| uses(noun).any(Uses::GENERIC) && noun.case == Case::Lower);
    let defined = core
        .get(2)
        .is_some_and(|word| uses(word).any(Uses::DEFINES));
    if is(0, WordKey::of("the")) && generic && !defined {
        return Opening::Introduction;
    }
    Opening::Free
}
