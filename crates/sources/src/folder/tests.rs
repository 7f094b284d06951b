use std::fs;
use std::io;

use super::*;
use crate::checksum;
use crate::explain::Explain;
use crate::lexer::Dialect;

fn folder(files: &[(&str, &str)]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in files {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    folder
}

fn name(text: &str) -> MigrationName {
    MigrationName::parse(text).unwrap()
}

fn manifest(parent: Option<&str>) -> Manifest {
    Manifest {
        version: Version,
        parent: parent.map(name),
        service: None,
        checksum: checksum::meaning(Dialect::Postgres, "select 1"),
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
    }
}

fn toml(parent: Option<&str>) -> String {
    manifest(parent).to_toml()
}

fn listed(root: &Path) -> Vec<String> {
    Migrations::load(root).unwrap().list.iter().map(|migration| migration.name.to_string()).collect()
}

fn refused(files: &[(&str, &str)]) -> FolderError {
    let error = Migrations::load(folder(files).path()).unwrap_err();
    assert!(error.hint().is_some(), "{error}");
    error
}

#[test]
fn names_are_ordered_by_number() {
    let mut names: Vec<_> = ["10_a", "9_b", "0009_a", "20261120103000_x", "1-b"].map(name).into();
    names.sort();
    let names: Vec<_> = names.iter().map(MigrationName::as_str).collect();
    assert_eq!(names, ["1-b", "0009_a", "9_b", "10_a", "20261120103000_x"]);
    for bad in ["", "a", "_a", "12", "12_", "a_12", "1_a/b", "12a_b"] {
        assert!(MigrationName::parse(bad).is_err(), "{bad}");
    }
}

#[test]
fn a_new_name_is_made_of_stamp_and_title() {
    let made = MigrationName::new("20261120103000", "Add phone, please!").unwrap();
    assert_eq!(made.as_str(), "20261120103000_add_phone_please");
    assert_eq!((made.stamp(), made.title()), ("20261120103000", "add_phone_please"));
    for bad in ["", "2026", "2026112010300x", "202611201030001"] {
        assert!(MigrationName::new(bad, "x").is_err(), "{bad}");
    }
    let table =
        [("", "change"), ("--", "change"), ("Straße Ä 7", "stra_e_7"), ("a__b", "a_b"), ("../x", "x")];
    for (title, expected) in table {
        assert_eq!(slug(title), expected, "{title}");
    }
    assert_eq!(slug(&"a".repeat(99)).len(), 60);
}

#[test]
fn a_manifest_survives_being_written() {
    let mut whole = manifest(Some("1_a"));
    whole.service = Some("billing".into());
    whole.accepted = vec!["drop_column users.tel".into()];
    whole.renames = vec!["users.tel=phone".into()];
    whole.no_down = Some("the \"tel\" column is lost\nfor good".into());
    for manifest in [whole, manifest(None)] {
        assert_eq!(Manifest::parse(&manifest.to_toml()), Ok(manifest));
    }
}

#[test]
fn a_manifest_that_is_not_understood_says_where() {
    let good = toml(None);
    let table = [
        (format!("{good}extra = 1\n"), "extra = 1", "unknown field `extra`, expected `before` or `after`"),
        (format!("colour = 1\n{good}"), "colour", "unknown field `colour`"),
        (good.replace("version = 1", "version = 2"), "2", "version 2 of this format is not known, only 1"),
        (
            good.replace("checksum = \"", "checksum = \"x"),
            "\"x",
            "a checksum has 64 lower-case hexadecimal digits",
        ),
        (
            format!("parent = \"non/sense\"\n{good}"),
            "\"non/sense\"",
            "\"non/sense\" is no name of a migration",
        ),
        ("version = ".into(), "", ""),
    ];
    for (text, at, message) in table {
        let error = Manifest::parse(&text).unwrap_err();
        assert!(error.message.starts_with(message), "{error}");
        let rest = &text[error.range().unwrap().start..];
        assert!(rest.starts_with(at.split(' ').next().unwrap()), "{rest}");
    }
    assert!(Manifest::parse("version = 1").is_err());
}

#[test]
fn three_layouts_are_read() {
    let (first, second) = (toml(None), toml(Some("20260101000000_a")));
    let ours = folder(&[
        ("20260102000000_b/migration.sql", "two"),
        ("20260102000000_b/migration.toml", &second),
        ("20260101000000_a/migration.sql", "one"),
        ("20260101000000_a/down.sql", "back"),
        ("20260101000000_a/migration.toml", &first),
        (".evenkeel-tmp-20260103000000_c/migration.sql", "half"),
    ]);
    let loaded = Migrations::load(ours.path()).unwrap();
    assert_eq!(listed(ours.path()), ["20260101000000_a", "20260102000000_b"]);
    assert_eq!(loaded.list[0].content.back_file().unwrap().text, "back");
    assert_eq!(loaded.list[1].manifest.as_ref().unwrap().parent, Some(name("20260101000000_a")));
    assert_eq!(loaded.find(&name("20260102000000_b")).unwrap().content.file().text, "two");
    assert!(loaded.forks.is_empty());

    let prisma = folder(&[
        ("20230101000000_init/migration.sql", "one"),
        ("20230101000000_init2/migration.sql", "two"),
        ("migration_lock.toml", "provider = \"postgresql\""),
    ]);
    assert_eq!(listed(prisma.path()), ["20230101000000_init", "20230101000000_init2"]);

    let plain =
        folder(&[("2_b.up.sql", "up"), ("2_b.down.sql", "down"), ("10_c.sql", "c"), ("seed.sql", "s")]);
    let loaded = Migrations::load(plain.path()).unwrap();
    assert_eq!(listed(plain.path()), ["2_b", "10_c"]);
    assert_eq!(loaded.list[0].content.file().text, "up");
    assert_eq!(loaded.list[0].content.back_file().unwrap().text, "down");
    assert_eq!(loaded.ignored, [plain.path().join("seed.sql")]);

    assert!(Migrations::load(folder(&[]).path()).unwrap().list.is_empty());
}

#[test]
fn a_folder_that_is_not_whole_is_refused() {
    let (first, lost) = (toml(None), toml(Some("1_gone")));
    let table: &[(&[(&str, &str)], &str)] = &[
        (&[("1_a/down.sql", "")], "the migration 1_a is only half there: "),
        (&[("1_a.down.sql", "")], "the migration 1_a is only half there: "),
        (&[("init/migration.sql", "")], "the folder "),
        (&[("1_a.sql", ""), ("1_a.up.sql", "")], "/"),
        (
            &[("1_a/migration.sql", ""), ("01_b/migration.sql", ""), ("01_b/migration.toml", &first)],
            "the migrations 01_b and 1_a have the same stamp",
        ),
        (
            &[("2_a/migration.sql", ""), ("2_a/migration.toml", &lost)],
            "the migration 2_a continues 1_gone, which is not there",
        ),
    ];
    for (files, message) in table {
        let error = refused(files).to_string();
        assert!(error.starts_with(message), "{error}");
    }
}

#[test]
fn a_manifest_error_names_file_and_line() {
    let error = refused(&[("1_a/migration.sql", ""), ("1_a/migration.toml", "version = 1\nparents = 2\n")]);
    assert!(error.to_string().contains("1_a/migration.toml:2:1: unknown field `parents`"), "{error}");
    assert_eq!(error.range(), Some(12..19));
}

#[test]
fn a_chain_that_cannot_be_is_refused() {
    let (to_a, to_b, to_c) = (toml(Some("1_a")), toml(Some("2_b")), toml(Some("3_c")));
    let cycle = refused(&[
        ("1_a/migration.sql", ""),
        ("1_a/migration.toml", &to_b),
        ("2_b/migration.sql", ""),
        ("2_b/migration.toml", &to_a),
        ("3_c/migration.sql", ""),
        ("3_c/migration.toml", &to_b),
    ]);
    assert_eq!(cycle.to_string(), "the migrations 1_a, 2_b continue each other in a circle");
    let itself = refused(&[("1_a/migration.sql", ""), ("1_a/migration.toml", &to_a)]);
    assert_eq!(itself.to_string(), "the migrations 1_a continue each other in a circle");
    let later =
        refused(&[("1_a/migration.sql", ""), ("1_a/migration.toml", &to_c), ("3_c/migration.sql", "")]);
    assert_eq!(later.to_string(), "the migration 1_a continues 3_c, which comes after it");
}

#[test]
fn a_fork_is_told_and_not_refused() {
    let (first, to_a) = (toml(None), toml(Some("1_a")));
    let forked = folder(&[
        ("1_a/migration.sql", ""),
        ("1_a/migration.toml", &first),
        ("2_b/migration.sql", ""),
        ("2_b/migration.toml", &to_a),
        ("3_c/migration.sql", ""),
        ("3_c/migration.toml", &to_a),
    ]);
    let forks = Migrations::load(forked.path()).unwrap().forks;
    assert_eq!(forks, [Fork { parent: Some(name("1_a")), children: vec![name("2_b"), name("3_c")] }]);
}

#[test]
fn a_migrations_folder_is_told_from_a_schema_folder() {
    let table: &[(&[(&str, &str)], bool)] = &[
        (&[("20260101000000_a/migration.sql", "")], true),
        (&[("1_a/migration.toml", "")], true),
        (&[("migration_lock.toml", "")], true),
        (&[("meta/_journal.json", ""), ("0000_a.sql", "")], true),
        (&[("0000_a.sql", ""), ("0001_b.sql", "")], true),
        (&[("1_a.up.sql", ""), ("1_a.down.sql", "")], true),
        (&[("01_types.sql", ""), ("02_tables.sql", "")], false),
        (&[("0001_types.sql", ""), ("tables.sql", "")], false),
        (&[("0001_types.sql", ""), ("views/a.sql", "")], false),
        (&[("schema.sql", "")], false),
        (&[("users/migration.sql", "")], false),
        (&[], false),
    ];
    for (files, expected) in table {
        assert_eq!(is_migrations_folder(folder(files).path()), *expected, "{files:?}");
    }
    assert!(!is_migrations_folder(Path::new("no/such/folder")));
}

fn new(text: &str, parent: Option<&str>) -> NewMigration {
    NewMigration {
        name: name(text),
        up: "select 1;\n".into(),
        down: Some("select 2;\n".into()),
        manifest: manifest(parent),
    }
}

#[test]
fn a_migration_is_written_and_read_again() {
    let root = folder(&[]);
    let dir = root.path().join("db/migrations");
    let written = write_new(&dir, &new("1_a", None)).unwrap();
    let mut second = new("2_b", Some("1_a"));
    second.down = None;
    write_new(&dir, &second).unwrap();
    assert_eq!(written, dir.join("1_a"));
    let list = Migrations::load(&dir).unwrap().list;
    assert_eq!(list[0].content.file().text, "select 1;\n");
    assert_eq!(list[0].content.back_file().unwrap().text, "select 2;\n");
    assert_eq!(list[1].manifest, Some(second.manifest));
    assert_eq!(list[1].content.back_file(), None);
}

#[test]
fn leftovers_are_removed_by_the_next_write() {
    let root = folder(&[(".evenkeel-tmp-1_a/migration.sql", "half"), (".evenkeel-tmp-0_x/down.sql", "half")]);
    assert!(Migrations::load(root.path()).unwrap().list.is_empty());
    write_new(root.path(), &new("1_a", None)).unwrap();
    let there: Vec<_> = fs::read_dir(root.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert_eq!(there, ["1_a"]);
}

#[test]
fn a_taken_name_or_stamp_is_refused() {
    let root = folder(&[("1_a/migration.sql", "old"), ("2_b.sql", "")]);
    assert!(matches!(write_new(root.path(), &new("1_a", None)), Err(FolderError::Exists { .. })));
    assert!(matches!(write_new(root.path(), &new("01_c", None)), Err(FolderError::SameStamp { .. })));
    assert!(matches!(write_new(root.path(), &new("2_c", None)), Err(FolderError::SameStamp { .. })));
    assert_eq!(fs::read_to_string(root.path().join("1_a/migration.sql")).unwrap(), "old");
    assert_eq!(fs::read_dir(root.path()).unwrap().count(), 2);
}

#[test]
fn where_nothing_can_be_written_nothing_is_left() {
    let root = folder(&[("file", "x")]);
    let error = write_new(&root.path().join("file/migrations"), &new("1_a", None)).unwrap_err();
    assert!(matches!(error, FolderError::Write { .. }), "{error}");
    assert_eq!(fs::read_dir(root.path()).unwrap().count(), 1);
    for kind in [io::ErrorKind::PermissionDenied, io::ErrorKind::ReadOnlyFilesystem] {
        let error = FolderError::write(Path::new("db"), kind.into());
        assert_eq!(error.to_string(), "no permission to write in db");
        assert_eq!(error.hint().unwrap(), "make db writable for the user who runs evenkeel");
    }
}

/// The name fits a file system, but not with the mark of a temporary folder before it.
#[test]
fn a_name_that_is_too_long_leaves_nothing() {
    let root = folder(&[]);
    let long = format!("1_{}", "x".repeat(250));
    let error = write_new(root.path(), &new(&long, None)).unwrap_err();
    assert!(matches!(error, FolderError::Write { .. }), "{error}");
    assert_eq!(fs::read_dir(root.path()).unwrap().count(), 0);
}
