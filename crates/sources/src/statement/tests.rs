use super::*;
use crate::explain::Explain;
use crate::split::split;
use Dialect::{Postgres, Sqlite};

fn class(dialect: Dialect, sql: &str) -> Class {
    let statements = split(dialect, sql).unwrap();
    assert_eq!(statements.len(), 1, "{sql}");
    classify(dialect, sql, &statements[0])
}

#[test]
fn postgres_statements_that_stand_alone() {
    use Reason::*;
    let table = [
        ("create index concurrently i on t (a)", CreateIndexConcurrently),
        ("CREATE UNIQUE INDEX /* x */ CONCURRENTLY IF NOT EXISTS i ON t (a)", CreateIndexConcurrently),
        ("drop index concurrently if exists i", DropIndexConcurrently),
        ("reindex table concurrently t", ReindexConcurrently),
        ("reindex (verbose, concurrently) index i", ReindexConcurrently),
        ("reindex database concurrently d", ReindexConcurrently),
        ("reindex (concurrently false) schema s", ReindexMany),
        ("reindex database d", ReindexMany),
        ("reindex system d", ReindexMany),
        ("alter table only p detach partition q concurrently", DetachPartitionConcurrently),
        ("vacuum", Vacuum),
        ("vacuum (full) t", Vacuum),
        ("cluster", ClusterAll),
        ("cluster (verbose)", ClusterAll),
        ("create database d", CreateDatabase),
        ("drop database if exists d", DropDatabase),
        ("alter database d set tablespace t", AlterDatabaseTablespace),
        ("create tablespace t location '/x'", CreateTablespace),
        ("drop tablespace t", DropTablespace),
        ("alter system set work_mem = '1MB'", AlterSystem),
        ("create subscription s connection '' publication p", CreateSubscription),
        ("create subscription s connection '' publication p with (slot_name = x)", CreateSubscription),
        ("alter subscription s refresh publication", AlterSubscription),
        ("alter subscription s set publication p", AlterSubscription),
        ("drop subscription s", DropSubscription),
        ("discard all", DiscardAll),
        ("do $x$ begin insert into t values (1); COMMIT; end $x$", CommittingCode),
        ("do language plpgsql 'begin rollback and chain; end'", CommittingCode),
        ("-- evenkeel: alone\ncall p()", Marked),
        ("-- why\n--evenkeel:  ALONE\ninsert into t select f()", Marked),
        ("-- evenkeel: alone\nreindex table partitioned", ReindexMany),
        ("-- evenkeel: alone\ncluster partitioned using i", ClusterAll),
        ("-- evenkeel: alone\nvacuum t", Vacuum),
        ("alter type s.mood add value if not exists 'x' before 'y'", AddEnumValue),
    ];
    for (sql, reason) in table {
        assert_eq!(class(Postgres, sql), Class::OwnTransaction(reason), "{sql}");
    }
}

#[test]
fn postgres_statements_that_share_a_transaction() {
    let table = [
        ("create index i on t (a)", Class::Schema),
        ("create index \"concurrently\" on t (a)", Class::Schema),
        ("reindex table t", Class::Schema),
        ("reindex (concurrently off) table t", Class::Schema),
        ("alter table p detach partition q finalize", Class::Schema),
        ("alter table t add column concurrently int", Class::Schema),
        ("cluster t using i", Class::Schema),
        ("alter database d set work_mem = '1MB'", Class::Schema),
        ("create subscription s connection '' publication p with (connect = false)", Class::Schema),
        ("create subscription s connection '' publication p with (create_slot = 'off')", Class::Schema),
        ("alter subscription s set publication p with (refresh = false)", Class::Schema),
        ("alter subscription s disable", Class::Schema),
        ("alter type t rename value 'a' to 'b'", Class::Schema),
        ("comment on table t is 'x'", Class::Schema),
        ("grant select on t to r", Class::Schema),
        ("create table t as select 1", Class::Schema),
        ("insert into t values (1)", Class::Data),
        ("truncate t", Class::Data),
        ("copy t from '/x'", Class::Data),
        ("copy t (a, b) from stdin with (format csv);\n\\.\n", Class::CopyFromStdin),
        ("copy (select 1) to stdout", Class::Query),
        ("with a as (select 1) select * from a for update", Class::Data),
        ("with a as (delete from t returning *) select * from a", Class::Data),
        ("with a as (select 1) insert into t select * from a", Class::Data),
        ("with a as (select 1) select 1", Class::Query),
        ("(select 1) union (select 2)", Class::Query),
        ("set search_path = a", Class::Session),
        ("discard temp", Class::Session),
        ("do $$ begin end $$", Class::Code),
        ("do $$ begin raise notice 'commit;'; -- commit;\n end $$", Class::Code),
        ("-- evenkeel: alone\nset work_mem = '1GB'", Class::Session),
        ("frobnicate", Class::Unknown),
    ];
    for (sql, expected) in table {
        assert_eq!(class(Postgres, sql), expected, "{sql}");
    }
}

