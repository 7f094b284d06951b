//! Twenty-five changes that every team makes, each as somebody edits the declared schema and as the textbook writes the
//! statement. Must not know who runs them.

use super::stories::{Edit, Ours, Story};

/// The schema that is edited: pgbench's tables with what applications have beside.
pub(super) const SCHEMA: &str = include_str!("schema.sql");

/// A change with nobody in the way but the clients.
const fn change(name: &'static str, textbook: &'static str, edit: Edit) -> Story {
    Story { name, migration: textbook, ours: Ours::Planned { edit, rename: None }, in_the_way: None }
}

const fn renamed(name: &'static str, textbook: &'static str, edit: Edit, rename: &'static str) -> Story {
    Story { name, migration: textbook, ours: Ours::Planned { edit, rename: Some(rename) }, in_the_way: None }
}

pub(super) const ALL: &[Story] = &[
    change("a column", "ALTER TABLE pgbench_accounts ADD COLUMN note text;", Edit::InAccounts("note text")),
    change(
        "a column that is filled with a constant",
        "ALTER TABLE pgbench_accounts ADD COLUMN active boolean NOT NULL DEFAULT true;",
        Edit::InAccounts("active boolean NOT NULL DEFAULT true"),
    ),
    change(
        "a column that is filled with a value for each row",
        "ALTER TABLE pgbench_accounts ADD COLUMN token uuid DEFAULT gen_random_uuid();",
        Edit::InAccounts("token uuid DEFAULT gen_random_uuid()"),
    ),
    change(
        "a column that is computed",
        "ALTER TABLE pgbench_accounts ADD COLUMN total integer GENERATED ALWAYS AS (abalance + 1) STORED;",
        Edit::InAccounts("total integer GENERATED ALWAYS AS (abalance + 1) STORED"),
    ),
    change(
        "a column is dropped",
        "ALTER TABLE pgbench_accounts DROP COLUMN code;",
        Edit::Replaced("    code varchar(20) DEFAULT 'none',\n", ""),
    ),
    renamed(
        "a column is renamed",
        "ALTER TABLE pgbench_accounts RENAME COLUMN code TO label;",
        Edit::Replaced("    code varchar(20)", "    label varchar(20)"),
        "pgbench_accounts.code=label",
    ),
    change(
        "a default changes",
        "ALTER TABLE pgbench_accounts ALTER COLUMN price SET DEFAULT 2;",
        Edit::Replaced("price numeric(8, 2) DEFAULT 1", "price numeric(8, 2) DEFAULT 2"),
    ),
    change(
        "NOT NULL",
        "ALTER TABLE pgbench_accounts ALTER COLUMN bid SET NOT NULL;",
        Edit::Replaced("    bid integer,\n    abalance", "    bid integer NOT NULL,\n    abalance"),
    ),
    change(
        "NULL again",
        "ALTER TABLE pgbench_accounts ALTER COLUMN owner DROP NOT NULL;",
        Edit::Replaced("owner integer NOT NULL", "owner integer"),
    ),
    change(
        "a wider varchar",
        "ALTER TABLE pgbench_accounts ALTER COLUMN code TYPE varchar(40);",
        Edit::Replaced("varchar(20)", "varchar(40)"),
    ),
    change(
        "varchar becomes text",
        "ALTER TABLE pgbench_accounts ALTER COLUMN code TYPE text;",
        Edit::Replaced("varchar(20)", "text"),
    ),
    change(
        "more digits",
        "ALTER TABLE pgbench_accounts ALTER COLUMN price TYPE numeric(12, 2);",
        Edit::Replaced("numeric(8, 2)", "numeric(12, 2)"),
    ),
    change(
        "a narrower varchar",
        "ALTER TABLE pgbench_accounts ALTER COLUMN code TYPE varchar(10);",
        Edit::Replaced("varchar(20)", "varchar(10)"),
    ),
    change(
        "integer becomes bigint",
        "ALTER TABLE pgbench_accounts ALTER COLUMN abalance TYPE bigint;",
        Edit::Replaced("    abalance integer", "    abalance bigint"),
    ),
    change(
        "timestamp becomes timestamptz",
        "ALTER TABLE pgbench_accounts ALTER COLUMN seen TYPE timestamptz USING seen AT TIME ZONE 'UTC';",
        Edit::Replaced("seen timestamp DEFAULT", "seen timestamptz DEFAULT"),
    ),
    change(
        "an index",
        "CREATE INDEX accounts_by_branch ON pgbench_accounts (bid);",
        Edit::Added("CREATE INDEX accounts_by_branch ON pgbench_accounts (bid);\n"),
    ),
    change(
        "an index on some rows",
        "CREATE INDEX accounts_in_debt ON pgbench_accounts (abalance) WHERE abalance < 0;",
        Edit::Added("CREATE INDEX accounts_in_debt ON pgbench_accounts (abalance) WHERE abalance < 0;\n"),
    ),
    change(
        "an index on other columns",
        "DROP INDEX accounts_by_owner; CREATE INDEX accounts_by_owner ON pgbench_accounts (owner, bid);",
        Edit::Replaced("pgbench_accounts (owner)", "pgbench_accounts (owner, bid)"),
    ),
    change(
        "an index is dropped",
        "DROP INDEX accounts_by_owner;",
        Edit::Replaced("CREATE INDEX accounts_by_owner ON pgbench_accounts (owner);", ""),
    ),
    change(
        "a unique key",
        "ALTER TABLE pgbench_accounts ADD CONSTRAINT one_of_each UNIQUE (aid, owner);",
        Edit::InAccounts("CONSTRAINT one_of_each UNIQUE (aid, owner)"),
    ),
    change(
        "a primary key of two columns",
        "ALTER TABLE pgbench_accounts DROP CONSTRAINT pgbench_accounts_pkey, ADD PRIMARY KEY (aid, owner);",
        Edit::Replaced(
            "    aid integer NOT NULL PRIMARY KEY,\n    bid integer,\n    abalance integer,",
            "    aid integer NOT NULL,\n    PRIMARY KEY (aid, owner),\n    bid integer,\n    abalance integer,",
        ),
    ),
    change(
        "a foreign key",
        "ALTER TABLE pgbench_accounts ADD CONSTRAINT of_branch FOREIGN KEY (bid) REFERENCES pgbench_branches;",
        Edit::InAccounts("CONSTRAINT of_branch FOREIGN KEY (bid) REFERENCES pgbench_branches"),
    ),
    change(
        "a check",
        "ALTER TABLE pgbench_accounts ADD CONSTRAINT priced CHECK (price > 0);",
        Edit::InAccounts("CONSTRAINT priced CHECK (price > 0)"),
    ),
    change(
        "a check is dropped",
        "ALTER TABLE pgbench_accounts DROP CONSTRAINT owned;",
        Edit::Replaced("DEFAULT 1,\n    CONSTRAINT owned CHECK (owner > 0)", "DEFAULT 1"),
    ),
    change(
        "one more value of an enum",
        "ALTER TYPE mood ADD VALUE 'away';",
        Edit::Replaced("('calm', 'busy')", "('calm', 'busy', 'away')"),
    ),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_edit_finds_its_place() {
        assert_eq!(ALL.len(), 25);
        for story in ALL {
            let Ours::Planned { edit, .. } = &story.ours else { panic!("{} is not planned", story.name) };
            assert_ne!(edit.of(SCHEMA), SCHEMA, "{}", story.name);
        }
    }
}
