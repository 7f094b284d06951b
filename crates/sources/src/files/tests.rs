use super::*;

fn folder(files: &[(&str, &str)]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in files {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    folder
}

fn names(root: &Path) -> Vec<String> {
    let scripts = load(root).unwrap();
    scripts.iter().map(|script| script.path.strip_prefix(root).unwrap().display().to_string()).collect()
}

#[test]
fn a_folder_is_read_sorted_and_deep() {
    let folder = folder(&[
        ("b.sql", "b"),
        // Folder by folder: a dash sorts before a slash.
        ("a-b.sql", "a-b"),
        ("a/z.sql", "z"),
        ("a/deep/er/y.SQL", ""),
        (".hidden.sql", "no"),
        (".git/x.sql", "no"),
        ("notes.md", "no"),
    ]);
    assert_eq!(names(folder.path()), ["a/deep/er/y.SQL", "a/z.sql", "a-b.sql", "b.sql"]);
    assert_eq!(load(folder.path()).unwrap()[0].text, "");
}

#[test]
fn a_file_is_read_as_it_is() {
    let folder = folder(&[("a.sql", "\u{feff}create table t ();\r\n")]);
    let path = folder.path().join("a.sql");
    assert_eq!(load(&path).unwrap(), [Script { path, text: "\u{feff}create table t ();\r\n".into() }]);
}

#[cfg(unix)]
#[test]
fn links_that_loop_are_read_once() {
    let folder = folder(&[("a/b.sql", "b")]);
    std::os::unix::fs::symlink(folder.path(), folder.path().join("a/up")).unwrap();
    std::os::unix::fs::symlink("nowhere", folder.path().join("a/gone")).unwrap();
    assert_eq!(names(folder.path()), ["a/b.sql"]);
    std::os::unix::fs::symlink("nowhere", folder.path().join("a/gone.sql")).unwrap();
    assert!(matches!(load(folder.path()), Err(FilesError::Missing { .. })));
}

#[test]
fn what_cannot_be_read_is_an_error() {
    let folder = folder(&[("plain/notes.md", "x")]);
    let missing = load(&folder.path().join("nothing.sql")).unwrap_err();
    assert!(matches!(missing, FilesError::Missing { .. }), "{missing}");
    let empty = load(&folder.path().join("plain")).unwrap_err();
    assert!(matches!(empty, FilesError::NoSql { .. }), "{empty}");
    let below_a_file = load(&folder.path().join("plain/notes.md/a.sql")).unwrap_err();
    assert!(matches!(below_a_file, FilesError::Unreadable { .. }), "{below_a_file}");

    let latin = folder.path().join("latin.sql");
    fs::write(&latin, b"-- caf\xe9").unwrap();
    let error = load(&latin).unwrap_err();
    assert_eq!(error.range(), Some(6..7));
    assert_eq!(error.path(), latin);
    assert!(error.hint().is_some());
}

#[test]
fn a_script_locates_its_errors() {
    let script = Script { path: "db/a.sql".into(), text: "select 1;\nselect 'x".into() };
    let error = crate::split::split(crate::lexer::Dialect::Postgres, &script.text).unwrap_err();
    assert_eq!(script.locate(error).to_string(), "db/a.sql:2:8: this string is never closed");
}
