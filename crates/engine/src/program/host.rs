//! The process in which programs run: the project's node, spoken to by lines of JSON over a socket of its own, so that what
//! a program prints stays apart. Must not know what is said.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process::Stdio;

use serde::Serialize;
use serde::de::DeserializeOwned;
use tempfile::TempDir;
use tokio::io::{AsyncBufReadExt, AsyncRead, AsyncWriteExt, BufReader, Lines};
use tokio::net::UnixListener;
use tokio::net::unix::{OwnedReadHalf, OwnedWriteHalf};
use tokio::process::{Child, Command};
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};

/// What the process is given to run.
const SCRIPTS: &[(&str, &str)] = &[
    ("main.mjs", include_str!("bridge/main.mjs")),
    ("knex.mjs", include_str!("bridge/knex.mjs")),
    ("sequelize.mjs", include_str!("bridge/sequelize.mjs")),
    ("kysely.mjs", include_str!("bridge/kysely.mjs")),
    ("mikro-orm.mjs", include_str!("bridge/mikro-orm.mjs")),
    ("typeorm.mjs", include_str!("bridge/typeorm.mjs")),
    ("node-pg-migrate.mjs", include_str!("bridge/node-pg-migrate.mjs")),
    ("medusa.mjs", include_str!("bridge/medusa.mjs")),
];

/// Where the process calls us.
const SOCKET: &str = "bridge";

/// A folder that only we may enter, with all that the process needs.
pub(super) struct Rooms {
    folder: TempDir,
    listener: UnixListener,
}

/// The running process. It ends when this value goes.
pub(super) struct Host {
    child: Child,
    answers: Lines<BufReader<OwnedReadHalf>>,
    orders: OwnedWriteHalf,
    printed: UnboundedReceiver<String>,
    _folder: TempDir,
}

/// Why there is no process.
pub(super) enum NotStarted {
    NotFound,
    Other(String),
}

/// The process has ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Gone {
    pub(super) how: String,
}

impl From<io::Error> for NotStarted {
    fn from(error: io::Error) -> Self {
        NotStarted::Other(error.to_string())
    }
}

impl Rooms {
    pub(super) fn make() -> io::Result<Rooms> {
        let folder = private_folder()?;
        for (name, text) in SCRIPTS {
            fs::write(folder.path().join(name), text)?;
        }
        Ok(Rooms { listener: UnixListener::bind(folder.path().join(SOCKET))?, folder })
    }

    pub(super) fn path(&self) -> &Path {
        self.folder.path()
    }

    /// Starts node in the project's folder and waits until it calls.
    pub(super) async fn start(self, project: &Path, facts: &impl Serialize) -> Result<Host, NotStarted> {
        let mut command = Command::new("node");
        command.arg(self.path().join("main.mjs")).current_dir(project);
        command.env("EVENKEEL_BRIDGE", serde_json::to_string(facts).map_err(io::Error::other)?);
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
        // A Ctrl-C is ours to hear, and ours to pass on.
        command.kill_on_drop(true).process_group(0);
        let mut child = command.spawn().map_err(|error| match error.kind() == io::ErrorKind::NotFound {
            true => NotStarted::NotFound,
            false => error.into(),
        })?;
        let (sender, mut printed) = unbounded_channel();
        child.stdout.take().map(|out| tokio::spawn(pass_on(out, sender.clone())));
        child.stderr.take().map(|out| tokio::spawn(pass_on(out, sender)));
        let stream = tokio::select! {
            accepted = self.listener.accept() => accepted?.0,
            ended = child.wait() => {
                let mut said = Vec::new();
                while let Some(line) = printed.recv().await {
                    said.push(line);
                }
                return Err(NotStarted::Other(last_words(&said).unwrap_or(ended?.to_string())));
            }
        };
        let (read, orders) = stream.into_split();
        let answers = BufReader::new(read).lines();
        Ok(Host { child, answers, orders, printed, _folder: self.folder })
    }
}

/// A folder that only we may enter, for a socket.
pub(super) fn private_folder() -> io::Result<TempDir> {
    tempfile::Builder::new().prefix("evenkeel-lend-").tempdir_in(short_folder())
}

/// The name of a socket may not be long.
fn short_folder() -> PathBuf {
    const LONGEST: usize = 70;
    let usual = std::env::temp_dir();
    match usual.as_os_str().len() > LONGEST {
        true => PathBuf::from("/tmp"),
        false => usual,
    }
}

async fn pass_on(out: impl AsyncRead + Unpin, to: UnboundedSender<String>) {
    let mut lines = BufReader::new(out).lines();
    while let Ok(Some(line)) = lines.next_line().await {
        if to.send(line).is_err() {
            return;
        }
    }
}

/// What says most about why a process ended: the line that names the error.
pub(super) fn last_words(said: &[String]) -> Option<String> {
    let error = said.iter().find(|line| line.contains("Error"));
    error.or(said.iter().rfind(|line| !line.trim().is_empty())).map(|line| line.trim().to_owned())
}

impl Host {
    pub(super) async fn hear<A: DeserializeOwned>(&mut self) -> Result<A, Gone> {
        match self.answers.next_line().await {
            Ok(Some(line)) => serde_json::from_str(&line).map_err(|error| Gone { how: error.to_string() }),
            Ok(None) | Err(_) => Err(self.gone().await),
        }
    }

    pub(super) async fn ask<A: DeserializeOwned>(&mut self, order: &impl Serialize) -> Result<A, Gone> {
        let line = serde_json::to_string(order).map_err(|error| Gone { how: error.to_string() })?;
        if self.orders.write_all([line.as_str(), "\n"].concat().as_bytes()).await.is_err() {
            return Err(self.gone().await);
        }
        self.hear().await
    }

    async fn gone(&mut self) -> Gone {
        let status = self.child.wait().await;
        Gone { how: status.map_or_else(|error| error.to_string(), |status| status.to_string()) }
    }

    /// What was printed since the last time.
    pub(super) fn printed(&mut self) -> Vec<String> {
        std::iter::from_fn(|| self.printed.try_recv().ok()).collect()
    }

    pub(super) async fn kill(&mut self) {
        let _ = self.child.kill().await;
    }
}
