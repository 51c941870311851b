//! The RabbitMQ node at which all are measured.

use crate::node::Node;

pub(crate) struct Broker {
    pub(crate) url: String,
    /// A virtual host with queues of its own on the same node.
    pub(crate) second_url: String,
    pub(crate) pid: u32,
    _node: Node,
}

impl Broker {
    /// # Errors
    /// Says why there can be no RabbitMQ here.
    pub(crate) fn start() -> Result<Self, String> {
        let node = Node::start("bench", "")?;
        node.run(&["ctl", "add_vhost", "second"])?;
        let everything = ["guest", ".*", ".*", ".*"];
        node.run(&[&["ctl", "set_permissions", "-p", "second"], &everything[..]].concat())?;
        Ok(Self {
            second_url: node.url.replace("/%2f", "/second"),
            url: node.url.clone(),
            pid: node.run(&["pid"])?.parse().map_err(|_| "no process id")?,
            _node: node,
        })
    }
}
