//! Why there is no scratch database. Must not know how one is made.

use std::io;
use std::path::{Path, PathBuf};

use crate::connect::{ConnectError, ServerError};

/// One variant for each thing that somebody can do about it.
#[derive(Debug, thiserror::Error)]
pub enum ScratchError {
    #[error("there is no place for a scratch database: {}", tried.join("; "))]
    NoneFound { tried: Vec<String> },
    #[error("{place} is PostgreSQL {found} and the scratch has to be {wanted}")]
    WrongMajor { place: String, found: u32, wanted: u32 },
    #[error("no scratch of PostgreSQL {wanted} can be had; {}", majors(found))]
    NoSuchMajor { wanted: u32, found: Vec<u32> },
    #[error(
        "this schema makes what a whole server shares, such as roles, which is only tried out in a throw-away cluster: {0}"
    )]
    NotAlone(Box<ScratchError>),
    #[error(transparent)]
    Connect(#[from] ConnectError),
    #[error("the role `{user}` may not create databases there")]
    NotAllowed { user: String },
    #[error("the scratch database `{database}` could not be {what}: {error}")]
    Server { database: String, what: &'static str, error: ServerError },
    #[error("{} holds no PostgreSQL that runs here: {problem}", folder.display())]
    Binaries { folder: PathBuf, problem: String },
    #[error("{} could not make a cluster: {log}", program.display())]
    Initialise { program: PathBuf, log: String },
    #[error("{} did not start: {log}", program.display())]
    Start { program: PathBuf, log: String },
    #[error("{}: {error}", path.display())]
    File { path: PathBuf, error: io::Error },
}

fn majors(found: &[u32]) -> String {
    let names: Vec<String> = found.iter().map(ToString::to_string).collect();
    match names.is_empty() {
        true => "no PostgreSQL was found on this machine".to_owned(),
        false => format!("this machine has {}", names.join(", ")),
    }
}

impl ScratchError {
    pub(super) fn file(path: &Path) -> impl FnOnce(io::Error) -> ScratchError {
        let path = path.to_owned();
        move |error| ScratchError::File { path, error }
    }

    /// What to do about it.
    pub fn hint(&self) -> Option<String> {
        const WAYS: &str = "give a server with --scratch-url, or ALTER ROLE … CREATEDB on the server at hand, or \
                            install PostgreSQL here (EVENKEEL_PG_BIN names the folder of its programs)";
        match self {
            ScratchError::NoneFound { .. }
            | ScratchError::WrongMajor { .. }
            | ScratchError::NoSuchMajor { .. }
            | ScratchError::Binaries { .. }
            | ScratchError::Initialise { .. }
            | ScratchError::Start { .. } => Some(WAYS.to_owned()),
            ScratchError::NotAlone(_) => Some(
                "install PostgreSQL here (EVENKEEL_PG_BIN names the folder of its programs), or make the roles on the \
                 server and take the statements out of the files"
                    .to_owned(),
            ),
            ScratchError::NotAllowed { .. } => {
                Some("a superuser can grant it: ALTER ROLE … CREATEDB".to_owned())
            }
            ScratchError::Connect(error) => error.hint(),
            ScratchError::Server { .. } => Some("the next run removes what is left behind".to_owned()),
            ScratchError::File { .. } => Some("is there space, and may this user write there?".to_owned()),
        }
    }
}
