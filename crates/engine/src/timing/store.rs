//! Timings in the database, beside its ledger. Must not know how they come about.

use std::collections::BTreeMap;
use std::time::Duration;

use evenkeel_core::{Literal, Sql, sql};
use evenkeel_sources::Migration;
use evenkeel_sources::lexer::{Dialect, names};
use rusqlite::types::Value;

use super::{Timing, Waits, shape};
use crate::connect::Session;
use crate::database::{Database, Lite};
use crate::error::EngineError;
use crate::ledger::Author;

/// What was written down of a statement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Known {
    pub timing: Timing,
    /// How large the largest table was that it names, with its indexes; of short statements nobody asked.
    pub bytes: Option<u64>,
    /// How long it would have taken at the pace of earlier ones of its shape.
    pub expected: Option<Duration>,
}

/// How fast statements of a shape went here.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Pace {
    /// For a byte of the table, in milliseconds: the middle of all.
    pub milliseconds: f64,
    /// How many there were.
    pub statements: u64,
}

impl Pace {
    /// How long a table of this size would take.
    pub fn over(self, bytes: u64) -> Duration {
        #[expect(clippy::cast_precision_loss, reason = "an estimate, and tables stay below 2^52 bytes")]
        let seconds = self.milliseconds * bytes as f64 / 1e3;
        Duration::try_from_secs_f64(seconds).unwrap_or_default()
    }
}

/// The table on PostgreSQL.
pub(crate) const CREATE_POSTGRES: &str = "
CREATE TABLE IF NOT EXISTS evenkeel.timing (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    service text NOT NULL,
    migration text NOT NULL,
    statement integer NOT NULL,
    last_statement integer NOT NULL,
    shape text NOT NULL,
    took_ms bigint NOT NULL,
    waited_ms bigint NOT NULL,
    held_ms bigint NOT NULL,
    queued bigint NOT NULL,
    blocked_ms bigint NOT NULL,
    bytes bigint,
    expected_ms bigint,
    at timestamptz NOT NULL DEFAULT clock_timestamp()
);
COMMENT ON TABLE evenkeel.timing IS 'what statements took and whom they kept waiting, as evenkeel saw it';";

/// And on SQLite.
const CREATE_SQLITE: &str = "\
CREATE TABLE IF NOT EXISTS evenkeel_timing (
    id INTEGER PRIMARY KEY,
    service TEXT NOT NULL,
    migration TEXT NOT NULL,
    statement INTEGER NOT NULL,
    last_statement INTEGER NOT NULL,
    shape TEXT NOT NULL,
    took_ms INTEGER NOT NULL,
    held_ms INTEGER NOT NULL,
    at TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now'))
);";

/// A statement that is over sooner says nothing about the size of its table.
const TELLING: Duration = Duration::from_millis(20);
/// And a table that is smaller says nothing about the time, in bytes.
const LARGE: u64 = 1 << 20;

impl Database {
    /// Writes down what was seen of the statements of a run, all of it in one round trip. The ledger is there.
    pub(crate) async fn keep_timings(
        &self,
        author: &Author,
        migrations: &[&Migration],
        timings: &[Timing],
    ) -> Result<(), EngineError> {
        if timings.is_empty() {
            return Ok(());
        }
        let texts = Texts::of(self.dialect(), migrations);
        match self {
            Database::Postgres(session) => {
                let written = session.batch(insert(author, &texts, timings).as_str()).await;
                written.map_err(|error| EngineError::own("writing down how long it took", &error))
            }
            Database::Sqlite(lite) => insert_sqlite(lite, author, &texts, timings),
        }
    }

    /// What was seen of the statements of a service, by migration: of each the last time that it ran.
    ///
    /// # Errors
    /// The database may not be read.
    pub async fn timings(&self, service: &str) -> Result<BTreeMap<String, Vec<Known>>, EngineError> {
        let rows = match self {
            Database::Postgres(session) => read(session, &timings_of(service)).await?,
            Database::Sqlite(lite) => read_sqlite(lite, service),
        };
        let mut found: BTreeMap<String, BTreeMap<usize, Known>> = BTreeMap::new();
        for known in rows.iter().filter_map(|row| known(row)) {
            found.entry(known.timing.migration.clone()).or_default().insert(known.timing.first, known);
        }
        Ok(found.into_iter().map(|(name, statements)| (name, statements.into_values().collect())).collect())
    }

