//! A private RabbitMQ node for one test program, which goes when the program goes.

use std::path::Path;
use std::process::Command;

/// A running node.
#[derive(Debug)]
pub(crate) struct Node {
    name: String,
    pub(crate) url: String,
}

impl Node {
    /// Starts an empty node with further lines of configuration.
    ///
    /// # Errors
    /// Says why there can be no RabbitMQ here.
    pub(crate) fn start(purpose: &str, configuration: &str) -> Result<Self, String> {
        let name = format!("{purpose}-{}", std::process::id());
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(&name);
        std::fs::create_dir_all(&folder).map_err(|error| error.to_string())?;
        let file = folder.join("rabbitmq.conf");
        std::fs::write(&file, configuration).map_err(|error| error.to_string())?;
        let owner = std::process::id().to_string();
        let file = file.to_string_lossy();
        let node = Self {
            name,
            url: String::new(),
        };
        node.run(&["start", "--conf", &file, "--while", &owner])?;
        let url = node.run(&["url"])?;
        Ok(Self {
            url,
            name: node.name.clone(),
        })
    }

    /// Runs `deploy/local-broker` for this node and returns what it prints.
    ///
    /// # Errors
    /// What it says when it fails.
    pub(crate) fn run(&self, arguments: &[&str]) -> Result<String, String> {
        let (command, rest) = arguments.split_first().ok_or("no command")?;
        let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("deploy/local-broker");
        let output = Command::new(script)
            .args([command, "--name", &self.name])
            .args(rest)
            .output()
            .map_err(|error| error.to_string())?;
        if output.status.success() {
            Ok(String::from_utf8_lossy(&output.stdout).trim().to_owned())
        } else {
            Err(String::from_utf8_lossy(&output.stderr).trim().to_owned())
        }
    }
}

impl Drop for Node {
    fn drop(&mut self) {
        if !self.url.is_empty() {
            // A node that cannot be destroyed ends with its owner.
            drop(self.run(&["destroy"]));
        }
    }
}
