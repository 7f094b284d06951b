//! What happens while clients are at work. Must not know who runs it.

/// A migration and who is in its way.
pub(super) struct Story {
    pub(super) name: &'static str,
    /// As psql runs it.
    pub(super) migration: &'static str,
    pub(super) ours: Ours,
    /// What somebody else begins just before.
    pub(super) in_the_way: Option<&'static str>,
}

/// What evenkeel runs.
pub(super) enum Ours {
    /// The very statements that psql runs.
    Same,
    /// What it writes itself when the declared schema is edited.
    Planned { edit: Edit, rename: Option<&'static str> },
}

/// What somebody does to the declared schema.
pub(super) enum Edit {
    /// A text that stands there once, and what takes its place.
    Replaced(&'static str, &'static str),
    /// One more line in the definition of the large table.
    InAccounts(&'static str),
    Added(&'static str),
}

impl Edit {
    /// The schema after it.
    pub(super) fn of(&self, schema: &str) -> String {
        match self {
            Edit::Replaced(was, is) => replaced(schema, was, is),
            Edit::InAccounts(line) => replaced(schema, LAST, &format!("    {line},\n{LAST}")),
            Edit::Added(text) => [schema, text].concat(),
        }
    }
}

/// The last line in the definition of the large table.
const LAST: &str = "    CONSTRAINT owned CHECK (owner > 0)";

fn replaced(schema: &str, was: &str, is: &str) -> String {
    assert_eq!(schema.matches(was).count(), 1, "{was} has to stand in the schema once");
    schema.replace(was, is)
}

pub(super) const ALL: &[Story] = &[
    Story {
        name: "a column, nobody in the way",
        migration: "ALTER TABLE pgbench_accounts ADD COLUMN note text;\n",
        ours: Ours::Same,
        in_the_way: None,
    },
    Story {
        name: "a column, behind a report of 4 s",
        migration: "ALTER TABLE pgbench_accounts ADD COLUMN note text;\n",
        ours: Ours::Same,
        in_the_way: Some("BEGIN; SELECT count(*) FROM pgbench_accounts; SELECT pg_sleep(4); COMMIT"),
    },
    Story {
        name: "an index, concurrently",
        migration: "CREATE INDEX CONCURRENTLY accounts_by_balance ON pgbench_accounts (abalance);\n",
        ours: Ours::Same,
        in_the_way: None,
    },
    Story {
        name: "an index, while nobody may write",
        migration: "CREATE INDEX accounts_by_balance ON pgbench_accounts (abalance, filler);\n",
        ours: Ours::Same,
        in_the_way: None,
    },
    Story {
        name: "a type that rewrites the table",
        migration: "ALTER TABLE pgbench_accounts ALTER COLUMN abalance TYPE bigint;\n",
        ours: Ours::Same,
        in_the_way: None,
    },
];
