//! sqlx: `_sqlx_migrations`, by version, with a SHA-384 of the file that has to stay.

use evenkeel_core::{Literal, Sql, sql};
use sha2::{Digest, Sha384};

use super::table::Table;
use super::{Known, Rows, Rules, TheirLock, Told, cell, is_true, strangers};

pub(super) struct Sqlx;

const CREATE_POSTGRES: &str = "(version BIGINT PRIMARY KEY, description TEXT NOT NULL, \
     installed_on TIMESTAMPTZ NOT NULL DEFAULT now(), success BOOLEAN NOT NULL, checksum BYTEA NOT NULL, \
     execution_time BIGINT NOT NULL)";
const CREATE_SQLITE: &str = "(version BIGINT PRIMARY KEY, description TEXT NOT NULL, \
     installed_on TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP, success BOOLEAN NOT NULL, checksum BLOB NOT NULL, \
     execution_time BIGINT NOT NULL)";

impl Rules for Sqlx {
    fn usual_place(&self) -> (&'static str, &'static str) {
        ("public", "_sqlx_migrations")
    }

    fn columns(&self, table: &Table) -> Sql {
        table.either(CREATE_POSTGRES, CREATE_SQLITE)
    }

    fn read(&self, table: &Table) -> Sql {
        let hex = table.either("pg_catalog.encode(checksum, 'hex')", "lower(hex(checksum))");
        sql!("SELECT version, success, {} FROM {} ORDER BY version", hex, table.name())
    }

    fn told(&self, rows: &Rows, known: &[Known]) -> Told {
        let mut told =
            Told { missing: strangers(rows.iter().filter_map(|row| cell(row, 0)), known), ..Told::default() };
        for row in rows {
            let Some(known) = known.iter().find(|known| cell(row, 0) == Some(known.key.as_str())) else {
                continue;
            };
            let same = cell(row, 2) == Some(sha384(known).as_str());
            match (is_true(row, 1), same) {
                (true, true) => told.applied.push(known.migration.clone()),
                (true, false) => told.edited.push(known.migration.clone()),
                (false, _) => told.failed.push((known.migration.clone(), String::new())),
            }
        }
        told
    }

    fn applied(&self, table: &Table, known: &Known) -> Vec<Sql> {
        vec![delete(table, known), insert(table, known, &table.either("true", "1"))]
    }

    fn taken_back(&self, table: &Table, known: &Known) -> Vec<Sql> {
        vec![delete(table, known)]
    }

    fn begun(&self, table: &Table, known: &Known) -> Vec<Sql> {
        vec![delete(table, known), insert(table, known, &table.either("false", "0"))]
    }

    fn lock(&self, _: &Table, _: &[Known], database: &str) -> TheirLock {
        let mut sum = flate2::Crc::new();
        sum.update(database.as_bytes());
        TheirLock::Advisory(0x3d32_ad9e * i64::from(sum.sum()))
    }
}

fn insert(table: &Table, known: &Known, success: &Sql) -> Sql {
    sql!(
        "INSERT INTO {} (version, description, success, checksum, execution_time) VALUES ({}, {}, {}, {}, -1)",
        table.name(),
        version(known),
        Literal(&known.title),
        success,
        table.bytes(&sha384(known))
    )
}

fn delete(table: &Table, known: &Known) -> Sql {
    sql!("DELETE FROM {} WHERE version = {}", table.name(), version(known))
}

fn version(known: &Known) -> i64 {
    known.key.parse().unwrap_or_default()
}

fn sha384(known: &Known) -> String {
    hex::encode(Sha384::digest(known.text.as_bytes()))
}
