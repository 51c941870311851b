//! Values that are written as text: times, sizes, names, addresses, secrets.

use std::borrow::Cow;
use std::fmt;
use std::marker::PhantomData;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::time::Duration;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use secrecy::{ExposeSecret as _, SecretString};
use serde::de::{Deserialize, Deserializer, Error, Visitor};
use serde::ser::{Serialize, Serializer};

use crate::telemetry::LogSettings;
use crate::wire::Format;

/// A value with a text that people write.
pub(super) trait Text: Sized {
    /// What is expected, for messages: `a time with its unit, such as "30s"`.
    const EXPECTED: &'static str;

    /// Reads the text; an error says what is wrong with it.
    fn read(text: &str) -> Result<Self, String>;

    /// Writes the text, secrets redacted.
    fn show(&self) -> String;
}

/// A length of time, above zero.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Time(pub(super) Duration);

impl Text for Time {
    const EXPECTED: &'static str =
        "a time with its unit, such as \"250ms\", \"30s\", \"10m\" or \"1h\"";

    fn read(text: &str) -> Result<Self, String> {
        let (number, unit) = number_and_unit(text);
        let milliseconds = match unit {
            "ms" => 1,
            "s" => 1000,
            "m" | "min" => 60_000,
            "h" => 3_600_000,
            _ => return Err(expected::<Self>()),
        };
        let number: u64 = number.parse().map_err(|_| expected::<Self>())?;
        match number.checked_mul(milliseconds) {
            Some(0) => Err("expected a time above zero".to_owned()),
            Some(time) => Ok(Self(Duration::from_millis(time))),
            None => Err("expected a shorter time".to_owned()),
        }
    }

    fn show(&self) -> String {
        let milliseconds = self.0.as_millis();
        let (per, unit) = [(3_600_000, "h"), (60_000, "m"), (1000, "s")]
            .into_iter()
            .find(|(per, _)| milliseconds.is_multiple_of(*per))
            .unwrap_or((1, "ms"));
        format!("{}{unit}", milliseconds / per)
    }
}

/// A number of bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Size(pub(super) usize);

impl Text for Size {
    const EXPECTED: &'static str = "a size with its unit, such as \"512 KiB\" or \"1 MiB\"";

    fn read(text: &str) -> Result<Self, String> {
        let (number, unit) = number_and_unit(text);
        let bytes = match unit {
            "B" | "" => 1,
            "KiB" => 1 << 10,
            "MiB" => 1 << 20,
            _ => return Err(expected::<Self>()),
        };
        let number: usize = number.parse().map_err(|_| expected::<Self>())?;
        match number.checked_mul(bytes) {
            Some(0) => Err("expected a size above zero".to_owned()),
            Some(size) => Ok(Self(size)),
            None => Err("expected a smaller size".to_owned()),
        }
    }

    fn show(&self) -> String {
        let (per, unit) = [(1 << 20, "MiB"), (1 << 10, "KiB")]
            .into_iter()
            .find(|(per, _)| self.0.is_multiple_of(*per))
            .unwrap_or((1, "B"));
        format!("{} {unit}", self.0 / per)
    }
}

/// The URL of a broker. It holds a password, so it is shown without.
#[derive(Clone, Debug)]
pub(super) struct Url(pub(super) SecretString);

impl Text for Url {
    const EXPECTED: &'static str =
        "a URL such as \"amqp://user:password@host:5672/vhost\", or \"amqps://…\"";

    fn read(text: &str) -> Result<Self, String> {
        let place = text
            .strip_prefix("amqp://")
            .or_else(|| text.strip_prefix("amqps://"));
        place
            .is_some_and(|place| !place.is_empty())
            .then(|| Self(text.into()))
            .ok_or_else(expected::<Self>)
    }

    fn show(&self) -> String {
        redacted(self.0.expose_secret())
    }
}

impl PartialEq for Url {
    fn eq(&self, other: &Self) -> bool {
        self.0.expose_secret() == other.0.expose_secret()
    }
}

/// The name of an exchange or a queue.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Name(pub(super) String);

impl Text for Name {
    const EXPECTED: &'static str = "a name of 1 to 200 bytes that does not begin with \"amq.\"";

    fn read(text: &str) -> Result<Self, String> {
        let fits = (1..=200).contains(&text.len()) && !text.starts_with("amq.");
        fits.then(|| Self(text.to_owned()))
            .ok_or_else(expected::<Self>)
    }

    fn show(&self) -> String {
        self.0.clone()
    }
}

/// A file, or none.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Path(pub(super) Option<PathBuf>);

impl Text for Path {
    const EXPECTED: &'static str = "the path of a file, or an empty text for none";

    fn read(text: &str) -> Result<Self, String> {
        Ok(Self((!text.is_empty()).then(|| text.into())))
    }

    fn show(&self) -> String {
        self.0
            .as_deref()
            .map_or_else(String::new, |path| path.display().to_string())
    }
}

/// An address with its port, or nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct ListenOn(pub(super) Option<SocketAddr>);

impl Text for ListenOn {
    const EXPECTED: &'static str =
        "an address with its port, such as \"0.0.0.0:9464\", or an empty text for none";

    fn read(text: &str) -> Result<Self, String> {
        if text.is_empty() {
            return Ok(Self(None));
        }
        let address: SocketAddr = text.parse().map_err(|_| expected::<Self>())?;
        Ok(Self((address.port() != 0).then_some(address)))
    }

    fn show(&self) -> String {
        self.0
            .map_or_else(String::new, |address| address.to_string())
    }
}

