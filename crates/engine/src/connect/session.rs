//! One connection to one database. Must not know what its statements mean.

use std::cell::OnceCell;
use std::fmt;
use std::future::poll_fn;
use std::io;
use std::pin::pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use evenkeel_core::Selection;
use futures_util::TryStreamExt;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio_postgres::types::ToSql;
use tokio_postgres::{AsyncMessage, CancelToken, Client, Connection, SimpleQueryMessage, SimpleQueryRow};

use super::channel::{self, Channel, Dialling, Lendable, Own};
use super::lend::{self, Lent, Loan};
use super::tls::Tls;
use super::{ConnectError, Report, ServerError, Target};

/// The version of a server, such as 15.18.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct ServerVersion {
    major: u32,
    minor: u32,
}

impl ServerVersion {
    /// Reads `15.18 (Debian 15.18-0+deb12u1)` or `18beta1`.
    pub fn parse(text: &str) -> Option<ServerVersion> {
        let mut numbers = text.split(|c: char| !c.is_ascii_digit());
        let major = numbers.next()?.parse().ok()?;
        let minor = match text.trim_start_matches(|c: char| c.is_ascii_digit()).starts_with('.') {
            true => numbers.next().and_then(|digits| digits.parse().ok()).unwrap_or(0),
            false => 0,
        };
        Some(ServerVersion { major, minor })
    }

    pub fn major(self) -> u32 {
        self.major
    }

    /// As in `server_version_num`: 150018 for 15.18.
    pub fn number(self) -> u32 {
        self.major * 10_000 + self.minor
    }
}

impl fmt::Display for ServerVersion {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}", self.major, self.minor)
    }
}

/// What the task that drives the connection leaves for the session.
#[derive(Default)]
struct Inbox {
    notices: Vec<Report>,
    end: Option<String>,
}

/// An open session. Dropping it closes the connection.
pub struct Session {
    client: Client,
    version: ServerVersion,
    inbox: Arc<Mutex<Inbox>>,
    target: Target,
    tls: Tls,
    pid: OnceCell<i32>,
    selection: Selection,
    /// Where its line can be lent: how.
    loan: Option<Loan>,
    /// What the server said about itself when the session began.
    parameters: Vec<(&'static str, String)>,
}

/// Ends what a session is doing, from elsewhere.
#[derive(Clone)]
pub struct Cancel {
    token: CancelToken,
    tls: Tls,
}

impl Cancel {
    /// Asks the server to cancel the session's current statement, which then fails with SQLSTATE 57014. The server
    /// does not say whether it did.
    ///
    /// # Errors
    /// The server could not be reached.
    pub async fn cancel(&self) -> Result<(), ServerError> {
        self.token.cancel_query(self.tls.clone()).await.map_err(|error| ServerError::of(&error))
    }
}

impl Session {
    /// The same session, in which only this is looked at.
    #[must_use]
    pub(crate) fn selecting(self, selection: Selection) -> Session {
        Session { selection, ..self }
    }

    pub(crate) fn selection(&self) -> &Selection {
        &self.selection
    }

    /// Opens a session. Has to be called inside a tokio runtime, which drives the connection as long as it runs.
    ///
    /// # Errors
    /// One variant for each thing that can be done about it.
    pub async fn connect(target: &Target) -> Result<Session, ConnectError> {
        Session::of(channel::open::<Own>(target).await?, target)
    }

    /// As [`Session::connect`], for a session that others are to speak over too ([`lend`](super::lend)).
    ///
    /// # Errors
    /// As for [`Session::connect`].
    pub(crate) async fn connect_lendable(target: &Target) -> Result<Session, ConnectError> {
        Session::of(channel::open::<Lendable>(target).await?, target)
    }

