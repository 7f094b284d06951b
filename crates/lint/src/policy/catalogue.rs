//! All policies, each with its reason, its other way and its example, which is also its test. Must not know how they are judged.

use crate::rule::{Rule, Teller};
use crate::severity::Severity;

/// All policies, sorted by name.
pub fn policies() -> impl Iterator<Item = &'static Rule> {
    POLICIES.iter().copied()
}

pub(crate) static POLICIES: &[&Rule] = &[
    BREAKING_CHANGE_WITHOUT_NOTE,
    ENUM_TYPE,
    MISSING_PRIMARY_KEY,
    NAMING,
    SWALLOWED_FAILURE,
    TIMESTAMP_WITHOUT_TIME_ZONE,
    UNINDEXED_FOREIGN_KEY,
];

/// A migration that code which runs notices has to say why that is in order.
pub static BREAKING_CHANGE_WITHOUT_NOTE: &Rule = &Rule {
    id: "breaking-change-without-note",
    severity: Severity::Off,
    why: "A column or table that goes, gets another name or another type, or that inserts have to fill from now on, breaks \
          code that still runs. Whoever deploys has to know in which order.",
    instead: "Say it in migration.toml: note = \"no release since 4.2 reads it\".",
    bad: "ALTER TABLE users RENAME COLUMN mail TO email;",
    good: "-- with `note = \"…\"` in migration.toml\nALTER TABLE users RENAME COLUMN mail TO email;",
    teller: Teller::Migration,
};

pub(super) static ENUM_TYPE: &Rule = &Rule {
    id: "enum-type",
    severity: Severity::Off,
    why: "A label of an enum can be added but never taken away, and what was added cannot be used in the same transaction.",
    instead: "Take text with a check of the values that may stand there: a check is dropped and added in one statement.",
    bad: "CREATE TYPE mood AS ENUM ('good', 'bad');\nCREATE TABLE users (id bigint PRIMARY KEY, mood mood);",
    good: "CREATE TABLE users (id bigint PRIMARY KEY, mood text CHECK (mood IN ('good', 'bad')));",
    teller: Teller::Schema,
};

pub(super) static MISSING_PRIMARY_KEY: &Rule = &Rule {
    id: "missing-primary-key",
    severity: Severity::Off,
    why: "Rows of a table without a primary key cannot be told apart: not by logical replication, not by a backfill in batches, \
          not by whoever has to mend one of them.",
    instead: "Add one; where nothing else tells rows apart, GENERATED ALWAYS AS IDENTITY.",
    bad: "CREATE TABLE visits (at timestamptz, page text);",
    good: "CREATE TABLE visits (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, at timestamptz, page text);",
    teller: Teller::Schema,
};

pub(super) static NAMING: &Rule = &Rule {
    id: "naming",
    severity: Severity::Off,
    why: "Names that follow no rule have to be looked up, and quoted where they have capital letters.",
    instead: "Rename it to what evenkeel.toml asks of its kind; a hint in the schema makes a rename of it.",
    bad: "CREATE TABLE \"orderItems\" (id bigint PRIMARY KEY);",
    good: "CREATE TABLE order_items (id bigint PRIMARY KEY);",
    teller: Teller::Schema,
};

/// A deploy that goes on when a migration failed.
pub static SWALLOWED_FAILURE: &Rule = &Rule {
    id: "swallowed-failure",
    severity: Severity::Error,
    why: "A migration that fails here goes unnoticed, and the program starts on a database that it was not written for.",
    instead: "Let the deploy stop: evenkeel run -- CMD starts the program only on a database that is right.",
    bad: "CMD prisma migrate deploy || true; node server.js",
    good: "ENTRYPOINT [\"evenkeel\", \"run\", \"--\"]\nCMD [\"node\", \"server.js\"]",
    teller: Teller::Deploy,
};

pub(super) static TIMESTAMP_WITHOUT_TIME_ZONE: &Rule = &Rule {
    id: "timestamp-without-time-zone",
    severity: Severity::Off,
    why: "A timestamp without time zone means another moment on a machine that is set otherwise.",
    instead: "Take timestamptz.",
    bad: "CREATE TABLE visits (id bigint PRIMARY KEY, at timestamp(3));",
    good: "CREATE TABLE visits (id bigint PRIMARY KEY, at timestamptz(3));",
    teller: Teller::Schema,
};

pub(super) static UNINDEXED_FOREIGN_KEY: &Rule = &Rule {
    id: "unindexed-foreign-key",
    severity: Severity::Off,
    why: "Whoever deletes a row that others may refer to, or changes its key, reads the whole table that refers to it, once for \
          each row.",
    instead: "Add an index that begins with the columns of the foreign key.",
    bad: "CREATE TABLE users (id bigint PRIMARY KEY);\n\
          CREATE TABLE orders (id bigint PRIMARY KEY, user_id bigint REFERENCES users);",
    good: "CREATE TABLE users (id bigint PRIMARY KEY);\n\
           CREATE TABLE orders (id bigint PRIMARY KEY, user_id bigint REFERENCES users);\n\
           CREATE INDEX orders_user ON orders (user_id);",
    teller: Teller::Schema,
};
