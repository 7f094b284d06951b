//! Runs every folder of `cases/sqlite/<kind>/<case>`, there and back, in a database in memory and in the way in which
//! a plan is meant to be run. Each folder holds `old.sql` and `new.sql`, and may hold `data.sql` with rows for the old
//! one.
//!
//! Then each schema is turned into some that it has nothing to do with. Four questions are asked each time: does the plan go through with all checks, is nothing left to do, are all rows
//! and values still there, and does SQLite itself tell the same schema as of a database that was made new?

#![allow(clippy::disallowed_methods, reason = "the cases are files")]

#[path = "cases/back.rs"]
mod back;
#[path = "cases/oracle.rs"]
mod oracle;
#[path = "cases/rows.rs"]
mod rows;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use evenkeel_core::{Catalog, Pair, Plan, fingerprint};
use evenkeel_sqlite::inspect::{Reader, script};
use evenkeel_sqlite::{Object, Sqlite, checks, rebuilds, script_frame};
use libtest_mimic::{Arguments, Failed, Trial};
use rusqlite::fallible_iterator::FallibleIterator;
use rusqlite::{Batch, Connection};

fn main() -> ExitCode {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../cases/sqlite");
    let mut trials = Vec::new();
    for kind in folders(&root) {
        for case in folders(&kind) {
            let name = format!("{}::{}", file_name(&kind), file_name(&case));
            trials.push(Trial::test(name, move || run(&case).map_err(Failed::from)));
        }
    }
    let schemas = schemas(&root);
    trials.push(Trial::test("strangers", move || strangers(&schemas).map_err(Failed::from)));
    assert!(trials.len() > 1, "there are cases in {}", root.display());
    libtest_mimic::run(&Arguments::from_args(), trials).exit_code()
}

fn folders(path: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(path).expect("the folder of cases can be read");
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.expect("an entry").path()).collect();
    paths.retain(|path| path.is_dir());
    paths.sort();
    paths
}

fn file_name(path: &Path) -> String {
    path.file_name().unwrap_or_default().to_string_lossy().into_owned()
}

fn schemas(root: &Path) -> Vec<PathBuf> {
    let cases = folders(root).into_iter().flat_map(|kind| folders(&kind));
    let spelled_differently = cases.filter(|case| !case.ends_with(SPELLINGS));
    spelled_differently.flat_map(|case| [case.join("old.sql"), case.join("new.sql")]).collect()
}

/// Cases of this name hold one schema in two spellings.
const SPELLINGS: &str = "spelling_is_no_difference";

/// How many other schemas each one is turned into.
const STRANGERS: usize = 6;

/// Schemas that have nothing to do with one another but names: each is turned into some of the others. What is
/// spelled differently in two of them stays as it is, so that SQLite's own telling is not asked for.
fn strangers(schemas: &[PathBuf]) -> Answer {
    for (at, path) in schemas.iter().enumerate() {
        for more in 0..STRANGERS {
            // Steps of growing size reach near and far, the same ones each time.
            let other = &schemas[(at + 1 + more * more * 7) % schemas.len()];
            let [old, new] =
                [path, other].map(|path| std::fs::read_to_string(path).map_err(|e| e.to_string()));
            let (old, new) = (old?, new?);
            let turned = database(&old).and_then(|db| turn(&db, &new));
            turned.map_err(|error| format!("{} to {}: {error}", path.display(), other.display()))?;
        }
    }
    Ok(())
}

/// Virtual tables cannot be planned for, and that has to be said.
fn turn(db: &Connection, sql: &str) -> Answer {
    let (old, new) = (inspect(db)?, inspect(&database(sql)?)?);
    if old.unmodelled().eq(new.unmodelled()) {
        return migrate(db, sql);
    }
    match plan(&old, &new) {
        Err(error) if error.contains("virtual table") => Ok(()),
        Err(error) => Err(error),
        Ok(_) => Err("virtual tables were passed over".to_owned()),
    }
}

type Answer = Result<(), String>;

fn run(case: &Path) -> Answer {
    let read =
        |name: &str| std::fs::read_to_string(case.join(name)).map_err(|error| format!("{name}: {error}"));
    let (old, new) = (read("old.sql")?, read("new.sql")?);
    let data = if case.join("data.sql").exists() { read("data.sql")? } else { String::new() };
    let db = database(&old)?;
    execute(&db, &data).map_err(|error| format!("data.sql: {error}"))?;
    by_script(&db, &new).map_err(|error| format!("as a script: {error}"))?;
    if case.ends_with(SPELLINGS) {
        return spelled_alike(&db, &new);
    }
    for (way, sql) in [("forth", &new), ("back", &old)] {
        let migrated = migrate(&db, sql).and_then(|()| oracle::compare(&db, &database(sql)?));
        migrated.map_err(|error| format!("{way}: {error}"))?;
    }
    if data.is_empty() {
        return Ok(());
    }
    back::there_and_back(&old, &new, &data).map_err(|error| format!("there and back: {error}"))
}

