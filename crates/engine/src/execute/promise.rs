//! What a migration says about the catalog before and after it, held against the catalog itself. Must not know how the
//! catalog is read.

use std::sync::Arc;

use evenkeel_sources::Migration;

use super::options::Verify;
use super::watch::{Event, Watch};
use crate::database::look::{CatalogRows, Keeping, Look};
use crate::error::{EngineError, Kept};
use crate::stamp::{Agreement, Stamp};
use crate::state::State;
use crate::stray::Strayed;

/// What is done with the catalog once a script is done.
#[derive(Clone, Debug)]
pub(crate) enum Promise {
    /// Nobody looks.
    None,
    /// It has to be this.
    Leaves {
        stamp: Stamp,
        /// How many migrations of this run were not looked at since the last look.
        unseen: usize,
        keeping: Keeping,
        /// What was changed by hand before, and is none of the migration's doing.
        strayed: Option<Arc<Strayed>>,
    },
}

/// The catalog when somebody looked.
pub(crate) struct Seen {
    pub(crate) stamp: Stamp,
    pub(crate) state: State,
    pub(crate) rows: Option<CatalogRows>,
}

impl Seen {
    pub(crate) fn of(major: Option<u32>, look: Look) -> Seen {
        let Look { state, rows } = look;
        Seen { stamp: Stamp::new(major, state.fingerprint()), state, rows }
    }
}

impl Promise {
    /// What the manifest says about afterwards.
    pub(crate) fn after(migration: &Migration, unseen: usize) -> Promise {
        Promise::of(migration.manifest.as_ref().map(|manifest| manifest.fingerprint.after.as_str()), unseen)
    }

    /// What the manifest says about before: what taking it back has to lead to.
    pub(crate) fn before(migration: &Migration, verify: Verify) -> Promise {
        match verify {
            Verify::Each | Verify::Sparing => Promise::of(
                migration.manifest.as_ref().map(|manifest| manifest.fingerprint.before.as_str()),
                0,
            ),
            Verify::Off => Promise::None,
        }
    }

    /// What the ledger says.
    pub(crate) fn of_stamp(text: &str) -> Promise {
        Promise::of(Some(text), 0)
    }

    fn of(text: Option<&str>, unseen: usize) -> Promise {
        match text.filter(|text| !text.is_empty()) {
            Some(text) => {
                Promise::Leaves { stamp: Stamp::from(text), unseen, keeping: Keeping::State, strayed: None }
            }
            None => Promise::None,
        }
    }

    /// The same, and what is read is kept to be remembered.
    pub(crate) fn remembered(self) -> Promise {
        match self {
            Promise::None => Promise::None,
            Promise::Leaves { stamp, unseen, strayed, .. } => {
                Promise::Leaves { stamp, unseen, keeping: Keeping::Rows, strayed }
            }
        }
    }

    /// The same but for what had strayed before.
    pub(crate) fn but_for(self, strayed: Option<Arc<Strayed>>) -> Promise {
        match self {
            Promise::None => Promise::None,
            Promise::Leaves { stamp, unseen, keeping, .. } => {
                Promise::Leaves { stamp, unseen, keeping, strayed }
            }
        }
    }

    /// Whether a catalog is what is promised.
    pub(crate) fn is_kept_by(&self, major: Option<u32>, state: &State) -> bool {
        match self {
            Promise::None => true,
            Promise::Leaves { stamp, .. } => {
                stamp.compare(&Stamp::new(major, state.fingerprint())) == Agreement::Same
            }
        }
    }

    pub(crate) fn is_none(&self) -> bool {
        matches!(self, Promise::None)
    }

    pub(crate) fn keeping(&self) -> Keeping {
        match self {
            Promise::None => Keeping::State,
            Promise::Leaves { keeping, .. } => *keeping,
        }
    }
}

/// Holds the catalog as it is now against the promise, and returns what was seen, with the stamp that it has but for
/// what had strayed before.
///
/// # Errors
/// It is something else.
pub(crate) fn keep(
    promise: &Promise,
    seen: Seen,
    migration: &str,
    kept: Kept,
    watch: &mut dyn Watch,
) -> Result<Seen, EngineError> {
    let Promise::Leaves { stamp, unseen, strayed, .. } = promise else { return Ok(seen) };
    let seen = match strayed {
        Some(strayed) => {
            let undone = Stamp::new(seen.stamp.major(), strayed.undone(&seen.state).fingerprint());
            Seen { stamp: undone, ..seen }
        }
        None => seen,
    };
    match agreement(stamp, &seen.stamp, migration, watch) {
        Agreement::Same | Agreement::NotComparable => Ok(seen),
        Agreement::Different => Err(EngineError::NotAsPromised {
            migration: migration.to_owned(),
            unseen: *unseen,
            kept,
            catalog: Box::new(seen.state),
        }),
    }
}

/// Holds the catalog before the first migration against what that was made for.
///
/// # Errors
/// The database has drifted.
pub(crate) fn no_drift(
    promise: &Promise,
    seen: Seen,
    migration: &str,
    watch: &mut dyn Watch,
) -> Result<(), EngineError> {
    let Promise::Leaves { stamp, .. } = promise else { return Ok(()) };
    match agreement(stamp, &seen.stamp, migration, watch) {
        Agreement::Same | Agreement::NotComparable => Ok(()),
        Agreement::Different => {
            Err(EngineError::Drift { migration: migration.to_owned(), catalog: Box::new(seen.state) })
        }
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
