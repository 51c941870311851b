//! An authority, a server and a client, made anew for every run.

use std::path::{Path, PathBuf};

use copydesk::broker::{Identity, Tls};
use rcgen::{BasicConstraints, CertificateParams, CertifiedIssuer, DnType, IsCa, KeyPair};
use secrecy::SecretString;

/// An authority and what it signed.
pub(crate) struct Certificates {
    authority: String,
    client: Identity,
}

impl Certificates {
    /// Makes them, and puts the server's side into `folder`.
    pub(crate) fn make(folder: &Path) -> Self {
        let authority = authority("copydesk test authority");
        let server = signed("localhost", &authority);
        std::fs::create_dir_all(folder).unwrap();
        std::fs::write(folder.join("authority.pem"), authority.pem()).unwrap();
        std::fs::write(folder.join("server.pem"), &server.certificates).unwrap();
        std::fs::write(
            folder.join("server.key"),
            secrecy::ExposeSecret::expose_secret(&server.key),
        )
        .unwrap();
        Self {
            authority: authority.pem(),
            client: signed("copydesk worker", &authority),
        }
    }

    /// What a client needs that the broker shall let in.
    pub(crate) fn good(&self) -> Tls {
        Tls {
            authorities: Some(self.authority.clone()),
            identity: Some(self.client.clone()),
        }
    }

    /// A client that shows no certificate.
    pub(crate) fn anonymous(&self) -> Tls {
        Tls {
            identity: None,
            ..self.good()
        }
    }

    /// A client that does not know the authority.
    pub(crate) fn distrustful(&self) -> Tls {
        Tls {
            authorities: None,
            ..self.good()
        }
    }

    /// A client whose certificate somebody else signed.
    pub(crate) fn forged(&self) -> Tls {
        Tls {
            identity: Some(signed("copydesk worker", &authority("another authority"))),
            ..self.good()
        }
    }
}

/// The lines of `rabbitmq.conf` for a TLS port that asks for a client certificate.
pub(crate) fn configuration(folder: &Path) -> String {
    let file = |name: &str| -> PathBuf { folder.join(name) };
    format!(
        "listeners.ssl.1 = 127.0.0.1:@TLS_PORT@\n\
         ssl_options.cacertfile = {}\n\
         ssl_options.certfile = {}\n\
         ssl_options.keyfile = {}\n\
         ssl_options.verify = verify_peer\n\
         ssl_options.fail_if_no_peer_cert = true\n",
        file("authority.pem").display(),
        file("server.pem").display(),
        file("server.key").display(),
    )
}

fn authority(name: &str) -> CertifiedIssuer<'static, KeyPair> {
    let mut params = params(name, &[]);
    params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    CertifiedIssuer::self_signed(params, KeyPair::generate().unwrap()).unwrap()
}

fn signed(name: &str, authority: &CertifiedIssuer<'_, KeyPair>) -> Identity {
    let key = KeyPair::generate().unwrap();
    let certificate = params(name, &["localhost", "127.0.0.1"])
        .signed_by(&key, authority)
        .unwrap();
    Identity {
        certificates: certificate.pem(),
        key: SecretString::from(key.serialize_pem()),
    }
}

fn params(name: &str, hosts: &[&str]) -> CertificateParams {
    let hosts: Vec<String> = hosts.iter().map(|host| (*host).to_owned()).collect();
    let mut params = CertificateParams::new(hosts).unwrap();
    params.distinguished_name.push(DnType::CommonName, name);
    params
}
