//! Which of the server's own tables hold anything that users made. What is told of the others need not be read: to plan
//! a statement over all of them takes longer than to read a small database.
//!
//! A query, or a branch of a union in it that another branch follows, names where its rows come from by beginning with
//! comments: `-- in pg_type d, pg_range` is any of these, and of `pg_type` only the rows marked `d`; `-- if EXISTS (…)` is
//! asked as it stands, for a server of any version. One of them is enough. Must not know what the rows mean.

use std::collections::BTreeSet;

use evenkeel_core::sql;
use evenkeel_core::sql::{Literal, Sql};

use crate::kinds::KINDS;

/// What the first round trip tells.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Holdings {
    held: BTreeSet<Place>,
    /// By which another session sees the same, where one is wanted.
    pub snapshot: Option<String>,
}

/// A table of the server's, or those of its rows that have this mark; or what a condition is about, in its words.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Place {
    table: String,
    mark: Option<String>,
}

const OPENING: &str = "-- in ";
const CONDITION: &str = "-- if ";
/// Where to look for anything takes longer than to plan for everything.
const LARGE: &str = "pg_relation_size('pg_attribute') >= 1048576";
/// Where roles are read, which belong to the whole server.
const ROLES: &str = "pg_roles";
const UNION: &str = "UNION ALL";

/// The tables whose rows are told apart, and by which column.
const MARKED: &[(&str, &str)] =
    &[("pg_class", "relkind"), ("pg_constraint", "contype"), ("pg_proc", "prokind"), ("pg_type", "typtype")];
/// The tables in which rows have no oid; where there are any, users made them.
const WITHOUT_OIDS: &[&str] = &["pg_inherits", "pg_seclabel", "pg_shseclabel"];

/// The query whose rows [`Holdings::read`] takes.
pub(super) fn survey() -> String {
    let lines = || texts().flat_map(str::lines).map(str::trim);
    let tables = lines().filter_map(tables).flatten().map(|place| place.table);
    let tables: BTreeSet<String> = tables.collect();
    let conditions: BTreeSet<&'static str> =
        lines().filter_map(|line| line.strip_prefix(CONDITION)).collect();
    let questions = tables.iter().map(|table| question(table));
    let asked = |condition: &&'static str| {
        sql!("SELECT {}, NULL WHERE {} OR {}", Literal(condition), Sql::raw(LARGE), Sql::raw(condition))
    };
    let asked = conditions.iter().map(asked).map(|question| question.to_string());
    questions.chain(asked).collect::<Vec<_>>().join(" UNION ALL ")
}

/// Everything in which places are named.
fn texts() -> impl Iterator<Item = &'static str> {
    KINDS.iter().map(|kind| kind.query).chain([super::DEPEND, super::SWEEP])
}

fn question(table: &str) -> String {
    let of_users = if WITHOUT_OIDS.contains(&table) { "" } else { " WHERE oid >= 16384" };
    match MARKED.iter().find(|(marked, _)| *marked == table) {
        Some((_, column)) => {
            ["SELECT '", table, "', ", column, "::text FROM ", table, of_users, " GROUP BY ", column].concat()
        }
        None => ["SELECT '", table, "', NULL WHERE EXISTS (SELECT FROM ", table, of_users, ")"].concat(),
    }
}

/// What a line says about where the rows behind it come from.
fn places(line: &str) -> Option<Vec<Place>> {
    let condition = |told: &str| vec![Place { table: told.to_owned(), mark: None }];
    let line = line.trim();
    line.strip_prefix(CONDITION).map(condition).or_else(|| Some(tables(line)?.collect()))
}

fn tables(line: &str) -> Option<impl Iterator<Item = Place> + '_> {
    let list = line.strip_prefix(OPENING)?;
    Some(list.split(", ").map(|place| match place.split_once(' ') {
        Some((table, mark)) => Place { table: table.to_owned(), mark: Some(mark.to_owned()) },
        None => Place { table: place.to_owned(), mark: None },
    }))
}

impl Holdings {
    /// What the statements of [`super::begin`] and [`super::look_inside`] have answered.
    pub fn read(rows: &[Vec<Option<String>>]) -> Self {
        let mut holdings = Holdings::default();
        for row in rows {
            match row.as_slice() {
                [Some(word), snapshot] if word == "snapshot" => holdings.snapshot.clone_from(snapshot),
                [Some(table), mark] => holdings.row(table, mark.as_deref()),
                _ => {}
            }
        }
        holdings
    }

