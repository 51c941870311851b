//! What a connection to RabbitMQ needs to be told.

use std::fmt;
use std::time::Duration;

use secrecy::SecretString;

use crate::broker::topology::Topology;

/// Where the broker is, how long it may take, and what things are called there.
#[derive(Clone, Debug)]
pub struct BrokerSettings {
    /// `amqp://user:password@host:port/vhost` or `amqps://…`; the vhost `/` is written `%2f`. A secret.
    pub url: SecretString,
    /// Shown in the management interface, followed by `consume`, `publish` or the name of the command.
    pub connection_name: String,
    /// Most time for one connection, TLS and login included. Default 10 s.
    pub connect_timeout: Duration,
    /// Most time between publishing a message and the broker's confirm, while the broker takes messages. Default 30 s.
    pub confirm_timeout: Duration,
    /// A connection that is silent for two of these is dead. Whole seconds; below 5 s gives false alarms. Default 30 s.
    pub heartbeat: Duration,
    /// Certificates, for `amqps://`.
    pub tls: Tls,
    /// Names of exchanges and queues, and the retry ladder.
    pub topology: Topology,
    /// Name of this machine, written into the headers of retried and quarantined messages.
    pub host: String,
}

impl Default for BrokerSettings {
    fn default() -> Self {
        Self {
            url: SecretString::from("amqp://guest:guest@127.0.0.1:5672/%2f"),
            connection_name: "copydesk".to_owned(),
            connect_timeout: Duration::from_secs(10),
            confirm_timeout: Duration::from_secs(30),
            heartbeat: Duration::from_secs(30),
            tls: Tls::default(),
            topology: Topology::default(),
            host: "unknown".to_owned(),
        }
    }
}

/// Certificates for `amqps://`. Contents, not paths. The public web authorities are trusted in addition.
#[derive(Clone, Debug, Default)]
pub struct Tls {
    /// Certificates of the authorities to trust, PEM.
    pub authorities: Option<String>,
    /// The certificate this client shows, where the broker asks for one.
    pub identity: Option<Identity>,
}

/// A client certificate with its key.
#[derive(Clone)]
pub struct Identity {
    /// The certificate and its intermediates, PEM.
    pub certificates: String,
    /// The private key, PEM (PKCS#8, PKCS#1 or SEC1). A secret.
    pub key: SecretString,
}

impl fmt::Debug for Identity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Identity").finish_non_exhaustive()
    }
}