    fn of<D: Dialling>(channel: Channel<D>, target: &Target) -> Result<Session, ConnectError> {
        let text = channel.connection.parameter("server_version").unwrap_or_default();
        let version = ServerVersion::parse(text).ok_or_else(|| ConnectError::Server {
            address: target.to_url_without_password(),
            error: ServerError::Unexpected { reason: format!("`{text}` is not a version of PostgreSQL") },
        })?;
        let said = |name: &&'static str| Some((*name, channel.connection.parameter(name)?.to_owned()));
        let parameters = match channel.loan {
            Some(_) => lend::PARAMETERS.iter().filter_map(said).collect(),
            None => Vec::new(),
        };
        let inbox = Arc::new(Mutex::new(Inbox::default()));
        tokio::spawn(drive(channel.connection, Arc::clone(&inbox)));
        let (client, tls) = (channel.client, channel.tls);
        Ok(Session {
            client,
            version,
            inbox,
            target: target.clone(),
            tls,
            pid: OnceCell::new(),
            selection: Selection::default(),
            loan: channel.loan,
            parameters,
        })
    }

    /// What the server said about itself, as far as clients want to know it.
    pub(super) fn parameters(&self) -> &[(&'static str, String)] {
        &self.parameters
    }

    /// Ends everything that the driver may still have to say by itself, so that the line is quiet between two statements.
    pub(super) async fn settle(&self) -> Result<(), ServerError> {
        self.batch("").await
    }

    /// The line itself, while the session has nothing to say.
    ///
    /// # Errors
    /// The line is closed.
    pub(super) async fn borrow(&self) -> io::Result<Lent> {
        let loan = self.loan.as_ref().ok_or_else(|| io::Error::from(io::ErrorKind::Unsupported))?;
        loan.take().await
    }

    /// What the server called itself when the session began; no round trip.
    pub fn server_version(&self) -> ServerVersion {
        self.version
    }

    pub fn target(&self) -> &Target {
        &self.target
    }

    pub fn is_closed(&self) -> bool {
        self.client.is_closed()
    }

    /// Warnings and notices since the last call, in the order in which they came.
    pub fn take_notices(&self) -> Vec<Report> {
        std::mem::take(&mut lock(&self.inbox).notices)
    }

    /// Runs any number of statements and throws their rows away. Outside of BEGIN they are one transaction.
    ///
    /// # Errors
    /// The first statement that fails; its position counts from the beginning of `sql`.
    pub async fn batch(&self, sql: &str) -> Result<(), ServerError> {
        self.client.batch_execute(sql).await.map_err(|error| self.explain(&error))
    }

    /// As [`Session::batch`]; on failure also says how many statements had completed before the one that failed.
    ///
    /// # Errors
    /// As for [`Session::batch`].
    pub async fn batch_counting(&self, sql: &str) -> Result<(), (usize, ServerError)> {
        self.each_row_counting(sql, &mut |_, _| {}).await
    }

    /// Runs any number of statements and returns the rows of all of them as text, behind one another.
    ///
    /// # Errors
    /// As for [`Session::batch`].
    pub async fn rows(&self, sql: &str) -> Result<Vec<Vec<Option<String>>>, ServerError> {
        let mut rows = Vec::new();
        let mut keep = |_, row: &SimpleQueryRow| {
            rows.push((0..row.len()).map(|column| row.get(column).map(str::to_owned)).collect());
        };
        self.each_row(sql, &mut keep).await?;
        Ok(rows)
    }

    /// Runs any number of statements and hands over each row as it comes, with the number of its result set, from 0.
    /// Statements without rows have no number.
    ///
    /// # Errors
    /// As for [`Session::batch`]; rows that came before have been handed over.
    pub async fn each_row(
        &self,
        sql: &str,
        f: &mut dyn FnMut(usize, &SimpleQueryRow),
    ) -> Result<(), ServerError> {
        self.each_row_counting(sql, f).await.map_err(|(_, error)| error)
    }

    /// As [`Session::each_row`]; on failure also says how many statements had completed before the one that failed.
    ///
    /// # Errors
    /// As for [`Session::each_row`].
    pub(crate) async fn each_row_counting(
        &self,
        sql: &str,
        f: &mut dyn FnMut(usize, &SimpleQueryRow),
    ) -> Result<(), (usize, ServerError)> {
        let mut completed = 0;
        let stream = self.client.simple_query_raw(sql).await.map_err(|error| (0, self.explain(&error)))?;
        let mut stream = pin!(stream);
        let mut result_sets = 0_usize;
        while let Some(message) =
            stream.try_next().await.map_err(|error| (completed, self.explain(&error)))?
        {
            match message {
                SimpleQueryMessage::RowDescription(_) => result_sets += 1,
                SimpleQueryMessage::Row(row) => f(result_sets.saturating_sub(1), &row),
                SimpleQueryMessage::CommandComplete(_) => completed += 1,
                // The enum is open, but nothing else is ever sent in answer to a simple query.
                _ => {}
            }
        }
        Ok(())
    }

    /// Runs one statement with `$1`, `$2` … and returns how many rows it touched.
    ///
    /// # Errors
    /// What the server says, or that a value does not fit its parameter.
    pub async fn execute_params(
        &self,
        sql: &str,
        params: &[&(dyn ToSql + Sync)],
    ) -> Result<u64, ServerError> {
        self.client.execute(sql, params).await.map_err(|error| self.explain(&error))
    }

    /// Runs one statement with `$1`, `$2` … and returns its rows, typed.
    ///
    /// # Errors
    /// As for [`Session::execute_params`].
    pub async fn query_params(
        &self,
        sql: &str,
        params: &[&(dyn ToSql + Sync)],
    ) -> Result<Vec<tokio_postgres::Row>, ServerError> {
        self.client.query(sql, params).await.map_err(|error| self.explain(&error))
    }

    /// A handle that can end this session's current statement, also from another task.
    pub fn cancel_token(&self) -> Cancel {
        Cancel { token: self.client.cancel_token(), tls: self.tls.clone() }
    }

    /// The process that serves this session; asked once, then remembered.
    ///
    /// # Errors
    /// The connection is lost, or the session's transaction has failed.
    pub async fn backend_pid(&self) -> Result<i32, ServerError> {
        if let Some(pid) = self.pid.get() {
            return Ok(*pid);
        }
        let rows = self.rows("SELECT pg_catalog.pg_backend_pid()").await?;
        let pid = rows.first().and_then(|row| row.first()?.as_ref()?.parse().ok());
        let pid =
            pid.ok_or_else(|| ServerError::Unexpected { reason: "no process number came".to_owned() })?;
        Ok(*self.pid.get_or_init(|| pid))
    }

    /// Where the driver only knows that the connection is closed, the task that drove it knows why.
    fn explain(&self, error: &tokio_postgres::Error) -> ServerError {
        match ServerError::of(error) {
            ServerError::Lost { reason } => {
                ServerError::Lost { reason: lock(&self.inbox).end.clone().unwrap_or(reason) }
            }
            other @ (ServerError::Refused(_) | ServerError::Unexpected { .. }) => other,
        }
    }
}

/// Moves bytes until the session is dropped or the server goes away.
async fn drive<S, T>(mut connection: Connection<S, T>, inbox: Arc<Mutex<Inbox>>)
where
    S: AsyncRead + AsyncWrite + Unpin,
    T: AsyncRead + AsyncWrite + Unpin,
{
    while let Some(message) = poll_fn(|cx| connection.poll_message(cx)).await {
        match message {
            Ok(AsyncMessage::Notice(notice)) => lock(&inbox).notices.push(Report::from(&notice)),
            Ok(_) => {}
            Err(error) => {
                lock(&inbox).end = Some(ServerError::of(&error).to_string());
                return;
            }
        }
    }
}

/// Nothing inside the lock can panic half-way, so a poisoned one is as good as any.
fn lock(inbox: &Mutex<Inbox>) -> MutexGuard<'_, Inbox> {
    inbox.lock().unwrap_or_else(PoisonError::into_inner)
}
