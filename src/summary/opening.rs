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
    /// A demonstrative that means a claim ("that remark"): the sentence before it.
    Claim,
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
    let points = core.get(1).is_some_and(|noun| uses(noun).any(Uses::SPEECH));
    if lead.any(Uses::OPENER) && points {
        return Opening::Claim;
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
    if ends_pointing(core) {
        return Opening::Neighbour;
    }
    Opening::Free
}

/// "Employers deny this.", "Voss said so.": a short sentence whose last word means what was said before.
fn ends_pointing(core: &[Token]) -> bool {
    const SHORT: usize = 8;
    let last = core.iter().rev().find(|token| !token.is_mark());
    core.len() <= SHORT && last.is_some_and(|last| uses(last).any(Uses::POINTS))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Document;

    #[track_caller]
    fn check(sentence: &str, expected: Opening) {
        let document = Document::read(sentence);
        assert_eq!(opening(&document.tokens), expected, "of {sentence:?}");
    }

    #[test]
    fn pronouns_and_connectives_lean_on_their_neighbour() {
        check("But the plan failed.", Opening::Neighbour);
        check("For example, two schools closed.", Opening::Neighbour);
        check("That hall drew applause.", Opening::Neighbour);
        check("That remark drew applause.", Opening::Claim);
        check("They left at noon.", Opening::Neighbour);
        check("She left at noon.", Opening::Person);
        check("Employers deny this.", Opening::Neighbour);
        check("His lawyer declined to comment.", Opening::Person);
    }

    #[test]
    fn look_alikes_stand_alone() {
        check("Butter prices rose.", Opening::Free);
        check("Employers deny this charge.", Opening::Free);
        check("For the first time, two schools closed.", Opening::Free);
        check("It is likely that two schools will close.", Opening::Free);
        check("Theyn's lawyer declined to comment.", Opening::Free);
    }

    #[test]
    fn it_leans_unless_it_means_nothing() {
        check("It closed two schools.", Opening::Neighbour);
        check("It was a failure.", Opening::Neighbour);
        check("It was clear that two schools would close.", Opening::Free);
    }

    #[test]
    fn the_with_a_generic_noun_leans_unless_it_is_defined() {
        check("The man left by the back door.", Opening::Introduction);
        check(
            "The man who shot the mayor left by the back door.",
            Opening::Free,
        );
        check("The mayor left by the back door.", Opening::Free);
    }
}
