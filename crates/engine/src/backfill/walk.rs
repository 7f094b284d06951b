//! The order in which a table's rows are taken, and the pages of it. Keys are literals of the dialect, so that they can be
//! put into statements as they are. Must not know what is done with the rows.

use evenkeel_core::sql::{Ident, Name};
use evenkeel_core::{Literal, Sql, sql};
use evenkeel_sources::backfill::Batches;
use evenkeel_sources::lexer::Dialect;

use super::BackfillError;
use crate::connect::Session;
use crate::database::{Database, Lite};
use crate::error::EngineError;

/// A table and the key by which it is walked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Walk {
    dialect: Dialect,
    table: Name,
    key: Vec<Column>,
    /// About how many rows there are, where that is known.
    pub(super) total: Option<u64>,
}

/// A column of the key.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Column {
    name: String,
    /// The type to which a literal of it is cast; nothing in SQLite, where literals have types.
    cast: Option<Sql>,
}

/// The rows of one batch: those from the first key to the last.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Stretch {
    pub(super) first: Vec<String>,
    pub(super) last: Vec<String>,
    pub(super) rows: u64,
}

impl Walk {
    /// Looks the table and its key up.
    ///
    /// # Errors
    /// There is no such table, or no key by which all its rows can be walked without reading the table for each batch.
    pub(super) async fn of(
        database: &Database,
        migration: &str,
        batches: &Batches,
    ) -> Result<Walk, EngineError> {
        match database {
            Database::Postgres(session) => postgres(session, migration, batches).await,
            Database::Sqlite(lite) => sqlite(lite, migration, batches),
        }
    }

    /// One statement that answers one row: how many rows there are behind `after`, up to `limit`, then the first key and
    /// the last.
    pub(super) fn page(&self, after: Option<&[String]>, limit: u64) -> Sql {
        let names = || Sql::join(self.key.iter().map(|column| Ident::new(&column.name)), ", ");
        let backwards =
            Sql::join(self.key.iter().map(|column| sql!("{} DESC", Ident::new(&column.name))), ", ");
        let behind = match after {
            Some(after) => sql!(" WHERE ({}) > ({})", names(), self.values(after)),
            None => Sql::default(),
        };
        let ends = Sql::join(self.key.iter().map(|column| self.literal_of(column)), ", ");
        sql!(
            "WITH page AS MATERIALIZED (SELECT {} FROM {}{} ORDER BY {} LIMIT {}) \
             SELECT (SELECT count(*) FROM page), f.*, l.* FROM (SELECT 1) one \
             LEFT JOIN (SELECT {} FROM page ORDER BY {} LIMIT 1) f ON true \
             LEFT JOIN (SELECT {} FROM page ORDER BY {} LIMIT 1) l ON true",
            names(),
            self.table,
            behind,
            names(),
            limit,
            ends,
            names(),
            ends,
            backwards
        )
    }

    /// The key of a row as a literal that means the same.
    fn literal_of(&self, column: &Column) -> Sql {
        let name = Ident::new(&column.name);
        match self.dialect {
            Dialect::Postgres => sql!("pg_catalog.quote_literal({}::pg_catalog.text)", name),
            Dialect::Sqlite => sql!("quote({})", name),
        }
    }

    /// A key where `:first` or `:last` stands.
    pub(super) fn values(&self, key: &[String]) -> Sql {
        let value = |(column, literal): (&Column, &String)| {
            let literal = Sql::from_database(literal.clone());
            match &column.cast {
                Some(cast) => sql!("{}::{}", literal, *cast),
                None => literal,
            }
        };
        Sql::join(self.key.iter().zip(key).map(value), ", ")
    }

    /// What [`Walk::page`] answered; nothing at the end.
    pub(super) fn stretch(&self, row: &[Option<String>]) -> Option<Stretch> {
        let rows: u64 = row.first()?.as_ref()?.parse().ok()?;
        let width = self.key.len();
        let ends: Option<Vec<String>> = row.get(1..=2 * width)?.iter().cloned().collect();
        let mut first = ends.filter(|_| rows > 0)?;
        let last = first.split_off(width);
        Some(Stretch { first, last, rows })
    }

    /// The key of a stretch in words.
    pub(super) fn told(key: &[String]) -> String {
        key.join(", ")
    }
}

