//! Throw-away PostgreSQL databases: found or started, and gone afterwards.
//!
//! A temporary database on a server is kept by a session of our own inside it. PostgreSQL refuses to drop a database
//! that somebody is connected to, so that session is the proof of life: what carries our name and our mark (a comment
//! on the database) and has no session belonged to a run that died, and the next run drops it. (An advisory lock would only be seen from the database
//! in which it was taken.) A cluster's folder holds a file locked by the process that owns it, for the same end.
//!
//! Must not know: what the databases are used for, or what a catalog is.

use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};

use crate::connect::{Environment, Session, Target};

mod account;
mod binaries;
mod cluster;
mod database;
mod error;
mod leftover;
mod open;
mod outlook;
mod template;
mod tree;

pub(crate) use binaries::program_folders;
pub use error::ScratchError;
pub use open::close_all;
pub(crate) use outlook::{Prospect, leftovers, prospect};

use cluster::Cluster;

#[cfg(test)]
pub(crate) mod tests;

/// What kind of scratch is wanted and where it may come from.
#[derive(Clone, Debug)]
pub struct ScratchRequest {
    /// A server named for this purpose (`--scratch-url`). When given, no other place is tried.
    pub url: Option<Target>,
    /// The server that is being worked on.
    pub server_at_hand: Option<Target>,
    /// The major version that it has to be, such as 15.
    pub major: Option<u32>,
    /// Folders with `postgres` and `initdb` that are looked at before any other.
    pub binaries_hint: Vec<PathBuf>,
    /// The folders of PATH.
    pub path: Vec<PathBuf>,
    /// Where initialised data folders are kept between runs.
    pub cache: PathBuf,
    /// Where clusters live if there is enough space: files in memory.
    pub memory: PathBuf,
    /// Where they live otherwise.
    pub temporary: PathBuf,
}

impl ScratchRequest {
    /// What the environment says: `EVENKEEL_PG_BIN` (folders, separated as in PATH), PATH, `XDG_CACHE_HOME`, TMPDIR.
    pub fn new(environment: &Environment) -> ScratchRequest {
        let folders = |name: &str| -> Vec<PathBuf> {
            environment.var(name).map(|text| std::env::split_paths(text).collect()).unwrap_or_default()
        };
        let temporary = environment.var("TMPDIR").map_or_else(|| PathBuf::from("/tmp"), PathBuf::from);
        let cache = environment
            .var("XDG_CACHE_HOME")
            .map(PathBuf::from)
            .or_else(|| environment.home.as_ref().map(|home| home.join(".cache")));
        ScratchRequest {
            url: None,
            server_at_hand: None,
            major: None,
            binaries_hint: folders("EVENKEEL_PG_BIN"),
            path: folders("PATH"),
            cache: cache.map_or_else(|| account::private_cache(&temporary), |cache| cache.join("evenkeel")),
            memory: PathBuf::from("/dev/shm"),
            temporary,
        }
    }
}

type Start = fn(&binaries::Binaries, &ScratchRequest) -> Result<Arc<Cluster>, ScratchError>;

/// Where a scratch database lives.
enum Place {
    /// On a server that others use too; the session keeps the database from being taken for a leftover.
    Server {
        administration: Box<Target>,
        keeper: Box<Session>,
        /// The first session that somebody asks for, opened beside the keeper.
        first: Mutex<Option<Box<Session>>>,
    },
    Cluster(Arc<Cluster>),
}

fn not_at_hand(error: &ScratchError) -> String {
    format!("the server at hand: {error}")
}

/// What runs that died have left on a server, which is looked for once a run.
#[derive(Clone, Copy)]
enum Leftovers {
    Swept,
    Left,
}

/// A throw-away database. Call [`Scratch::close`] when done with it; a dropped one on a server is removed by
/// [`close_all`] or the next run, a dropped cluster at once.
pub struct Scratch {
    place: Place,
    target: Target,
    major: u32,
    how: String,
    passed_over: Vec<String>,
}

impl Scratch {
    /// Finds or starts a scratch database: on the named server, else on the server at hand, else in a cluster made
    /// from binaries found on the machine. What runs that died have left behind is removed first.
    ///
    /// # Errors
    /// What is wrong with the named server, or what was tried and why it did not do.
    pub async fn acquire(request: &ScratchRequest) -> Result<Scratch, ScratchError> {
        if let Some(target) = &request.url {
            return Scratch::on_server(target, request.major, Leftovers::Swept).await;
        }
        let mut passed_over = Vec::new();
        if let Some(target) = &request.server_at_hand {
            match Scratch::on_server(target, request.major, Leftovers::Swept).await {
                Ok(scratch) => return Ok(scratch),
                Err(error) => passed_over.push(not_at_hand(&error)),
            }
        }
        Scratch::elsewhere(request, passed_over).await
    }

    /// In a cluster of our own, after these places did not do.
    async fn elsewhere(
        request: &ScratchRequest,
        mut passed_over: Vec<String>,
    ) -> Result<Scratch, ScratchError> {
        match Scratch::on_cluster(request, cluster::running).await {
            Ok(scratch) => Ok(Scratch { passed_over, ..scratch }),
            Err(ScratchError::NoneFound { tried }) => {
                passed_over.extend(tried);
                Err(ScratchError::NoneFound { tried: passed_over })
            }
            Err(error) => Err(error),
        }
    }

