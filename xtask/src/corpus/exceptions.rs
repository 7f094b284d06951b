//! Cases that are known to miss, each with the reason. They are counted apart; nobody is told that they pass.

use std::collections::BTreeMap;
use std::path::Path;

use super::verdict::{Record, Weight};
use crate::failure::Failure;
use crate::paths;
use crate::servers::Major;

/// Lines of `suite/case: reason`, or `suite/case on 18: reason` for one major only; `#` begins a comment.
#[derive(Clone, Debug, Default)]
pub(super) struct Exceptions(BTreeMap<String, String>);

impl Exceptions {
    /// Those that hold for this major; none where there is no such file.
    pub(super) fn read(file: &Path, major: Major) -> Result<Self, Failure> {
        let text = paths::text_if_there(file)?;
        let lines = text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'));
        let entry = |line: &str| match line.split_once(": ") {
            Some((case, reason)) => Ok((case.to_owned(), reason.to_owned())),
            None => {
                let why = format!("'{line}' is not 'suite/case: reason'");
                Err(Failure::Malformed { path: file.to_owned(), why })
            }
        };
        let mut exceptions = BTreeMap::new();
        for (place, reason) in lines.map(entry).collect::<Result<Vec<_>, _>>()? {
            let (case, on) = place.split_once(" on ").unwrap_or((&place, ""));
            if on.is_empty() || on == major.to_string() {
                exceptions.insert(case.to_owned(), reason);
            }
        }
        Ok(Self(exceptions))
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
        paths::write(&file, "# known\nmigra/rls2: names a role\nmigra/not_null on 18: keeps its name\n\n")
            .unwrap();
        let on = |major| Exceptions::read(&file, major).unwrap();
        assert!(on(Major::V15).has("migra", "rls2") && on(Major::V18).has("migra", "rls2"));
        assert!(!on(Major::V15).has("migra", "not_null") && on(Major::V18).has("migra", "not_null"));
        paths::write(&file, "migra/rls2\n").unwrap();
        assert!(matches!(Exceptions::read(&file, Major::V15), Err(Failure::Malformed { .. })));
    }
}
