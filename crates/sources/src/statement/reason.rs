//! Why a statement cannot share a transaction. It must not know how to recognise one.

/// Why a statement stands alone; one for each statement that PostgreSQL or SQLite treats so.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Reason {
    /// `CREATE INDEX CONCURRENTLY`
    CreateIndexConcurrently,
    /// `DROP INDEX CONCURRENTLY`
    DropIndexConcurrently,
    /// `REINDEX … CONCURRENTLY`
    ReindexConcurrently,
    /// `REINDEX DATABASE`, `SYSTEM` or `SCHEMA`, which commit after each table
    ReindexMany,
    /// `ALTER TABLE … DETACH PARTITION … CONCURRENTLY`
    DetachPartitionConcurrently,
    /// `VACUUM`
    Vacuum,
    /// `CLUSTER` without a table
    ClusterAll,
    /// `CREATE DATABASE`
    CreateDatabase,
    /// `DROP DATABASE`
    DropDatabase,
    /// `ALTER DATABASE … SET TABLESPACE`
    AlterDatabaseTablespace,
    /// `CREATE TABLESPACE`
    CreateTablespace,
    /// `DROP TABLESPACE`
    DropTablespace,
    /// `ALTER SYSTEM`
    AlterSystem,
    /// `CREATE SUBSCRIPTION` that creates a replication slot
    CreateSubscription,
    /// `ALTER SUBSCRIPTION` that refreshes
    AlterSubscription,
    /// `DROP SUBSCRIPTION`, when the subscription has a slot
    DropSubscription,
    /// `DISCARD ALL`
    DiscardAll,
    /// `ALTER TYPE … ADD VALUE`, whose label cannot be used before the transaction has ended
    AddEnumValue,
    /// A `DO` block that commits or rolls back by itself
    CommittingCode,
    /// A statement with `-- evenkeel: alone` above it, because only its author knows that it needs that
    Marked,
    /// A `PRAGMA` that a transaction ignores or refuses
    Pragma,
    /// `ATTACH`
    Attach,
    /// `DETACH`
    Detach,
}

/// What happens to the statement inside an explicit `BEGIN … COMMIT`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum InBlock {
    /// The database refuses or ignores it.
    Fails,
    /// It depends on what the database holds.
    Depends,
    /// It works; only what it made cannot be used yet.
    Works,
}

impl Reason {
    /// The statement as a person would call it.
    pub fn statement(self) -> &'static str {
        match self {
            Self::CreateIndexConcurrently => "CREATE INDEX CONCURRENTLY",
            Self::DropIndexConcurrently => "DROP INDEX CONCURRENTLY",
            Self::ReindexConcurrently => "REINDEX CONCURRENTLY",
            Self::ReindexMany => "REINDEX of a schema or database",
            Self::DetachPartitionConcurrently => "DETACH PARTITION CONCURRENTLY",
            Self::Vacuum => "VACUUM",
            Self::ClusterAll => "CLUSTER without a table",
            Self::CreateDatabase => "CREATE DATABASE",
            Self::DropDatabase => "DROP DATABASE",
            Self::AlterDatabaseTablespace => "ALTER DATABASE SET TABLESPACE",
            Self::CreateTablespace => "CREATE TABLESPACE",
            Self::DropTablespace => "DROP TABLESPACE",
            Self::AlterSystem => "ALTER SYSTEM",
            Self::CreateSubscription => "CREATE SUBSCRIPTION",
            Self::AlterSubscription => "ALTER SUBSCRIPTION with refresh",
            Self::DropSubscription => "DROP SUBSCRIPTION",
            Self::DiscardAll => "DISCARD ALL",
            Self::AddEnumValue => "ALTER TYPE ADD VALUE",
            Self::CommittingCode => "a DO block that commits",
            Self::Marked => "a statement marked `-- evenkeel: alone`",
            Self::Pragma => "this PRAGMA",
            Self::Attach => "ATTACH",
            Self::Detach => "DETACH",
        }
    }

    /// What happens when the statement stands inside a transaction block all the same.
    pub fn in_block(self) -> InBlock {
        match self {
            Self::AddEnumValue => InBlock::Works,
            Self::DropSubscription => InBlock::Depends,
            Self::CreateIndexConcurrently | Self::DropIndexConcurrently | Self::ReindexConcurrently => {
                InBlock::Fails
            }
            Self::ReindexMany | Self::DetachPartitionConcurrently | Self::Vacuum | Self::ClusterAll => {
                InBlock::Fails
            }
            Self::CreateDatabase | Self::DropDatabase | Self::AlterDatabaseTablespace => InBlock::Fails,
            Self::CreateTablespace | Self::DropTablespace | Self::AlterSystem => InBlock::Fails,
            Self::CreateSubscription | Self::AlterSubscription | Self::DiscardAll => InBlock::Fails,
            Self::CommittingCode | Self::Marked => InBlock::Fails,
            Self::Pragma | Self::Attach | Self::Detach => InBlock::Fails,
        }
    }
}
