//! `copydesk probe`: asks a worker on this machine how it is, where no shell and no curl are at hand.

use std::io::{self, BufRead as _, BufReader, Write as _};
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr, TcpStream};
use std::time::Duration;

use clap::Args;

use super::{Exit, Failure};
use crate::settings::Settings;

/// A worker that needs longer to answer is not well.
const PATIENCE: Duration = Duration::from_secs(2);

/// Asks the worker of this machine; for health checks of containers.
#[derive(Debug, Args)]
pub struct Probe {
    /// Which probe.
    #[arg(default_value = "readyz", value_parser = ["livez", "readyz"])]
    probe: String,
}

impl Probe {
    /// Done when the worker answers that all is well.
    ///
    /// # Errors
    /// The probes are turned off, nobody answers, or the answer is bad.
    pub fn run(&self, settings: &Settings) -> Result<Exit, Failure> {
        let Some(listen) = settings.probes.listen else {
            return Err(Failure::Usage(
                "the probes are turned off; set `probes.listen`".to_owned(),
            ));
        };
        let address = local(listen);
        let answer = ask(address, &self.probe)
            .map_err(|fault| Failure::Unavailable(format!("no answer from {address}: {fault}")))?;
        writeln!(io::stdout(), "{}: {answer}", self.probe)?;
        if answer.split_whitespace().nth(1) == Some("200") {
            Ok(Exit::Done)
        } else {
            Err(Failure::Unavailable(format!(
                "{} says: {answer}",
                self.probe
            )))
        }
    }
}

/// Where to ask what listens on `listen`: one that listens everywhere listens here.
fn local(listen: SocketAddr) -> SocketAddr {
    let ip = match listen.ip() {
        IpAddr::V4(ip) if ip.is_unspecified() => IpAddr::V4(Ipv4Addr::LOCALHOST),
        IpAddr::V6(ip) if ip.is_unspecified() => IpAddr::V6(Ipv6Addr::LOCALHOST),
        ip => ip,
    };
    SocketAddr::new(ip, listen.port())
}

/// The status line of the answer.
fn ask(address: SocketAddr, probe: &str) -> io::Result<String> {
    let mut stream = TcpStream::connect_timeout(&address, PATIENCE)?;
    stream.set_read_timeout(Some(PATIENCE))?;
    stream.set_write_timeout(Some(PATIENCE))?;
    let question = format!("GET /{probe} HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n");
    stream.write_all(question.as_bytes())?;
    let mut status = String::new();
    BufReader::new(stream).read_line(&mut status)?;
    Ok(status.trim_end().to_owned())
}

#[cfg(test)]
mod tests {
    use std::io::{Read as _, Write as _};
    use std::net::TcpListener;

    use super::{ask, local};

    fn answering(answer: &'static str) -> std::net::SocketAddr {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        std::thread::spawn(move || {
            let (mut stream, _) = listener.accept().unwrap();
            let mut asked = [0; 1024];
            let read = stream.read(&mut asked).unwrap();
            assert!(
                asked
                    .get(..read)
                    .unwrap()
                    .starts_with(b"GET /livez HTTP/1.1\r\n")
            );
            stream.write_all(answer.as_bytes()).unwrap();
        });
        address
    }

    #[test]
    fn reads_the_status_of_the_answer() {
        let address = answering("HTTP/1.1 503 Service Unavailable\r\n\r\nno broker");
        assert_eq!(
            ask(address, "livez").unwrap(),
            "HTTP/1.1 503 Service Unavailable"
        );
    }

    #[test]
    fn a_worker_that_listens_everywhere_is_asked_here() {
        assert_eq!(
            local("0.0.0.0:9464".parse().unwrap()).to_string(),
            "127.0.0.1:9464"
        );
        assert_eq!(
            local("[::]:9464".parse().unwrap()).to_string(),
            "[::1]:9464"
        );
        assert_eq!(
            local("10.0.0.7:9464".parse().unwrap()).to_string(),
            "10.0.0.7:9464"
        );
    }
}
