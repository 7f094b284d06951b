//! What this process would leave behind if it ended now. Must not know who asked for it.

use std::collections::BTreeMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use super::{ScratchError, cluster, database};
use crate::connect::Target;

/// Databases on servers of others, with the way to drop them.
static DATABASES: Mutex<BTreeMap<String, Target>> = Mutex::new(BTreeMap::new());

pub(super) fn remember(administration: &Target, name: &str) {
    databases().insert(name.to_owned(), administration.clone());
}

pub(super) fn forget(name: &str) {
    databases().remove(name);
}

/// Removes every scratch of this process, whoever still uses it: for the way out after a signal. Returns what could
/// not be removed; the next run tries again.
pub async fn close_all() -> Vec<ScratchError> {
    let mut left = cluster::stop_all();
    let open: Vec<(String, Target)> = databases().clone().into_iter().collect();
    for (name, administration) in open {
        left.extend(database::remove(&administration, &name).await.err());
    }
    left
}

fn databases() -> MutexGuard<'static, BTreeMap<String, Target>> {
    DATABASES.lock().unwrap_or_else(PoisonError::into_inner)
}