async fn postgres(session: &Session, migration: &str, batches: &Batches) -> Result<Walk, EngineError> {
    let failed = |error| EngineError::own("looking the table of a backfill up", &error);
    let written = Name::new(batches.table.iter().map(String::as_str));
    let shown = written.to_string();
    let question = sql!(
        "SELECT c.oid, n.nspname, c.relname FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace \
         WHERE c.oid = pg_catalog.to_regclass({}) AND c.relkind IN ('r', 'p')",
        Literal(&shown)
    );
    let rows = session.rows(question.as_str()).await.map_err(failed)?;
    let cell = |column: usize| rows.first()?.get(column)?.clone();
    let (Some(oid), Some(schema), Some(name)) = (cell(0), cell(1), cell(2)) else {
        return Err(BackfillError::NoTable { migration: migration.to_owned(), table: shown }.into());
    };
    let oid: u32 = oid.parse().unwrap_or_default();
    let rows = session.rows(key_question(oid, &batches.key).as_str()).await.map_err(failed)?;
    let about = About { migration, table: shown };
    let key = about.key(&batches.key, &rows, |text| Some(Sql::from_database(text)))?;
    let numbers: Vec<Sql> =
        rows.iter().filter_map(|row| Some(sql!("{}", row.get(3)?.as_ref()?.parse::<i64>().ok()?))).collect();
    let indexed = sql!(
        "SELECT count(*) FROM pg_catalog.pg_index i JOIN pg_catalog.pg_class c ON c.oid = i.indexrelid \
         JOIN pg_catalog.pg_am a ON a.oid = c.relam WHERE i.indrelid = {} AND i.indisvalid AND i.indpred IS NULL \
         AND a.amname = 'btree' AND (i.indkey::int2[])[0:{}] = ARRAY[{}]::int2[]",
        oid,
        numbers.len().saturating_sub(1),
        Sql::join(numbers.iter(), ", ")
    );
    let indexes = session.rows(indexed.as_str()).await.map_err(failed)?;
    if indexes.first().and_then(|row| row.first()?.as_deref()) == Some("0") {
        return Err(about.no_index(&key));
    }
    let table = Name::new([schema.as_str(), &name]);
    let total = estimate(session, &table).await;
    Ok(Walk { dialect: Dialect::Postgres, table, key, total })
}

/// What the planner thinks, which looks at how large the table is now and not only at when it was analyzed.
async fn estimate(session: &Session, table: &Name) -> Option<u64> {
    let rows = session.rows(sql!("EXPLAIN (FORMAT JSON) SELECT FROM {}", *table).as_str()).await.ok()?;
    let text: Vec<String> = rows.into_iter().flatten().flatten().collect();
    let plan: serde_json::Value = serde_json::from_str(&text.join("\n")).ok()?;
    plan.get(0)?.get("Plan")?.get("Plan Rows")?.as_u64()
}

/// A row for each column of the key: its name as it was asked for, its type, whether it may be null, its number.
fn key_question(oid: u32, named: &[String]) -> Sql {
    if named.is_empty() {
        return sql!(
            "SELECT a.attname, pg_catalog.format_type(a.atttypid, a.atttypmod), a.attnotnull, a.attnum \
             FROM pg_catalog.pg_index i, pg_catalog.unnest(i.indkey::int2[]) WITH ORDINALITY k (number, place), \
             pg_catalog.pg_attribute a WHERE i.indrelid = {} AND i.indisprimary AND k.place <= i.indnkeyatts \
             AND a.attrelid = i.indrelid AND a.attnum = k.number ORDER BY k.place",
            oid
        );
    }
    sql!(
        "SELECT k.name, pg_catalog.format_type(a.atttypid, a.atttypmod), a.attnotnull, a.attnum \
         FROM pg_catalog.unnest(ARRAY[{}]) WITH ORDINALITY k (name, place) LEFT JOIN pg_catalog.pg_attribute a \
         ON a.attrelid = {} AND a.attname = k.name AND a.attnum > 0 AND NOT a.attisdropped ORDER BY k.place",
        Sql::join(named.iter().map(|name| Literal(name)), ", "),
        oid
    )
}

/// What errors are about.
struct About<'a> {
    migration: &'a str,
    table: String,
}

