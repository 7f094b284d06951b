//! The cells of the matrix: what is run, where it is hit, and by what. Must not know how a blow is dealt.

use std::fmt;

/// What is migrated.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Engine {
    Postgres,
    Sqlite,
}

/// What the migrations of a project consist of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Kind {
    Transactional,
    Concurrently,
    EnumValue,
    Detach,
    Data,
    /// SQLite's `VACUUM`, which cannot run in a transaction.
    Vacuum,
}

impl Kind {
    pub(super) fn of(engine: Engine) -> &'static [Kind] {
        match engine {
            Engine::Postgres => {
                &[Kind::Transactional, Kind::Concurrently, Kind::EnumValue, Kind::Detach, Kind::Data]
            }
            Engine::Sqlite => &[Kind::Transactional, Kind::Data, Kind::Vacuum],
        }
    }

    pub(super) fn name(self) -> &'static str {
        match self {
            Kind::Transactional => "transactional",
            Kind::Concurrently => "concurrently",
            Kind::EnumValue => "enum-value",
            Kind::Detach => "detach",
            Kind::Data => "data",
            Kind::Vacuum => "vacuum",
        }
    }
}

/// Which migration of a run is hit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Position {
    First,
    Middle,
    Last,
}

impl Position {
    pub(super) const ALL: [Position; 3] = [Position::First, Position::Middle, Position::Last];

    pub(super) fn name(self) -> &'static str {
        match self {
            Position::First => "first",
            Position::Middle => "middle",
            Position::Last => "last",
        }
    }
}

/// What holds the server inside a statement.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Gate {
    /// A lock on the table that the second statement of a transaction needs.
    Table,
    /// A lock on the ledger, when all statements of a transaction are done.
    Ledger,
    /// A trigger that waits during COMMIT.
    Commit,
    /// Somebody who writes to the table, for whose end a concurrent statement waits.
    Writers,
    /// Somebody with an old snapshot, for whose end it waits in its last phase.
    Snapshot,
    /// Somebody who reads the partitioned table.
    Readers,
}

impl Gate {
    pub(super) fn name(self) -> &'static str {
        match self {
            Gate::Table => "between statements",
            Gate::Ledger => "before its ledger row",
            Gate::Commit => "during COMMIT",
            Gate::Writers => "waiting for writers",
            Gate::Snapshot => "waiting for snapshots",
            Gate::Readers => "waiting for readers",
        }
    }
}

/// Where a run is hit. The number counts the points that the run has come to, from 0.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Moment {
    /// At a point of the program.
    At { point: String, number: usize },
    /// Inside a statement or a COMMIT on the server, after that point.
    Inside { gate: Gate, number: usize },
}

impl Moment {
    pub(super) fn number(&self) -> usize {
        match self {
            Moment::At { number, .. } | Moment::Inside { number, .. } => *number,
        }
    }

    /// The row of the page in which it is counted.
    pub(super) fn name(&self) -> String {
        match self {
            Moment::At { point, .. } => point.clone(),
            Moment::Inside { gate, .. } => format!("inside: {}", gate.name()),
        }
    }
}

/// What happens to the run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Blow {
    KillProcess,
    EndWork,
    EndLock,
    StopServer,
    LockTimeout,
    DiskFull,
}

impl Blow {
    pub(super) const ALL: [Blow; 6] = [
        Blow::KillProcess,
        Blow::EndWork,
        Blow::EndLock,
        Blow::StopServer,
        Blow::LockTimeout,
        Blow::DiskFull,
    ];

    pub(super) fn of(engine: Engine) -> &'static [Blow] {
        match engine {
            Engine::Postgres => {
                &[Blow::KillProcess, Blow::EndWork, Blow::EndLock, Blow::StopServer, Blow::LockTimeout]
            }
            Engine::Sqlite => &[Blow::KillProcess, Blow::LockTimeout, Blow::DiskFull],
        }
    }

    pub(super) fn name(self) -> &'static str {
        match self {
            Blow::KillProcess => "process kill -9",
            Blow::EndWork => "backend terminated",
            Blow::EndLock => "lock's backend terminated",
            Blow::StopServer => "server stopped",
            Blow::LockTimeout => "lock timeout",
            Blow::DiskFull => "disk full",
        }
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Cell {
    pub(super) engine: Engine,
    pub(super) kind: Kind,
    pub(super) position: Position,
    pub(super) moment: Moment,
    pub(super) blow: Blow,
}

