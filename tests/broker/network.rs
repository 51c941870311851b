//! Connecting: TLS, certificates, passwords.

use std::time::{Duration, Instant};

use copydesk::broker::{BrokerError, BrokerSettings, Tls, topology};
use secrecy::SecretString;

use crate::place::{Place, common};

/// The same place through the TLS port.
fn with_tls(place: &Place, tls: Tls) -> BrokerSettings {
    let url = common().unwrap().node.run(&["url", "--tls"]).unwrap();
    assert!(url.starts_with("amqps://"), "{url}");
    BrokerSettings {
        url: SecretString::from(url),
        tls,
        ..place.settings.clone()
    }
}

async fn refused(settings: &BrokerSettings) -> String {
    let begun = Instant::now();
    let error = topology::check(settings).await.unwrap_err();
    assert!(matches!(error, BrokerError::Connect { .. }), "{error:?}");
    assert!(
        begun.elapsed() < Duration::from_secs(8),
        "took {:?}: {error}",
        begun.elapsed()
    );
    error.to_string()
}

#[tokio::test]
async fn a_private_authority_and_a_client_certificate_let_us_in() {
    let Some(place) = Place::made("tls-good").await else {
        return;
    };
    let tls = common().unwrap().certificates.good();
    topology::check(&with_tls(&place, tls)).await.unwrap();
}

#[tokio::test]
async fn without_the_right_certificates_nobody_gets_in_and_nobody_hangs() {
    let Some(place) = Place::bare("tls-bad") else {
        return;
    };
    let certificates = &common().unwrap().certificates;
    let unknown = refused(&with_tls(&place, certificates.distrustful())).await;
    assert!(unknown.contains("UnknownIssuer"), "{unknown}");
    refused(&with_tls(&place, certificates.anonymous())).await;
    refused(&with_tls(&place, certificates.forged())).await;
}

#[tokio::test]
async fn a_wrong_password_is_an_error_that_does_not_repeat_it() {
    let Some(place) = Place::bare("password") else {
        return;
    };
    let url = common()
        .unwrap()
        .node
        .url
        .replace("guest:guest", "guest:s3cret-word");
    let settings = BrokerSettings {
        url: SecretString::from(url),
        ..place.settings
    };
    let error = refused(&settings).await;
    assert!(
        error.contains("guest@127.0.0.1") && !error.contains("s3cret-word"),
        "{error}"
    );
}
