//! Who wrote an article.

use super::words::words;

/// Who wrote an article.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Byline {
    /// The line as written.
    pub raw: String,
    /// The people named in it.
    pub people: Vec<Person>,
    /// The outlet named in it ("By Jane Doe, Associated Press").
    pub outlet: Option<String>,
}

/// One person of a byline.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Person {
    /// The name as written, in its usual order.
    pub name: String,
    /// Function, where given.
    pub role: Option<String>,
    /// The newsroom's id of the person, where given.
    pub id: Option<String>,
}

impl Person {
    /// Somebody of whom only the name is known.
    pub fn named(name: impl Into<String>) -> Self {
        Self {
            name: name.into(),
            ..Self::default()
        }
    }
}

/// Longest byline in bytes among the lines of a text.
const LONGEST_LINE: usize = 160;
/// Longest byline field in bytes that is read for names.
const LONGEST_FIELD: usize = 1000;

/// Most words of one name in a byline.
const NAME_WORDS: usize = 5;

impl Byline {
    /// Reads the content of a byline field: the opener may be missing, everything is byline.
    pub fn of_field(raw: &str) -> Self {
        let raw = raw.trim();
        let names = opened(raw).map_or(raw, |(_, names)| names);
        let (people, outlet) = if raw.len() <= LONGEST_FIELD && !words().is_initials(raw) {
            people_and_outlet(names)
        } else {
            (Vec::new(), None)
        };
        Self {
            raw: raw.to_owned(),
            people,
            outlet,
        }
    }

    /// Whether a name is that of an outlet and not of a person.
    pub fn names_outlet(name: &str) -> bool {
        is_outlet(name)
    }

    /// Reads a line of the text: a byline only if it opens with "By" and only names follow.
    pub fn of_line(line: &str) -> Option<Self> {
        // "By Ada Berg =" as dpa ends the lines above a story.
        let raw = line
            .trim_end_matches([' ', '='])
            .trim()
            .trim_matches(['*', '_']);
        let (opener, names) = opened(raw)?;
        // "BYLINE: Ada Berg." as archives write it.
        let (raw, names) = if opener.ends_with(':') {
            (raw.trim_end_matches('.'), names.trim_end_matches('.'))
        } else {
            (raw, names)
        };
        if raw.len() > LONGEST_LINE
            || raw.ends_with(['.', '?', '!', ':', ',']) && !raw.ends_with("Jr.")
        {
            return None;
        }
        if !names.chars().next()?.is_uppercase() {
            return None;
        }
        let (people, outlet) = people_and_outlet(names);
        let staff = people.is_empty() && outlet.is_some() && names.split(' ').count() <= NAME_WORDS;
        if people.is_empty() && !staff {
            return None;
        }
        Some(Self {
            raw: raw.to_owned(),
            people,
            outlet,
        })
    }
}

/// The word that opens a byline, with its colon, and the names behind it.
fn opened(line: &str) -> Option<(&str, &str)> {
    let (opener, names) = line.split_once([' ', '\u{a0}'])?;
    let word = opener.trim_end_matches(':');
    let mut openers = words().openers.iter();
    openers
        .any(|known| known.eq_ignore_ascii_case(word))
        .then(|| (opener, names.trim_start()))
}

/// "Ada Berg and Tom Oake, The Harbour Post" → two people and the outlet.
fn people_and_outlet(names: &str) -> (Vec<Person>, Option<String>) {
    let mut people: Vec<Person> = Vec::new();
    let mut outlet = None;
    for (place, part) in names.split([',', '|', '/', ';', '•', '(']).enumerate() {
        let part = part.trim().trim_matches([')', '.']);
        for name in split_names(part) {
            if is_name(name) && !is_outlet(name) {
                if outlet.is_none() {
                    people.push(Person::named(tidy_case(name)));
                }
            } else if let Some(last) = people.last_mut()
                && is_role(name)
                && last.role.is_none()
            {
                last.role = Some(name.to_owned());
            } else if outlet.is_none() && !name.is_empty() && (place > 0 || is_outlet(name)) {
                outlet = Some(name.to_owned());
            }
        }
    }
    (people, outlet)
}

/// Words that stand between two names.
const JOINERS: &[&str] = &["and", "with", "AND", "&", "und", "et", "y"];

fn split_names(part: &str) -> impl Iterator<Item = &str> {
    // "Ada Berg with Tom Oake in Rome": the place is no name.
    let mut rest = part
        .rsplit_once(" in ")
        .map(|(names, _)| names)
        .or(Some(part));
    std::iter::from_fn(move || {
        let names = rest?;
        let joiner = joiner(names);
        rest = joiner.and_then(|(_, end)| names.get(end..));
        let name = joiner.map_or(names, |(start, _)| names.get(..start).unwrap_or_default());
        Some(name.strip_prefix("and ").unwrap_or(name).trim())
    })
}

/// Where the first word that stands between two names begins and ends, with the blanks around it.
fn joiner(names: &str) -> Option<(usize, usize)> {
    let mut blanks = names.match_indices(' ').map(|(at, _)| at);
    let mut start = blanks.next()?;
    for end in blanks {
        if names
            .get(start + 1..end)
            .is_some_and(|word| JOINERS.contains(&word))
        {
            return Some((start, end + 1));
        }
        start = end;
    }
    None
}

/// Two to five words, each written as names are.
fn is_name(name: &str) -> bool {
    let words = name.split_whitespace().count();
    (2..=NAME_WORDS).contains(&words) && name.split_whitespace().all(is_name_word) && !is_role(name)
}

fn is_name_word(word: &str) -> bool {
    let small = words().particles.contains(word);
    // "d'Emilio" is written with a small letter, as are the particles.
    let word =
        word.split_once(['\'', '’']).map_or(
            word,
            |(article, name)| if article.len() <= 2 { name } else { word },
        );
    let written = word.chars().next().is_some_and(char::is_uppercase)
        && word
            .chars()
            .all(|c| c.is_alphabetic() || matches!(c, '.' | '-' | '\'' | '’'));
    small || written
}

/// Whether a capitalised phrase names an outlet.
pub(super) fn is_outlet(name: &str) -> bool {
    let acronym = !name.contains(' ')
        && (2..=5).contains(&name.len())
        && name.chars().all(char::is_uppercase);
    let first_is_the = name.starts_with("The ");
    let word = name
        .split_whitespace()
        .any(|word| words().outlets.contains(&word.to_lowercase()));
    acronym || first_is_the || word
}

fn is_role(name: &str) -> bool {
    name.split_whitespace()
        .any(|word| words().roles.contains(&word.to_lowercase()))
}

/// "JANE DOE" → "Jane Doe"; anything else stays.
fn tidy_case(name: &str) -> String {
    if name.chars().any(char::is_lowercase) {
        return name.to_owned();
    }
    let mut start = true;
    name.chars()
        .flat_map(|c| {
            let written: Vec<char> = if start {
                vec![c]
            } else {
                c.to_lowercase().collect()
            };
            start = !c.is_alphabetic();
            written
        })
        .collect()
}
