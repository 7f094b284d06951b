//! Variables from a .env file, read only when one is asked for. Must not know which. Never shows a value.

use std::cell::OnceCell;
use std::collections::BTreeMap;
use std::path::PathBuf;

use crate::failure::{Failure, Place};

/// A .env file that may not be there.
pub(super) struct Lazy {
    path: PathBuf,
    shown: PathBuf,
    vars: OnceCell<Result<BTreeMap<String, String>, Failure>>,
}

impl Lazy {
    /// `shown` is how the user would name the file.
    pub(super) fn new(path: PathBuf, shown: PathBuf) -> Self {
        Lazy { path, shown, vars: OnceCell::new() }
    }

    pub(super) fn var(&self, name: &str) -> Result<Option<String>, Failure> {
        let vars = self.vars.get_or_init(|| self.read()).as_ref().map_err(Clone::clone)?;
        Ok(vars.get(name).filter(|value| !value.is_empty()).cloned())
    }

    fn read(&self) -> Result<BTreeMap<String, String>, Failure> {
        if !self.path.is_file() {
            return Ok(BTreeMap::new());
        }
        let unreadable = |error: &dotenvy::Error| {
            // The error of the parser repeats the line, and the line may hold a password.
            let why = if let dotenvy::Error::Io(error) = error {
                error.to_string()
            } else if let dotenvy::Error::LineParse(_, column) = error {
                format!("a line is not NAME=value, at its character {}", column + 1)
            } else {
                "it is not a list of NAME=value".to_owned()
            };
            Failure::usage("dotenv", format!("{} cannot be read: {why}", self.shown.display()))
                .at(Place::file(self.shown.clone()))
                .hint("put values with spaces or # into single quotes")
        };
        let lines = dotenvy::from_path_iter(&self.path).map_err(|error| unreadable(&error))?;
        lines.map(|line| line.map_err(|error| unreadable(&error))).collect()
    }
}
