//! The stories of docs/stories, typed line by line: each page is its own test, and what it says is what is said. With
//! `EVENKEEL_STORIES=write` the pages are made to say it.

mod page;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::LazyLock;

use page::{Piece, pieces};
use regex::Regex;
use similar::TextDiff;

use crate::postgres::Server;
use crate::program::{FILTERS, Project, evenkeel};
use crate::programs::{medusa, with_packages};

const STORIES: &[&str] =
    &["drizzle-gateway.md", "medusa.md", "prisma-microservices.md", "prisma-on-railway.md", "sequelize.md"];
/// What the database is called on the pages.
const SHOWN_URL: &str = "postgres://localhost/shop";

#[test]
fn prisma_on_railway() {
    let server = Server::start();
    tell("prisma-on-railway.md", &server, &Project::at(server.url()));
}

#[test]
fn drizzle_gateway() {
    let server = Server::start();
    tell("drizzle-gateway.md", &server, &Project::at(server.url()));
}

#[test]
fn prisma_microservices() {
    let server = Server::start();
    tell("prisma-microservices.md", &server, &Project::at(server.url()));
}

#[test]
fn sequelize() {
    let server = Server::start();
    let project = Project::at(server.url());
    with_packages(&project);
    tell("sequelize.md", &server, &project);
}

#[test]
#[ignore = "needs Medusa, which cargo xtask test --all installs"]
fn a_shop_with_medusa() {
    let server = Server::with_an_address();
    let project = Project::at(server.url());
    medusa::with_packages(&project);
    tell("medusa.md", &server, &project);
}

#[test]
fn every_page_is_told() {
    let mut pages: Vec<String> = fs::read_dir(folder())
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    pages.sort();
    assert_eq!(pages, STORIES);
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/stories")
}

/// Writes the page's files, types its lines, and holds it to what is said.
fn tell(name: &str, server: &Server, project: &Project) {
    let path = folder().join(name);
    let text = fs::read_to_string(&path).unwrap();
    let mut retold = String::new();
    for piece in pieces(&text) {
        let said = match piece {
            Piece::Prose(_) => String::new(),
            Piece::File { name, text } => {
                project.write(&found(name, project), text);
                String::new()
            }
            Piece::Typed { line, told } => told_anew(told, &typed(line, server, project)),
        };
        retold.push_str(&piece.written(&said));
    }
    if std::env::var_os("EVENKEEL_STORIES").is_some_and(|word| word == "write") {
        return fs::write(&path, retold).unwrap();
    }
    let difference = TextDiff::from_lines(&text, &retold).unified_diff().header("told", "said").to_string();
    assert_eq!(text, retold, "docs/stories/{name}; EVENKEEL_STORIES=write writes it anew\n{difference}");
}

/// A page does not know a migration's stamp: `*_users` is the one folder that is called so.
fn found(name: &str, project: &Project) -> String {
    let mut path = String::new();
    for part in name.split('/') {
        let part = match part.strip_prefix('*') {
            None => part.to_owned(),
            Some(end) => project.list(&path).into_iter().find(|one| one.ends_with(end)).unwrap(),
        };
        path = if path.is_empty() { part } else { format!("{path}/{part}") };
    }
    path
}

/// What a line says that is typed in the project's folder. A command that fails has to be one of which the line makes something.
fn typed(line: &str, server: &Server, project: &Project) -> String {
    let mut shell = Command::new("sh");
    shell.args(["-c", &format!("exec 2>&1\n{line}")]).current_dir(project.path("")).stdin(Stdio::null());
    let folder = evenkeel().parent().unwrap().to_owned();
    let path = std::env::var_os("PATH").unwrap_or_default();
    let folders = std::iter::once(folder).chain(std::env::split_paths(&path));
    shell.env("PATH", std::env::join_paths(folders).unwrap());
    shell.env("DATABASE_URL", &project.url).env("PSQLRC", "/dev/null").env("NO_COLOR", "1");
    let ran = project.ran(shell.output().unwrap());
    assert_eq!(ran.code, 0, "{line}\n{}", ran.stdout);
    ran.stdout.replace(&server.url(), SHOWN_URL)
}

/// What the page says, unless something else was said than a time, a stamp or a duration.
fn told_anew(told: &str, said: &str) -> String {
    if steady(told) == steady(said) { told.to_owned() } else { said.to_owned() }
}

fn steady(text: &str) -> String {
    const MORE: &[(&str, &str)] = &[
        (r"psql:(\S+):\d+:", "psql:$1:[line]:"),
        (r"\bin \d+ batch(es)?\b", "in [some] batches"),
        (r"Migration20\d{12}", "Migration[time]"),
    ];
    static CHANGING: LazyLock<Vec<(Regex, &str)>> = LazyLock::new(|| {
        FILTERS.iter().chain(MORE).map(|(regex, word)| (Regex::new(regex).unwrap(), *word)).collect()
    });
    let strike = |text: String, (regex, word): &(Regex, &str)| regex.replace_all(&text, *word).into_owned();
    CHANGING.iter().fold(text.to_owned(), strike)
}
