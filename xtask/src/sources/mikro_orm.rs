//! MikroORM from npm, without a database. Must not know evenkeel.

use std::path::Path;

use super::tool::{Installed, Said};
use crate::failure::Failure;
use crate::paths;

const SCRIPT: &str = include_str!("mikro_orm.mjs");
const SIX: Installed = Installed {
    name: "mikro-orm-6",
    packages: &["@mikro-orm/core@6.6.14", "@mikro-orm/postgresql@6.6.14", "@mikro-orm/migrations@6.6.14"],
    probe: "@mikro-orm/migrations",
};
const HEAD: &str = "-- Written by MikroORM 6.6.14: schema:create\n";

/// What makes the things of a snapshot, as MikroORM writes it.
pub(super) fn sql(snapshot: &Path) -> Result<Said, Failure> {
    SIX.node(SCRIPT, &[snapshot])
}

/// Lets MikroORM write what it makes of a case's `entities.mjs`.
pub(super) fn record(case: &Path) -> Result<(), Failure> {
    let work = SIX.folder()?.join("case");
    let entities = work.join("entities.mjs");
    paths::write(&entities, paths::text(&case.join("entities.mjs"))?)?;
    let (snapshot, statements) = (case.join(".snapshot-case.json"), work.join("statements.sql"));
    if let Err(why) = SIX.node(SCRIPT, &[&snapshot, &entities, &statements])? {
        return Err(Failure::Malformed { path: case.to_owned(), why });
    }
    paths::write(&case.join("mikro-orm.sql"), [HEAD, &paths::text(&statements)?].concat())
}
