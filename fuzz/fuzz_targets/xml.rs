//! NITF, NewsML-G2, NewsML 1, RSS, Atom: whatever the root element says.

#![no_main]

#[path = "../../tests/wire/promise.rs"]
mod promise;

libfuzzer_sys::fuzz_target!(|body: &[u8]| {
    promise::as_type(body, "application/xml");
});
