use super::*;

fn disk(path: &Path) -> OnDisk {
    match path.to_str() {
        Some("db/migrations") => OnDisk::Migrations,
        Some("db/schema" | "odd.sql" | "./empty") => OnDisk::Folder,
        Some("notes.txt") => OnDisk::File,
        _ => OnDisk::Nothing,
    }
}

#[test]
fn states() {
    let table = [
        ("empty", StateSpec::Empty),
        ("./empty", StateSpec::Folder("./empty".into())),
        ("postgres://u:p@h/d", StateSpec::Postgres(DatabaseUrl::new("postgres://u:p@h/d"))),
        ("postgresql:///d", StateSpec::Postgres(DatabaseUrl::new("postgresql:///d"))),
        ("sqlite:a.db", StateSpec::Sqlite("a.db".into())),
        ("sqlite:///tmp/a", StateSpec::Sqlite("/tmp/a".into())),
        ("a.db", StateSpec::Sqlite("a.db".into())),
        ("x/a.sqlite3", StateSpec::Sqlite("x/a.sqlite3".into())),
        ("schema.sql", StateSpec::File("schema.sql".into())),
        ("odd.sql", StateSpec::Folder("odd.sql".into())),
        ("db/schema", StateSpec::Folder("db/schema".into())),
        ("db/migrations", StateSpec::Migrations("db/migrations".into())),
    ];
    for (text, expected) in table {
        assert_eq!(parse(text, disk), Ok(expected), "{text}");
    }
}

#[test]
fn what_is_no_state_is_refused_and_names_what_is() {
    let table = [
        ("", "there is no file or folder "),
        ("nowhere", "there is no file or folder nowhere"),
        ("notes.txt", "notes.txt is no state that evenkeel can read"),
        ("mysql://u:secret@h/d", "evenkeel does not know databases of the kind mysql://"),
        ("host=h password=secret", "a database is named by a URL, not by connection words"),
    ];
    for (text, message) in table {
        let error = parse(text, disk).unwrap_err();
        assert_eq!(error.to_string(), message);
        assert!(error.hint().unwrap().contains("migrations folder"));
    }
}

#[test]
fn a_url_hides_its_password() {
    let table = [
        ("postgres://u:secret@h:5432/d?sslmode=require", "postgres://u@h:5432/d"),
        ("postgres://u:se/cr@x@h/d", "postgres://u@h/d"),
        ("postgres://u:se?cret@h/d", "postgres://…"),
        ("postgres://h:5432/d?password=secret", "postgres://h:5432/d"),
        ("postgres://u@/d?password=sec@ret", "postgres://…"),
        ("postgres://u:secret", "postgres://…"),
        ("postgres://h:1,i:2/d", "postgres://h:1,i:2/d"),
        ("postgres://[::1]:5432/d", "postgres://[::1]:5432/d"),
        ("postgres:///d", "postgres:///d"),
        ("u:secret@h", "://u@h"),
    ];
    for (url, shown) in table {
        let url = DatabaseUrl::new(url);
        assert_eq!(url.to_string(), shown);
        assert_eq!(format!("{url:?}"), format!("DatabaseUrl({shown})"));
    }
}

#[test]
fn a_real_folder_is_looked_at() {
    let root = tempfile::tempdir().unwrap();
    let path = root.path().join("1_a");
    std::fs::create_dir(&path).unwrap();
    std::fs::write(path.join("migration.sql"), "").unwrap();
    let spec = |path: &Path| StateSpec::parse(path.to_str().unwrap());
    assert_eq!(spec(root.path()), Ok(StateSpec::Migrations(root.path().into())));
    assert_eq!(spec(&path), Ok(StateSpec::Folder(path)));
}
