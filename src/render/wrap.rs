//! Breaking text into lines of a terminal.

use unicode_width::UnicodeWidthStr;

/// Columns that `text` takes.
pub(super) fn columns(text: &str) -> usize {
    text.width()
}

/// Breaks `text` between words into lines of at most `width` columns. A longer word gets a line of its own; a line
/// break in `text` stays one.
pub(super) fn wrap(text: &str, width: usize) -> Vec<String> {
    text.split('\n')
        .flat_map(|line| fill(line, width))
        .collect()
}

fn fill(line: &str, width: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in line.split_whitespace() {
        match lines.last_mut() {
            Some(last) if columns(last) + 1 + columns(word) <= width => {
                last.push(' ');
                last.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}

/// Cuts `text` to `width` columns, the last one an ellipsis where something was cut.
pub(super) fn cut(text: &str, width: usize) -> String {
    if columns(text) <= width {
        return text.to_owned();
    }
    let mut kept = String::new();
    for c in text.chars() {
        if columns(&kept) + columns(c.encode_utf8(&mut [0; 4])) + 1 > width {
            break;
        }
        kept.push(c);
    }
    format!("{}…", kept.trim_end())
}

#[cfg(test)]
mod tests {
    use super::{cut, wrap};

    #[test]
    fn breaks_between_words() {
        assert_eq!(
            wrap("the board voted to close", 10),
            ["the board", "voted to", "close"]
        );
    }

    #[test]
    fn keeps_a_word_that_is_too_long_whole() {
        assert_eq!(
            wrap("a Rindfleischetikettierung b", 8),
            ["a", "Rindfleischetikettierung", "b"]
        );
    }

    #[test]
    fn keeps_line_breaks() {
        assert_eq!(wrap("one\ntwo", 20), ["one", "two"]);
    }

    #[test]
    fn counts_columns_and_not_bytes() {
        assert_eq!(wrap("éé éé", 5), ["éé éé"]);
        assert_eq!(wrap("日本 日本", 8), ["日本", "日本"]);
    }

    #[test]
    fn marks_a_cut() {
        assert_eq!(cut("harbour board", 9), "harbour…");
        assert_eq!(cut("harbour", 7), "harbour");
    }
}
