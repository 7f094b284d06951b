//! Pauses of uneven length, so that runners that began together do not meet again. Must not know what is waited for.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

/// Between half of the pause and all of it. The clock's nanoseconds are uneven enough for that.
pub(crate) fn jittered(pause: Duration) -> Duration {
    let nanos = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |now| now.subsec_nanos());
    let share = f64::from(nanos.wrapping_mul(2_654_435_761) >> 8) / f64::from(1_u32 << 24);
    pause.mul_f64(0.5 + share / 2.0)
}
