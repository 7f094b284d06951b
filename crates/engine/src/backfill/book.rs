//! How far each backfill is: one row for each in a table beside the ledger. The row moves in the transaction that does the
//! batch, and only from where the batch began, so that no batch is done twice whoever tries. Must not know what is done.

use evenkeel_core::{Literal, Sql, sql};
use evenkeel_sources::lexer::Dialect;

use crate::database::Database;
use crate::error::EngineError;
use crate::ledger::Author;

/// What stands about one backfill.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Row {
    pub(crate) migration: String,
    /// The ledger's row that made the migration applied: taken back and applied again, its backfill begins anew.
    pub(crate) life: i64,
    /// What was done to each row when it began.
    pub(crate) meaning: String,
    pub(crate) state: Stage,
    /// The key up to which rows are done, as literals.
    pub(crate) cursor: Option<Vec<String>>,
    pub(crate) rows: u64,
    /// About how many there were when it began.
    pub(crate) total: Option<u64>,
    pub(crate) batches: u64,
    pub(crate) worked_ms: u64,
    pub(crate) started_at: String,
    pub(crate) at: String,
}

/// How far a backfill is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Stage {
    Running,
    /// Every row was taken, and what has to hold at the end is not known to.
    Walked,
    Done,
}

impl Stage {
    pub(crate) fn word(self) -> &'static str {
        match self {
            Stage::Running => "running",
            Stage::Walked => "walked",
            Stage::Done => "done",
        }
    }

    fn of_word(word: &str) -> Option<Stage> {
        [Stage::Running, Stage::Walked, Stage::Done].into_iter().find(|stage| stage.word() == word)
    }
}

/// Whose row it is.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Page<'a> {
    pub(crate) dialect: Dialect,
    pub(crate) author: &'a Author,
    pub(crate) migration: &'a str,
}

/// Stands in the error by which a batch finds out that another one was there before it.
const MOVED: &str = "evenkeel: the cursor has moved";

const CREATE_POSTGRES: &str = "\
CREATE TABLE IF NOT EXISTS evenkeel.backfill (
    service text NOT NULL,
    migration text NOT NULL,
    life bigint NOT NULL,
    meaning text NOT NULL,
    state text NOT NULL,
    cursor text,
    rows bigint NOT NULL DEFAULT 0,
    total bigint,
    batches bigint NOT NULL DEFAULT 0,
    worked_ms bigint NOT NULL DEFAULT 0,
    tool text NOT NULL,
    role text NOT NULL DEFAULT session_user,
    host text,
    started_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    at timestamptz NOT NULL DEFAULT clock_timestamp(),
    PRIMARY KEY (service, migration)
);
COMMENT ON TABLE evenkeel.backfill IS 'how far data migrations are; a row moves with the batch that moves it'";

const CREATE_SQLITE: &str = "\
CREATE TABLE IF NOT EXISTS evenkeel_backfill (
    service TEXT NOT NULL,
    migration TEXT NOT NULL,
    life INTEGER NOT NULL,
    meaning TEXT NOT NULL,
    state TEXT NOT NULL,
    cursor TEXT,
    rows INTEGER NOT NULL DEFAULT 0,
    total INTEGER,
    batches INTEGER NOT NULL DEFAULT 0,
    worked_ms INTEGER NOT NULL DEFAULT 0,
    tool TEXT NOT NULL,
    role TEXT,
    host TEXT,
    started_at TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    at TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    PRIMARY KEY (service, migration)
)";

fn table(dialect: Dialect) -> Sql {
    Sql::raw(match dialect {
        Dialect::Postgres => "evenkeel.backfill",
        Dialect::Sqlite => "evenkeel_backfill",
    })
}

fn now(dialect: Dialect) -> Sql {
    Sql::raw(match dialect {
        Dialect::Postgres => "pg_catalog.clock_timestamp()",
        Dialect::Sqlite => "strftime('%Y-%m-%dT%H:%M:%fZ', 'now')",
    })
}

/// Makes the table where it is missing.
pub(crate) async fn create(database: &Database) -> Result<(), EngineError> {
    const MEANWHILE: [&str; 3] = ["23505", "42P07", "42710"];
    match database {
        Database::Sqlite(lite) => lite.execute(CREATE_SQLITE),
        Database::Postgres(session) => match session.batch(CREATE_POSTGRES).await {
            Ok(()) => {
                // That it was there already is news to nobody.
                session.take_notices();
                Ok(())
            }
            // Somebody else made it at the same moment.
            Err(error) if error.sqlstate().is_some_and(|state| MEANWHILE.contains(&state)) => Ok(()),
            Err(error) => Err(EngineError::own("making the table of backfills", &error)),
        },
    }
}

