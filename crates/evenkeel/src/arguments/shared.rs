//! Flags that several commands take. Must not know any command.

use clap::{Args, ValueEnum};
use evenkeel_engine::execute::{LockPatience, Preflight};
use evenkeel_engine::program::Unasked;
use serde::Deserialize;

use crate::settings::{Disposal, Proving};

/// What others may have to put up with.
#[derive(Debug, Default, Args)]
pub(crate) struct Manners {
    /// For how many milliseconds of the run others may wait for its locks in all; then it stops, to be run again
    #[arg(long, value_name = "MS", value_parser = clap::value_parser!(u32).range(1..))]
    pub(crate) max_blocked_ms: Option<u32>,
    /// Do not ask the rows first which of them would stop a migration
    #[arg(long)]
    no_preflight: bool,
    /// Do what Medusa would ask about, tables of links that go or lose columns, or leave it and do the rest
    #[arg(long, value_name = "WHICH")]
    links: Option<Links>,
}

/// Which changes of links are made where something is dropped or altered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Links {
    /// Every one
    All,
    /// Those that drop and alter nothing
    Safe,
}

impl Manners {
    /// What the flags say, and else what was said before.
    pub(crate) fn of(&self, patience: LockPatience) -> LockPatience {
        let budget = self.max_blocked_ms.map(|ms| std::time::Duration::from_millis(ms.into()));
        LockPatience { max_blocked: budget.or(patience.max_blocked), ..patience }
    }

    /// What becomes of what Medusa would ask about.
    pub(crate) fn unasked(&self) -> Unasked {
        match self.links {
            None => Unasked::Refused,
            Some(Links::All) => Unasked::Done,
            Some(Links::Safe) => Unasked::LeftOut,
        }
    }

    /// Whether the rows are asked first.
    pub(crate) fn preflight(&self, usual: Preflight) -> Preflight {
        if self.no_preflight { Preflight::Off } else { usual }
    }
}

#[derive(Debug, Default, Args)]
pub(crate) struct RenameArguments {
    /// Say that something was renamed: --rename users.mail=email, --rename users=accounts
    #[arg(long = "rename", value_name = "OLD=NEW")]
    pub(crate) rename: Vec<String>,
    /// What a drop and an add that look like a rename are: `refuse` asks, `off` says just that, a drop and an add
    #[arg(long, value_name = "MODE", default_value = "refuse")]
    pub(crate) renames: RenameMode,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum RenameMode {
    #[default]
    Refuse,
    Off,
}

#[derive(Debug, Default, Args)]
pub(crate) struct OnlineArgument {
    /// Whether readers and writers are kept going while tables change that are there already
    #[arg(long = "online", value_name = "MODE")]
    pub(crate) online: Option<OnlineMode>,
}

/// On which of the tables that are there already readers and writers are kept going.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum OnlineMode {
    /// On all of them
    Always,
    /// On those that may hold rows: all of them, but for `push` only those that do
    #[default]
    Auto,
    /// On none: every change is its shortest statement
    Never,
}

#[derive(Debug, Default, Args)]
pub(crate) struct Strict {
    /// Refuse to go on while there are objects of kinds that are not modelled
    #[arg(long)]
    strict: bool,
}

/// What objects of kinds that are not modelled mean while they are equal on both sides.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Strictness {
    Note,
    Refuse,
}

impl Strict {
    pub(crate) fn strictness(&self) -> Strictness {
        if self.strict { Strictness::Refuse } else { Strictness::Note }
    }
}

#[derive(Debug, Default, Args)]
pub(crate) struct Acceptance {
    /// Agree to lose what stands under this name: --accept public.users.phone
    #[arg(long, value_name = "NAME")]
    pub(crate) accept: Vec<String>,
}

/// Whether a plan is tried out before it is shown.
#[derive(Debug, Default, Args)]
pub(crate) struct Prove {
    /// Try the plan out first, on rows that are made up, also where no throw-away database is at hand
    #[arg(long, conflicts_with = "no_prove")]
    prove: bool,
    /// Do not try the plan out first in a throw-away database
    #[arg(long)]
    no_prove: bool,
}

impl Prove {
    /// What was said, or else what is usual in this project.
    pub(crate) fn proving(&self, usual: Proving) -> Proving {
        match (self.prove, self.no_prove) {
            (true, _) => Proving::Always,
            (false, true) => Proving::Never,
            (false, false) => usual,
        }
    }
}

/// A length of time, typed as a number with a unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Span(pub(crate) std::time::Duration);

impl std::str::FromStr for Span {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        evenkeel_sources::span::parse(text).map(Span)
    }
}

/// A long time, typed as a number with a unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct LongSpan(pub(crate) std::time::Duration);

impl std::str::FromStr for LongSpan {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        evenkeel_sources::span::parse_long(text).map(LongSpan)
    }
}

/// What becomes of what is dropped.
#[derive(Debug, Args)]
pub(crate) struct Keeping {
    /// Lose what is dropped, instead of keeping it in quarantine
    #[arg(long)]
    no_quarantine: bool,
}

impl Keeping {
    /// What was said, or else what is usual in this project.
    pub(crate) fn disposal(&self, usual: Disposal) -> Disposal {
        if self.no_quarantine { Disposal::Lost } else { usual }
    }
}