    /// How fast statements went here, by their shape.
    ///
    /// # Errors
    /// The database may not be read.
    pub async fn paces(&self) -> Result<BTreeMap<String, Pace>, EngineError> {
        let Database::Postgres(session) = self else { return Ok(BTreeMap::new()) };
        let question = sql!(
            "SELECT t.shape, {}::text, count(*)::text FROM evenkeel.timing t WHERE {} GROUP BY t.shape",
            Sql::raw(MIDDLE),
            telling()
        );
        let pace = |row: &Vec<Option<String>>| {
            let [shape, milliseconds, statements] = row.as_slice() else { return None };
            let milliseconds = milliseconds.as_ref()?.parse().ok()?;
            Some((shape.clone()?, Pace { milliseconds, statements: statements.as_ref()?.parse().ok()? }))
        };
        Ok(read(session, &question).await?.iter().filter_map(pace).collect())
    }
}

const MIDDLE: &str =
    "percentile_cont(0.5) WITHIN GROUP (ORDER BY (t.took_ms - t.waited_ms)::float8 / t.bytes)";

/// Of which rows something can be learnt.
fn telling() -> Sql {
    let least = u64::try_from(TELLING.as_millis()).unwrap_or(u64::MAX);
    sql!("t.bytes >= {} AND t.took_ms - t.waited_ms >= {}", LARGE, least)
}

/// The statements of migrations.
struct Texts<'a> {
    dialect: Dialect,
    scripts: BTreeMap<&'a str, Vec<&'a str>>,
}

impl<'a> Texts<'a> {
    fn of(dialect: Dialect, migrations: &[&'a Migration]) -> Texts<'a> {
        let script = |one: &&'a Migration| {
            let text = &one.content.sql()?.text;
            let statements = evenkeel_sources::split::split(dialect, text).ok()?;
            Some((one.name.as_str(), statements.iter().map(|statement| statement.text(text)).collect()))
        };
        Texts { dialect, scripts: migrations.iter().filter_map(script).collect() }
    }

    fn first(&self, timing: &Timing) -> &'a str {
        let statements = self.scripts.get(timing.migration.as_str());
        statements.and_then(|all| all.get(timing.first - 1)).copied().unwrap_or_default()
    }

    /// Of several together nobody knows what each did.
    fn shape(&self, timing: &Timing) -> String {
        if timing.first == timing.last { shape(self.dialect, self.first(timing)) } else { String::new() }
    }

    /// What it may be about, where that is worth asking for.
    fn names(&self, timing: &Timing) -> Vec<String> {
        let works = timing.took.saturating_sub(timing.waits.waited) >= TELLING;
        if works && timing.first == timing.last {
            names(self.dialect, self.first(timing))
        } else {
            Vec::new()
        }
    }
}

fn insert(author: &Author, texts: &Texts<'_>, timings: &[Timing]) -> Sql {
    let row = |timing: &Timing| {
        let names = texts.names(timing);
        let names = Sql::join(names.iter().map(|name| Sql::from(Literal(name))), ", ");
        sql!(
            "({}, {}, {}, {}, {}, {}, {}, {}, {}, ARRAY[{}]::text[])",
            Literal(&timing.migration),
            timing.first,
            timing.last,
            Literal(&texts.shape(timing)),
            milliseconds(timing.took),
            milliseconds(timing.waits.waited),
            milliseconds(timing.held),
            timing.waits.queued,
            milliseconds(timing.waits.blocked),
            names
        )
    };
    sql!(
        "INSERT INTO evenkeel.timing (service, migration, statement, last_statement, shape, took_ms, waited_ms, \
         held_ms, queued, blocked_ms, bytes, expected_ms) \
         SELECT {}, v.migration, v.first, v.last, v.shape, v.took, v.waited, v.held, v.queued, v.blocked, s.bytes, \
          (e.pace * s.bytes)::bigint \
         FROM (VALUES {}) AS v(migration, first, last, shape, took, waited, held, queued, blocked, names) \
         CROSS JOIN LATERAL (SELECT max(pg_catalog.pg_total_relation_size(c.oid)) FROM pg_catalog.pg_class c \
          WHERE v.names <> '{}' AND c.relname = ANY (v.names) AND c.relkind IN ('r', 'm') \
          AND c.relnamespace <> 'pg_catalog'::pg_catalog.regnamespace) AS s(bytes) \
         CROSS JOIN LATERAL (SELECT {} FROM evenkeel.timing t \
          WHERE s.bytes IS NOT NULL AND t.shape = v.shape AND {}) AS e(pace)",
        Literal(&author.service),
        Sql::join(timings.iter().map(row), ", "),
        Sql::raw("{}"),
        Sql::raw(MIDDLE),
        telling()
    )
}

