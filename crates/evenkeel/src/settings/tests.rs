//! Which setting wins, and what is said about a wrong one.

use std::path::Path;
use std::time::Duration;

use evenkeel_engine::connect::Environment;
use evenkeel_engine::execute::Verify;
use evenkeel_sources::lexer::Dialect;

use super::{Purpose, Settings, file};
use crate::arguments::{Arguments, Everywhere, OnlineMode};
use crate::failure::Failure;

fn everywhere(flags: &[&str]) -> Everywhere {
    use clap::Parser;
    let typed = ["evenkeel", "status"].iter().chain(flags);
    Arguments::try_parse_from(typed).unwrap().everywhere
}

fn environment(vars: &[(&str, &str)]) -> Environment {
    let vars = vars.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
    Environment { vars, ..Environment::default() }
}

fn folder(files: &[(&str, &str)]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    std::fs::create_dir(folder.path().join(".git")).unwrap();
    for (name, text) in files {
        std::fs::write(folder.path().join(name), text).unwrap();
    }
    folder
}

fn resolve(folder: &Path, flags: &[&str], vars: &[(&str, &str)]) -> Result<Settings, Failure> {
    Settings::resolve(&everywhere(flags), folder, &environment(vars))
}

#[test]
fn where_readers_and_writers_are_kept_going() {
    let online = |text: &str| {
        let folder = folder(&[("evenkeel.toml", text)]);
        resolve(folder.path(), &[], &[]).map(|settings| settings.online)
    };
    assert_eq!(online("").ok(), Some(OnlineMode::Auto));
    assert_eq!(online("online = 'never'").ok(), Some(OnlineMode::Never));
    assert!(online("online = 'sometimes'").is_err());
}

fn url(folder: &Path, flags: &[&str], vars: &[(&str, &str)]) -> Option<String> {
    resolve(folder, flags, vars).map(|settings| settings.url.map(|origin| origin.url)).unwrap_or_default()
}

#[test]
fn a_flag_beats_the_environment_beats_dotenv_beats_a_literal() {
    let folder = folder(&[
        ("evenkeel.toml", "[database]\nurl = \"postgres://file\"\n"),
        (".env", "DATABASE_URL=postgres://dotenv\n"),
    ]);
    let env = [("DATABASE_URL", "postgres://env")];
    assert_eq!(url(folder.path(), &["--url", "postgres://flag"], &env).as_deref(), Some("postgres://flag"));
    assert_eq!(url(folder.path(), &[], &env).as_deref(), Some("postgres://env"));
    assert_eq!(url(folder.path(), &[], &[]).as_deref(), Some("postgres://dotenv"));
    std::fs::remove_file(folder.path().join(".env")).unwrap();
    assert_eq!(url(folder.path(), &[], &[]).as_deref(), Some("postgres://file"));
}

#[test]
fn a_variable_named_in_the_file_beats_database_url() {
    let folder = folder(&[("evenkeel.toml", "[database]\nurl = \"env:ORDERS_URL\"\n")]);
    let vars = [("DATABASE_URL", "postgres://other"), ("ORDERS_URL", "postgres://orders")];
    assert_eq!(url(folder.path(), &[], &vars).as_deref(), Some("postgres://orders"));
    assert_eq!(url(folder.path(), &[], &vars[..1]), None);
}

#[test]
fn everything_has_a_default() {
    let folder = folder(&[]);
    let settings = resolve(folder.path(), &[], &[]).map_err(|failure| failure.message.clone()).unwrap();
    assert_eq!(settings.service, "default");
    assert_eq!(settings.purpose, Purpose::Development);
    assert_eq!(settings.schema.to_string(), "schema.sql");
    assert_eq!(settings.migrations, Path::new("migrations"));
    assert_eq!(settings.locks.timeout, Duration::from_secs(5));
    assert_eq!(settings.verify, Verify::Sparing);
    assert!(settings.url.is_none() && settings.dialect.is_none());
}

