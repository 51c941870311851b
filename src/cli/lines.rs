//! Lines of a stream, each bounded in length.

use std::io::{self, BufRead, Read as _};

/// One line.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Line {
    /// The line without its end.
    Whole(Vec<u8>),
    /// A line above the limit, by its length in bytes; its text is gone.
    TooLong(usize),
}

/// Reads the next line, holding at most `limit` bytes of it; `None` at the end of the stream.
///
/// # Errors
/// The stream cannot be read.
pub(super) fn next_line(stream: &mut impl BufRead, limit: usize) -> io::Result<Option<Line>> {
    let mut line = Vec::new();
    let most = limit as u64 + 1;
    let read = stream.by_ref().take(most).read_until(b'\n', &mut line)?;
    if read == 0 {
        return Ok(None);
    }
    let ended = line.pop_if(|last| *last == b'\n').is_some();
    if ended || read <= limit {
        return Ok(Some(Line::Whole(line)));
    }
    drop(line);
    let rest = stream.skip_until(b'\n')?;
    Ok(Some(Line::TooLong(read + rest)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(mut text: &[u8], limit: usize) -> Vec<Line> {
        std::iter::from_fn(|| next_line(&mut text, limit).unwrap()).collect()
    }

    fn whole(text: &str) -> Line {
        Line::Whole(text.as_bytes().to_vec())
    }

    #[test]
    fn a_last_line_counts_with_and_without_its_end() {
        assert_eq!(lines(b"a\nbc", 9), [whole("a"), whole("bc")]);
        assert_eq!(lines(b"a\nbc\n", 9), [whole("a"), whole("bc")]);
    }

    #[test]
    fn an_empty_line_is_a_line() {
        assert_eq!(lines(b"a\n\nb\n", 9), [whole("a"), whole(""), whole("b")]);
    }

    #[test]
    fn a_line_at_the_limit_is_whole_and_one_above_is_skipped_alone() {
        assert_eq!(lines(b"1234\n5\n", 4), [whole("1234"), whole("5")]);
        assert_eq!(lines(b"12345\n6\n", 4), [Line::TooLong(6), whole("6")]);
        assert_eq!(lines(b"12345", 4), [Line::TooLong(5)]);
    }
}
