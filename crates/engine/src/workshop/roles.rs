//! Roles that a schema speaks of and a throw-away cluster does not have. On a server of others nothing is made. Must not
//! know what the roles are for.

use evenkeel_core::sql;
use evenkeel_core::sql::Ident;

use crate::error::EngineError;
use crate::scratch::Scratch;

/// The roles whose absence made statements fail.
#[expect(clippy::wildcard_enum_match_arm, reason = "only statements that fail tell of roles")]
pub(super) fn missing(error: &EngineError) -> Vec<String> {
    let mut roles: Vec<String> = match error {
        EngineError::Sql(failure) => failure.cause.missing_role().map(str::to_owned).into_iter().collect(),
        EngineError::Load(failures) => {
            failures.iter().filter_map(|failure| failure.cause.missing_role()).map(str::to_owned).collect()
        }
        _ => Vec::new(),
    };
    roles.sort();
    roles.dedup();
    roles
}

/// Makes the roles in a cluster of our own; whether there are any now that were missed before.
pub(super) async fn make(scratch: &Scratch, roles: &[String]) -> bool {
    if roles.is_empty() || !scratch.is_on_own_cluster() {
        return false;
    }
    let Ok(session) = scratch.session().await else { return false };
    let mut made = false;
    for role in roles {
        let done = session.batch(sql!("CREATE ROLE {} NOLOGIN", Ident::new(role)).as_str()).await;
        made |= match done {
            Ok(()) => true,
            // Another session that missed it too was quicker.
            Err(error) => error.is_duplicate_object(),
        };
    }
    made
}