#[test]
fn the_url_tells_the_dialect_before_the_file_does() {
    let folder = folder(&[("evenkeel.toml", "[database]\ndialect = \"postgres\"\n")]);
    let dialect = |flags: &[&str]| resolve(folder.path(), flags, &[]).unwrap_or_else(|_| panic!()).dialect();
    assert_eq!(dialect(&[]), Dialect::Postgres);
    assert_eq!(dialect(&["--url", "sqlite:a.db"]), Dialect::Sqlite);
    assert_eq!(dialect(&["--url", "sqlite:a.db", "--dialect", "postgres"]), Dialect::Postgres);
}

#[test]
fn paths_are_meant_from_the_settings_file() {
    let folder =
        folder(&[("evenkeel.toml", "[database]\nurl = \"sqlite:app.db\"\n[schema]\nsource = \"db\"\n")]);
    let below = folder.path().join("src");
    std::fs::create_dir(&below).unwrap();
    let settings = resolve(&below, &[], &[]).unwrap_or_else(|_| panic!());
    assert_eq!(settings.schema.to_string(), "../db");
    assert_eq!(settings.url.map(|origin| origin.url).as_deref(), Some("sqlite:../app.db"));
}

#[test]
fn each_migration_is_verified_where_the_file_says_so() {
    let folder = folder(&[("evenkeel.toml", "[verify]\neach = true\n")]);
    let settings = resolve(folder.path(), &[], &[]).unwrap_or_else(|_| panic!());
    assert_eq!(settings.verify, Verify::Each);
    let failure = file::parse(Path::new("evenkeel.toml"), "[verify]\nall = true\n").unwrap_err();
    assert_eq!(failure.message, "there is no setting `all` here, only each");
}

#[test]
fn an_unknown_key_is_shown_where_it_stands() {
    let text = "[database]\nprodution = true\n";
    let failure = file::parse(Path::new("evenkeel.toml"), text).unwrap_err();
    assert_eq!(failure.message, "there is no setting `prodution` here, only dialect, url, production");
    let marked = failure.place.clone().unwrap().marked.unwrap();
    assert_eq!(&text[marked.range], "prodution");
}

#[test]
fn a_broken_line_never_shows_a_password() {
    let text = "[database]\nurl = postgres://me:secret@host/db\n";
    let failure = file::parse(Path::new("evenkeel.toml"), text).unwrap_err();
    assert!(!format!("{failure:?}").contains("secret"), "{failure:?}");
}

#[test]
fn a_broken_dotenv_never_shows_a_password() {
    let folder = folder(&[(".env", "DATABASE_URL=postgres://me:sec ret@host/db\n")]);
    let failure = resolve(folder.path(), &[], &[]).err().unwrap();
    assert!(!format!("{failure:?}").contains("sec"), "{failure:?}");
    assert!(
        failure.message.starts_with(".env cannot be read: a line is not NAME=value"),
        "{}",
        failure.message
    );
}

#[test]
fn a_schema_stands_in_one_place_or_in_several() {
    let shown = |text: &str| {
        let folder = folder(&[("evenkeel.toml", text)]);
        resolve(folder.path(), &[], &[])
            .map(|settings| settings.schema.to_string())
            .map_err(|it| it.message.clone())
    };
    assert_eq!(shown("schema = \"a\"\n").unwrap(), "a");
    assert_eq!(shown("schema = [\"a.prisma\", \"sql\"]\n").unwrap(), "a.prisma and sql");
    assert_eq!(shown("[schema]\nsource = [\"a\", \"b\"]\n").unwrap(), "a and b");
    assert_eq!(shown("schema = []\n").unwrap_err(), "a schema stands in one file or folder at least");
    let wrong = shown("[schema]\nsuorce = \"a\"\n").unwrap_err();
    assert_eq!(wrong, "there is no setting `suorce` here, only source, program, timeout, undeclared");
    assert_eq!(shown("[schema]\nprogram = [\"a\", \"b c\"]\n").unwrap(), "`a b c`");
    let all = "[schema]\nsource = [\"db/drizzle.config.ts\", \"sql\"]\nprogram = \"print\"\n";
    assert_eq!(
        shown(all).unwrap(),
        "sql and `npx --no drizzle-kit export --config drizzle.config.ts` and `print`"
    );
    let number = shown("schema = 3\n").unwrap_err();
    assert_eq!(number, "invalid type: integer `3`, expected a path, a list of paths or a table");
}