/// The cases whose two texts differ for SQLite and mean the same, so that nothing is to be done.
fn spelled_alike(db: &Connection, sql: &str) -> Answer {
    let states = Pair::of(inspect(db)?, inspect(&database(sql)?)?);
    let plan = plan(&states.old, &states.new)?;
    let fingerprints = states.map(|catalog| fingerprint::fingerprint(&catalog));
    match plan.is_empty() && !fingerprints.differs() {
        true => Ok(()),
        false => Err(format!("a difference was seen:\n{}", evenkeel_core::render::script(&plan))),
    }
}

fn database(sql: &str) -> Result<Connection, String> {
    let db = Connection::open_in_memory().map_err(told)?;
    execute(&db, "PRAGMA foreign_keys = ON")?;
    execute(&db, sql)?;
    Ok(db)
}

#[allow(clippy::needless_pass_by_value, reason = "as map_err hands it over")]
fn told(error: rusqlite::Error) -> String {
    error.to_string()
}

fn execute(db: &Connection, sql: &str) -> Answer {
    db.execute_batch(sql).map_err(|error| format!("{error}\n{sql}"))
}

fn inspect(db: &Connection) -> Result<Catalog<Object>, String> {
    let mut statement = db.prepare(script()).map_err(told)?;
    let mut rows = statement.query([]).map_err(told)?;
    let mut reader = Reader::new();
    while let Some(row) = rows.next().map_err(told)? {
        let cells: [Option<String>; 3] =
            [row.get(0).map_err(told)?, row.get(1).map_err(told)?, row.get(2).map_err(told)?];
        reader.row(&cells.each_ref().map(Option::as_deref)).map_err(|error| error.to_string())?;
    }
    reader.finish().map_err(|error| error.to_string())
}

fn plan(old: &Catalog<Object>, new: &Catalog<Object>) -> Result<Plan, String> {
    evenkeel_core::plan(&Sqlite::default(), Pair::of(old, new)).map_err(|error| error.to_string())
}

fn migrate(db: &Connection, sql: &str) -> Answer {
    let wanted = inspect(&database(sql)?)?;
    let now = inspect(db)?;
    let plan = plan(&now, &wanted)?;
    let text = evenkeel_core::render::script(&plan);
    let before = rows::snapshot(db, Pair::of(&now, &wanted))?;
    carry_out(db, &plan).map_err(|error| format!("{error}\nin the plan\n{text}"))?;
    verify(db, &wanted).map_err(|error| format!("{error}\nafter the plan\n{text}"))?;
    let after = rows::snapshot(db, Pair::of(&now, &wanted))?;
    rows::compare(&before, &after).map_err(|error| format!("{error}\nby the plan\n{text}"))
}

/// As [`evenkeel_sqlite::frame`] tells.
fn carry_out(db: &Connection, plan: &Plan) -> Answer {
    execute(db, "PRAGMA foreign_keys = OFF; PRAGMA legacy_alter_table = OFF; BEGIN IMMEDIATE")?;
    for step in &plan.steps {
        execute(db, step.statement.sql().as_str())?;
    }
    if rebuilds(plan) {
        check(db)?;
    }
    execute(db, "COMMIT; PRAGMA foreign_keys = ON")
}

fn check(db: &Connection) -> Answer {
    for pragma in checks() {
        let mut statement = db.prepare(pragma).map_err(told)?;
        let mut rows = statement.query([]).map_err(told)?;
        while let Some(row) = rows.next().map_err(told)? {
            let first: String = row.get(0).map_err(told)?;
            if first != "ok" {
                return Err(format!("{pragma} says {first}"));
            }
        }
    }
    Ok(())
}

fn verify(db: &Connection, wanted: &Catalog<Object>) -> Answer {
    check(db)?;
    let result = inspect(db)?;
    let rest = plan(&result, wanted)?;
    if !rest.is_empty() {
        return Err(format!("this is left to do:\n{}", evenkeel_core::render::script(&rest)));
    }
    for (entry, other) in result.entries().iter().zip(wanted.entries()) {
        if entry.id != other.id || entry.node != other.node {
            return Err(format!("{:#?}\nis not\n{:#?}", entry.node, other.node));
        }
    }
    if fingerprint::fingerprint(&result) != fingerprint::fingerprint(wanted) {
        return Err("the fingerprints differ".to_owned());
    }
    Ok(())
}

/// What the sqlite3 shell would do with the plan as text, in a copy.
fn by_script(db: &Connection, sql: &str) -> Answer {
    let mut copy = Connection::open_in_memory().map_err(told)?;
    let backup = rusqlite::backup::Backup::new(db, &mut copy).map_err(told)?;
    backup.step(-1).map_err(told)?;
    drop(backup);
    let wanted = inspect(&database(sql)?)?;
    let plan = plan(&inspect(&copy)?, &wanted)?;
    let (before, after) = script_frame(&plan);
    let text = [before, &evenkeel_core::render::script(&plan), after].concat();
    let mut batch = Batch::new(&copy, &text);
    while let Some(mut statement) = batch.next().map_err(|error| format!("{error} in\n{text}"))? {
        let mut rows = statement.query([]).map_err(|error| format!("{error} in\n{text}"))?;
        while rows.next().map_err(|error| format!("{error} in\n{text}"))?.is_some() {}
    }
    check(&copy)?;
    let equal = fingerprint::fingerprint(&inspect(&copy)?) == fingerprint::fingerprint(&wanted);
    equal.then_some(()).ok_or_else(|| format!("another schema came of\n{text}"))
}
