//! How a command ends: its exit code, and the one line that says why.

use std::io::{self, Write as _};
use std::process::ExitCode;

use crate::broker::BrokerError;
use crate::settings::Faults;

/// How a command ended. The numbers follow `sysexits.h` and stay as they are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Exit {
    /// Done.
    Done,
    /// Done, but some of the input could not be read.
    SomeFailed,
    /// Wrong usage or wrong settings.
    Usage,
    /// The broker, or something else that is needed, is not available.
    Unavailable,
    /// A fault of copydesk itself.
    Internal,
    /// Reading or writing failed.
    Io,
}

impl Exit {
    /// The number the shell sees.
    pub const fn code(self) -> u8 {
        match self {
            Self::Done => 0,
            Self::SomeFailed => 1,
            Self::Usage => 64,
            Self::Unavailable => 69,
            Self::Internal => 70,
            Self::Io => 74,
        }
    }
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(exit.code())
    }
}

/// What kept a command from being done. Messages are lower case and say what to do.
#[derive(Debug, thiserror::Error)]
pub enum Failure {
    /// The arguments are wrong, or ask for help or the version.
    #[error("{0}")]
    Arguments(clap::Error),
    /// Wrong usage or wrong settings.
    #[error("{0}")]
    Usage(String),
    /// The settings are wrong.
    #[error(transparent)]
    Settings(#[from] Faults),
    /// Something that is needed is not there.
    #[error("{0}")]
    Unavailable(String),
    /// A fault of copydesk itself.
    #[error("{0}")]
    Internal(String),
    /// Reading or writing failed.
    #[error("{0}")]
    Io(#[from] io::Error),
}

impl From<BrokerError> for Failure {
    fn from(fault: BrokerError) -> Self {
        match fault {
            BrokerError::Settings(_) => Self::Usage(fault.to_string()),
            _ => Self::Unavailable(fault.to_string()),
        }
    }
}

impl Failure {
    /// Says on standard error what went wrong, and returns how the process ends.
    ///
    /// A reader that closed its end (`copydesk … | head`) has what it wanted: that is quiet.
    pub fn tell(self) -> Exit {
        match self {
            Self::Arguments(fault) => tell_arguments(&fault),
            Self::Io(fault) if fault.kind() == io::ErrorKind::BrokenPipe => Exit::Done,
            other => {
                complain(&other);
                other.exit()
            }
        }
    }

    const fn exit(&self) -> Exit {
        match self {
            Self::Arguments(_) | Self::Usage(_) | Self::Settings(_) => Exit::Usage,
            Self::Unavailable(_) => Exit::Unavailable,
            Self::Internal(_) => Exit::Internal,
            Self::Io(_) => Exit::Io,
        }
    }
}

/// One line on standard error. Nothing can be done when even that cannot be written.
pub(crate) fn complain(what: &dyn std::fmt::Display) {
    drop(writeln!(io::stderr().lock(), "copydesk: {what}"));
}

/// Replaces the report of a panic by one line with its place.
///
/// The message of a panic may hold text of an article, so only its place is shown.
pub fn report_panics_in_one_line() {
    std::panic::set_hook(Box::new(|panic| {
        let place = panic
            .location()
            .map_or_else(|| "an unknown place".to_owned(), ToString::to_string);
        complain(&format_args!(
            "internal error at {place}; please report it with this line"
        ));
    }));
}

fn tell_arguments(fault: &clap::Error) -> Exit {
    drop(fault.print());
    if fault.use_stderr() {
        Exit::Usage
    } else {
        Exit::Done
    }
}
