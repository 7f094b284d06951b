//! What happens while clients are at work. Must not know who runs it.

/// A migration and who is in its way.
pub(super) struct Story {
    pub(super) name: &'static str,
    pub(super) migration: &'static str,
    /// What somebody else begins just before.
    pub(super) in_the_way: Option<&'static str>,
}

pub(super) const ALL: &[Story] = &[
    Story {
        name: "a column, nobody in the way",
        migration: "ALTER TABLE pgbench_accounts ADD COLUMN note text;\n",
        in_the_way: None,
    },
    Story {
        name: "a column, behind a report of 4 s",
        migration: "ALTER TABLE pgbench_accounts ADD COLUMN note text;\n",
        in_the_way: Some("BEGIN; SELECT count(*) FROM pgbench_accounts; SELECT pg_sleep(4); COMMIT"),
    },
    Story {
        name: "an index, concurrently",
        migration: "CREATE INDEX CONCURRENTLY accounts_by_balance ON pgbench_accounts (abalance);\n",
        in_the_way: None,
    },
    Story {
        name: "an index, while nobody may write",
        migration: "CREATE INDEX accounts_by_balance ON pgbench_accounts (abalance, filler);\n",
        in_the_way: None,
    },
    Story {
        name: "a type that rewrites the table",
        migration: "ALTER TABLE pgbench_accounts ALTER COLUMN abalance TYPE bigint;\n",
        in_the_way: None,
    },
];
