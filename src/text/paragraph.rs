//! Where paragraphs begin and end.

use super::{Span, lines};

/// A line that ends with no terminal mark and is at least this long (bytes) may go on below, when the
/// next line begins with a small letter.
const SHORTEST_OPEN_LINE: usize = 30;
/// Lines of hard-wrapped copy are at most this long (bytes).
const WIDEST_WRAP: usize = 100;
/// A block counts as hard-wrapped from this many full lines on.
const FEWEST_FULL_LINES: usize = 3;

/// The paragraphs of `text`, without the white space around them.
///
/// A blank line always ends a paragraph. A single line break does too, unless the block is hard-wrapped
/// (no next word would have fitted on the line) or the sentence visibly goes on.
pub(super) fn paragraphs(text: &str) -> Vec<Span> {
    let mut found = Vec::with_capacity(text.len() / 200 + 1);
    let mut block: Vec<(usize, &str)> = Vec::new();
    let mut offset = 0;
    for line in lines(text) {
        let trimmed = line.trim_matches(is_blank);
        if trimmed.is_empty() {
            close_block(&mut block, &mut found);
        } else {
            let lead = line.len() - line.trim_start_matches(is_blank).len();
            block.push((offset + lead, trimmed));
        }
        offset += line.len();
    }
    close_block(&mut block, &mut found);
    found
}

/// White space, and characters that have no width.
pub(super) fn is_blank(c: char) -> bool {
    c.is_whitespace()
        || matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}' | '\u{feff}' | '\u{fe0f}' | '\0')
}

fn close_block(block: &mut Vec<(usize, &str)>, found: &mut Vec<Span>) {
    let wrapped = is_hard_wrapped(block);
    let mut open: Option<Span> = None;
    let mut before = "";
    for &(start, line) in &*block {
        let span = Span::new(offset32(start), offset32(start + line.len()));
        open = match open {
            Some(paragraph) if wrapped || goes_on(before, line) => Some(paragraph.hull(span)),
            Some(paragraph) => {
                found.push(paragraph);
                Some(span)
            }
            None => Some(span),
        };
        before = line;
    }
    found.extend(open);
    block.clear();
}

/// Whether the sentence of `line` visibly goes on in `next`.
fn goes_on(line: &str, next: &str) -> bool {
    line.len() >= SHORTEST_OPEN_LINE
        && next.starts_with(char::is_lowercase)
        && !line.ends_with(['.', '?', '!', ':', '”', '"'])
}

/// Whether every line but the last is so full that the next word would not have fitted.
fn is_hard_wrapped(block: &[(usize, &str)]) -> bool {
    let widest = block.iter().map(|(_, line)| line.len()).max().unwrap_or(0);
    if block.len() <= FEWEST_FULL_LINES || widest > WIDEST_WRAP {
        return false;
    }
    block.windows(2).all(|pair| match pair {
        [(_, line), (_, next)] => {
            let first_word = next.split(is_blank).next().unwrap_or_default();
            line.len() + 1 + first_word.len() > widest
        }
        _ => true,
    })
}

/// A byte offset as documents store it; texts are below 4 GiB (`Document::read` cuts longer ones).
pub(super) fn offset32(offset: usize) -> u32 {
    u32::try_from(offset).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn split(text: &str) -> Vec<&str> {
        paragraphs(text).iter().map(|span| span.of(text)).collect()
    }

    #[test]
    fn a_blank_line_and_a_line_break_end_a_paragraph() {
        assert_eq!(
            split("Minister to quit\nThe minister will go.\n\n  She said so. \r\n\r\nYes."),
            [
                "Minister to quit",
                "The minister will go.",
                "She said so.",
                "Yes."
            ]
        );
    }

    #[test]
    fn hard_wrapped_copy_is_one_paragraph() {
        let text = "The council voted late on Tuesday\nto close three libraries in the north\nof the city, a move that opponents\ncalled short-sighted and that the\nmayor defended.";
        assert_eq!(split(text), [text]);
    }

    #[test]
    fn a_list_of_short_lines_is_not_hard_wrapped() {
        let text = "bread\nmilk\neggs\nflour and yeast";
        assert_eq!(split(text).len(), 4);
    }

    #[test]
    fn a_line_that_goes_on_in_small_letters_is_joined() {
        let text = "Facebook tool lets users tell readers\nthat they are safe";
        assert_eq!(split(text), [text]);
    }

    #[test]
    fn nothing_but_blanks_has_no_paragraph() {
        assert_eq!(split(" \n\t\n\u{feff}"), Vec::<&str>::new());
        assert_eq!(split(""), Vec::<&str>::new());
    }
}
