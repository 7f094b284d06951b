//! The matrix as a page of the documentation. Must not know how a cell was performed.

use std::fmt::Write;

use super::cells::{Blow, Cell, Engine, Kind, Position};

/// A cell, and what was wrong after it.
pub(super) struct Performed {
    pub(super) cell: Cell,
    pub(super) fault: Option<String>,
}

const HEAD: &str = "\
# The kill matrix

`cargo xtask kill-matrix --all` writes this page. Each cell is a run of three migrations of one kind on a fresh database
that is hit once, at one moment, by one blow; then the same command is run again, once. The cell counts as good when that
second run ends with 0 and afterwards: `pg_dump` (catalog and rows) is that of a run that nothing disturbed; no index is
invalid and no partition half detached; the ledger holds each migration applied once and each part done once; every
effect is there once; nobody holds a lock; nothing was done by hand.

The moments are all points of the program between two round trips, and points inside the server: a transaction that waits
between two of its statements, before its row in the ledger or in the middle of COMMIT, and a concurrent statement that
waits for writers, readers or old snapshots. When a process is killed inside the server, the second run begins while the
server still works on what the first one had sent.
";

/// The whole page.
pub(super) fn page(performed: &[Performed]) -> String {
    let good = performed.iter().filter(|one| one.fault.is_none()).count();
    let mut text = format!("{HEAD}\n**{good} of {} cells converge.** Good cells of all:\n", performed.len());
    for (engine, title) in [(Engine::Postgres, "PostgreSQL 15"), (Engine::Sqlite, "SQLite")] {
        let of: Vec<&Performed> = performed.iter().filter(|one| one.cell.engine == engine).collect();
        if of.is_empty() {
            continue;
        }
        let mut rows = Vec::new();
        for kind in Kind::of(engine) {
            for position in Position::ALL {
                let label = format!("{} | {}", kind.name(), position.name());
                rows.push((
                    label,
                    of.iter()
                        .filter(|one| one.cell.kind == *kind && one.cell.position == position)
                        .copied()
                        .collect(),
                ));
            }
        }
        section(&mut text, engine, &format!("{title}: by migration"), "kind | migration", &rows);
        let mut names: Vec<String> = of.iter().map(|one| one.cell.moment.name()).collect();
        names.sort();
        names.dedup();
        let rows: Vec<(String, Vec<&Performed>)> = names
            .into_iter()
            .map(|name| {
                let at = of.iter().filter(|one| one.cell.moment.name() == name).copied().collect();
                (name, at)
            })
            .collect();
        section(&mut text, engine, &format!("{title}: by moment"), "moment", &rows);
    }
    faults(&mut text, performed);
    text
}

fn section(text: &mut String, engine: Engine, title: &str, first: &str, rows: &[(String, Vec<&Performed>)]) {
    let blows: Vec<Blow> = Blow::ALL.into_iter().filter(|blow| Blow::of(engine).contains(blow)).collect();
    let names: Vec<&str> = blows.iter().map(|blow| blow.name()).collect();
    let columns = first.split(" | ").count() + blows.len();
    let told =
        writeln!(text, "\n## {title}\n\n| {first} | {} |\n|{}", names.join(" | "), "---|".repeat(columns));
    told.expect("writing to a string does not fail");
    for (label, cells) in rows {
        let counts: Vec<String> = blows.iter().map(|blow| counted(cells, *blow)).collect();
        writeln!(text, "| {label} | {} |", counts.join(" | ")).expect("writing to a string does not fail");
    }
}

fn counted(cells: &[&Performed], blow: Blow) -> String {
    let of: Vec<_> = cells.iter().filter(|one| one.cell.blow == blow).collect();
    let good = of.iter().filter(|one| one.fault.is_none()).count();
    match of.len() {
        0 => "–".to_owned(),
        all => format!("{good}/{all}"),
    }
}

fn faults(text: &mut String, performed: &[Performed]) {
    let bad: Vec<&Performed> = performed.iter().filter(|one| one.fault.is_some()).collect();
    if bad.is_empty() {
        return;
    }
    text.push_str("\n## What did not converge\n\n");
    for one in bad {
        let fault = one.fault.as_deref().unwrap_or_default();
        writeln!(text, "- `{}`: {fault}", one.cell).expect("writing to a string does not fail");
    }
}
