//! The program `evenkeel`. Everything it does stands in the library.

use std::process::ExitCode;

fn main() -> ExitCode {
    evenkeel::run(std::env::args_os(), &evenkeel::Surroundings::of_process())
}
