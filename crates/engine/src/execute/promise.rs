//! What a migration says about the catalog before and after it, held against the catalog itself. Must not know how the
//! catalog is read.

use evenkeel_sources::Migration;

use super::options::Verify;
use super::watch::{Event, Watch};
use crate::error::{EngineError, Kept};
use crate::stamp::{Agreement, Stamp};

/// What is done with the catalog once a script is done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Promise {
    /// Nobody looks.
    None,
    /// It has to be this.
    Leaves(Stamp),
}

impl Promise {
    /// What the manifest says about afterwards.
    pub(crate) fn after(migration: &Migration, verify: Verify) -> Promise {
        Promise::of(migration.manifest.as_ref().map(|manifest| manifest.fingerprint.after.as_str()), verify)
    }

    /// What the manifest says about before: what taking it back has to lead to.
    pub(crate) fn before(migration: &Migration, verify: Verify) -> Promise {
        Promise::of(migration.manifest.as_ref().map(|manifest| manifest.fingerprint.before.as_str()), verify)
    }

    fn of(text: Option<&str>, verify: Verify) -> Promise {
        match (text, verify) {
            (Some(text), Verify::Each) if !text.is_empty() => Promise::Leaves(Stamp::from(text)),
            (Some(_) | None, Verify::Each | Verify::Off) => Promise::None,
        }
    }
}

/// Holds the catalog as it is now against the promise.
///
/// # Errors
/// It is something else.
pub(crate) fn keep(
    promise: &Promise,
    found: &Stamp,
    migration: &str,
    kept: Kept,
    watch: &mut dyn Watch,
) -> Result<(), EngineError> {
    let Promise::Leaves(expected) = promise else { return Ok(()) };
    match agreement(expected, found, migration, watch) {
        Agreement::Same | Agreement::NotComparable => Ok(()),
        Agreement::Different => Err(EngineError::NotAsPromised {
            migration: migration.to_owned(),
            expected: expected.to_string(),
            found: found.to_string(),
            kept,
        }),
    }
}

/// Holds the catalog before the first migration against what that was made for.
///
/// # Errors
/// The database has drifted.
pub(crate) fn no_drift(
    promise: &Promise,
    found: &Stamp,
    migration: &str,
    watch: &mut dyn Watch,
) -> Result<(), EngineError> {
    let Promise::Leaves(expected) = promise else { return Ok(()) };
    match agreement(expected, found, migration, watch) {
        Agreement::Same | Agreement::NotComparable => Ok(()),
        Agreement::Different => Err(EngineError::Drift {
            migration: migration.to_owned(),
            expected: expected.to_string(),
            found: found.to_string(),
        }),
    }
}

fn agreement(expected: &Stamp, found: &Stamp, migration: &str, watch: &mut dyn Watch) -> Agreement {
    let agreement = expected.compare(found);
    if agreement == Agreement::NotComparable {
        let major = |stamp: &Stamp| stamp.major().map_or_else(|| "?".to_owned(), |major| major.to_string());
        let why = format!(
            "its fingerprints are of PostgreSQL {} and this server is {}, which prints definitions in other words",
            major(expected),
            major(found)
        );
        watch.event(Event::Unchecked { migration: migration.to_owned(), why });
    }
    agreement
}
