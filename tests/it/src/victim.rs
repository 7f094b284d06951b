//! A run that stops at one of the points at which it may die and waits there: to be killed, or to find the world
//! changed. Must not know what is done to it.
//!
//! `victim URL list` runs to the end and names each point; `victim URL NUMBER` stops at that point, counted from 0, until
//! a line comes in. `victim URL hold` holds the right to write until a line comes in, and `victim URL ask SQL` prints rows.
//! All of them run the folder `migrations` of where they stand. `EVENKEEL_VICTIM_HASTY` makes it give up soon
//! on what others hold.
#![expect(clippy::print_stdout, clippy::unwrap_used, reason = "it talks to a test")]

use std::io::Write;
use std::path::Path;
use std::process::ExitCode;
use std::time::Duration;

use evenkeel_engine::connect::Environment;
use evenkeel_engine::database::Database;
use evenkeel_engine::error::EngineError;
use evenkeel_engine::execute::{Event, LockPatience, MigrateOptions, Watch, migrate};
use evenkeel_engine::place::Place;
use evenkeel_sources::Migrations;

/// Names each point, and stops at one of them.
struct Stops {
    at: Option<usize>,
    reached: usize,
}

impl Watch for Stops {
    fn event(&mut self, event: Event) {
        let Event::Reached { point, migration } = event else { return };
        let number = self.reached;
        self.reached += 1;
        match self.at {
            None => println!("point {} {migration}", point.name()),
            Some(at) if at == number => wait(point.name()),
            Some(_) => {}
        }
    }
}

fn main() -> ExitCode {
    let mut arguments = std::env::args().skip(1);
    let url = arguments.next().unwrap();
    let what = arguments.next().unwrap();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let done = match what.as_str() {
        "ask" => runtime.block_on(ask(&url, &arguments.next().unwrap())),
        "hold" => runtime.block_on(hold(&url)),
        _ => runtime.block_on(run(&url, Stops { at: what.parse().ok(), reached: 0 })),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            println!("failed: error[{}]: {error}", error.code());
            ExitCode::FAILURE
        }
    }
}

fn place(url: &str) -> Result<Place, EngineError> {
    match url.strip_prefix("sqlite:") {
        Some(file) => Ok(Place::Sqlite(std::env::current_dir().unwrap().join(file))),
        None => Ok(Place::resolve(url, &Environment::default())?),
    }
}

async fn ask(url: &str, question: &str) -> Result<(), EngineError> {
    let answer = Database::open(&place(url)?, None).await?.run(question).await?;
    for row in answer.rows {
        let cells: Vec<String> =
            row.into_iter().map(|cell| cell.unwrap_or_default().replace('\n', " ")).collect();
        println!("{}", cells.join("|"));
    }
    Ok(())
}

async fn hold(url: &str) -> Result<(), EngineError> {
    let database = Database::open(&place(url)?, None).await?;
    database.run("PRAGMA busy_timeout = 100; BEGIN IMMEDIATE").await?;
    wait("hold");
    Ok(())
}

/// Says that it stands still, until a line comes in.
fn wait(at: &str) {
    println!("stopped at {at}");
    std::io::stdout().flush().unwrap();
    std::io::stdin().read_line(&mut String::new()).unwrap();
}

async fn run(url: &str, mut stops: Stops) -> Result<(), EngineError> {
    let migrations = Migrations::load(Path::new("migrations")).unwrap();
    let place = place(url)?;
    Database::create(&place).await?;
    let database = Database::open(&place, None).await?;
    let mut options = MigrateOptions::default();
    if std::env::var_os("EVENKEEL_VICTIM_HASTY").is_some() {
        let pause = Duration::from_millis(10);
        options.locks =
            LockPatience { timeout: Duration::from_millis(150), tries: 2, pause, ..LockPatience::default() };
    }
    migrate(&database, &migrations, &options, &mut stops).await.map(drop)
}