/// All rows of a service; none where there is no table yet.
pub(crate) async fn read(database: &Database, service: &str) -> Result<Vec<Row>, EngineError> {
    let dialect = database.dialect();
    let there = match dialect {
        Dialect::Postgres => {
            "SELECT count(*) FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n \
             ON n.oid = c.relnamespace WHERE n.nspname = 'evenkeel' AND c.relname = 'backfill'"
        }
        Dialect::Sqlite => "SELECT count(*) FROM sqlite_master WHERE name = 'evenkeel_backfill'",
    };
    let answer = database.run(there).await?;
    if answer.rows.first().and_then(|row| row.first()?.as_deref()) != Some("1") {
        return Ok(Vec::new());
    }
    let time = |column: &'static str| match dialect {
        Dialect::Postgres => sql!(
            "pg_catalog.to_char({} AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"')",
            Sql::raw(column)
        ),
        Dialect::Sqlite => Sql::raw(column),
    };
    let question = sql!(
        "SELECT migration, life, meaning, state, cursor, rows, total, batches, worked_ms, {}, {} FROM {} \
         WHERE service = {} ORDER BY migration",
        time("started_at"),
        time("at"),
        table(dialect),
        Literal(service),
    );
    let rows = database.run(question.as_str()).await?.rows;
    rows.iter().map(|row| parse(row)).collect()
}

fn parse(cells: &[Option<String>]) -> Result<Row, EngineError> {
    let text = |column: usize| cells.get(column).cloned().flatten();
    let number = |column: usize| text(column).and_then(|text| text.parse::<u64>().ok());
    let row = || {
        Some(Row {
            migration: text(0)?,
            life: text(1)?.parse().ok()?,
            meaning: text(2)?,
            state: Stage::of_word(&text(3)?)?,
            cursor: match text(4) {
                Some(cursor) => Some(serde_json::from_str(&cursor).ok()?),
                None => None,
            },
            rows: number(5)?,
            total: number(6),
            batches: number(7)?,
            worked_ms: number(8)?,
            started_at: text(9)?,
            at: text(10)?,
        })
    };
    row().ok_or_else(|| EngineError::Catalog("a row of the table of backfills is not understood".to_owned()))
}

impl Page<'_> {
    fn which(&self) -> Sql {
        sql!(
            "FROM {} WHERE service = {} AND migration = {}",
            table(self.dialect),
            Literal(&self.author.service),
            Literal(self.migration)
        )
    }

    /// The statements that begin it anew.
    pub(crate) fn begin(&self, life: i64, meaning: &str, total: Option<u64>) -> [Sql; 2] {
        let total = total.map_or_else(|| Sql::raw("NULL"), |total| sql!("{}", total));
        let host = self.author.host.as_deref().map_or_else(|| Sql::raw("NULL"), |host| Literal(host).into());
        [
            Sql::raw("DELETE ").and(self.which()),
            sql!(
                "INSERT INTO {} (service, migration, life, meaning, state, total, tool, host) \
                 VALUES ({}, {}, {}, {}, 'running', {}, {}, {})",
                table(self.dialect),
                Literal(&self.author.service),
                Literal(self.migration),
                life,
                Literal(meaning),
                total,
                Literal(&self.author.tool),
                host
            ),
        ]
    }

    /// Moves the cursor, from where it was.
    pub(crate) fn advance(&self, from: Option<&[String]>, to: &[String], rows: u64, worked_ms: u64) -> Sql {
        let moved = sql!(
            "UPDATE {} SET cursor = {}, rows = rows + {}, batches = batches + 1, worked_ms = worked_ms + {}, at = {} \
             WHERE service = {} AND migration = {} AND state = 'running' AND cursor IS NOT DISTINCT FROM {}",
            table(self.dialect),
            Literal(&written(to)),
            rows,
            worked_ms,
            now(self.dialect),
            Literal(&self.author.service),
            Literal(self.migration),
            from.map_or_else(|| Sql::raw("NULL"), |from| Literal(&written(from)).into()),
        );
        match self.dialect {
            Dialect::Sqlite => moved,
            Dialect::Postgres => sql!(
                "WITH moved AS ({} RETURNING 1) SELECT CASE count(*) WHEN 0 THEN ({} || count(*))::integer END FROM moved",
                moved,
                Literal(MOVED)
            ),
        }
    }

    pub(crate) fn becomes(&self, stage: Stage) -> Sql {
        sql!(
            "UPDATE {} SET state = {}, at = {} WHERE service = {} AND migration = {}",
            table(self.dialect),
            Literal(stage.word()),
            now(self.dialect),
            Literal(&self.author.service),
            Literal(self.migration)
        )
    }
}

/// Whether a batch found that another one was there before it.
pub(crate) fn has_moved(error: &crate::connect::ServerError) -> bool {
    error.sqlstate() == Some("22P02") && error.to_string().contains(MOVED)
}

fn written(cursor: &[String]) -> String {
    serde_json::to_string(cursor).expect("strings can be written")
}
