//! Which rules can fire in a text at all: the words that their patterns cannot match without, looked for in one pass.

use std::cmp::Reverse;

use aho_corasick::{AhoCorasick, AhoCorasickKind};
use regex::Regex;
use regex_syntax::hir::literal::Extractor;
use regex_syntax::hir::{Hir, HirKind};

use super::rule::{Check, Rule, Trigger};

/// The words that the rules of a pack need. The default knows none: with it every rule can fire.
#[derive(Clone, Debug, Default)]
pub(super) struct Screen {
    words: Option<AhoCorasick>,
    /// The index of the rule that needs a word, for each of them. A rule that needs several can fire where one stands.
    needed_by: Vec<usize>,
}

impl Screen {
    /// The words that `rules` need. Where they are too many for one search, every rule can fire in every text.
    pub(super) fn of(rules: &[Rule]) -> Self {
        let (words, needed_by): (Vec<String>, Vec<usize>) = rules
            .iter()
            .enumerate()
            .filter(|(_, rule)| rule.enabled)
            .flat_map(|(index, rule)| {
                let words = needed(&rule.check).unwrap_or_default();
                words.into_iter().map(move |word| (word, index))
            })
            .unzip();
        let mut search = AhoCorasick::builder();
        search.ascii_case_insensitive(true);
        search.kind(Some(AhoCorasickKind::DFA));
        Self {
            words: search.build(words).ok(),
            needed_by,
        }
    }

    /// For each of so many `rules`, whether it can fire in `text`.
    pub(super) fn can_fire(&self, text: &str, rules: usize) -> Vec<bool> {
        let mut can_fire = vec![true; rules];
        let Some(words) = self.words.as_ref().filter(|_| !folds_into_ascii(text)) else {
            return can_fire;
        };
        for &rule in &self.needed_by {
            set(&mut can_fire, rule, false);
        }
        for found in words.find_overlapping_iter(text) {
            let rule = self.needed_by.get(found.pattern().as_usize());
            set(&mut can_fire, rule.copied().unwrap_or(rules), true);
        }
        can_fire
    }
}

fn set(can_fire: &mut [bool], rule: usize, to: bool) {
    if let Some(rule) = can_fire.get_mut(rule) {
        *rule = to;
    }
}

/// Whether `text` holds one of the two letters that a pattern takes for an ASCII letter when it ignores case: the long s
/// and the sign for kelvin.
fn folds_into_ascii(text: &str) -> bool {
    text.contains('\u{17f}') || text.contains('\u{212a}')
}

/// Words one of which stands in every text in which `check` fires; none where it may fire without any.
fn needed(check: &Check) -> Option<Vec<String>> {
    let pattern = match check {
        Check::Existence(rule) | Check::Claim(rule) => &rule.pattern,
        Check::Substitution(rule) => {
            let swaps = rule.swaps.iter().map(|(pattern, _)| words_of(pattern));
            return swaps.collect::<Option<Vec<_>>>().map(|all| all.concat());
        }
        Check::Verb(rule) => rule.content.as_ref()?,
        Check::Conditional(rule) => match (&rule.when, &rule.require_any) {
            (Trigger::Text(pattern), _) => pattern,
            (Trigger::Source(..), None) => rule.require_none.as_ref()?,
            (Trigger::Source(..), Some(_)) => return None,
        },
        _ => return None,
    };
    words_of(pattern)
}

/// Words one of which stands in every match of `pattern`, in ASCII; none where no such words are long enough to be rare.
fn words_of(pattern: &Regex) -> Option<Vec<String>> {
    // As it is written: where a pattern ignores case, the search for its words does, too.
    let parsed = regex_syntax::parse(pattern.as_str()).ok()?;
    best_of(&parsed).filter(|words| shortest(words) >= RARE)
}

/// Shorter words stand in nearly every text.
const RARE: usize = 3;

/// Longer words are hardly rarer, and make the search larger.
const RARE_ENOUGH: usize = 8;

