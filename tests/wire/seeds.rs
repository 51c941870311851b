//! The small corpus of the fuzz targets: documents that fuzzing found to take new ways through the decoder.

use std::path::Path;

use copydesk::wire::Envelope;

use crate::promise;

#[test]
fn the_corpus_of_the_fuzz_targets_keeps_what_is_promised() {
    let seeds = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/seeds");
    for (family, content_type) in [
        ("json", Some("application/json")),
        ("xml", Some("application/xml")),
        ("html", Some("text/html")),
        ("markdown", Some("text/markdown")),
        ("event", None),
    ] {
        let envelope = Envelope {
            content_type,
            ..Envelope::default()
        };
        let entries = std::fs::read_dir(seeds.join(family)).unwrap();
        let mut seen = 0;
        for entry in entries {
            let body = std::fs::read(entry.unwrap().path()).unwrap();
            promise::keeps(&body, &envelope);
            seen += 1;
        }
        assert!(seen >= 20, "{family}: {seen} seeds");
    }
}
