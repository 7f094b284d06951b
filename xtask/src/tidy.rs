//! House rules that no lint knows: headers, file length, no SQL put together by hand, pages that must be there.

use std::path::{Path, PathBuf};

use crate::failure::Failure;
use crate::paths;

const LONGEST_FILE: usize = 800;
const PAGES: [&str; 3] = ["ARCHITECTURE.md", "CHANGELOG.md", "README.md"];
/// The crates in which SQL is built only by the typed writers.
const SQL_CRATES: [&str; 4] = ["postgres", "sqlite", "engine", "evenkeel"];
const BUILDERS: [&str; 4] = ["format!(", "push_str(", "write!(", "writeln!("];
const VERBS: [&str; 22] = [
    "ALTER ",
    "ANALYZE ",
    "CALL ",
    "COMMENT ",
    "COPY ",
    "CREATE ",
    "DELETE ",
    "DROP ",
    "EXECUTE ",
    "GRANT ",
    "INSERT ",
    "LOCK ",
    "REFRESH ",
    "REINDEX ",
    "RENAME ",
    "REVOKE ",
    "SELECT ",
    "SET ",
    "TRUNCATE ",
    "UPDATE ",
    "VACUUM ",
    "VALUES ",
];

/// Every breach of the rules in a workspace, as `file: what`.
pub(crate) fn problems(root: &Path) -> Result<Vec<String>, Failure> {
    let mut found: Vec<String> = PAGES
        .iter()
        .filter(|page| !root.join(page).exists())
        .map(|page| format!("{page}: is not there"))
        .collect();
    for folder in ["crates", "tests", "xtask"] {
        for file in rust_files(&root.join(folder))? {
            let shown = file.strip_prefix(root).unwrap_or(&file).to_owned();
            found.extend(problems_in(&shown, &paths::text(&file)?));
        }
    }
    Ok(found)
}

fn rust_files(folder: &Path) -> Result<Vec<PathBuf>, Failure> {
    let mut found = Vec::new();
    if !folder.is_dir() {
        return Ok(found);
    }
    for entry in paths::entries(folder)? {
        if entry.is_dir() {
            found.extend(rust_files(&entry)?);
        } else if entry.extension().is_some_and(|extension| extension == "rs") {
            found.push(entry);
        }
    }
    Ok(found)
}

fn problems_in(file: &Path, text: &str) -> Vec<String> {
    let shown = file.display();
    let mut found = Vec::new();
    if !is_test(file) && !text.starts_with("//!") {
        found.push(format!("{shown}: does not begin with //! and what it is"));
    }
    let lines = text.lines().count();
    if lines > LONGEST_FILE {
        found.push(format!("{shown}: {lines} lines are more than {LONGEST_FILE}"));
    }
    if builds_sql(file) {
        let at = |offset: usize| text[..offset].lines().count().max(1);
        let by_hand = handmade_sql(text).into_iter();
        found.extend(
            by_hand.map(|offset| format!("{shown}:{}: SQL with a hole; use the typed writers", at(offset))),
        );
    }
    found
}

fn is_test(file: &Path) -> bool {
    file.ends_with("tests.rs") || file.components().any(|part| part.as_os_str() == "tests")
}

fn builds_sql(file: &Path) -> bool {
    let inside = |name: &str| file.starts_with(Path::new("crates").join(name).join("src"));
    !is_test(file) && SQL_CRATES.iter().any(|name| inside(name))
}

/// Where a text is put together whose literal begins with a statement's verb and has a hole.
fn handmade_sql(text: &str) -> Vec<usize> {
    let mut found = Vec::new();
    for builder in BUILDERS {
        for (at, _) in text.match_indices(builder) {
            let literal = first_literal(&text[at + builder.len()..]);
            if literal.is_some_and(|literal| is_sql(literal) && has_hole(literal)) {
                found.push(at);
            }
        }
    }
    found.sort_unstable();
    found
}

/// The string that begins the arguments, or follows the first one.
fn first_literal(arguments: &str) -> Option<&str> {
    let start = arguments.find('"')?;
    let before = arguments[..start].trim_end_matches('#');
    let plain = before.trim_end_matches('r').trim();
    let is_first = plain.is_empty() || (plain.ends_with(',') && !plain.contains([';', '(', ')']));
    let hashes = arguments[..start].len() - before.len();
    let end = format!("\"{}", "#".repeat(hashes));
    let inside = &arguments[start + 1..];
    is_first.then(|| inside.find(&end).map(|end| &inside[..end]))?
}

fn is_sql(literal: &str) -> bool {
    VERBS.iter().any(|verb| literal.trim_start().starts_with(verb))
}

fn has_hole(literal: &str) -> bool {
    literal.replace("{{", "").contains('{')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sql_with_a_hole_is_found_over_lines() {
        assert_eq!(handmade_sql("a(); format!(\n    \"DROP TABLE {name}\"\n)"), [5]);
        assert_eq!(handmade_sql("write!(out, r#\"ALTER TABLE {}\"#, name)"), [0]);
        assert!(handmade_sql("format!(\"cannot DROP {name}\")").is_empty());
        assert!(handmade_sql("out.push_str(\"COMMIT\"); format!(\"{a}\")").is_empty());
    }

    #[test]
    fn headers_are_asked_of_everything_but_tests() {
        let file = Path::new("crates/core/src/pair.rs");
        assert_eq!(problems_in(file, "use a;\n").len(), 1);
        assert!(problems_in(Path::new("crates/core/src/pair/tests.rs"), "use a;\n").is_empty());
        assert_eq!(problems_in(file, &format!("//! a\n{}", "x\n".repeat(800))).len(), 1);
    }

    #[test]
    fn only_the_crates_that_speak_sql_are_searched() {
        let text = "//! a\nformat!(\"DROP TABLE {a}\")";
        assert_eq!(problems_in(Path::new("crates/engine/src/a.rs"), text).len(), 1);
        assert!(problems_in(Path::new("crates/core/src/a.rs"), text).is_empty());
    }
}
