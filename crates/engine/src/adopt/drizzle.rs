//! Drizzle: `drizzle.__drizzle_migrations`. Up to 0.x, which has a journal, whatever is not younger than its youngest row is
//! applied; from 1.0 on a migration is known by its name, for which the ledger has a column.

use evenkeel_core::{Literal, Sql, sql};
use evenkeel_sources::lexer::Dialect;

use super::table::Table;
use super::{Form, Known, Rows, Rules, Told, by_key, cell, is_true};

pub(super) struct Drizzle;

const CREATE_POSTGRES: &str = "(id SERIAL PRIMARY KEY, hash text NOT NULL, created_at bigint)";
const CREATE_SQLITE: &str = "(id SERIAL PRIMARY KEY, hash text NOT NULL, created_at numeric)";

/// Where a row, as [`Drizzle::read`] asks for it, has what.
const NAMED: usize = 0;
const HASH: usize = 2;
const CREATED_AT: usize = 3;
const NAME: usize = 4;

impl Rules for Drizzle {
    fn usual_place(&self) -> (&'static str, &'static str) {
        ("drizzle", "__drizzle_migrations")
    }

    fn columns(&self, table: &Table) -> Sql {
        table.either(CREATE_POSTGRES, CREATE_SQLITE)
    }

    /// Whether it has names is said even where it has no rows.
    fn read(&self, table: &Table) -> Sql {
        sql!(
            "SELECT named.*, ledger.* FROM (SELECT EXISTS ({})) AS named LEFT JOIN {} AS ledger ON true",
            has_names(table),
            table.name()
        )
    }

    fn told(&self, rows: &Rows, known: &[Known]) -> Told {
        let form = if rows.iter().any(|row| is_true(row, NAMED)) { Form::Todays } else { Form::First };
        let rows: Vec<Row<'_>> = rows.iter().filter_map(|row| Row::of(row)).collect();
        match (known.iter().any(has_journal), form) {
            (true, Form::First | Form::Todays) => by_youngest(&rows, known),
            (false, Form::Todays) => {
                let names = rows.iter().filter_map(|row| row.name);
                Told { applied: by_key(names, known), ..Told::default() }
            }
            (false, Form::First) => by_moment(&rows, known),
        }
    }

    /// As Drizzle 1.0 itself does it: a row is the migration of its second, or where several are of that second, or none is,
    /// the one of its hash.
    fn raised(&self, table: &Table, known: &[Known]) -> Vec<Sql> {
        if known.iter().any(has_journal) {
            return Vec::new();
        }
        let name = || table.name();
        let columns = match table.dialect {
            Dialect::Postgres => {
                "ADD COLUMN name text, ADD COLUMN applied_at timestamp with time zone DEFAULT now()"
            }
            Dialect::Sqlite => "ADD COLUMN name text",
        };
        let mut statements = vec![sql!("ALTER TABLE {} {}", name(), Sql::raw(columns))];
        if table.dialect == Dialect::Sqlite {
            statements.push(sql!("ALTER TABLE {} ADD COLUMN applied_at text", name()));
        }
        let named = |one: &Known, which: Sql| {
            sql!(
                "UPDATE {} SET name = {}, applied_at = NULL WHERE name IS NULL AND {}",
                name(),
                Literal(&one.key),
                which
            )
        };
        let by_hash = |one: &Known| sql!("hash = {}", Literal(one.sha256().as_str()));
        for one in known {
            let second = sql!("created_at / 1000 = {}", second(one));
            statements.push(match is_alone(one, known) {
                true => named(one, second),
                false => named(one, sql!("{} AND {}", second, by_hash(one))),
            });
        }
        statements.extend(known.iter().map(|one| named(one, by_hash(one))));
        statements
    }

    fn applied(&self, table: &Table, known: &Known) -> Vec<Sql> {
        let hash = known.sha256();
        let moment = known.when.unwrap_or_else(|| second(known) * 1000);
        vec![match has_journal(known) {
            true => sql!(
                "INSERT INTO {} (hash, created_at) SELECT {}, {} WHERE NOT EXISTS (SELECT 1 FROM {} WHERE hash = {} \
                 AND created_at = {})",
                table.name(),
                Literal(hash.as_str()),
                moment,
                table.name(),
                Literal(hash.as_str()),
                moment
            ),
            false => sql!(
                "INSERT INTO {} (hash, created_at, name, applied_at) SELECT {}, {}, {}, {} WHERE NOT EXISTS \
                 (SELECT 1 FROM {} WHERE name = {})",
                table.name(),
                Literal(hash.as_str()),
                moment,
                Literal(&known.key),
                table.either("pg_catalog.now()", "strftime('%Y-%m-%dT%H:%M:%fZ', 'now')"),
                table.name(),
                Literal(&known.key)
            ),
        }]
    }

