//! `cargo xtask library`: the programs that docs/library.md shows, compiled as somebody else's package and run. Must not know
//! how evenkeel does what they ask of it.

use std::io::{Read, Write};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use crate::failure::Failure;
use crate::process::{self, INSTALL_LIMIT, STEP_LIMIT};
use crate::servers::{Client, Cluster, Durability, Major, Place, Stage};
use crate::{Outcome, binary, paths, report, servers};

const PAGE: &str = "docs/library.md";
const MIGRATION: &str = "CREATE TABLE users (id bigint PRIMARY KEY);\n";
/// The page's programs, in its order.
const PROGRAMS: [&str; 2] = ["with_tokio_postgres", "with_sqlx_and_axum"];

/// Bad when a program does not say what the page says it does.
pub(crate) fn run() -> Result<Outcome, Failure> {
    let stage = Stage::open(Place::Memory)?;
    let tools = servers::client_tools(Major::V15)?;
    let cluster = stage.cluster(&servers::server(Major::V15)?, tools, Durability::Throwaway)?;
    try_out(&cluster)?;
    report::line(format!("{} programs of {PAGE} do what it says", PROGRAMS.len()));
    Ok(Outcome::Good)
}

/// Compiles the programs and runs each on an empty database.
pub(crate) fn try_out(cluster: &Cluster) -> Result<(), Failure> {
    let folder = package()?;
    let mut cargo = binary::cargo();
    cargo.args(["build", "--quiet"]).current_dir(&folder).env("CARGO_TARGET_DIR", folder.join("target"));
    process::stdout(&mut cargo, INSTALL_LIMIT)?;
    let client = Client::new(cluster);
    client.create("library_tokio_postgres")?;
    print_users(&folder, &client.url("library_tokio_postgres"))?;
    client.create("library_axum")?;
    serve_users(&folder, &client.url("library_axum"))
}

/// A package with the page's programs.
fn package() -> Result<PathBuf, Failure> {
    let page = paths::root().join(PAGE);
    let text = paths::text(&page)?;
    let blocks = text.split("```rust\n").skip(1).filter_map(|rest| rest.split("```").next());
    let programs: Vec<&str> = blocks.filter(|block| block.contains("async fn main")).collect();
    if programs.len() != PROGRAMS.len() {
        let why = format!("{} programs are shown and {} expected", programs.len(), PROGRAMS.len());
        return Err(Failure::Malformed { path: page, why });
    }
    let folder = binary::target().join("library");
    paths::write(&folder.join("Cargo.toml"), manifest())?;
    paths::write(&folder.join("migrations/20260101000001_users/migration.sql"), MIGRATION)?;
    for (name, program) in PROGRAMS.iter().zip(programs) {
        paths::write(&folder.join(format!("src/bin/{name}.rs")), program)?;
    }
    Ok(folder)
}

fn manifest() -> String {
    let evenkeel = paths::root().join("crates/evenkeel");
    format!(
        "[package]\nname = \"library\"\nedition = \"2024\"\n\n[workspace]\n\n[dependencies]\n\
         evenkeel = {{ path = {evenkeel:?} }}\n\
         axum = \"0.8\"\n\
         sqlx = {{ version = \"0.8\", default-features = false, features = [\"postgres\", \"runtime-tokio\"] }}\n\
         tokio = {{ version = \"1\", features = [\"full\"] }}\n\
         tokio-postgres = \"0.7\"\n"
    )
}

fn program(folder: &Path, name: &str, url: &str) -> Command {
    let mut command = Command::new(folder.join("target/debug").join(name));
    command.current_dir(folder).env("DATABASE_URL", url);
    command
}

fn print_users(folder: &Path, url: &str) -> Result<(), Failure> {
    let said = process::stdout(&mut program(folder, PROGRAMS[0], url), STEP_LIMIT)?;
    expect(folder, &said, "applied: [\"20260101000001_users\"]\nusers: 0\n")?;
    let again = process::stdout(&mut program(folder, PROGRAMS[0], url), STEP_LIMIT)?;
    expect(folder, &again, "applied: []\nusers: 0\n")
}

fn serve_users(folder: &Path, url: &str) -> Result<(), Failure> {
    let port = free_port()?;
    let mut command = program(folder, PROGRAMS[1], url);
    command.env("PORT", port.to_string()).stdin(Stdio::null());
    let start = |source| Failure::Start { program: PROGRAMS[1].to_owned(), source };
    let mut child = command.spawn().map_err(start)?;
    let answer = ask(port, &mut child);
    let _ = child.kill();
    let _ = child.wait();
    let answer = answer?;
    let body = answer.rsplit("\r\n\r\n").next().unwrap_or_default();
    expect(folder, body, "0")
}

/// One that nobody listens on at this moment.
fn free_port() -> Result<u16, Failure> {
    let bound = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).and_then(|listener| listener.local_addr());
    Ok(bound.map_err(|source| Failure::Start { program: PROGRAMS[1].to_owned(), source })?.port())
}

/// What the server says about its users, once it listens.
fn ask(port: u16, child: &mut Child) -> Result<String, Failure> {
    let start = |source| Failure::Start { program: PROGRAMS[1].to_owned(), source };
    let until = Instant::now() + STEP_LIMIT;
    while child.try_wait().map_err(start)?.is_none() && Instant::now() < until {
        let Ok(mut stream) = TcpStream::connect((Ipv4Addr::LOCALHOST, port)) else {
            std::thread::sleep(Duration::from_millis(20));
            continue;
        };
        let mut answer = String::new();
        let request = b"GET /users HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
        stream.write_all(request).and_then(|()| stream.read_to_string(&mut answer)).map_err(start)?;
        return Ok(answer);
    }
    Err(Failure::Timeout { program: PROGRAMS[1].to_owned(), seconds: STEP_LIMIT.as_secs() })
}

fn expect(folder: &Path, said: &str, expected: &str) -> Result<(), Failure> {
    if said == expected {
        return Ok(());
    }
    let why = format!("it said {said:?} instead of {expected:?}");
    Err(Failure::Malformed { path: folder.to_owned(), why })
}
