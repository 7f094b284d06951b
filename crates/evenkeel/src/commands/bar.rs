//! The line at the bottom of a terminal that says what runs now. Must not know where it comes from.

use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

/// A line that draws itself over.
pub(super) struct Bar(ProgressBar);

/// How far something is, of how much; of nothing where nobody knows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Share {
    pub(super) done: u64,
    pub(super) total: u64,
}

impl Bar {
    pub(super) fn at_terminal() -> Bar {
        let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::stderr_with_hz(8));
        Bar(bar)
    }

    /// What runs now.
    pub(super) fn show(&self, message: String, share: Option<Share>) {
        let template = match share {
            Some(_) => "{spinner} [{bar:24}] {wide_msg}",
            None => "{spinner} {wide_msg}",
        };
        if let Ok(style) = ProgressStyle::with_template(template) {
            self.0.set_style(style.progress_chars("█▌░"));
        }
        if let Some(share) = share {
            self.0.set_length(share.total);
            self.0.set_position(share.done);
        }
        self.0.set_message(message);
        self.0.tick();
    }

    /// Out of the way while something else is printed.
    pub(super) fn aside<T>(&self, print: impl FnOnce() -> T) -> T {
        self.0.suspend(print)
    }
}

impl Drop for Bar {
    fn drop(&mut self) {
        self.0.finish_and_clear();
    }
}

/// How long the rest takes if it goes on as it did.
pub(super) fn rest(share: Share, since: Duration) -> Option<Duration> {
    let left = share.total.checked_sub(share.done)?;
    // The first steps say nothing about the rest.
    (share.done > 0 && share.done * 20 >= share.total).then(|| since.mul_f64(left as f64 / share.done as f64))
}
