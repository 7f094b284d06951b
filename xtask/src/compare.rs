//! Whether two dumps describe the same schema although they read differently: some expressions change their spelling
//! once when they are dumped and restored.

use std::path::Path;

use crate::failure::Failure;
use crate::paths;
use crate::servers::Client;
use crate::sqltext::{Dump, for_any_version};

/// Restores each dump into `database` and compares what is dumped from there. A dump that does not restore is different.
pub(crate) fn same_restored(
    client: Client<'_>,
    database: &str,
    work: &Path,
    dumps: [&str; 2],
) -> Result<bool, Failure> {
    let mut restored = Vec::new();
    for dump in dumps {
        let file = work.join("restore.sql");
        paths::write(&file, for_any_version(dump))?;
        client.create(database)?;
        if client.load(database, &file)?.is_err() {
            return Ok(false);
        }
        restored.push(Dump::read(&client.dump(database)?));
    }
    Ok(restored[0] == restored[1])
}
