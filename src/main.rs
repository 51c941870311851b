//! Arguments → settings → telemetry → command → exit code.

use std::process::ExitCode;

use copydesk::cli::{self, Arguments, Exit, Failure};
use copydesk::telemetry;
use mimalloc::MiMalloc;

/// What one thread allocates for an article, another gives back, thousands of times a second. mimalloc is made for that.
#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

fn main() -> ExitCode {
    cli::report_panics_in_one_line();
    let exit = Arguments::read().and_then(|arguments| run(&arguments));
    exit.unwrap_or_else(Failure::tell).into()
}

fn run(arguments: &Arguments) -> Result<Exit, Failure> {
    if let Some(done) = arguments.run_without_settings() {
        return done;
    }
    let settings = arguments.settings()?;
    let _telemetry = telemetry::start(&settings.log, &settings.traces)
        .map_err(|fault| Failure::Usage(fault.to_string()))?;
    arguments.command.run(&settings)
}
