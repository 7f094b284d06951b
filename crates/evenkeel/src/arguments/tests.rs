//! The command line agrees with itself.

use std::time::Duration;

use clap::Parser;

use super::{Arguments, Span, TEMPLATE, command_line};

#[test]
fn clap_finds_no_fault() {
    command_line().debug_assert();
}

#[test]
fn the_grouped_help_names_every_command() {
    for command in command_line().get_subcommands() {
        let line = format!("\n  {} ", command.get_name());
        assert!(TEMPLATE.contains(&line), "{} is missing from the help", command.get_name());
        assert!(command.get_about().is_some(), "{} has no description", command.get_name());
    }
}

#[test]
fn lengths_of_time_have_units() {
    assert_eq!("500ms".parse(), Ok(Span(Duration::from_millis(500))));
    assert_eq!("5s".parse(), Ok(Span(Duration::from_secs(5))));
    assert_eq!("2m".parse(), Ok(Span(Duration::from_secs(120))));
    assert_eq!(
        "5 years".parse::<Span>(),
        Err("`5 years` is not a length of time such as 500ms, 5s or 2m".to_owned())
    );
    assert!("99999999999999999999s".parse::<Span>().is_err());
}

#[test]
fn flags_of_every_command_may_stand_behind_it() {
    let parsed = Arguments::try_parse_from(["evenkeel", "status", "--json", "--url", "sqlite:a.db"]).unwrap();
    assert!(parsed.everywhere.json);
    assert_eq!(parsed.everywhere.url.as_deref(), Some("sqlite:a.db"));
}

#[test]
fn nobody_rolls_back_no_steps() {
    assert!(Arguments::try_parse_from(["evenkeel", "rollback", "--steps", "0"]).is_err());
}