    /// As [`Scratch::acquire`], with a second database beside the first where two can be made at once.
    ///
    /// # Errors
    /// As there.
    pub(crate) async fn acquire_two(request: &ScratchRequest) -> Result<Vec<Scratch>, ScratchError> {
        if let Some(target) = request.url.as_ref().or(request.server_at_hand.as_ref()) {
            let one = |leftovers| Scratch::on_server(target, request.major, leftovers);
            let (first, second) = tokio::join!(one(Leftovers::Swept), one(Leftovers::Left));
            return match (first, second) {
                (Ok(first), second) => Ok(std::iter::once(first).chain(second).collect()),
                (Err(_), Ok(second)) => Ok(vec![second]),
                (Err(error), Err(_)) if request.url.is_some() => Err(error),
                (Err(error), Err(_)) => {
                    Ok(vec![Scratch::elsewhere(request, vec![not_at_hand(&error)]).await?])
                }
            };
        }
        Ok(vec![Scratch::elsewhere(request, Vec::new()).await?])
    }

    async fn on_server(
        target: &Target,
        major: Option<u32>,
        leftovers: Leftovers,
    ) -> Result<Scratch, ScratchError> {
        let session = database::administer(target).await?;
        let found = session.server_version().major();
        if let Some(wanted) = major.filter(|wanted| *wanted != found) {
            return Err(ScratchError::WrongMajor { place: target.to_string(), found, wanted });
        }
        match leftovers {
            Leftovers::Swept => database::drop_leftovers(&session).await?,
            Leftovers::Left => {}
        }
        let (target, keeper, first) = Box::pin(database::create_kept(&session)).await?;
        let place = Place::Server {
            administration: Box::new(session.target().clone()),
            keeper: Box::new(keeper),
            first: Mutex::new(Some(Box::new(first))),
        };
        Ok(Scratch::new(place, target, found))
    }

    /// A database in a cluster of its own, which shares no roles with any other.
    ///
    /// # Errors
    /// What was tried and why it did not do.
    pub(crate) async fn alone(request: &ScratchRequest) -> Result<Scratch, ScratchError> {
        let started = Scratch::on_cluster(request, cluster::alone).await;
        started.map_err(|error| ScratchError::NotAlone(Box::new(error)))
    }

    async fn on_cluster(request: &ScratchRequest, start: Start) -> Result<Scratch, ScratchError> {
        let request = request.clone();
        let starting = tokio::task::spawn_blocking(move || {
            leftover::remove(&cluster::work_folders(&request));
            let binaries = binaries::choose(&request)?;
            start(&binaries, &request)
        });
        let cluster = starting.await.expect("starting a cluster does not panic")?;
        Scratch::in_cluster(cluster).await
    }

    async fn in_cluster(cluster: Arc<Cluster>) -> Result<Scratch, ScratchError> {
        let session = database::administer(&cluster.target("postgres")).await?;
        let target = database::create(&session).await?;
        let major = session.server_version().major();
        Ok(Scratch::new(Place::Cluster(cluster), target, major))
    }

    fn new(place: Place, target: Target, major: u32) -> Scratch {
        let how = match &place {
            Place::Server { administration, .. } => {
                let hosts: Vec<String> = administration.hosts().iter().map(ToString::to_string).collect();
                format!("the temporary database {} on the server at {}", target.database(), hosts.join(", "))
            }
            Place::Cluster(cluster) => {
                let (binaries, folder) = (cluster.binaries().display(), cluster.folder().display());
                format!("a throw-away PostgreSQL {major} cluster from {binaries} in {folder}")
            }
        };
        Scratch { place, target, major, how, passed_over: Vec::new() }
    }

    /// A further, empty database in the same place.
    ///
    /// # Errors
    /// What the server says to it.
    pub async fn another_database(&self) -> Result<Scratch, ScratchError> {
        match &self.place {
            Place::Server { administration, .. } => {
                Scratch::on_server(administration, None, Leftovers::Left).await
            }
            Place::Cluster(cluster) => Scratch::in_cluster(Arc::clone(cluster)).await,
        }
    }

    /// What it is and where, for `--verbose`.
    pub fn how(&self) -> &str {
        &self.how
    }

    /// Places that were tried before and why they did not do.
    pub fn passed_over(&self) -> &[String] {
        &self.passed_over
    }

    /// Whether the whole server is thrown away with it.
    pub(crate) fn is_on_own_cluster(&self) -> bool {
        matches!(self.place, Place::Cluster(_))
    }

    pub fn target(&self) -> &Target {
        &self.target
    }

    /// The server's major version, such as 15.
    pub fn major(&self) -> u32 {
        self.major
    }

    /// Opens a session in the database.
    ///
    /// # Errors
    /// The server has gone away or has no connection left.
    pub async fn session(&self) -> Result<Session, ScratchError> {
        let first = match &self.place {
            Place::Server { first, .. } => first.lock().unwrap_or_else(PoisonError::into_inner).take(),
            Place::Cluster(_) => None,
        };
        match first {
            Some(first) => Ok(*first),
            None => Ok(Session::connect(&self.target).await?),
        }
    }

    /// Drops the database, ending the sessions in it. On a cluster of our own it goes with the cluster, which the last one
    /// stops.
    ///
    /// # Errors
    /// What is left behind and why. The next run tries again.
    pub async fn close(self) -> Result<(), ScratchError> {
        match self.place {
            Place::Server { administration, keeper, first } => {
                drop((keeper, first));
                database::remove(&administration, self.target.database()).await
            }
            Place::Cluster(cluster) => Arc::into_inner(cluster).map_or(Ok(()), Cluster::stop),
        }
    }
}
