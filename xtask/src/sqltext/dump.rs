//! Two dumps compared as multisets of statements, without what says nothing about the schema.

use std::collections::BTreeMap;

use super::{around_first_list, items, opening, statements};

/// The statements of a `pg_dump --schema-only`, each with how often it stands there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Dump(BTreeMap<String, usize>);

impl Dump {
    pub(crate) fn read(text: &str) -> Self {
        let mut counted = BTreeMap::new();
        for statement in statements(&for_any_version(text)) {
            if !is_noise(&statement) {
                *counted.entry(normal(&statement)).or_insert(0) += 1;
            }
        }
        Self(counted)
    }

    /// What this one has too much (`+`) and what it lacks (`-`) against the wanted one.
    pub(crate) fn differences(&self, wanted: &Self) -> Vec<String> {
        let mut found: Vec<String> = self.beyond(wanted).map(|statement| format!("+ {statement}")).collect();
        found.extend(wanted.beyond(self).map(|statement| format!("- {statement}")));
        found
    }

    fn beyond<'a>(&'a self, other: &'a Self) -> impl Iterator<Item = &'a str> {
        self.0.iter().flat_map(|(statement, &count)| {
            let there = other.0.get(statement).copied().unwrap_or(0);
            std::iter::repeat_n(statement.as_str(), count.saturating_sub(there))
        })
    }
}

/// Younger than some of the programs and servers that read a dump.
const YOUNG: [&str; 3] = ["\\restrict", "\\unrestrict", "SET transaction_timeout"];

/// A dump that `psql` and a server of other versions can load.
pub(crate) fn for_any_version(text: &str) -> String {
    let kept = text.lines().filter(|line| !YOUNG.iter().any(|young| line.starts_with(young)));
    kept.flat_map(|line| [line, "\n"]).collect()
}

fn is_noise(statement: &str) -> bool {
    match opening(statement, 1).as_str() {
        "SET" | "RESET" => true,
        "SELECT" => statement.contains("pg_catalog.set_config("),
        _ => false,
    }
}

/// Lists in which the order says nothing are sorted: columns of tables, of publications, of statistics, trigger tags.
fn normal(statement: &str) -> String {
    let opening = opening(statement, 3);
    if is_table(&opening) {
        return sorted_list(statement, ",\n");
    }
    match opening.rsplit_once(' ').map_or("", |(two, _)| two) {
        "ALTER PUBLICATION" if statement.contains(" ADD TABLE ") => sorted_list(statement, ", "),
        "CREATE EVENT" if statement.contains(" WHEN TAG IN ") => sorted_list(statement, ", "),
        "CREATE STATISTICS" => sorted_statistics(statement),
        _ => statement.to_owned(),
    }
}

fn is_table(opening: &str) -> bool {
    let forms = ["CREATE TABLE ", "CREATE UNLOGGED TABLE", "CREATE FOREIGN TABLE"];
    forms.iter().any(|form| opening.starts_with(form))
}

fn sorted_list(statement: &str, between: &str) -> String {
    match around_first_list(statement) {
        Some((before, list, after)) => format!("{before}{}{after}", sorted(list, between)),
        None => statement.to_owned(),
    }
}

fn sorted_statistics(statement: &str) -> String {
    let parts = statement.split_once(" ON ").and_then(|(before, rest)| {
        let (list, table) = rest.rsplit_once(" FROM ")?;
        Some(format!("{before} ON {} FROM {table}", sorted(list, ", ")))
    });
    parts.unwrap_or_else(|| statement.to_owned())
}

fn sorted(list: &str, between: &str) -> String {
    let mut parts = items(list);
    parts.sort_unstable();
    parts.join(between)
}
