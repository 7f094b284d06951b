//! Waiting for a server that is on its way up. Must not know why it is not there yet.

use std::time::Duration;

use tokio::time::{Instant, sleep};

use super::{ConnectError, Session, Target};

const FIRST_PAUSE: Duration = Duration::from_millis(50);
const LONGEST_PAUSE: Duration = Duration::from_secs(1);

/// Connects as soon as the server takes sessions, within `limit`. What waiting cannot cure fails at once.
///
/// # Errors
/// The last attempt's.
pub async fn wait_for(target: &Target, limit: Duration) -> Result<Session, ConnectError> {
    let deadline = Instant::now() + limit;
    let mut pause = FIRST_PAUSE;
    loop {
        // One attempt may not outlast the whole wait.
        let left = deadline.saturating_duration_since(Instant::now()).max(FIRST_PAUSE);
        let patience = target.timeout.map_or(left, |timeout| timeout.min(left));
        let error = match Session::connect(&target.with_timeout(patience)).await {
            Ok(session) => return Ok(session),
            Err(error) => error,
        };
        if !error.may_pass() || Instant::now() + pause > deadline {
            return Err(error);
        }
        sleep(pause).await;
        pause = (pause * 2).min(LONGEST_PAUSE);
    }
}