#[test]
fn transaction_control() {
    let table = [
        (Postgres, "begin", Control::Begin),
        (Postgres, "BEGIN WORK", Control::Begin),
        (Postgres, "start transaction", Control::Begin),
        (Postgres, "begin isolation level serializable", Control::BeginWithModes),
        (Postgres, "commit work", Control::Commit),
        (Postgres, "end", Control::Commit),
        (Postgres, "commit and chain", Control::Chain),
        (Postgres, "commit and no chain", Control::Commit),
        (Postgres, "commit prepared 'x'", Control::TwoPhase),
        (Postgres, "prepare transaction 'x'", Control::TwoPhase),
        (Postgres, "rollback", Control::Rollback),
        (Postgres, "abort", Control::Rollback),
        (Postgres, "rollback to savepoint a", Control::RollbackTo),
        (Postgres, "savepoint a", Control::Savepoint),
        (Postgres, "release a", Control::Release),
        (Sqlite, "begin immediate transaction", Control::Begin),
        (Sqlite, "end transaction", Control::Commit),
    ];
    for (dialect, sql, expected) in table {
        assert_eq!(class(dialect, sql), Class::TransactionControl(expected), "{sql}");
    }
}

#[test]
fn sqlite_statements() {
    let table = [
        ("vacuum", Class::OwnTransaction(Reason::Vacuum)),
        ("attach 'x' as y", Class::OwnTransaction(Reason::Attach)),
        ("detach y", Class::OwnTransaction(Reason::Detach)),
        ("pragma foreign_keys = off", Class::OwnTransaction(Reason::Pragma)),
        ("PRAGMA main.journal_mode=WAL", Class::OwnTransaction(Reason::Pragma)),
        ("pragma defer_foreign_keys = on", Class::Session),
        ("create table t (a)", Class::Schema),
        ("replace into t values (1)", Class::Data),
        ("select 1", Class::Query),
    ];
    for (sql, expected) in table {
        assert_eq!(class(Sqlite, sql), expected, "{sql}");
    }
}

#[test]
fn a_desired_schema_only_creates() {
    use NotDeclarative::*;
    let table = [
        (Postgres, "create table t (a int)", None),
        (Postgres, "drop table t", Some(Drops)),
        (Postgres, "drop index concurrently i", Some(Drops)),
        (Postgres, "alter table if exists only s.t drop column a", Some(Drops)),
        (Postgres, "alter table t add b int, drop constraint c", Some(Drops)),
        (Postgres, "alter table t alter column a drop default, alter a drop not null", None),
        (Postgres, "alter table t add check (a in (1, 2))", None),
        (Postgres, "alter domain d drop not null", None),
        (Postgres, "alter domain d drop constraint c", Some(Drops)),
        (Postgres, "alter materialized view v owner to x", None),
        (Postgres, "create index concurrently i on t (a)", None),
        (Postgres, "select 1", Some(Selects)),
        (Postgres, "SELECT pg_catalog.set_config('search_path', '', false)", None),
        (Postgres, "select setval('s', 1)", None),
        (Postgres, "insert into t values (1)", Some(WritesRows)),
        (Postgres, "copy t from stdin;\n\\.\n", Some(WritesRows)),
        (Postgres, "revoke all on t from x", None),
        (Postgres, "do $$ begin end $$", None),
        (Sqlite, "drop table t", Some(Drops)),
        (Sqlite, "pragma foreign_keys = on", None),
    ];
    for (dialect, sql, expected) in table {
        let found = findings(dialect, sql).unwrap();
        assert_eq!(found.first().map(|finding| finding.what), expected, "{sql}");
    }
}

#[test]
fn findings_say_where_they_are() {
    let script = "create table t (a int);\n-- gone\ndrop table u;\nselect 1;";
    let found = findings(Postgres, script).unwrap();
    assert_eq!(found.len(), 2);
    assert_eq!(&script[found[0].range().unwrap()], "drop table u");
    assert_eq!(&script[found[1].range().unwrap()], "select 1");
    assert_eq!(found[0].to_string(), "a desired schema only creates, but this statement drops something");
    assert!(found[0].hint().is_some());
}

#[test]
fn what_reaches_the_server_is_told_from_its_words() {
    let reaches = |script: &str| reaches_server(Postgres, script).unwrap();
    for script in [
        "CREATE ROLE app",
        "create user app password 'x'",
        "ALTER ROLE app SET search_path = a",
        "GRANT reader TO app WITH ADMIN OPTION",
        "REVOKE ADMIN OPTION FOR reader FROM app",
        "COMMENT ON ROLE app IS 'x'",
        "CREATE TABLE t (); DROP ROLE app",
        "ALTER DATABASE app SET work_mem = '1GB'",
        "ALTER SYSTEM SET work_mem = '1GB'",
        "CREATE DATABASE x",
        "DO $$ BEGIN IF NOT EXISTS (SELECT) THEN CREATE ROLE app NOLOGIN; END IF; END $$",
        "DO $$ BEGIN EXECUTE 'create role ' || quote_ident('x'); END $$",
        "DO $$ BEGIN GRANT reader TO app; END $$",
    ] {
        assert!(reaches(script), "{script}");
    }
    for script in [
        "GRANT SELECT ON t TO app",
        "CREATE USER MAPPING FOR app SERVER s",
        "ALTER TABLE role OWNER TO app",
        "COMMENT ON TABLE role IS 'create role'",
        "CREATE FUNCTION f() RETURNS void LANGUAGE sql AS 'SELECT'",
        "CREATE POLICY p ON t TO app",
        "DO $$ BEGIN GRANT SELECT ON t TO app; CREATE TABLE roles (); END $$",
    ] {
        assert!(!reaches(script), "{script}");
    }
    assert!(!reaches_server(Sqlite, "CREATE TABLE t (x)").unwrap());
}
