//! The string literals of the workspace's sources, tests aside. Must not know what is looked for in them.

use std::path::Path;

/// Each literal with the file it stands in.
pub(super) fn of_all_crates() -> Vec<(String, String)> {
    let crates = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
    let mut found = Vec::new();
    below(crates, &mut found);
    assert!(found.len() > 1000, "the sources are read: {} literals", found.len());
    found
}

fn below(folder: &Path, found: &mut Vec<(String, String)>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_str().unwrap().to_owned();
        match (path.is_dir(), name.as_str()) {
            (_, "tests" | "tests.rs" | "testing.rs") => {}
            (true, _) => below(&path, found),
            (false, name) if name.ends_with(".rs") => {
                let text = std::fs::read_to_string(&path).unwrap();
                found.extend(of(&text).into_iter().map(|literal| (path.display().to_string(), literal)));
            }
            (false, _) => {}
        }
    }
}

/// The literals of one file; what an escape stands for does not matter here, except that a line that is continued is
/// one.
pub(super) fn of(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut rest = text;
    while let Some(at) = rest.find(['/', '"', '\'']) {
        let after = &rest[at..];
        rest = match after {
            _ if after.starts_with("//") => &after[after.find('\n').unwrap_or(after.len())..],
            // A quote as a character.
            _ if after.starts_with("'\"'") => &after[3..],
            _ if after.starts_with("'\\\"'") => &after[4..],
            _ if after.starts_with('"') => {
                let hashes = rest[..at].chars().rev().take_while(|c| *c == '#').count();
                let is_raw = rest[..at - hashes].ends_with('r');
                let length = match is_raw {
                    true => after[1..].find(&format!("\"{}", "#".repeat(hashes))),
                    false => closing_quote(&after[1..]),
                };
                let end = 1 + length.expect("every literal ends");
                found.push(after[1..end].replace("\\n", "\n").replace("\\\n", " "));
                &after[end + 1..]
            }
            _ => &after[1..],
        };
    }
    found
}

fn closing_quote(text: &str) -> Option<usize> {
    let mut escaped = false;
    text.char_indices().find_map(|(at, c)| {
        let ends = c == '"' && !escaped;
        escaped = c == '\\' && !escaped;
        ends.then_some(at)
    })
}
