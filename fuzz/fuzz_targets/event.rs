//! Bodies that say nothing of themselves: charset, detection and events; the same bytes packed.

#![no_main]

#[path = "../../tests/wire/promise.rs"]
mod promise;

use copydesk::wire::Envelope;

libfuzzer_sys::fuzz_target!(|body: &[u8]| {
    promise::keeps(body, &Envelope::default());
    let packed = Envelope {
        content_encoding: Some("gzip"),
        ..Envelope::default()
    };
    promise::keeps(body, &packed);
});
