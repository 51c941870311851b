//! The pages of the editorial rules under docs/rules are what `copydesk rules explain` says.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use copydesk::rules::editorial::Pack;

#[test]
fn every_rule_has_its_page_and_every_page_its_rule() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/rules");
    let pack = Pack::core().expect("the core pack is right");
    let mut pages: BTreeSet<String> = fs::read_dir(&folder)
        .expect("docs/rules")
        .map(|entry| {
            entry
                .expect("an entry")
                .file_name()
                .to_string_lossy()
                .into_owned()
        })
        .collect();
    for rule in &pack.rules {
        let name = format!("{}.md", rule.id);
        let page = fs::read_to_string(folder.join(&name)).unwrap_or_default();
        assert_eq!(page, rule.page(), "{name} is stale; run `make rules-pages`");
        pages.remove(&name);
    }
    assert!(
        pages.is_empty(),
        "pages without a rule: {pages:?}; run `make rules-pages`"
    );
}
