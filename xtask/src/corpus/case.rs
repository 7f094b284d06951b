//! One pair of schemas as it stands on disk, and which pairs there are. Starts nothing.

use std::path::{Path, PathBuf};

use serde::Deserialize;

use crate::failure::Failure;
use crate::{glob, paths, sqltext};

/// One of the two schemas of a pair.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Side {
    Old,
    New,
}

impl Side {
    /// The side's name, of its file and of its database.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Old => "old",
            Self::New => "new",
        }
    }
}

/// The direction in which a pair is migrated.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, clap::ValueEnum, serde::Serialize)]
pub(super) enum Way {
    #[value(name = "fwd")]
    #[serde(rename = "fwd")]
    Forward,
    #[value(name = "rev")]
    #[serde(rename = "rev")]
    Reverse,
}

impl Way {
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Forward => "fwd",
            Self::Reverse => "rev",
        }
    }

    pub(super) fn from(self) -> Side {
        match self {
            Self::Forward => Side::Old,
            Self::Reverse => Side::New,
        }
    }

    pub(super) fn to(self) -> Side {
        match self {
            Self::Forward => Side::New,
            Self::Reverse => Side::Old,
        }
    }
}

/// A folder with `old.sql` and `new.sql`.
#[derive(Clone, Debug)]
pub(super) struct Case {
    pub(super) suite: String,
    pub(super) name: String,
    folder: PathBuf,
    roles: Vec<String>,
}

#[derive(Default, Deserialize)]
struct Meta {
    #[serde(default)]
    roles: Vec<String>,
}

impl Case {
    fn read(folder: PathBuf) -> Result<Self, Failure> {
        let file = folder.join("meta.json");
        let text = paths::text_if_there(&file)?;
        let meta: Meta = if text.is_empty() {
            Meta::default()
        } else {
            serde_json::from_str(&text)
                .map_err(|error| Failure::Malformed { path: file, why: error.to_string() })?
        };
        let suite = paths::name(folder.parent().unwrap_or(&folder));
        Ok(Self { suite, name: paths::name(&folder), roles: meta.roles, folder })
    }

    /// `suite/case`.
    pub(super) fn title(&self) -> String {
        format!("{}/{}", self.suite, self.name)
    }

    /// Everything that makes one side: roles, the common beginning, the side's own file.
    pub(super) fn script(&self, side: Side) -> Result<String, Failure> {
        let roles = self.roles.iter().map(|role| format!("CREATE ROLE \"{}\";\n", role.replace('"', "\"\"")));
        let setup = paths::text_if_there(&self.folder.join("setup.sql"))?;
        let own = paths::text(&self.folder.join(side.name()).with_extension("sql"))?;
        let parts = [roles.collect::<String>(), setup, own];
        Ok(parts.iter().map(|part| sqltext::guard_roles(part) + "\n").collect())
    }

    /// Rows for the side, to be kept by a migration from it; empty where there are none.
    pub(super) fn seed(&self, side: Side) -> Result<String, Failure> {
        match side {
            Side::Old => paths::text_if_there(&self.folder.join("seed.sql")),
            Side::New => Ok(String::new()),
        }
    }
}

/// The pairs under a folder of suites, of cases, or that is a case itself; sorted.
pub(super) fn find(folder: &Path, suite: Option<&str>, only: &[String]) -> Result<Vec<Case>, Failure> {
    let mut found = Vec::new();
    collect(folder, 2, &mut found)?;
    found.retain(|case| suite.is_none_or(|suite| case.suite == suite));
    let named =
        |case: &Case| only.iter().any(|glob| glob::fits(glob, &case.name) || glob::fits(glob, &case.title()));
    found.retain(|case| only.is_empty() || named(case));
    Ok(found)
}

fn collect(folder: &Path, levels: u8, found: &mut Vec<Case>) -> Result<(), Failure> {
    if folder.join("old.sql").exists() {
        let folder = folder.canonicalize().map_err(Failure::file("find", folder))?;
        found.push(Case::read(folder)?);
        return Ok(());
    }
    if levels > 0 {
        for inner in paths::folders(folder)? {
            collect(&inner, levels - 1, found)?;
        }
    }
    Ok(())
}
