use super::*;
use crate::explain::Explain;
use crate::files::Script;
use crate::folder::{Content, Fingerprints, Manifest, MigrationName, Version};
use crate::layout::{Origin, Runs};
use Dialect::{Postgres, Sqlite};

/// One line for each segment: its range's text, then what is sent.
fn shape(dialect: Dialect, script: &str) -> Vec<String> {
    segments(dialect, script, LoneCommit::Refused)
        .unwrap()
        .iter()
        .map(|segment| {
            let sent: Vec<_> = segment.statements().iter().map(|statement| statement.text(script)).collect();
            match segment.body {
                Body::Transaction { .. } => format!("tx {}", sent.join(" | ")),
                Body::Alone { .. } => format!("alone {}", sent.join(" | ")),
            }
        })
        .collect()
}

#[test]
fn statements_are_grouped_by_what_commits_together() {
    let table: &[(Dialect, &str, &[&str])] = &[
        (Postgres, "-- nothing\n", &[]),
        (Postgres, "a; b; c", &["tx a | b | c"]),
        (Postgres, "a; vacuum; b", &["tx a", "alone vacuum", "tx b"]),
        (
            Postgres,
            "alter type t add value 'a'; alter type t add value 'b'; insert into x values ('a')",
            &[
                "alone alter type t add value 'a'",
                "alone alter type t add value 'b'",
                "tx insert into x values ('a')",
            ],
        ),
        (Postgres, "a; begin; b; c; commit; d", &["tx a", "tx b | c", "tx d"]),
        (Postgres, "begin; a; end; begin; b; commit", &["tx a", "tx b"]),
        (Postgres, "begin; commit; a", &["tx a"]),
        (
            Postgres,
            "begin; alter type t add value 'a'; savepoint s; rollback to s; drop subscription s; commit",
            &["tx alter type t add value 'a' | savepoint s | rollback to s | drop subscription s"],
        ),
        (
            Sqlite,
            "pragma foreign_keys=off; begin immediate; a; commit; pragma foreign_keys=on",
            &["alone pragma foreign_keys=off", "tx a", "alone pragma foreign_keys=on"],
        ),
    ];
    for (dialect, script, expected) in table {
        assert_eq!(&shape(*dialect, script), expected, "{script}");
    }
}

#[test]
fn a_segment_knows_its_place() {
    let script = "-- x\na; b;\nbegin; c; commit;\nvacuum;";
    let found = segments(Postgres, script, LoneCommit::Refused).unwrap();
    let ranges: Vec<_> = found.iter().map(|segment| &script[segment.range.clone()]).collect();
    assert_eq!(ranges, ["a; b", "begin; c; commit", "vacuum"]);
}

#[test]
fn a_checksum_is_of_the_statements_that_are_sent() {
    let plain = segments(Postgres, "A; b", LoneCommit::Refused).unwrap();
    let explicit = segments(Postgres, "begin; a /* x */; b; commit", LoneCommit::Refused).unwrap();
    let other = segments(Postgres, "a b", LoneCommit::Refused).unwrap();
    assert_eq!(plain[0].checksum, explicit[0].checksum);
    assert_ne!(plain[0].checksum, other[0].checksum);
}

#[test]
fn what_cannot_be_run_is_refused_where_it_stands() {
    let table = [
        (Postgres, "a; begin; b; begin; c; commit", 13, Fault::NestedBegin),
        (Postgres, "a; begin; b", 3, Fault::UnclosedBegin),
        (Postgres, "a; commit", 3, Fault::CommitWithoutBegin),
        (Postgres, "begin read only; a; commit", 0, Fault::Modes),
        (Postgres, "begin; a; rollback", 10, Fault::Rollback),
        (Postgres, "rollback", 0, Fault::Rollback),
        (Postgres, "begin; a; commit and chain", 10, Fault::Chain),
        (Postgres, "savepoint a", 0, Fault::SavepointOutside),
        (Postgres, "prepare transaction 'x'", 0, Fault::TwoPhase),
        (Postgres, "a; copy t from stdin;\n1\n\\.\n", 3, Fault::CopyFromStdin),
        (
            Postgres,
            "begin; create index concurrently i on t (a); commit",
            7,
            Fault::InBlock(Reason::CreateIndexConcurrently),
        ),
        (Sqlite, "begin; pragma foreign_keys = off; commit", 7, Fault::InBlock(Reason::Pragma)),
    ];
    for (dialect, script, offset, expected) in table {
        let error = segments(dialect, script, LoneCommit::Refused).unwrap_err();
        assert_eq!(error.range().unwrap().start, offset, "{script}");
        assert!(error.hint().is_some());
        match error {
            SegmentError::Fault { fault, range: _ } => assert_eq!(fault, expected, "{script}"),
            SegmentError::Split(error) => panic!("{error}"),
        }
    }
}

