//! Making, checking and refusing exchanges and queues.

use copydesk::broker::{BrokerError, BrokerSettings, Topology, topology};
use secrecy::SecretString;

use crate::place::{Place, common};

#[tokio::test]
async fn what_is_missing_is_named_until_it_is_made_and_making_it_twice_changes_nothing() {
    let Some(place) = Place::bare("topology-missing") else {
        return;
    };
    let missing = topology::check(&place.settings)
        .await
        .unwrap_err()
        .to_string();
    for part in [
        "queue topology-missing.articles",
        "exchange topology-missing.out",
        "queue topology-missing.retry.300ms",
    ] {
        assert!(missing.contains(part), "{missing}");
    }
    assert!(
        missing.contains("copydesk topology apply") && !missing.contains("results"),
        "{missing}"
    );
    let made = topology::apply(&place.settings).await.unwrap();
    topology::check(&place.settings).await.unwrap();
    assert_eq!(topology::apply(&place.settings).await.unwrap(), made);
}

#[tokio::test]
async fn a_queue_of_another_shape_is_left_alone_and_said_to_differ() {
    let Some(place) = Place::made("topology-differs").await else {
        return;
    };
    let other = Topology {
        delivery_limit: 7,
        ..place.settings.topology.clone()
    };
    let other = BrokerSettings {
        topology: other,
        ..place.settings.clone()
    };
    let refused = topology::apply(&other).await.unwrap_err();
    assert!(
        matches!(refused, BrokerError::Refused { .. }),
        "{refused:?}"
    );
    let said = refused.to_string();
    assert!(
        said.contains("queue topology-differs.articles") && said.contains("x-delivery-limit"),
        "{said}"
    );
    topology::check(&place.settings).await.unwrap();
}

#[tokio::test]
async fn everything_stays_within_the_vhost_of_the_url() {
    let Some(place) = Place::bare("topology-vhost") else {
        return;
    };
    let node = &common().unwrap().node;
    node.run(&["ctl", "add_vhost", "news/room"]).unwrap();
    node.run(&[
        "ctl",
        "set_permissions",
        "-p",
        "news/room",
        "guest",
        ".*",
        ".*",
        ".*",
    ])
    .unwrap();
    let url = format!("{}/news%2froom", node.url.trim_end_matches("/%2f"));
    let inside = BrokerSettings {
        url: SecretString::from(url),
        ..place.settings.clone()
    };
    topology::apply(&inside).await.unwrap();
    topology::check(&inside).await.unwrap();
    assert!(matches!(
        topology::check(&place.settings).await,
        Err(BrokerError::Topology(_))
    ));
}