    fn taken_back(&self, table: &Table, known: &Known) -> Vec<Sql> {
        vec![match known.when {
            Some(when) => sql!("DELETE FROM {} WHERE created_at = {}", table.name(), when),
            None => sql!("DELETE FROM {} WHERE name = {}", table.name(), Literal(&known.key)),
        }]
    }
}

/// A query that has a row where the ledger has names.
fn has_names(table: &Table) -> Sql {
    match table.dialect {
        Dialect::Postgres => sql!(
            "SELECT 1 FROM pg_catalog.pg_attribute WHERE attrelid = pg_catalog.to_regclass({}) AND attname = 'name' \
             AND NOT attisdropped",
            Literal(&table.name().to_string())
        ),
        Dialect::Sqlite => {
            sql!("SELECT 1 FROM pragma_table_info({}) WHERE name = 'name'", Literal(&table.bare))
        }
    }
}

/// What stands in a row.
struct Row<'a> {
    hash: &'a str,
    created_at: Option<i64>,
    name: Option<&'a str>,
}

impl<'a> Row<'a> {
    fn of(row: &'a [Option<String>]) -> Option<Row<'a>> {
        let created_at = cell(row, CREATED_AT).and_then(|text| text.parse().ok());
        Some(Row { hash: cell(row, HASH)?, created_at, name: cell(row, NAME) })
    }
}

fn has_journal(known: &Known) -> bool {
    known.when.is_some()
}

/// As 0.x reads it, whose journal says when each migration was made.
fn by_youngest(rows: &[Row<'_>], known: &[Known]) -> Told {
    let youngest = rows.iter().filter_map(|row| row.created_at).max();
    let not_younger = |one: &&Known| one.when.zip(youngest).is_some_and(|(when, youngest)| when <= youngest);
    let applied = known.iter().filter(not_younger);
    Told { applied: applied.map(|one| one.migration.clone()).collect(), ..Told::default() }
}

/// As 1.0 reads what 0.x wrote.
fn by_moment(rows: &[Row<'_>], known: &[Known]) -> Told {
    let mut told = Told { form: Form::First, ..Told::default() };
    for row in rows {
        let hashed = |one: &&Known| one.sha256().as_str() == row.hash;
        let of_second: Vec<&Known> =
            known.iter().filter(|one| row.created_at.map(|at| at / 1000) == Some(second(one))).collect();
        let meant = match of_second.as_slice() {
            [] => known.iter().find(hashed),
            [one] => Some(*one),
            several => several.iter().copied().find(hashed),
        };
        match (meant, row.created_at) {
            (Some(one), _) => told.applied.push(one.migration.clone()),
            (None, Some(at)) => told.missing.push(["of the moment ", &at.to_string()].concat()),
            (None, None) => told.missing.push(row.hash.to_owned()),
        }
    }
    told
}

/// Whether no other migration is of the same second.
fn is_alone(one: &Known, known: &[Known]) -> bool {
    known.iter().filter(|other| second(other) == second(one)).count() == 1
}

/// The moment that the first fourteen digits of a folder's name tell, in seconds since 1970.
fn second(known: &Known) -> i64 {
    moment(&known.key).unwrap_or_default()
}

fn moment(key: &str) -> Option<i64> {
    let part = |from: usize, to: usize| key.get(from..to)?.parse::<u32>().ok();
    let month = time::Month::try_from(u8::try_from(part(4, 6)?).ok()?).ok()?;
    let date =
        time::Date::from_calendar_date(i32::try_from(part(0, 4)?).ok()?, month, byte(part(6, 8)?)?).ok()?;
    let at = date.with_hms(byte(part(8, 10)?)?, byte(part(10, 12)?)?, byte(part(12, 14)?)?).ok()?;
    Some(at.assume_utc().unix_timestamp())
}

fn byte(number: u32) -> Option<u8> {
    u8::try_from(number).ok()
}
