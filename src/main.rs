//! Arguments → settings → telemetry → command → exit code.

use std::process::ExitCode;

use copydesk::cli::{self, Arguments, Exit, Failure};
use copydesk::settings::Settings;

fn main() -> ExitCode {
    cli::report_panics_in_one_line();
    let exit = Arguments::read().and_then(|arguments| run(&arguments));
    exit.unwrap_or_else(Failure::tell).into()
}

fn run(arguments: &Arguments) -> Result<Exit, Failure> {
    let settings = Settings::default();
    arguments.command.run(&settings)
}
