//! The whole story on a throw-away database: each command is really run, and each promise is checked.
//! Must not know how a command does its work.

mod stage;
mod story;

pub(crate) use stage::{Client, Stage};
pub(crate) use story::tell;
