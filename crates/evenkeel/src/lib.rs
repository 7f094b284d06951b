//! evenkeel, the program and the library: arguments become settings, settings and a command become a report.
//!
//! Must not know how anything is carried out: that is the engine's.

mod acceptance;
mod arguments;
mod clock;
mod commands;
mod demo;
mod embed;
mod exit;
mod failure;
mod ledger_names;
mod migrator;
mod project;
mod report;
mod settings;
mod surroundings;
mod terminal;
mod translate;

use std::ffi::OsString;
use std::io::Write;
use std::process::ExitCode;

use clap::Parser;

use arguments::{Arguments, Command};
pub use embed::embed;
pub use evenkeel_macros::migrate;
pub use exit::ExitStatus;
pub use failure::{Facts, Failure, Marked, Place};
pub use migrator::{Embedded, EmbeddedBackfill, Migrator};
use report::{Entries, Format, Paint, Report, Style, Volume};
pub use surroundings::{Stream, Surroundings};

/// Runs the program: reads the arguments, does what they ask and says what came of it.
pub fn run(args: impl IntoIterator<Item = OsString>, surroundings: &Surroundings) -> ExitCode {
    let (mut out, mut err) = (std::io::stdout().lock(), std::io::stderr().lock());
    start(args, surroundings, &mut out, &mut err).into()
}

fn start(
    args: impl IntoIterator<Item = OsString>,
    surroundings: &Surroundings,
    out: &mut dyn Write,
    err: &mut dyn Write,
) -> ExitStatus {
    let args: Vec<OsString> = args.into_iter().collect();
    let arguments = match Arguments::try_parse_from(&args) {
        Ok(arguments) => arguments,
        Err(error) => return explain(&error, &args, out),
    };
    let style = style(&arguments, surroundings);
    let mut report = Report::new(arguments.command.name(), style, out, err);
    let status = commands::run(&arguments, surroundings, &mut report).unwrap_or_else(|failure| {
        report.failure(&failure);
        failure.status
    });
    match report.lost() {
        None => status,
        Some(error) => {
            let failure = Failure::new("cannot-write", format!("the result could not be written: {error}"));
            report.failure(&failure);
            ExitStatus::Failed
        }
    }
}

/// Help and version are answers, everything else that the parser says is a wrong use; who reads JSON gets that too.
fn explain(error: &clap::Error, args: &[OsString], out: &mut dyn Write) -> ExitStatus {
    let printed = error.print();
    if error.use_stderr() && args.iter().any(|argument| argument == "--json") {
        let said = error.to_string();
        let first = said.lines().next().unwrap_or_default().trim_start_matches("error: ");
        report::usage_json(&Failure::usage("usage", first), out);
    }
    match (printed, error.use_stderr()) {
        (Ok(()), false) => ExitStatus::Done,
        (Err(_), _) | (_, true) => ExitStatus::Usage,
    }
}

fn style(arguments: &Arguments, surroundings: &Surroundings) -> Style {
    let everywhere = &arguments.everywhere;
    let colourless = everywhere.no_color
        || surroundings.environment.var("NO_COLOR").is_some()
        || surroundings.environment.var("TERM") == Some("dumb");
    let paint = |stream: Stream| match (stream, colourless) {
        (Stream::Terminal, false) => Paint::Coloured,
        (Stream::Terminal | Stream::Other, _) => Paint::Plain,
    };
    Style {
        format: match (&arguments.command, everywhere.json) {
            (Command::Run(_), false) => Format::Log(Entries::Lines),
            (Command::Run(_), true) => Format::Log(Entries::Json),
            (_, false) => Format::Text,
            (_, true) => Format::Json,
        },
        volume: match (everywhere.quiet, everywhere.verbose) {
            (true, _) => Volume::Quiet,
            (false, true) => Volume::Verbose,
            (false, false) => Volume::Normal,
        },
        stdout: paint(surroundings.stdout),
        stderr: paint(surroundings.stderr),
        stderr_is: surroundings.stderr,
    }
}

/// One thread does all the waiting there is; more would only cost memory.
fn runtime() -> Result<tokio::runtime::Runtime, Failure> {
    tokio::runtime::Builder::new_current_thread().enable_all().build().map_err(|error| {
        Failure::new("no-runtime", format!("the system gives no timers or sockets: {error}"))
    })
}
