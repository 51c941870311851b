//! From bytes to code points and UTF-16 units, after one pass over the text.

/// Bytes between two marks of the index.
const STRIDE: usize = 128;

/// How many code points and UTF-16 units stand before a byte of one text.
#[derive(Debug)]
pub struct Positions<'t> {
    text: &'t str,
    marks: Vec<Position>,
}

/// A place in a text, counted in two units.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Position {
    /// Unicode code points before it.
    pub code_points: u32,
    /// UTF-16 units before it.
    pub utf16: u32,
}

impl Position {
    /// Steps over `bytes` of UTF-8, at most [`STRIDE`] of them. Every character has one first byte; those of four bytes are
    /// two units of UTF-16.
    fn advance(self, bytes: &[u8]) -> Self {
        // Counted apart and in one byte each, the compiler looks at many at a time.
        let characters: u8 = bytes.iter().map(|byte| u8::from(byte & 0xC0 != 0x80)).sum();
        let pairs: u8 = bytes.iter().map(|byte| u8::from(*byte >= 0xF0)).sum();
        Self {
            code_points: self.code_points + u32::from(characters),
            utf16: self.utf16 + u32::from(characters) + u32::from(pairs),
        }
    }
}

impl<'t> Positions<'t> {
    /// Counts through `text` once.
    pub fn of(text: &'t str) -> Self {
        let mut position = Position::default();
        let marks = text
            .as_bytes()
            .chunks(STRIDE)
            .map(|chunk| {
                let here = position;
                position = position.advance(chunk);
                here
            })
            .collect();
        Self { text, marks }
    }

    /// The position of byte `at`; a byte past the end counts as the end.
    pub fn at(&self, at: u32) -> Position {
        let at = (at as usize).min(self.text.len());
        let mark = (at / STRIDE).min(self.marks.len().saturating_sub(1));
        let from = self.marks.get(mark).copied().unwrap_or_default();
        from.advance(
            self.text
                .as_bytes()
                .get(mark * STRIDE..at)
                .unwrap_or_default(),
        )
    }

    /// The position of the end.
    pub fn end(&self) -> Position {
        self.at(u32::try_from(self.text.len()).unwrap_or(u32::MAX))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_like_chars_and_encode_utf16() {
        let text = "He said: «Grüße 🙂» – ".repeat(40);
        let positions = Positions::of(&text);
        for (at, _) in text.char_indices() {
            let (before, _) = text.split_at(at);
            let expected = Position {
                code_points: u32::try_from(before.chars().count()).unwrap(),
                utf16: u32::try_from(before.encode_utf16().count()).unwrap(),
            };
            assert_eq!(
                positions.at(u32::try_from(at).unwrap()),
                expected,
                "byte {at}"
            );
        }
    }

    #[test]
    fn a_byte_past_the_end_is_the_end() {
        let positions = Positions::of("é🙂");
        assert_eq!(
            positions.at(99),
            Position {
                code_points: 2,
                utf16: 3
            }
        );
        assert_eq!(Positions::of("").end(), Position::default());
    }
}
