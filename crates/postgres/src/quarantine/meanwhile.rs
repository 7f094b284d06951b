//! A column that goes from a table which people read and write. Its values are copied while they do, a trigger writes
//! down the keys of the rows that they touch, and when nobody can write any more only those are looked at again.
//!
//! Must not know what else a plan does: the copying comes before anything changes, the end where the column goes.

use evenkeel_core::sql::{DollarQuoted, Ident, Name, Sql};
use evenkeel_core::{Action, Boundary, ObjectId, Step, View, sql};

use super::keep::{self, listed};
use super::{Holds, Keeping, Kept, SCHEMA};
use crate::dialect::Postgres;
use crate::kinds::Object;
use crate::locks::Mode;
use crate::online::Online;

/// What the name of such a list has behind that of what is kept. The trigger and its function are called so too.
pub(super) const LOG: &str = "_log";

pub(super) struct Meanwhile<'a> {
    keeping: &'a Keeping,
    schema: &'a str,
    table: &'a str,
    key: &'a [Kept],
    column: &'a Kept,
}

impl<'a> Meanwhile<'a> {
    /// None where the values are copied while the table is locked: nobody uses it, its own policies would hide rows from
    /// its owner, or rows can come into it that no trigger sees, with a partition.
    pub(super) fn of(keeping: &'a Keeping, online: &Online, view: &View<'_, Postgres>) -> Option<Self> {
        let Holds::Column { schema, table, key, column } = &keeping.holds else { return None };
        let id = ObjectId::new("table", &[schema, table]);
        let Some(Object::Table(old)) = view.catalogs.old.get(&id) else { return None };
        let is_plain = old.partition_key.is_none() && !old.force_row_security;
        (is_plain && online.keeps_going(view, &id)).then_some(Meanwhile {
            keeping,
            schema,
            table,
            key,
            column,
        })
    }

    /// The copy. Writers wait for as long as a trigger takes to be made, and nobody for the rest.
    pub(super) fn begun(&self) -> Vec<Step> {
        let watch = |sql| self.step(sql).locking(self.lock(Mode::ShareRowExclusive));
        let always = sql!("ALTER TABLE {} ENABLE ALWAYS TRIGGER {}", self.of_table(), self.ident());
        let log = [self.log_made(), self.log_identified(), self.function_made()].map(|sql| self.step(sql));
        let apart = [watch(self.trigger_made()), watch(always), self.step(self.copied())]
            .into_iter()
            .chain([self.step(keep::keyed(self.keeping, self.key)), self.step(self.caught_up())]);
        log.into_iter().chain(apart.map(|step| step.at(Boundary::Apart))).collect()
    }

    /// The rest, under the lock that the drop takes.
    pub(super) fn ended(&self) -> Vec<Step> {
        let mut hold = keep::held(&self.keeping.object, self.schema, self.table);
        hold.hazards.clear();
        let unwatch = self.step(sql!("DROP TRIGGER {} ON {}", self.ident(), self.of_table()));
        vec![
            hold,
            self.step(self.caught_up()),
            unwatch.locking(self.lock(Mode::AccessExclusive)),
            self.step(sql!("DROP FUNCTION {}()", self.log())),
            self.step(sql!("DROP TABLE {}", self.log())),
        ]
    }

    fn step(&self, sql: Sql) -> Step {
        self.keeping.step(Action::Drop, sql)
    }

    fn lock(&self, mode: Mode) -> evenkeel_core::Lock {
        mode.on(self.schema, self.table)
    }

    fn of_table(&self) -> Name {
        Name::new([self.schema, self.table])
    }

    fn name(&self) -> String {
        [self.keeping.name.as_str(), LOG].concat()
    }

    fn ident(&self) -> Sql {
        Ident::new(&self.name()).into()
    }

    fn log(&self) -> Name {
        Name::new([SCHEMA, &self.name()])
    }

    /// The columns of the key, and nothing else.
    fn log_made(&self) -> Sql {
        let key = Sql::join(self.key.iter().map(listed), ", ");
        sql!("CREATE TABLE {} AS SELECT {} FROM {} WITH NO DATA", self.log(), key, self.of_table())
    }

    /// What a publication of all tables publishes can lose rows only where it can tell which.
    fn log_identified(&self) -> Sql {
        sql!("ALTER TABLE {} REPLICA IDENTITY FULL", self.log())
    }

    /// It works with its owner's rights, because who writes the table has none in quarantine.
    fn function_made(&self) -> Sql {
        let [old, new] = ["OLD", "NEW"].map(|row| {
            let value = |part: &Kept| part.put_away(sql!("{}.{}", Sql::raw(row), part.ident()));
            Sql::join(self.key.iter().map(value), ", ")
        });
        let noted = |values: &Sql| sql!("INSERT INTO {} VALUES ({});", self.log(), values);
        let body = sql!(
            "\nBEGIN\n    IF TG_OP = 'DELETE' OR TG_OP = 'UPDATE' AND ROW({}) IS DISTINCT FROM ROW({}) THEN\n        \
             {}\n    END IF;\n    IF TG_OP <> 'DELETE' THEN\n        {}\n    END IF;\n    RETURN NULL;\nEND",
            old,
            new,
            noted(&old),
            noted(&new)
        );
        sql!(
            "CREATE FUNCTION {}() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp \
             AS {}",
            self.log(),
            DollarQuoted(body.as_str())
        )
    }

    fn trigger_made(&self) -> Sql {
        sql!(
            "CREATE TRIGGER {} AFTER INSERT OR UPDATE OR DELETE ON {} FOR EACH ROW EXECUTE FUNCTION {}()",
            self.ident(),
            self.of_table(),
            self.log()
        )
    }

    fn copied(&self) -> Sql {
        keep::column_copied(self.keeping, &self.of_table(), self.key, self.column)
    }

    /// Makes good for the rows that the list names, and takes them off it: all in one statement, which sees one moment. What
    /// is written after that moment is on the list again.
    fn caught_up(&self) -> Sql {
        let (place, log, table) = (self.keeping.place(), self.log(), self.of_table());
        let names = || Sql::join(self.key.iter().map(Kept::ident), ", ");
        let waits = self.key.iter().map(|part| sql!("q.{} = w.{}", part.ident(), part.ident()));
        let there = Sql::join(
            self.key
                .iter()
                .map(|part| sql!("t.{} = {}", part.ident(), part.taken_out(sql!("w.{}", part.ident())))),
            " AND ",
        );
        let column = self.column.ident();
        let values = self.key.iter().map(|part| sql!("w.{}", part.ident()));
        let value = self.column.put_away(sql!("t.{}", column));
        sql!(
            "WITH written AS (DELETE FROM {} RETURNING *),\n    gone AS (DELETE FROM {} AS q USING written AS w WHERE {}\n        \
             AND NOT EXISTS (SELECT FROM {} AS t WHERE {} AND t.{} IS NOT NULL))\nINSERT INTO {} ({}, {})\nSELECT {}, {} \
             FROM (SELECT DISTINCT * FROM written) AS w JOIN {} AS t ON {} WHERE t.{} IS NOT NULL\nON CONFLICT ({}) DO \
             UPDATE SET {} = EXCLUDED.{}",
            log,
            place,
            Sql::join(waits, " AND "),
            table,
            there,
            column,
            place,
            names(),
            column,
            Sql::join(values, ", "),
            value,
            table,
            there,
            column,
            names(),
            column,
            column
        )
    }
}