#[test]
fn a_psql_command_is_refused_with_a_hint() {
    let error = segments(Postgres, "a;\n\\i other.sql\n", LoneCommit::Refused).unwrap_err();
    assert_eq!(error.to_string(), "\\i is a command of psql, not SQL");
    assert_eq!(error.range(), Some(3..15));
    assert_eq!(
        error.hint().unwrap(),
        "put the text of that file here; what a migration does stands in its own file"
    );
}

#[test]
fn messages_name_the_statement() {
    let error = segments(Postgres, "begin; vacuum; commit", LoneCommit::Refused).unwrap_err();
    assert_eq!(error.to_string(), "VACUUM cannot run between BEGIN and COMMIT");
}

#[test]
fn another_tools_migration_may_end_the_transaction_it_is_run_in() {
    let text = "a;\nCOMMIT;\nset lock_timeout = 0;\ncreate index concurrently i on t (a);\n";
    let migration = Migration {
        name: MigrationName::parse("1_a").unwrap(),
        dir: "m/1_a".into(),
        content: Content::Sql {
            up: Script { path: "m/1_a/migration.sql".into(), text: text.into() },
            down: None,
        },
        manifest: None,
        backfill: None,
        origin: Some(Origin {
            key: "1_a".into(),
            title: "a".into(),
            file: "1_a/migration.sql".into(),
            whole: None,
            when: None,
            runs: Runs::Once,
        }),
    };
    let found = segments(Postgres, text, LoneCommit::of(&migration)).unwrap();
    let ranges: Vec<_> = found.iter().map(|segment| &text[segment.range.clone()]).collect();
    assert_eq!(ranges, ["a;\nCOMMIT", "set lock_timeout = 0", "create index concurrently i on t (a)"]);

    let mut ours = migration;
    ours.manifest = Some(Manifest {
        version: Version,
        parent: None,
        service: None,
        checksum: crate::checksum::meaning(Postgres, text),
        accepted: vec![],
        renames: vec![],
        guarded: false,
        note: None,
        no_down: None,
        locks: crate::pace::Pace::default(),
        fingerprint: Fingerprints { before: "a".into(), after: "b".into() },
        kept: Vec::new(),
        questions: Vec::new(),
        preflight: Vec::new(),
        replaces: vec![],
    });
    let error = segments(Postgres, text, LoneCommit::of(&ours)).unwrap_err();
    assert_eq!(error.to_string(), "this COMMIT has no BEGIN");

    let text = "a;\nCOMMIT;\ncreate index concurrently i on t (a);\nBEGIN;\n";
    let found = segments(Postgres, text, LoneCommit::EndsTransaction).unwrap();
    let ranges: Vec<_> = found.iter().map(|segment| &text[segment.range.clone()]).collect();
    assert_eq!(ranges, ["a;\nCOMMIT", "create index concurrently i on t (a)"]);
}

#[test]
fn what_is_temporary_is_used_where_it_is_made() {
    let refused = |script: &str| {
        let found = segments(Postgres, script, LoneCommit::Refused).unwrap();
        temporary_across(Postgres, script, &found).err().map(|error| error.range().unwrap().start)
    };
    let cut = "create index concurrently i on t (a);";
    assert_eq!(refused("create temp table x (a int); insert into y select * from x"), None);
    assert_eq!(refused(&format!("create temp table x (a int); insert into y select * from x; {cut}")), None);
    assert_eq!(
        refused(&format!("{cut} create temporary table if not exists \"X\" (); {cut} drop table \"X\"")),
        Some(38)
    );
    assert_eq!(
        refused(&format!("create temp table x as select 1; {cut} insert into y select * from X")),
        Some(0)
    );
}
