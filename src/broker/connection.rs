//! One connection: URL → TLS → login, with a deadline, and never a password in a message.

use std::fmt;
use std::future::Future;
use std::time::Duration;

use lapin::tcp::{OwnedIdentity, OwnedTLSConfig};
use lapin::uri::{AMQPScheme, AMQPUri};
use lapin::{Connection, ConnectionProperties};
use secrecy::ExposeSecret;

use crate::broker::error::BrokerError;
use crate::broker::settings::{BrokerSettings, Tls};

/// Most bytes of a frame. lapin reads and writes through two rings of 32 frames: rings of this size stay in the cache of a
/// core, those of RabbitMQ's 128 KiB frames displace from it what the analysis needs. Longer messages take several frames.
const FRAME_BYTES: u32 = 16 << 10;

/// Connects. Lapin's own recovery stays off: a lost connection ends the session, and the supervisor opens a new one, so
/// that start-up, outage and a wrong topology take the same path.
pub(super) async fn connect(
    settings: &BrokerSettings,
    purpose: &str,
) -> Result<Connection, BrokerError> {
    let uri = parse(settings)?;
    let endpoint = Endpoint::of(&uri).to_string();
    let name = format!("{}-{purpose}", settings.connection_name);
    let properties = ConnectionProperties::default().with_connection_name(name.into());
    let connecting = Connection::connect_uri_with_config(
        uri,
        properties,
        tls_config(&settings.tls),
        lapin::runtime::default_runtime()?,
    );
    match tokio::time::timeout(settings.connect_timeout, connecting).await {
        Ok(Ok(connection)) => Ok(connection),
        Ok(Err(error)) => Err(BrokerError::Connect {
            endpoint,
            cause: error.to_string(),
        }),
        Err(_) => Err(BrokerError::Connect {
            endpoint,
            cause: format!("no answer within {:?}", settings.connect_timeout),
        }),
    }
}

/// Closes politely, but never waits long for a broker that may be gone.
pub(super) async fn close(connection: &Connection) {
    let goodbye = connection.close(200, "goodbye".into());
    // A failure means that it was closed already.
    drop(tokio::time::timeout(Duration::from_secs(5), goodbye).await);
}

/// Waits for an answer of the broker under a deadline.
pub(super) async fn within<T>(
    deadline: Duration,
    what: &'static str,
    answer: impl Future<Output = Result<T, lapin::Error>>,
) -> Result<T, BrokerError> {
    match tokio::time::timeout(deadline, answer).await {
        Ok(answered) => answered.map_err(BrokerError::from),
        Err(_) => Err(BrokerError::Deadline {
            what,
            after: deadline,
        }),
    }
}

/// A broker's address as it may be shown: without the password.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Endpoint {
    scheme: &'static str,
    user: String,
    host: String,
    port: u16,
    vhost: String,
}

impl Endpoint {
    /// Reads the address out of the settings.
    ///
    /// # Errors
    /// When the URL is not an AMQP URL.
    pub fn from_settings(settings: &BrokerSettings) -> Result<Self, BrokerError> {
        parse(settings).map(|uri| Self::of(&uri))
    }

    /// The host name.
    pub fn host(&self) -> &str {
        &self.host
    }

    /// The TCP port.
    pub const fn port(&self) -> u16 {
        self.port
    }

    fn of(uri: &AMQPUri) -> Self {
        Self {
            scheme: match uri.scheme {
                AMQPScheme::AMQP => "amqp",
                AMQPScheme::AMQPS => "amqps",
            },
            user: uri.authority.userinfo.username.clone(),
            host: uri.authority.host.clone(),
            port: uri.authority.port,
            vhost: uri.vhost.clone(),
        }
    }
}

impl fmt::Display for Endpoint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            scheme,
            user,
            host,
            port,
            vhost,
        } = self;
        write!(f, "{scheme}://{user}@{host}:{port} vhost {vhost}")
    }
}

fn parse(settings: &BrokerSettings) -> Result<AMQPUri, BrokerError> {
    // The parser's own words may repeat the URL, and with it the password.
    let mut uri: AMQPUri = settings.url.expose_secret().parse().map_err(|_: String| {
        BrokerError::Settings(
            "amqp.url is not an AMQP URL: write amqp://user:password@host:port/vhost, with %2f for the vhost /"
                .to_owned(),
        )
    })?;
    let heartbeat = u16::try_from(settings.heartbeat.as_secs()).unwrap_or(u16::MAX);
    uri.query.heartbeat.get_or_insert(heartbeat);
    uri.query.frame_max.get_or_insert(FRAME_BYTES);
    Ok(uri)
}

fn tls_config(tls: &Tls) -> OwnedTLSConfig {
    // One provider for the process; a second installation is refused and changes nothing.
    drop(rustls::crypto::ring::default_provider().install_default());
    OwnedTLSConfig {
        identity: tls.identity.as_ref().map(|identity| OwnedIdentity::PKCS8 {
            pem: identity.certificates.clone().into_bytes(),
            key: identity.key.expose_secret().as_bytes().to_vec(),
        }),
        cert_chain: tls.authorities.clone(),
    }
}

#[cfg(test)]
mod tests {
    use secrecy::SecretString;

    use super::*;

    fn settings(url: &str) -> BrokerSettings {
        BrokerSettings {
            url: SecretString::from(url),
            ..BrokerSettings::default()
        }
    }

    #[test]
    fn an_endpoint_is_shown_without_its_password() {
        let endpoint =
            Endpoint::from_settings(&settings("amqps://desk:s3cret@mq.example:5671/news")).unwrap();
        assert_eq!(
            endpoint.to_string(),
            "amqps://desk@mq.example:5671 vhost news"
        );
    }

    #[test]
    fn a_faulty_url_is_refused_without_repeating_it() {
        let fault = Endpoint::from_settings(&settings("mailto:s3cret")).unwrap_err();
        assert!(!fault.to_string().contains("s3cret"), "{fault}");
        assert!(!fault.is_transient());
    }

    #[test]
    fn a_heartbeat_in_the_url_wins_over_the_setting() {
        let in_url = parse(&settings("amqp://localhost/%2f?heartbeat=7")).unwrap();
        let from_setting = parse(&settings("amqp://localhost/%2f")).unwrap();
        assert_eq!(
            (in_url.query.heartbeat, from_setting.query.heartbeat),
            (Some(7), Some(30))
        );
    }

    #[tokio::test]
    async fn a_closed_port_is_an_error_and_not_a_hang() {
        let fault = connect(&settings("amqp://desk:s3cret@127.0.0.1:1/%2f"), "test")
            .await
            .unwrap_err();
        assert!(matches!(fault, BrokerError::Connect { .. }), "{fault}");
        assert!(!fault.to_string().contains("s3cret"), "{fault}");
    }
}