    /// As if the server had no roles: they are not the database's.
    #[must_use]
    pub fn without_roles(mut self) -> Self {
        self.held.retain(|place| place.table != ROLES);
        self
    }

    fn row(&mut self, table: &str, mark: Option<&str>) {
        let place = |mark: Option<&str>| Place { table: table.to_owned(), mark: mark.map(str::to_owned) };
        self.held.extend([place(None), place(mark)]);
    }

    fn any(&self, places: &[Place]) -> bool {
        places.iter().any(|place| self.held.contains(place))
    }

    /// The query without the branches that have nothing to tell; none where it has none.
    pub(super) fn of(&self, query: &str) -> Option<String> {
        let mut out = String::with_capacity(query.len());
        let mut left_out = false;
        let mut opening: Option<Vec<Place>> = None;
        for line in query.lines() {
            if let Some(places) = places(line) {
                opening.get_or_insert_default().extend(places);
                continue;
            }
            if let Some(places) = opening.take() {
                left_out = !self.any(&places);
            }
            if left_out && out.is_empty() {
                return None;
            }
            if !left_out {
                out.push_str(line);
                out.push('\n');
            }
            // What follows is another branch.
            left_out &= line.trim() != UNION;
        }
        Some(out)
    }

    /// As if everything were there.
    #[cfg(test)]
    pub(super) fn everything() -> Self {
        let held = texts().flat_map(str::lines).filter_map(places).flatten().collect();
        Holdings { held, snapshot: None }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const QUERY: &str = "SELECT 1 FROM (\n  -- in pg_type d\n  SELECT 2\n  UNION ALL\n  SELECT 3\n) q\n";

    fn holding(rows: &[(&str, Option<&str>)]) -> Holdings {
        let mut holdings = Holdings::default();
        rows.iter().for_each(|(table, mark)| holdings.row(table, *mark));
        holdings
    }

    #[test]
    fn a_branch_of_an_empty_table_is_left_out() {
        let without = "SELECT 1 FROM (\n  SELECT 3\n) q\n";
        assert_eq!(holding(&[]).of(QUERY).as_deref(), Some(without));
        assert_eq!(holding(&[("pg_type", Some("e"))]).of(QUERY).as_deref(), Some(without));
        let whole = "SELECT 1 FROM (\n  SELECT 2\n  UNION ALL\n  SELECT 3\n) q\n";
        assert_eq!(holding(&[("pg_type", Some("d"))]).of(QUERY).as_deref(), Some(whole));
    }

    #[test]
    fn a_query_of_empty_tables_is_left_out() {
        let query = "-- in pg_policy, pg_class p\nSELECT 1\n";
        assert_eq!(holding(&[("pg_class", Some("r"))]).of(query), None);
        assert_eq!(holding(&[("pg_class", Some("p"))]).of(query).as_deref(), Some("SELECT 1\n"));
        assert_eq!(holding(&[("pg_policy", None)]).of(query).as_deref(), Some("SELECT 1\n"));
    }

    #[test]
    fn one_of_several_openings_is_enough() {
        let query = "-- if EXISTS (SELECT 'a')\n-- in pg_policy\n-- if EXISTS (SELECT 'b')\nSELECT 1\n";
        assert_eq!(holding(&[("EXISTS (SELECT 'c')", None)]).of(query), None);
        for held in ["EXISTS (SELECT 'a')", "pg_policy", "EXISTS (SELECT 'b')"] {
            assert_eq!(holding(&[(held, None)]).of(query).as_deref(), Some("SELECT 1\n"), "{held}");
        }
    }

    #[test]
    fn marks_stand_where_rows_are_told_apart() {
        for place in Holdings::everything().held {
            let marked = MARKED.iter().any(|(table, _)| *table == place.table);
            assert!(marked || place.mark.is_none(), "{place:?}");
        }
    }

    #[test]
    fn another_branch_follows_one_that_may_be_left_out() {
        for kind in KINDS {
            let lines: Vec<&str> = kind.query.lines().map(str::trim).collect();
            let opens = |at: usize| places(lines[at]).is_some();
            let first = |at: usize| at > 0 && opens(at) && !opens(at - 1);
            for at in (0..lines.len()).filter(|at| first(*at)) {
                let begins = lines[at - 1] == UNION || lines[at - 1].ends_with('(');
                assert!(begins, "{}: what is in front of {}", kind.name, lines[at]);
                assert!(lines[at..].contains(&UNION), "{}: what is behind {}", kind.name, lines[at]);
            }
        }
    }
}
