//! ninjs, ANS, JSON-LD, digitalwires, AP, Media Cloud, copydesk's own: whatever the keys say.

#![no_main]

#[path = "../../tests/wire/promise.rs"]
mod promise;

libfuzzer_sys::fuzz_target!(|body: &[u8]| {
    promise::as_type(body, "application/json");
});
