//! What of a project's modules is run, and in which order.

use std::fs;
use std::path::Path;

use super::{Module, Outline, read};
use crate::folder::Content;
use crate::layout::Runs;

fn module(root: &Path, module: &str, files: &[&str], skipped: &[&str]) -> Module {
    let folder = root.join(module).join("migrations");
    fs::create_dir_all(&folder).unwrap();
    for file in files {
        fs::write(folder.join(file), "export class It {}").unwrap();
    }
    let skipped = skipped.iter().map(|name| (*name).to_owned()).collect();
    Module { module: module.to_owned(), folder, skipped }
}

#[test]
fn one_module_behind_the_other_and_the_links_last() {
    let root = tempfile::tempdir().unwrap();
    let modules = vec![
        module(root.path(), "wishlist", &["Migration2.ts", "Migration1.ts", "Migration1.d.ts"], &[]),
        module(
            root.path(),
            "review",
            &["Migration0.js", "Migration2.js", "Migration3.js"],
            &["Migration3.js"],
        ),
    ];
    let outline = Outline { modules, links: "create table l ();\n".to_owned() };
    let found = read(root.path(), &outline).unwrap();
    let told: Vec<(&str, Option<&str>, Runs)> =
        found.list.iter().map(|one| (one.name.as_str(), one.module(), one.runs())).collect();
    assert_eq!(
        told,
        [
            ("Migration1", Some("wishlist"), Runs::Once),
            ("Migration2", Some("wishlist"), Runs::Once),
            ("Migration0", Some("review"), Runs::Once),
            ("links", None, Runs::OnChange),
        ]
    );
    assert_eq!(found.ignored, [root.path().join("review/migrations/Migration2.js")]);
    let projects = found.list.iter().filter_map(|one| match &one.content {
        Content::Program(program) => program.home.as_ref().map(|home| home.project.as_path()),
        Content::Sql { .. } => None,
    });
    assert!(projects.eq([root.path(); 4]));
}

#[test]
fn that_no_link_is_declared_is_said_too() {
    let root = tempfile::tempdir().unwrap();
    let outline = Outline { modules: Vec::new(), links: String::new() };
    let found = read(root.path(), &outline).unwrap();
    assert_eq!(found.list[0].content.file().text, "-- none is declared\n");
}