/// A filter for log lines.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct LogFilter(pub(super) String);

impl Text for LogFilter {
    const EXPECTED: &'static str =
        "a log level such as \"info\", or directives such as \"copydesk=debug,info\"";

    fn read(text: &str) -> Result<Self, String> {
        LogSettings::check_filter(text).map_err(|_| expected::<Self>())?;
        Ok(Self(text.to_owned()))
    }

    fn show(&self) -> String {
        self.0.clone()
    }
}

/// The name of a format of articles.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct FormatName(pub(super) String);

impl Text for FormatName {
    const EXPECTED: &'static str = "the name of a format, such as \"plain\" or \"html\"";

    fn read(text: &str) -> Result<Self, String> {
        let known = Format::named(text).is_some();
        known.then(|| Self(text.to_owned())).ok_or_else(|| {
            let names: Vec<&str> = Format::ALL.iter().map(|format| format.name()).collect();
            format!("expected one of {}", names.join(", "))
        })
    }

    fn show(&self) -> String {
        self.0.clone()
    }
}

/// A time zone by its IANA name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Zone(pub(super) String);

impl Text for Zone {
    const EXPECTED: &'static str = "the name of a time zone, such as \"Europe/Berlin\" or \"UTC\"";

    fn read(text: &str) -> Result<Self, String> {
        let known = jiff::tz::TimeZone::get(text).is_ok();
        known
            .then(|| Self(text.to_owned()))
            .ok_or_else(expected::<Self>)
    }

    fn show(&self) -> String {
        self.0.clone()
    }
}

/// Gives a [`Text`] its place in files, variables and the JSON schema.
macro_rules! written_as_text {
    ($($type:ident),*) => {$(
        impl<'de> Deserialize<'de> for $type {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                deserializer.deserialize_str(TextVisitor(PhantomData))
            }
        }

        impl Serialize for $type {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(&self.show())
            }
        }

        impl JsonSchema for $type {
            fn schema_name() -> Cow<'static, str> {
                stringify!($type).into()
            }

            fn inline_schema() -> bool {
                true
            }

            fn json_schema(_: &mut SchemaGenerator) -> Schema {
                json_schema!({ "type": "string" })
            }
        }
    )*};
}

written_as_text!(
    FormatName, ListenOn, LogFilter, Name, Path, Size, Time, Url, Zone
);

struct TextVisitor<T>(PhantomData<T>);

impl<T: Text> Visitor<'_> for TextVisitor<T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(T::EXPECTED)
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<T, E> {
        T::read(text).map_err(E::custom)
    }
}

/// A URL without its password, whatever characters the password is made of.
pub(super) fn redacted(url: &str) -> String {
    let Some((scheme, rest)) = url.split_once("://") else {
        return "***".to_owned();
    };
    match rest.rsplit_once('@') {
        None => url.to_owned(),
        Some((login, place)) => {
            let user = login.split(':').next().unwrap_or_default();
            format!("{scheme}://{user}:***@{place}")
        }
    }
}

fn expected<T: Text>() -> String {
    format!("expected {}", T::EXPECTED)
}

fn number_and_unit(text: &str) -> (&str, &str) {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let (number, unit) = text.split_at_checked(digits).unwrap_or((text, ""));
    (number, unit.trim_start())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn time(text: &str) -> Option<u64> {
        Time::read(text)
            .ok()
            .map(|time| u64::try_from(time.0.as_millis()).unwrap())
    }

    #[test]
    fn a_time_needs_its_unit() {
        assert_eq!(time("250ms"), Some(250));
        assert_eq!(time("30s"), Some(30_000));
        assert_eq!(time("10 m"), Some(600_000));
        for wrong in [
            "30",
            "",
            "s",
            "30 days",
            "-1s",
            "1.5s",
            "0s",
            "99999999999999999999s",
        ] {
            assert_eq!(time(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn a_size_may_go_without_its_unit() {
        let size = |text| Size::read(text).ok().map(|size| size.0);
        assert_eq!(size("1 MiB"), Some(1 << 20));
        assert_eq!(size("512KiB"), Some(512 << 10));
        assert_eq!(size("4096"), Some(4096));
        for wrong in ["", "1 MB", "-1", "0", "99999999999999999999", "much"] {
            assert_eq!(size(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn what_is_shown_can_be_read_again() {
        for text in ["250ms", "90s", "10m", "1h", "36h"] {
            assert_eq!(Time::read(text).unwrap().show(), text);
        }
        for text in ["1 MiB", "3 KiB", "1000 B"] {
            assert_eq!(Size::read(text).unwrap().show(), text);
        }
    }

    #[test]
    fn no_password_is_shown_whatever_it_is_made_of() {
        let shown = |password: &str| redacted(&format!("amqp://desk:{password}@mq:5672/news"));
        for password in ["secret", "se:cret", "se/cret", "se@cret", "", "://@:"] {
            assert_eq!(
                shown(password),
                "amqp://desk:***@mq:5672/news",
                "{password}"
            );
        }
        assert_eq!(redacted("amqp://mq/news"), "amqp://mq/news");
        assert_eq!(redacted("secret"), "***");
    }

    #[test]
    fn port_zero_listens_nowhere() {
        assert_eq!(ListenOn::read("127.0.0.1:0").unwrap().0, None);
        assert_eq!(ListenOn::read("").unwrap().0, None);
        assert!(ListenOn::read("127.0.0.1:9464").unwrap().0.is_some());
        assert!(ListenOn::read("localhost").is_err());
    }
}
