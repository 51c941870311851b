//! What a text itself shows of somebody's gender: pronouns, titles, words like "spokeswoman". Names show nothing.

use std::sync::LazyLock;

use serde::Deserialize;

/// A gender that the words of a text show.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Gender {
    /// "she", "Mrs. Reed", "the chairwoman".
    Woman,
    /// "he", "Mr. Reed", "the chairman".
    Man,
}

/// The words of `config/lexicon/gender.toml`.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Words {
    women: Vec<String>,
    men: Vec<String>,
}

// A test holds that the file has no fault.
static WORDS: LazyLock<Words> = LazyLock::new(|| {
    let text = include_str!("../../../config/lexicon/gender.toml");
    toml::from_str(text).unwrap_or_default()
});

impl Gender {
    /// What the mentions of one person show; none where they show nothing, or both.
    pub fn shown<'a>(mentions: impl Iterator<Item = &'a str>) -> Option<Self> {
        let (mut woman, mut man) = (false, false);
        for mention in mentions {
            match Self::of(mention) {
                Some(Self::Woman) => woman = true,
                Some(Self::Man) => man = true,
                None => {}
            }
        }
        match (woman, man) {
            (true, false) => Some(Self::Woman),
            (false, true) => Some(Self::Man),
            _ => None,
        }
    }

    /// What one mention shows: the first word that shows anything, as far as the first comma, "of" or "for". In "her son",
    /// "his wife" the pronoun is somebody else.
    fn of(mention: &str) -> Option<Self> {
        let words: Vec<String> = mention
            .split([',', ';'])
            .next()?
            .split(|c: char| !c.is_alphanumeric())
            .filter(|word| !word.is_empty())
            .map(str::to_lowercase)
            .take_while(|word| word != "of" && word != "for")
            .collect();
        let alone = words.len() == 1;
        let shows = |word: &String| match word.as_str() {
            "his" | "her" if !alone => None,
            word if WORDS.women.iter().any(|known| known == word) => Some(Self::Woman),
            word if WORDS.men.iter().any(|known| known == word) => Some(Self::Man),
            _ => None,
        };
        words.iter().find_map(shows)
    }
}

#[cfg(test)]
mod tests {
    use super::Gender;

    #[test]
    fn words_of_the_text_show_a_gender_and_names_show_none() {
        for (mentions, shown) in [
            (vec!["Mary Holt", "she"], Some(Gender::Woman)),
            (vec!["Mr. Holt"], Some(Gender::Man)),
            (
                vec!["the chairwoman of the King company"],
                Some(Gender::Woman),
            ),
            (vec!["Her son"], Some(Gender::Man)),
            (vec!["a spokesman for Lady Reed"], Some(Gender::Man)),
            (vec!["Mary Holt", "Holt"], None),
            (vec!["John Holt", "the mayor"], None),
            (vec!["Holt", "she", "he"], None),
        ] {
            assert_eq!(
                Gender::shown(mentions.iter().copied()),
                shown,
                "{mentions:?}"
            );
        }
    }
}