impl fmt::Display for Cell {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let engine = match self.engine {
            Engine::Postgres => "postgres",
            Engine::Sqlite => "sqlite",
        };
        let (kind, position, blow) = (self.kind.name(), self.position.name(), self.blow.name());
        write!(f, "{engine}/{kind}/{position}/{} {}/{blow}", self.moment.number(), self.moment.name())
    }
}

/// A point that an undisturbed run comes to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Reached {
    pub(super) point: String,
    /// Empty outside of any.
    pub(super) migration: String,
}

/// Where the server is held, by the kind of the migration: the part of it, from 0, and whether the part stands alone.
fn gates(kind: Kind) -> &'static [(usize, &'static str, Gate)] {
    const IN: &str = "before-segment";
    const ALONE: &str = "after-journal";
    match kind {
        Kind::Transactional => &[(0, IN, Gate::Table), (0, IN, Gate::Ledger), (0, IN, Gate::Commit)],
        Kind::Data => &[(0, IN, Gate::Table), (0, IN, Gate::Ledger), (0, IN, Gate::Commit)],
        Kind::Concurrently => &[
            (0, IN, Gate::Commit),
            (1, ALONE, Gate::Writers),
            (1, ALONE, Gate::Snapshot),
            (3, ALONE, Gate::Writers),
            (3, ALONE, Gate::Snapshot),
            (4, ALONE, Gate::Writers),
            (5, IN, Gate::Ledger),
        ],
        Kind::EnumValue => &[(0, IN, Gate::Commit), (1, IN, Gate::Ledger), (2, IN, Gate::Commit)],
        Kind::Detach => &[(1, ALONE, Gate::Readers), (2, IN, Gate::Ledger)],
        Kind::Vacuum => &[],
    }
}

/// All cells of a project, by the points that its undisturbed run came to.
pub(super) fn cells(engine: Engine, kind: Kind, reached: &[Reached]) -> Vec<Cell> {
    let mut names: Vec<&str> =
        reached.iter().map(|one| one.migration.as_str()).filter(|name| !name.is_empty()).collect();
    names.dedup();
    let mut found = Vec::new();
    for (number, one) in reached.iter().enumerate() {
        let position = position(&names, reached, number);
        let at = Moment::At { point: one.point.clone(), number };
        let part = part(reached, number);
        let inside = gates(kind).iter().filter(|(of, after, _)| Some(*of) == part && *after == one.point);
        let inside = inside.map(|(_, _, gate)| Moment::Inside { gate: *gate, number });
        for moment in std::iter::once(at).chain(inside.filter(|_| engine == Engine::Postgres)) {
            let blows = Blow::of(engine).iter();
            found.extend(blows.map(|blow| Cell {
                engine,
                kind,
                position,
                moment: moment.clone(),
                blow: *blow,
            }));
        }
    }
    found
}

fn position(names: &[&str], reached: &[Reached], number: usize) -> Position {
    let name = reached[number].migration.as_str();
    match names.iter().position(|one| *one == name) {
        Some(0) => Position::First,
        Some(at) if at + 1 < names.len() => Position::Middle,
        Some(_) => Position::Last,
        // Outside of any migration: before the first or after the last.
        None if number < reached.len() / 2 => Position::First,
        None => Position::Last,
    }
}

/// Which part of its migration a point belongs to.
fn part(reached: &[Reached], number: usize) -> Option<usize> {
    let migration = &reached[number].migration;
    let begun = reached[..=number].iter();
    let begun = begun.filter(|one| one.migration == *migration && one.point == "before-segment").count();
    begun.checked_sub(1).filter(|_| !migration.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_point_meets_every_blow() {
        let reached =
            |point: &str, migration: &str| Reached { point: point.into(), migration: migration.into() };
        let run = [
            reached("locked", ""),
            reached("before-segment", "1"),
            reached("before-segment", "2"),
            reached("before-segment", "3"),
            reached("before-unlock", ""),
        ];
        let found = cells(Engine::Postgres, Kind::Transactional, &run);
        assert_eq!(found.len(), (5 + 3 * 3) * 5);
        let of = |position| found.iter().filter(|cell| cell.position == position).count();
        assert_eq!([of(Position::First), of(Position::Middle), of(Position::Last)], [25, 20, 25]);
        assert_eq!(cells(Engine::Sqlite, Kind::Data, &run).len(), 5 * 3);
    }
}
