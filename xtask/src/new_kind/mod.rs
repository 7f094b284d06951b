//! `cargo xtask new-kind NAME`: the folder of a new kind of PostgreSQL object, and what is left to do by hand.

use std::path::Path;

use crate::failure::Failure;
use crate::{Outcome, paths, report};

const FILES: [(&str, &str); 4] = [
    ("mod.rs", include_str!("mod.rs.txt")),
    ("inspect.sql", include_str!("inspect.sql.txt")),
    ("inventory.sql", include_str!("inventory.sql.txt")),
    ("tests.rs", include_str!("tests.rs.txt")),
];

#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// Lower-case words with _ between: event_trigger
    name: String,
}

/// Writes the folder; never over one that is there.
pub(crate) fn run(arguments: &Arguments) -> Result<Outcome, Failure> {
    make(paths::root(), &arguments.name)?;
    let name = &arguments.name;
    report::line(format!("made crates/postgres/src/kinds/{name} from the template. What is left to do:"));
    report::line(format!("- the line `{name}::{},` in the `kinds!` list of kinds/mod.rs", type_name(name)));
    report::line(
        "- what TODO stands for in these files; its statements and its place in the order in mod.rs",
    );
    report::line(format!("- take \"{}\" off SWEPT in inspect.rs and out of sweep.sql", words(name)));
    report::line(format!(
        "- a folder cases/postgres/{name}/<case> with old.sql and new.sql for each thing it can do"
    ));
    Ok(Outcome::Good)
}

fn make(root: &Path, name: &str) -> Result<(), Failure> {
    if !is_name(name) {
        return Err(Failure::KindName { given: name.to_owned() });
    }
    let folder = root.join("crates/postgres/src/kinds").join(name);
    if folder.exists() {
        return Err(Failure::Exists { path: folder });
    }
    for (file, template) in FILES {
        paths::write(&folder.join(file), fill(template, name))?;
    }
    Ok(())
}

fn is_name(name: &str) -> bool {
    let fits =
        |character: char| character.is_ascii_lowercase() || character.is_ascii_digit() || character == '_';
    name.starts_with(|first: char| first.is_ascii_lowercase()) && name.chars().all(fits)
}

fn fill(template: &str, name: &str) -> String {
    template
        .replace("kind_name", name)
        .replace("KindType", &type_name(name))
        .replace("kind words", &words(name))
        .replace("KIND WORDS", &words(name).to_uppercase())
}

fn words(name: &str) -> String {
    name.replace('_', " ")
}

fn type_name(name: &str) -> String {
    let capital = |word: &str| {
        let mut letters = word.chars();
        letters
            .next()
            .map_or(String::new(), |first| first.to_ascii_uppercase().to_string() + letters.as_str())
    };
    name.split('_').map(capital).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_is_made_once() {
        let root = tempfile::tempdir().unwrap();
        make(root.path(), "event_trigger").unwrap();
        let folder = root.path().join("crates/postgres/src/kinds/event_trigger");
        let text = paths::text(&folder.join("mod.rs")).unwrap();
        assert!(text.contains("impl Kind for EventTrigger") && text.contains("DROP EVENT TRIGGER"));
        assert!(matches!(make(root.path(), "event_trigger"), Err(Failure::Exists { .. })));
        assert!(matches!(make(root.path(), "../x"), Err(Failure::KindName { .. })));
    }
}
