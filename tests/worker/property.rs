//! Whatever the broker does in whatever order: every article ends as a result or in quarantine, and results of the same
//! article have the same id.

use copydesk::broker::memory::Fault;
use copydesk::broker::{Message, Topology, retry};
use proptest::prelude::*;

use crate::stage::{Stage, answers, article, broker};

fn fault() -> impl Strategy<Value = Fault> {
    prop_oneof![
        4 => Just(Fault::None),
        1 => Just(Fault::Nack),
        1 => Just(Fault::Return),
        1 => Just(Fault::DropBefore),
        1 => Just(Fault::DropAfter),
        1 => Just(Fault::DropConfirmed),
    ]
}

/// Works until no article is open and none rests, letting the ladder's time pass.
async fn work_through(stage: &Stage) {
    for _ in 0..=Topology::default().retry_delays.len() {
        stage.until_idle().await;
        stage.broker.let_retries_return();
    }
    stage.until_idle().await;
}

async fn ends_well(faults: Vec<Fault>, articles: usize, poison: usize) {
    let stage = Stage::new(broker());
    stage.broker.script(faults);
    for number in 0..articles {
        stage.broker.feed("", article(&format!("a{number}")));
    }
    for number in 0..poison {
        let body = vec![b'T', 0xff, b'x'];
        stage.broker.feed(
            "",
            Message::new(body).with_message_id(&format!("p{number}")),
        );
    }
    work_through(&stage).await;
    let answered = answers(&stage.results());
    let quarantined = stage.quarantine();
    let id = |message: &Message| message.message_id().unwrap().to_owned();
    let resting: Vec<_> = (1..=4)
        .flat_map(|attempt| stage.resting_after(attempt))
        .collect();
    assert!(resting.is_empty(), "{resting:?} rest for ever");
    for number in 0..articles {
        let name = format!("a{number}");
        let given_up = quarantined.iter().any(|copy| id(copy) == name);
        assert!(answered.contains_key(&name) || given_up, "{name} is lost");
    }
    for number in 0..poison {
        let name = format!("p{number}");
        let copies: Vec<_> = quarantined.iter().filter(|copy| id(copy) == name).collect();
        assert!(!copies.is_empty(), "{name} is lost");
        assert!(
            copies
                .iter()
                .all(|copy| copy.header(retry::REASON).as_deref() == Some("not_utf8"))
        );
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    #[test]
    fn no_article_is_ever_lost(faults in prop::collection::vec(fault(), 0..30), articles in 1usize..12, poison in 0usize..4) {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(ends_well(faults, articles, poison));
    }
}
