//! The schemas and migrations that are timed, written anew for each run. Touches no database.

use std::fmt::Write;
use std::path::{Path, PathBuf};

use crate::failure::Failure;
use crate::paths;

const SETTINGS: &str = r#"[database]
dialect = "postgres"

[schema]
source = "schema.sql"

[migrations]
dir = "migrations"
"#;

/// A project with a number of small migrations, and the script with which `psql` runs the same files.
pub(super) struct Project {
    pub(super) folder: PathBuf,
    /// Runs every file in a transaction of its own.
    pub(super) script: PathBuf,
}

/// Writes a project whose migrations do what small migrations do: a table, a column, an index in turn.
pub(super) fn project(folder: &Path, migrations: usize) -> Result<Project, Failure> {
    let (mut schema, mut script) = (String::new(), String::from("\\set ON_ERROR_STOP on\n"));
    for number in 0..migrations {
        let file = folder.join(format!("migrations/{}_step_{number}/migration.sql", stamp(number)));
        let sql = step(number);
        paths::write(&file, &sql)?;
        schema.push_str(&sql);
        writeln!(script, "BEGIN;\n\\i {}\nCOMMIT;", file.display()).expect("writing to a String");
    }
    paths::write(&folder.join("evenkeel.toml"), SETTINGS)?;
    paths::write(&folder.join("schema.sql"), schema)?;
    let file = folder.join("all.sql");
    paths::write(&file, script)?;
    Ok(Project { folder: folder.to_owned(), script: file })
}

/// Timestamps a minute apart.
fn stamp(number: usize) -> String {
    format!("2026010{}{:02}{:02}00", 1 + number / 1440, number / 60 % 24, number % 60)
}

fn step(number: usize) -> String {
    let table = number / 3;
    match number % 3 {
        0 => format!("CREATE TABLE item_{table} (\n    id bigint PRIMARY KEY,\n    name text NOT NULL\n);\n"),
        1 => format!("ALTER TABLE item_{table} ADD COLUMN note text;\n"),
        _ => format!("CREATE INDEX item_{table}_name ON item_{table} (name);\n"),
    }
}

/// Tables of 10 columns with 2 indexes, a foreign key and a check each.
pub(super) fn tables(count: usize) -> String {
    (0..count).map(table).collect()
}

/// The same tables after five changes.
pub(super) fn tables_changed(count: usize) -> String {
    let more = format!(
        "CREATE TABLE added (id bigint PRIMARY KEY);
        ALTER TABLE t_{} ADD COLUMN added text;
        CREATE INDEX t_1_note ON t_1 (note);
        ALTER TABLE t_2 ALTER COLUMN age SET NOT NULL;
        ALTER TABLE t_3 ALTER COLUMN score SET DEFAULT 1;\n",
        count / 2
    );
    tables(count) + &more
}

fn table(number: usize) -> String {
    let parent = number.saturating_sub(1);
    format!(
        "CREATE TABLE t_{number} (
    id bigint PRIMARY KEY,
    parent_id bigint REFERENCES t_{parent} (id),
    name text NOT NULL,
    email varchar(120),
    age integer DEFAULT 0,
    score numeric(10,2),
    created_at timestamptz NOT NULL DEFAULT now(),
    data jsonb,
    active boolean NOT NULL DEFAULT true,
    note text,
    CONSTRAINT t_{number}_age CHECK (age >= 0)
);
CREATE INDEX t_{number}_parent ON t_{number} (parent_id);
CREATE INDEX t_{number}_name ON t_{number} (name, created_at);\n"
    )
}

/// Groups of objects of the kinds that applications have, 29 in each: columns, defaults, constraints, comments and
/// grants are objects too.
pub(super) fn mixed(groups: usize) -> String {
    (0..groups).map(group).collect()
}

fn group(n: usize) -> String {
    let parent = n.saturating_sub(1);
    format!(
        "CREATE TYPE state_{n} AS ENUM ('new', 'open', 'done');
CREATE DOMAIN code_{n} AS text CHECK (VALUE ~ '^[A-Z]+$');
CREATE SEQUENCE number_{n};
CREATE TABLE item_{n} (
    id bigint PRIMARY KEY DEFAULT nextval('number_{n}'),
    parent_id bigint CONSTRAINT item_{n}_parent REFERENCES item_{parent} (id) ON DELETE CASCADE,
    state state_{n} NOT NULL DEFAULT 'new',
    code code_{n} CONSTRAINT item_{n}_code UNIQUE,
    amount numeric(12,2) CONSTRAINT item_{n}_amount CHECK (amount >= 0),
    changed_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX item_{n}_open ON item_{n} (changed_at DESC) WHERE state <> 'done';
CREATE INDEX item_{n}_parents ON item_{n} (parent_id);
CREATE VIEW open_{n} AS SELECT i.id, i.code, p.code AS parent_code FROM item_{n} i
    LEFT JOIN item_{parent} p ON p.id = i.parent_id WHERE i.state <> 'done';
CREATE FUNCTION touch_{n}() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN NEW.changed_at := now(); RETURN NEW; END $$;
CREATE TRIGGER touch BEFORE UPDATE ON item_{n} FOR EACH ROW EXECUTE FUNCTION touch_{n}();
ALTER TABLE item_{n} ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON item_{n} USING (code = current_user);
COMMENT ON TABLE item_{n} IS 'Item number {n}';
COMMENT ON COLUMN item_{n}.code IS 'What people call it';
COMMENT ON FUNCTION touch_{n}() IS 'Remembers when';
GRANT SELECT, INSERT ON item_{n} TO PUBLIC;
GRANT SELECT ON open_{n} TO PUBLIC;\n"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stamps_rise() {
        let stamps: Vec<String> = (0..3000).map(stamp).collect();
        assert!(stamps.is_sorted());
        assert!(stamps.iter().all(|stamp| stamp.len() == 14));
    }

    #[test]
    fn psql_runs_each_file_in_its_own_transaction() {
        let folder = tempfile::tempdir().unwrap();
        let project = project(folder.path(), 4).unwrap();
        let script = paths::text(&project.script).unwrap();
        assert_eq!(script.matches("BEGIN;").count(), 4);
        assert_eq!(paths::folders(&folder.path().join("migrations")).unwrap().len(), 4);
    }
}
