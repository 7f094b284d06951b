//! PostgreSQL servers for tests: which majors there are, where their programs stand, and what is running.
//! Knows nothing of evenkeel.

mod account;
mod client;
mod cluster;
mod install;
mod stage;

use std::fmt;
use std::path::PathBuf;
use std::str::FromStr;

pub(crate) use client::{Client, ScriptError};
pub(crate) use cluster::{Cluster, Durability};
pub(crate) use install::{client_tools, pg_dump_for, pgbouncer, server};
pub(crate) use stage::{Place, Stage, close_all, reap_leftovers};

use crate::failure::Failure;

/// A PostgreSQL major that evenkeel supports.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Major {
    V14,
    V15,
    V16,
    V17,
    V18,
}

impl Major {
    pub(crate) const ALL: [Self; 5] = [Self::V14, Self::V15, Self::V16, Self::V17, Self::V18];

    pub(crate) fn number(self) -> u8 {
        match self {
            Self::V14 => 14,
            Self::V15 => 15,
            Self::V16 => 16,
            Self::V17 => 17,
            Self::V18 => 18,
        }
    }
}

impl fmt::Display for Major {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.number())
    }
}

impl FromStr for Major {
    type Err = Failure;

    fn from_str(given: &str) -> Result<Self, Failure> {
        let known = Self::ALL.into_iter().find(|major| major.to_string() == given.trim());
        known.ok_or_else(|| Failure::UnknownMajor { given: given.to_owned() })
    }
}

/// The programs of one server: `initdb`, `pg_ctl` and `postgres` stand in `bin`.
#[derive(Clone, Debug)]
pub(crate) struct Server {
    pub(crate) major: Major,
    pub(crate) bin: PathBuf,
}

/// The client programs that tests use.
#[derive(Clone, Debug)]
pub(crate) struct ClientTools {
    pub(crate) psql: PathBuf,
    pub(crate) pg_dump: PathBuf,
}
