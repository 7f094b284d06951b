//! The folders of cases as they stand on disk. Must not know what is done with them.

use std::path::{Path, PathBuf};

use evenkeel_core::Pair;

use crate::Answer;

/// One case: a folder with `old.sql` and `new.sql`.
#[derive(Clone, Debug)]
pub(crate) struct Case {
    /// `kind::case`
    pub(crate) name: String,
    path: PathBuf,
    pub(crate) schemas: Pair<String>,
    /// What both sides need beforehand, such as functions that defaults call.
    pub(crate) setup: String,
    /// Rows for the old schema.
    pub(crate) data: String,
    /// Rows for the old schema that only come back from quarantine.
    pub(crate) kept: String,
    majors: Option<Vec<u32>>,
    plans: Plans,
}

/// What is known of the plans of a case.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Plans {
    /// They stand beside the schemas.
    Written,
    Unknown,
}

pub(crate) fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// Every case, sorted by name.
pub(crate) fn all() -> Vec<Case> {
    let kinds = folders(&root().join("cases/postgres"));
    kinds.iter().flat_map(|kind| folders(kind)).map(|case| Case::read(&case)).collect()
}

/// The cases in the folder that `EVENKEEL_GIVEN_CASES` names, which have no plans written.
pub(crate) fn given() -> Vec<Case> {
    let Some(folder) = std::env::var_os("EVENKEEL_GIVEN_CASES") else { return Vec::new() };
    let cases = folders(Path::new(&folder)).into_iter().flat_map(|suite| folders(&suite));
    cases.map(|case| Case { plans: Plans::Unknown, ..Case::read(&case) }).collect()
}

/// The folders in a folder, sorted.
pub(crate) fn folders(path: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(path).expect("the folder can be read");
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.expect("an entry").path()).collect();
    paths.retain(|path| path.is_dir());
    paths.sort();
    paths
}

pub(crate) fn file_name(path: &Path) -> String {
    path.file_name().unwrap_or_default().to_string_lossy().into_owned()
}

/// Where a case has the plans by recipes written.
const RECIPES: &str = "online.sql";

impl Case {
    fn read(path: &Path) -> Case {
        let kind = path.parent().map(file_name).unwrap_or_default();
        let text = |name: &str| {
            let file = path.join(name);
            std::fs::read_to_string(&file).unwrap_or_else(|error| panic!("{}: {error}", file.display()))
        };
        let optional = |name: &str| if path.join(name).exists() { text(name) } else { String::new() };
        let majors = optional("majors");
        let number = |major: &str| major.trim().parse().expect("a major version is a number");
        Case {
            name: format!("{kind}::{}", file_name(path)),
            path: path.to_owned(),
            schemas: Pair::of(text("old.sql"), text("new.sql")),
            setup: optional("setup.sql"),
            data: optional("data.sql"),
            kept: optional("kept.sql"),
            plans: Plans::Written,
            majors: (!majors.is_empty()).then(|| majors.split(',').map(number).collect()),
        }
    }

    /// Whether this major has the features that the case is about.
    pub(crate) fn fits(&self, major: u32) -> bool {
        self.majors.as_ref().is_none_or(|majors| majors.contains(&major))
    }

    /// Whether it is one of the project's own, whose statements mean the same in any order unless they say otherwise.
    pub(crate) fn is_own(&self) -> bool {
        self.plans == Plans::Written
    }

    /// Compares both plans with the written ones, or writes them.
    pub(crate) fn compare_plans(&self, plans: &str) -> Answer {
        self.compare_with("plan.sql", plans)
    }

    /// As [`Case::compare_plans`] for the plans by recipes, in the cases that have them written.
    pub(crate) fn compare_recipes(&self, plans: &str) -> Answer {
        match self.path.join(RECIPES).exists() {
            true => self.compare_with(RECIPES, plans),
            false => Ok(()),
        }
    }

    fn compare_with(&self, name: &str, plans: &str) -> Answer {
        if !self.is_own() {
            return Ok(());
        }
        let file = self.path.join(name);
        if std::env::var_os("EVENKEEL_UPDATE_CASES").is_some() {
            return std::fs::write(&file, plans).map_err(|error| format!("{}: {error}", file.display()));
        }
        let written = std::fs::read_to_string(&file).unwrap_or_default();
        match written == plans {
            true => Ok(()),
            false => Err(format!(
                "the plans are not those of {}; `cargo xtask cases` writes them anew\n{}",
                file.display(),
                first_difference(&written, plans)
            )),
        }
    }
}

fn first_difference(written: &str, found: &str) -> String {
    let at = written.lines().zip(found.lines()).take_while(|(a, b)| a == b).count();
    let line = |text: &str| text.lines().nth(at).unwrap_or("(the end)").to_owned();
    format!("line {}: written {}\nfound {}", at + 1, line(written), line(found))
}
