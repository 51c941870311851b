//! Segmentation, tags, parse and attribution of any text.

#![no_main]

#[path = "../../tests/attribution/promise.rs"]
mod attribution;
#[path = "../../tests/support/text_promise.rs"]
mod promise;

libfuzzer_sys::fuzz_target!(|body: &[u8]| {
    let text = String::from_utf8_lossy(body);
    promise::hold(&text);
    promise::hold_syntax(&text);
    attribution::holds_its_promises(&text);
});