impl About<'_> {
    fn key(
        &self,
        named: &[String],
        rows: &[Vec<Option<String>>],
        cast: impl Fn(String) -> Option<Sql>,
    ) -> Result<Vec<Column>, EngineError> {
        let (migration, table) = (self.migration.to_owned(), self.table.clone());
        if rows.is_empty() {
            return Err(BackfillError::NoKey { migration, table }.into());
        }
        let mut key = Vec::with_capacity(rows.len());
        for (at, row) in rows.iter().enumerate() {
            let cell = |column: usize| row.get(column).cloned().flatten();
            let column = cell(0).or_else(|| named.get(at).cloned()).unwrap_or_default();
            let Some(kind) = cell(1) else {
                return Err(BackfillError::NoColumn { migration, table, column }.into());
            };
            if !matches!(cell(2).as_deref(), Some("t" | "1")) {
                return Err(BackfillError::Nullable { migration, table, column }.into());
            }
            key.push(Column { name: column, cast: cast(kind) });
        }
        Ok(key)
    }

    fn no_index(&self, key: &[Column]) -> EngineError {
        let (migration, table) = (self.migration.to_owned(), self.table.clone());
        let key = key.iter().map(|column| column.name.clone()).collect();
        BackfillError::NoIndex { migration, table, key }.into()
    }
}

/// In SQLite the primary key is the table's own order or has an index; other keys need one as elsewhere.
fn sqlite(lite: &Lite, migration: &str, batches: &Batches) -> Result<Walk, EngineError> {
    let name = batches.table.last().cloned().unwrap_or_default();
    let about = About { migration, table: Ident::new(&name).to_string() };
    let columns =
        sql!("SELECT name, type, \"notnull\" OR pk > 0, pk FROM pragma_table_info({})", Literal(&name));
    let columns = lite.rows(columns.as_str())?;
    if columns.is_empty() {
        return Err(BackfillError::NoTable { migration: migration.to_owned(), table: about.table }.into());
    }
    let primary = primary(&columns);
    let rows = if batches.key.is_empty() { primary.clone() } else { named(&columns, &batches.key) };
    let key = about.key(&batches.key, &rows, |_| None)?;
    let folded = |name: &str| name.to_ascii_lowercase();
    let names: Vec<String> = key.iter().map(|column| folded(&column.name)).collect();
    let is_primary =
        primary.iter().filter_map(|row| row.first()?.as_deref()).map(folded).eq(names.iter().cloned());
    if !is_primary && !is_indexed(lite, &name, &names)? {
        return Err(about.no_index(&key));
    }
    let table = Name::new([name.as_str()]);
    let total = lite.rows(sql!("SELECT count(*) FROM {}", table).as_str())?;
    let total = total.first().and_then(|row| row.first()?.as_ref()?.parse().ok());
    Ok(Walk { dialect: Dialect::Sqlite, table, key, total })
}

type Row = Vec<Option<String>>;

/// The columns of the primary key in their order.
fn primary(columns: &[Row]) -> Vec<Row> {
    let place = |row: &Row| row.get(3)?.as_ref()?.parse::<u64>().ok().filter(|place| *place > 0);
    let mut found: Vec<(u64, Row)> =
        columns.iter().filter_map(|row| Some((place(row)?, row.clone()))).collect();
    found.sort_by_key(|(place, _)| *place);
    found.into_iter().map(|(_, row)| row).collect()
}

/// The columns that are named; one that is not there has nothing but its name.
fn named(columns: &[Row], key: &[String]) -> Vec<Row> {
    let is = |row: &Row, name: &str| {
        row.first().and_then(Option::as_deref).is_some_and(|it| it.eq_ignore_ascii_case(name))
    };
    let found = |name: &String| columns.iter().find(|row| is(row, name)).cloned();
    key.iter().map(|name| found(name).unwrap_or_else(|| vec![Some(name.clone()), None])).collect()
}

fn is_indexed(lite: &Lite, table: &str, key: &[String]) -> Result<bool, EngineError> {
    let question = sql!(
        "SELECT l.name, lower(i.name) FROM pragma_index_list({}) l, pragma_index_info(l.name) i \
         WHERE l.partial = 0 ORDER BY l.name, i.seqno",
        Literal(table)
    );
    let rows = lite.rows(question.as_str())?;
    let cell = |row: &[Option<String>], column: usize| row.get(column).cloned().flatten();
    let leads = |index: &String| {
        let columns =
            rows.iter().filter(|row| cell(row, 0).as_ref() == Some(index)).filter_map(|row| cell(row, 1));
        columns.take(key.len()).eq(key.iter().cloned())
    };
    Ok(rows.iter().filter_map(|row| cell(row, 0)).any(|index| leads(&index)))
}
