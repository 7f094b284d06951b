//! Drizzle: `drizzle.__drizzle_migrations`. Up to 0.x whatever is not younger than its youngest row is applied; from
//! 1.0 on a migration is known by its name.

use evenkeel_core::{Literal, Sql, sql};

use super::table::Table;
use super::{Known, Rows, Rules, Told, cell};

pub(super) struct Drizzle;

const CREATE_POSTGRES: &str = "(id SERIAL PRIMARY KEY, hash text NOT NULL, created_at bigint)";
const CREATE_SQLITE: &str = "(id SERIAL PRIMARY KEY, hash text NOT NULL, created_at numeric)";

impl Rules for Drizzle {
    fn usual_place(&self) -> (&'static str, &'static str) {
        ("drizzle", "__drizzle_migrations")
    }

    /// As 0.x makes it; 1.0 adds its columns itself, and finds our rows by their hash.
    fn columns(&self, table: &Table) -> Sql {
        table.either(CREATE_POSTGRES, CREATE_SQLITE)
    }

    fn read(&self, table: &Table) -> Sql {
        sql!("SELECT hash, created_at FROM {}", table.name())
    }

    fn told(&self, rows: &Rows, known: &[Known]) -> Told {
        let youngest = rows.iter().filter_map(|row| cell(row, 1)?.parse::<i64>().ok()).max();
        let hashed = |known: &Known| rows.iter().any(|row| cell(row, 0) == Some(known.sha256().as_str()));
        let applied = |known: &&Known| match known.when {
            Some(when) => youngest.is_some_and(|youngest| when <= youngest),
            None => hashed(known),
        };
        let applied = known.iter().filter(applied).map(|known| known.migration.clone()).collect();
        Told { applied, ..Told::default() }
    }

    fn applied(&self, table: &Table, known: &Known) -> Vec<Sql> {
        let hash = known.sha256();
        let when = known.when.or_else(|| moment(&known.key)).unwrap_or_default();
        vec![sql!(
            "INSERT INTO {} (hash, created_at) SELECT {}, {} WHERE NOT EXISTS (SELECT 1 FROM {} WHERE hash = {} \
             AND created_at = {})",
            table.name(),
            Literal(hash.as_str()),
            when,
            table.name(),
            Literal(hash.as_str()),
            when
        )]
    }

    fn taken_back(&self, table: &Table, known: &Known) -> Vec<Sql> {
        let hash = known.sha256();
        vec![match known.when {
            Some(when) => sql!("DELETE FROM {} WHERE created_at = {}", table.name(), when),
            None => sql!("DELETE FROM {} WHERE hash = {}", table.name(), Literal(hash.as_str())),
        }]
    }
}

/// The moment that the first fourteen digits of a folder's name tell, in milliseconds.
fn moment(key: &str) -> Option<i64> {
    let part = |from: usize, to: usize| key.get(from..to)?.parse::<u32>().ok();
    let month = time::Month::try_from(u8::try_from(part(4, 6)?).ok()?).ok()?;
    let date =
        time::Date::from_calendar_date(i32::try_from(part(0, 4)?).ok()?, month, byte(part(6, 8)?)?).ok()?;
    let at = date.with_hms(byte(part(8, 10)?)?, byte(part(10, 12)?)?, byte(part(12, 14)?)?).ok()?;
    Some(at.assume_utc().unix_timestamp() * 1000)
}

fn byte(number: u32) -> Option<u8> {
    u8::try_from(number).ok()
}
