//! What a search for a scratch would find, without making one or removing anything. Must not know who asks.

use std::path::PathBuf;

use super::{ScratchError, ScratchRequest, binaries, cluster, database, leftover};
use crate::connect::Session;

/// What programs there are for a server of our own.
pub(crate) enum Prospect {
    Programs { folder: PathBuf, major: u32 },
    None { error: ScratchError },
}

/// What runs that died have left.
#[derive(Debug, Default)]
pub(crate) struct Leftovers {
    pub(crate) databases: Vec<String>,
    pub(crate) folders: Vec<PathBuf>,
}

/// The programs that a cluster of this major version would be made with.
pub(crate) fn prospect(request: &ScratchRequest, major: Option<u32>) -> Prospect {
    let request = ScratchRequest { major: major.or(request.major), ..request.clone() };
    match binaries::choose(&request) {
        Ok(found) => Prospect::Programs { folder: found.folder, major: found.major },
        Err(error) => Prospect::None { error },
    }
}

/// What runs that died have left on this machine and on the session's server.
pub(crate) async fn leftovers(request: &ScratchRequest, session: Option<&Session>) -> Leftovers {
    let databases = match session {
        Some(session) => database::leftovers(session).await.unwrap_or_default(),
        None => Vec::new(),
    };
    Leftovers { databases, folders: leftover::list(&cluster::work_folders(request)) }
}
