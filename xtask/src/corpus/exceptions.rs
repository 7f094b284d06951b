//! Cases that are known to miss, each with the reason. They are counted apart; nobody is told that they pass.

use std::collections::BTreeMap;
use std::path::Path;

use super::verdict::{Record, Weight};
use crate::failure::Failure;
use crate::paths;

/// Lines of `suite/case: reason`; `#` begins a comment.
#[derive(Clone, Debug, Default)]
pub(super) struct Exceptions(BTreeMap<String, String>);

impl Exceptions {
    /// None where there is no such file.
    pub(super) fn read(file: &Path) -> Result<Self, Failure> {
        let text = paths::text_if_there(file)?;
        let lines = text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'));
        let entry = |line: &str| match line.split_once(": ") {
            Some((case, reason)) => Ok((case.to_owned(), reason.to_owned())),
            None => {
                let why = format!("'{line}' is not 'suite/case: reason'");
                Err(Failure::Malformed { path: file.to_owned(), why })
            }
        };
        lines.map(entry).collect::<Result<_, _>>().map(Self)
    }

    pub(super) fn has(&self, suite: &str, case: &str) -> bool {
        self.0.contains_key(&format!("{suite}/{case}"))
    }

    /// What a record counts as.
    pub(super) fn weigh(&self, record: &Record) -> Weight {
        let weight = record.verdict.weight();
        if self.has(&record.suite, &record.case) { weight.excepted() } else { weight }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_names_the_case_and_the_reason() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("exceptions.txt");
        paths::write(&file, "# known\nmigra/rls2: names a role that is gone\n\n").unwrap();
        let exceptions = Exceptions::read(&file).unwrap();
        assert!(exceptions.has("migra", "rls2"));
        paths::write(&file, "migra/rls2\n").unwrap();
        assert!(matches!(Exceptions::read(&file), Err(Failure::Malformed { .. })));
    }
}