/// The best choice of words one of which stands in every match of `part`.
fn best_of(part: &Hir) -> Option<Vec<String>> {
    match part.kind() {
        HirKind::Literal(_) => opening(part),
        HirKind::Capture(capture) => best_of(&capture.sub),
        HirKind::Repetition(repeated) if repeated.min > 0 => best_of(&repeated.sub),
        HirKind::Alternation(branches) => {
            let branches = branches.iter().map(best_of);
            branches
                .collect::<Option<Vec<_>>>()
                .map(|words| words.concat())
        }
        HirKind::Concat(parts) => {
            let tails = (0..parts.len()).filter_map(|from| parts.get(from..));
            let within = parts.iter().filter_map(best_of);
            let tails = tails.filter_map(|tail| opening(&Hir::concat(tail.to_vec())));
            tails.chain(within).max_by_key(|words| {
                let letters = words.iter().map(String::len).sum::<usize>();
                (shortest(words).min(RARE_ENOUGH), Reverse(letters))
            })
        }
        HirKind::Repetition(_) | HirKind::Class(_) | HirKind::Look(_) | HirKind::Empty => None,
    }
}

/// The words with which matches of `part` begin, of each the longest piece in ASCII.
fn opening(part: &Hir) -> Option<Vec<String>> {
    let openings = Extractor::new().extract(part);
    let mut words: Vec<String> = openings
        .literals()?
        .iter()
        .map(|opening| {
            let pieces = opening.as_bytes().split(|byte| !byte.is_ascii());
            let longest = pieces.max_by_key(|piece| piece.len()).unwrap_or_default();
            String::from_utf8_lossy(longest).to_ascii_lowercase()
        })
        .collect();
    words.sort_unstable();
    words.dedup();
    (shortest(&words) > 0).then_some(words)
}

fn shortest(words: &[String]) -> usize {
    words.iter().map(String::len).min().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::{Screen, words_of};
    use crate::rules::editorial::Pack;
    use crate::rules::editorial::written::regex;

    fn words(pattern: &str) -> Option<Vec<String>> {
        words_of(&regex(pattern, &(0..0)).expect("a pattern"))
    }

    #[test]
    fn a_pattern_needs_the_words_that_every_match_holds() {
        for (pattern, needed) in [
            (r"\breportedly\b", vec!["reportedly"]),
            (r"\b(?:has|have) learned that\b", vec![" learned that"]),
            (r"\b(?:a|one)\s+source\s+(?:said|told)\b", vec!["source"]),
            (
                r"\b(?:[Ss]tudies|Research) (?:show|find)",
                vec![
                    "research find",
                    "research show",
                    "studies find",
                    "studies show",
                ],
            ),
            (
                r"(?-i:\p{Lu}\p{Ll}+) (?:stole|bribed)",
                vec![" bribed", " stole"],
            ),
            ("it’s understood", vec!["s understood"]),
        ] {
            let needed: Vec<String> = needed.into_iter().map(str::to_owned).collect();
            assert_eq!(words(pattern), Some(needed), "{pattern}");
        }
        for pattern in [
            r"\d+ ?%",
            r"\p{Lu}+",
            "(?:reportedly)?",
            "reportedly|",
            "é",
            "it|is",
        ] {
            assert_eq!(words(pattern), None, "{pattern}");
        }
    }

    fn can_fire(tokens: &str, text: &str) -> Vec<bool> {
        let rule = format!(
            "[[rule]]\nid = \"H1\"\nname = \"x\"\nseverity = \"warning\"\nextends = \"existence\"\nmessage = \"m\"\nwhy = \"w\"\ntokens = ['{tokens}']\n"
        );
        let pack = Pack::read("house", [("house.toml", rule.as_str())].into_iter());
        let rules = pack.expect("no fault").rules().to_vec();
        Screen::of(&rules).can_fire(text, rules.len())
    }

    #[test]
    fn a_rule_cannot_fire_where_none_of_its_words_stands() {
        assert_eq!(can_fire("reportedly", "The firm plans to close."), [false]);
        assert_eq!(can_fire("reportedly", "REPORTEDLY, it closes."), [true]);
        assert_eq!(
            can_fire("reportedly|it emerged", "It Emerged late."),
            [true]
        );
        assert_eq!(can_fire(r"\d+ ?%", "The firm plans to close."), [true]);
        // A pattern that ignores case takes the long s for an s.
        assert_eq!(can_fire("closes", "It cloſes."), [true]);
    }
}
