//! The probes on one port: is it alive, is it ready, what did it count.

use std::net::SocketAddr;
use std::time::Duration;

/// Where the probes listen, and what they call a stall.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProbeSettings {
    /// None turns the probes off.
    pub listen: Option<SocketAddr>,
    /// Without a sign of life of the analysis threads for so long, the worker is not alive.
    pub stalled_after: Duration,
}
