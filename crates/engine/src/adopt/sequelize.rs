//! Sequelize: `"SequelizeMeta"`, by the name of the file. Some have the moment beside it, twice.

use evenkeel_core::{Literal, Sql, sql};

use super::table::Table;
use super::{Known, Rules};

pub(super) struct Sequelize;

impl Rules for Sequelize {
    fn usual_place(&self) -> (&'static str, &'static str) {
        ("public", "SequelizeMeta")
    }

    fn columns(&self, _: &Table) -> Sql {
        Sql::raw("(name varchar(255) NOT NULL, PRIMARY KEY (name))")
    }

    fn read(&self, table: &Table) -> Sql {
        sql!("SELECT name FROM {} ORDER BY name", table.name())
    }

    fn applied(&self, table: &Table, known: &Known) -> Vec<Sql> {
        // Columns that the table has not are passed over.
        vec![sql!(
            "INSERT INTO {} SELECT row.* FROM pg_catalog.jsonb_populate_record(NULL::{}, \
             pg_catalog.jsonb_build_object('name', {}::text, 'createdAt', pg_catalog.now(), \
             'updatedAt', pg_catalog.now())) AS row ON CONFLICT DO NOTHING",
            table.name(),
            table.name(),
            Literal(&known.key)
        )]
    }
}
