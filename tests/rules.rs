//! The editorial rules as they ship: their pages under docs/rules, and the house rules of the examples.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use copydesk::desk::{Desk, rehearsal::rehearse};
use copydesk::rules::editorial::{House, Occasion, Pack};

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
    for rule in pack.rules() {
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

#[test]
fn the_house_rules_of_the_examples_hold_and_do_what_they_say() {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/house/house.toml");
    let house = House::open(&file).expect("the house rules are right");
    let desk = Desk::new(house.clone());
    let rules = house.pack(&Occasion::default()).rules();
    let own = rules.iter().find(|rule| rule.id == "H001");
    let own = own.expect("the rule of the house");
    assert_eq!(rehearse(&desk, own), []);
    let courts = Occasion {
        genres: &["court report"],
        ..Occasion::default()
    };
    let enabled = |occasion: &Occasion<'_>| {
        let rules = house.pack(occasion).rules();
        rules.iter().any(|rule| rule.id == "CD202" && rule.enabled)
    };
    assert!(enabled(&Occasion::default()));
    assert!(!enabled(&courts));
}
