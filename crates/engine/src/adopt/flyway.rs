//! Flyway: `flyway_schema_history`, by version, with a CRC-32 of the lines that has to stay.

use evenkeel_core::{Literal, Sql, sql};
use evenkeel_sources::layout::Runs;

use super::table::Table;
use super::{Known, Rows, Rules, Told, cell, is_true};

pub(super) struct Flyway;

const COLUMNS: &str = "(installed_rank INT NOT NULL PRIMARY KEY, version VARCHAR(50), \
     description VARCHAR(200) NOT NULL, type VARCHAR(20) NOT NULL, script VARCHAR(1000) NOT NULL, checksum INTEGER, \
     installed_by VARCHAR(100) NOT NULL, installed_on TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP, \
     execution_time INTEGER NOT NULL, success BOOLEAN NOT NULL)";

impl Rules for Flyway {
    fn usual_place(&self) -> (&'static str, &'static str) {
        ("public", "flyway_schema_history")
    }

    fn columns(&self, _: &Table) -> Sql {
        Sql::raw(COLUMNS)
    }

    fn read(&self, table: &Table) -> Sql {
        sql!(
            "SELECT version, description, checksum, success, type FROM {} ORDER BY installed_rank",
            table.name()
        )
    }

    fn told(&self, rows: &Rows, known: &[Known]) -> Told {
        let mut told = Told::default();
        for known in known {
            // The newest row counts: a migration may have been undone and run again.
            let Some(row) = rows.iter().rfind(|row| is_of(row, known)) else { continue };
            let same = cell(row, 2).is_none_or(|sum| sum == checksum(known).to_string());
            let undone = cell(row, 4).is_some_and(|what| what.starts_with("UNDO") || what == "DELETE");
            match (is_true(row, 3), same) {
                _ if undone => {}
                (false, _) => told.failed.push((known.migration.clone(), String::new())),
                (true, true) => told.applied.push(known.migration.clone()),
                (true, false) if known.runs == Runs::OnChange => {}
                (true, false) => told.edited.push(known.migration.clone()),
            }
        }
        told
    }

    fn applied(&self, table: &Table, known: &Known) -> Vec<Sql> {
        let version: Sql = match known.runs {
            Runs::Once => Literal(&known.key).into(),
            Runs::OnChange => Sql::raw("NULL"),
        };
        let row = sql!(
            "INSERT INTO {} (installed_rank, version, description, type, script, checksum, installed_by, \
             execution_time, success) SELECT coalesce(max(installed_rank), 0) + 1, {}, {}, 'SQL', {}, {}, {}, 0, {} \
             FROM {}",
            table.name(),
            version,
            Literal(&known.title),
            Literal(&known.file),
            checksum(known),
            table.either("session_user", "''"),
            table.either("true", "1"),
            table.name()
        );
        match known.runs {
            Runs::Once => vec![delete(table, known), row],
            Runs::OnChange => vec![row],
        }
    }

    fn taken_back(&self, table: &Table, known: &Known) -> Vec<Sql> {
        vec![delete(table, known)]
    }
}

fn is_of(row: &[Option<String>], known: &Known) -> bool {
    match known.runs {
        Runs::Once => cell(row, 0) == Some(known.key.as_str()),
        Runs::OnChange => cell(row, 0).is_none() && cell(row, 1) == Some(known.title.as_str()),
    }
}

fn delete(table: &Table, known: &Known) -> Sql {
    sql!("DELETE FROM {} WHERE version = {}", table.name(), Literal(&known.key))
}

/// Of the lines without their ends.
fn checksum(known: &Known) -> i32 {
    let mut sum = flate2::Crc::new();
    let text = known.text.strip_prefix('\u{feff}').unwrap_or(&known.text);
    text.split('\n')
        .map(|line| line.strip_suffix('\r').unwrap_or(line))
        .for_each(|line| sum.update(line.as_bytes()));
    i32::from_ne_bytes(sum.sum().to_ne_bytes())
}
