//! The form under which a dictionary lists a word: said → say, studies → study.

use super::Tag;
use crate::text::WordKey;
use rustc_hash::FxHashMap;
use std::{borrow::Cow, sync::LazyLock};

/// The rules as `tools/train/lemmas.py` writes them.
const RULES: &str = include_str!("../../models/lemmas.tsv");
/// The longest ending that has a rule, in bytes.
const LONGEST_ENDING: usize = 6;

/// What to do with a form: cut so many bytes, add these.
type Rule = (usize, &'static str);

#[derive(Debug, Default)]
struct Rules {
    words: FxHashMap<(Tag, WordKey), Rule>,
    endings: FxHashMap<(Tag, WordKey), Rule>,
}

static LEMMAS: LazyLock<Rules> = LazyLock::new(|| {
    let mut rules = Rules::default();
    for (tag, ending, rule) in RULES.lines().filter_map(parse) {
        match ending.strip_prefix('^') {
            Some(word) => rules.words.insert((tag, WordKey::of(word)), rule),
            None => rules.endings.insert((tag, WordKey::of(ending)), rule),
        };
    }
    rules
});

fn parse(line: &'static str) -> Option<(Tag, &'static str, Rule)> {
    let mut columns = line.split('\t');
    let tag = Tag::named(columns.next()?)?;
    let ending = columns.next()?;
    let cut = columns.next()?.parse().ok()?;
    Some((tag, ending, (cut, columns.next()?)))
}

/// The lemma of `word` as `tag`, in lower case, apostrophes straight.
///
/// ```
/// use copydesk::syntax::{Tag, lemma};
///
/// assert_eq!(lemma("Said", Tag::Vbd), "say");
/// assert_eq!(lemma("criticized", Tag::Vbn), "criticize");
/// assert_eq!(lemma("parties", Tag::Nns), "party");
/// ```
pub fn lemma(word: &str, tag: Tag) -> Cow<'_, str> {
    let lower = lower(word);
    let Some((cut, add)) = rule(&lower, tag) else {
        return lower;
    };
    let stem = lower
        .len()
        .checked_sub(cut)
        .and_then(|end| lower.get(..end));
    match stem {
        Some(stem) if !(stem.is_empty() && add.is_empty()) => Cow::Owned([stem, add].concat()),
        _ => lower,
    }
}

/// The key of the lemma of a word whose own key is known.
pub(super) fn lemma_key(word: &str, key: WordKey, tag: Tag) -> WordKey {
    if inflects(tag) {
        WordKey::fold(&lemma(word, tag))
    } else {
        key
    }
}

/// Whether words with this tag can differ from their lemma.
fn inflects(tag: Tag) -> bool {
    tag.is_verb()
        || tag.is_plural()
        || matches!(
            tag,
            Tag::Md | Tag::Jjr | Tag::Jjs | Tag::Rbr | Tag::Rbs | Tag::Rb
        )
}

fn lower(word: &str) -> Cow<'_, str> {
    if word
        .bytes()
        .all(|byte| byte.is_ascii() && !byte.is_ascii_uppercase())
    {
        Cow::Borrowed(word)
    } else {
        Cow::Owned(word.to_lowercase().replace(['’', '‘'], "'"))
    }
}

fn rule(lower: &str, tag: Tag) -> Option<Rule> {
    if !inflects(tag) {
        return None;
    }
    if let Some(&rule) = LEMMAS.words.get(&(tag, WordKey::of(lower))) {
        return Some(rule);
    }
    (0..=LONGEST_ENDING.min(lower.len()))
        .rev()
        .find_map(|length| {
            let ending = lower.get(lower.len() - length..)?;
            LEMMAS.endings.get(&(tag, WordKey::of(ending))).copied()
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_of_the_rules_is_one() {
        let rules = RULES.lines().filter(|line| !line.starts_with('#'));
        for line in rules {
            let (_, ending, (cut, _)) = parse(line).unwrap_or_else(|| panic!("not a rule: {line}"));
            assert!(
                ending.starts_with('^') || cut <= ending.len(),
                "cuts into the unknown: {line}"
            );
            assert!(
                ending.trim_start_matches('^').len() <= LONGEST_ENDING || ending.starts_with('^'),
                "{line}"
            );
        }
    }

    #[test]
    fn forms_of_reporting_verbs_have_their_lemma() {
        for (form, tag, expected) in [
            ("says", Tag::Vbz, "say"),
            ("told", Tag::Vbd, "tell"),
            ("wrote", Tag::Vbd, "write"),
            ("written", Tag::Vbn, "write"),
            ("argued", Tag::Vbd, "argue"),
            ("announced", Tag::Vbd, "announce"),
            ("noted", Tag::Vbd, "note"),
            ("hoped", Tag::Vbd, "hope"),
            ("suggesting", Tag::Vbg, "suggest"),
            ("planning", Tag::Vbg, "plan"),
            ("claiming", Tag::Vbg, "claim"),
            ("denied", Tag::Vbd, "deny"),
            ("believes", Tag::Vbz, "believe"),
            ("wishes", Tag::Vbz, "wish"),
            ("n’t", Tag::Rb, "not"),
            ("’re", Tag::Vbp, "be"),
            ("women", Tag::Nns, "woman"),
            ("spokesmen", Tag::Nns, "spokesman"),
        ] {
            assert_eq!(lemma(form, tag), expected, "of {form}");
        }
    }

    #[test]
    fn words_that_do_not_inflect_stay_and_odd_ones_do_no_harm() {
        assert_eq!(lemma("Reed", Tag::Nnp), "reed");
        assert_eq!(lemma("said", Tag::Nn), "said");
        for odd in ["", "’", "ß", "é", "日本", "s", "ed", "ing"] {
            for &tag in Tag::ALL {
                let _: Cow<'_, str> = lemma(odd, tag);
            }
        }
    }
}
