//! Log lines of one moment in one write: a write to the operating system takes as long as forming a line.

use std::cell::RefCell;
use std::io::{self, Write};

/// Room for the lines of one moment; more make the room grow.
const USUAL_BYTES: usize = 16 << 10;

thread_local! {
    /// The lines of this thread that wait for the end of [`together`].
    static WAITING: RefCell<Option<Vec<u8>>> = const { RefCell::new(None) };
}

/// Writes all lines that this thread logs during `work` to standard error at its end, also when it panics.
pub fn together(work: impl FnOnce()) {
    WAITING.set(Some(Vec::with_capacity(USUAL_BYTES)));
    let end = End;
    work();
    drop(end);
}

struct End;

impl Drop for End {
    fn drop(&mut self) {
        let lines = WAITING.take().unwrap_or_default();
        // Where standard error is gone, there is nobody to tell.
        drop(io::stderr().write_all(&lines));
    }
}

/// Standard error, but for lines that wait.
#[derive(Clone, Copy, Debug)]
pub(super) struct StandardError;

impl Write for StandardError {
    fn write(&mut self, line: &[u8]) -> io::Result<usize> {
        WAITING.with_borrow_mut(|waiting| match waiting {
            Some(lines) => lines.write(line),
            None => io::stderr().write(line),
        })
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
