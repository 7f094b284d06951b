//! The command line agrees with itself.

use std::time::Duration;

use clap::Parser;

use super::shared::Span;
use super::{Arguments, TEMPLATE, command_line};

mod literals;

#[test]
fn clap_finds_no_fault() {
    command_line().debug_assert();
}

#[test]
fn the_grouped_help_names_every_command() {
    let mut all = command_line();
    all.build();
    for command in all.get_subcommands() {
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

/// Words that follow the program's name in a text about it, and are no commands.
const PROSE: &[&str] = &[
    "can", "cannot", "declares", "does", "has", "knows", "looks", "lost", "makes", "ran", "runs", "saw",
    "scratch", "works", "writes", "wrote",
];

/// Flags of other programs, as they stand in advice and in what is run.
const FOREIGN: &[&str] = &[
    "--auth",
    "--encoding",
    "--file",
    "--inserts",
    "--locale",
    "--login",
    "--no",
    "--no-password",
    "--no-sync",
    "--pgdata",
    "--save-dev",
    "--schema-only",
    "--sql",
    "--username",
    "--version",
    "--wal-segsize",
];

/// Every hint names what can be typed: commands and flags are looked up in the command line itself.
#[test]
fn the_sources_name_no_command_or_flag_that_is_not_there() {
    let mut line = command_line();
    line.build();
    let unknown: Vec<String> = literals::of_all_crates()
        .iter()
        .flat_map(|(file, literal)| {
            mistakes(&line, literal).into_iter().map(move |mistake| format!("{file}: {mistake}"))
        })
        .collect();
    assert_eq!(unknown, [""; 0]);
}

#[test]
fn mistakes_in_hints_are_found() {
    let mut line = command_line();
    line.build();
    let of = |text: &str| mistakes(&line, text);
    assert_eq!(
        of("type `evenkeel reverse`; `evenkeel migrate --wait 60s` waits, as evenkeel does"),
        ["reverse"]
    );
    assert_eq!(
        of("`evenkeel does`, `--allow-out-of-order` and --renames=off"),
        ["does", "--allow-out-of-order"]
    );
    assert_eq!(of("(evenkeel status --wait 5s)"), ["--wait"]);
    let code = r##"// "no" literal
        let a = '"'; let b = "one \"two\" \
            three"; let c = r#"four "five""#;"##;
    assert_eq!(literals::of(code), ["one \\\"two\\\"              three", "four \"five\""]);
}

/// Commands and flags in a text that the program does not have.
fn mistakes(line: &clap::Command, text: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut command = line;
    let mut is_after_name: Option<bool> = None;
    for word in text.split_whitespace() {
        let bare = word.trim_matches(|c: char| !c.is_alphanumeric() && c != '-');
        let flag = bare.split('=').next().unwrap_or_default();
        if let Some(is_typed) = is_after_name.take().filter(|_| is_command(bare)) {
            match line.find_subcommand(bare) {
                Some(named) => command = named,
                None if !is_typed && PROSE.contains(&bare) => {}
                None => found.push(bare.to_owned()),
            }
        } else if is_flag(flag) && !has_flag(command, flag) {
            found.push(flag.to_owned());
        }
        if word.ends_with(['`', ')', ';', ',', '.']) {
            command = line;
        }
        let is_name = word.trim_start_matches(['`', '(']) == "evenkeel";
        is_after_name = is_name.then(|| word.starts_with('`'));
    }
    found
}

fn is_command(word: &str) -> bool {
    !word.is_empty() && word.chars().all(|c| c.is_ascii_lowercase() || c == '-') && !word.starts_with('-')
}

fn is_flag(word: &str) -> bool {
    let name = word.strip_prefix("--").unwrap_or_default();
    name.len() > 1 && name.starts_with(|first: char| first.is_alphanumeric()) && !FOREIGN.contains(&word)
}

/// Whether the command takes the flag; for the program as a whole, whether any command does.
fn has_flag(command: &clap::Command, flag: &str) -> bool {
    let own = command.get_arguments().filter_map(clap::Arg::get_long).any(|long| flag[2..] == *long);
    own || command.get_subcommands().any(|command| has_flag(command, flag))
}
