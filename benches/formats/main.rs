//! What the formats cost: `decode` measures time, `size` measures results against their articles.
#![expect(clippy::unwrap_used, reason = "writing to a String cannot fail")]

mod carrier;
mod decode;
mod page;
mod promise;
mod size;

fn main() {
    if std::env::args().any(|argument| argument == "size") {
        size::run();
    } else {
        decode::run();
    }
}
