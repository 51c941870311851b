//! Markdown and its front matter.

#![no_main]

#[path = "../../tests/wire/promise.rs"]
mod promise;

libfuzzer_sys::fuzz_target!(|body: &[u8]| {
    promise::as_type(body, "text/markdown");
});