fn insert_sqlite(
    lite: &Lite,
    author: &Author,
    texts: &Texts<'_>,
    timings: &[Timing],
) -> Result<(), EngineError> {
    const INSERT: &str = "INSERT INTO evenkeel_timing (service, migration, statement, last_statement, shape, took_ms, \
                          held_ms) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)";
    let number = |number: u64| Value::Integer(i64::try_from(number).unwrap_or(i64::MAX));
    lite.execute(CREATE_SQLITE)?;
    lite.execute("BEGIN IMMEDIATE")?;
    let written = timings.iter().try_for_each(|timing| {
        let values = [
            Value::Text(author.service.clone()),
            Value::Text(timing.migration.clone()),
            number(timing.first as u64),
            number(timing.last as u64),
            Value::Text(texts.shape(timing)),
            number(milliseconds(timing.took)),
            number(milliseconds(timing.held)),
        ];
        let added = lite.connection().execute(INSERT, values);
        added.map(drop).map_err(|error| EngineError::own("writing down how long it took", &error))
    });
    lite.execute(if written.is_ok() { "COMMIT" } else { "ROLLBACK" })?;
    written
}

fn milliseconds(time: Duration) -> u64 {
    u64::try_from(time.as_millis()).unwrap_or(u64::MAX)
}

fn timings_of(service: &str) -> Sql {
    sql!(
        "SELECT migration, statement::text, last_statement::text, took_ms::text, held_ms::text, waited_ms::text, \
         queued::text, blocked_ms::text, bytes::text, expected_ms::text \
         FROM evenkeel.timing WHERE service = {} ORDER BY id",
        Literal(service)
    )
}

/// A database on which only earlier versions ran has no such table.
async fn read(session: &Session, question: &Sql) -> Result<Vec<Vec<Option<String>>>, EngineError> {
    match session.rows(question.as_str()).await {
        Ok(rows) => Ok(rows),
        Err(error) if matches!(error.sqlstate(), Some("42P01" | "3F000")) => Ok(Vec::new()),
        Err(error) => Err(EngineError::own("reading how long things took", &error)),
    }
}

fn read_sqlite(lite: &Lite, service: &str) -> Vec<Vec<Option<String>>> {
    const READ: &str = "SELECT migration, CAST(statement AS TEXT), CAST(last_statement AS TEXT), CAST(took_ms AS TEXT), \
                        CAST(held_ms AS TEXT) FROM evenkeel_timing WHERE service = ?1 ORDER BY id";
    let read = |row: &rusqlite::Row<'_>| (0..5).map(|column| row.get(column)).collect();
    let rows = lite.connection().prepare(READ).and_then(|mut statement| {
        statement.query_map([service], read)?.collect::<rusqlite::Result<Vec<Vec<Option<String>>>>>()
    });
    rows.unwrap_or_default()
}

fn known(row: &[Option<String>]) -> Option<Known> {
    let number = |column: usize| row.get(column)?.as_ref()?.parse::<u64>().ok();
    let time = |column: usize| number(column).map(Duration::from_millis);
    let place = |column: usize| usize::try_from(number(column)?).ok();
    let waits = Waits {
        waited: time(5).unwrap_or_default(),
        queued: number(6).unwrap_or_default(),
        blocked: time(7).unwrap_or_default(),
    };
    let timing = Timing {
        migration: row.first()?.clone()?,
        first: place(1)?,
        last: place(2)?,
        took: time(3)?,
        held: time(4)?,
        waits,
    };
    Some(Known { timing, bytes: number(8), expected: time(9) })
}
