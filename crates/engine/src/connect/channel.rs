//! The way from a target to an open connection: hosts, their addresses, encrypted or not. Must not know what the
//! connection will be used for.

use std::future::poll_fn;
use std::io;
use std::net::IpAddr;
use std::pin::pin;
use std::task::Poll;
use std::time::Duration;

use tokio::io::{AsyncRead, AsyncWrite};
use tokio_postgres::config::{SslMode as Wish, SslNegotiation, TargetSessionAttrs};
use tokio_postgres::{Client, Config, Connection, SimpleQueryMessage, Socket};

use super::error::Encryption;
use super::lend::{Encrypted, Loan, Tap};
use super::tls::{Failure, Negotiation, Tls, TlsStream};
use super::wire::{self, DialError};
use super::{ConnectError, Host, Report, ServerError, SslMode, Target};

/// An open connection that nobody drives yet.
pub(super) struct Channel<D: Dialling> {
    pub(super) client: Client,
    pub(super) connection: Connection<D::Line, D::Encrypted>,
    pub(super) tls: Tls,
    /// Where others can speak over it too.
    pub(super) loan: Option<Loan>,
}

/// Who opens the line to the server.
pub(super) trait Dialling: Sized {
    type Line: AsyncRead + AsyncWrite + Unpin + Send + 'static;
    type Encrypted: AsyncRead + AsyncWrite + Unpin + Send + 'static;

    /// Opens a line to one address, encrypted or not, and logs in.
    async fn dial(way: &Way<'_>, tls: Tls) -> Result<Channel<Self>, ConnectError>;
}

/// One of the ways to the server.
pub(super) struct Way<'a> {
    target: &'a Target,
    host: &'a Host,
    address: Option<IpAddr>,
    wish: Wish,
}

/// The driver does, and keeps it to itself.
pub(super) struct Own;

/// We do, so that it can be lent.
pub(super) struct Lendable;

impl Dialling for Own {
    type Line = Socket;
    type Encrypted = TlsStream;

    async fn dial(way: &Way<'_>, tls: Tls) -> Result<Channel<Own>, ConnectError> {
        let connected = way.config().connect(tls.clone()).await;
        let (client, connection) = connected.map_err(|error| way.explain(&error))?;
        Ok(Channel { client, connection, tls, loan: None })
    }
}

impl Dialling for Lendable {
    type Line = Tap;
    type Encrypted = Tap;

    async fn dial(way: &Way<'_>, tls: Tls) -> Result<Channel<Lendable>, ConnectError> {
        let wire = wire::dial(way.target, way.host, way.address, way.wish, &tls).await;
        let (tap, loan) = Tap::new(wire.map_err(|error| way.undialled(error))?);
        let mut config = way.config();
        config.ssl_mode(Wish::Require).ssl_negotiation(SslNegotiation::Direct);
        let connected = config.connect_raw(tap, Encrypted).await;
        let (client, mut connection) = connected.map_err(|error| way.explain(&error))?;
        way.refuse_wrong_role(&client, &mut connection).await?;
        Ok(Channel { client, connection, tls, loan: Some(loan) })
    }
}

/// Tries the hosts of the target one after another.
pub(super) async fn open<D: Dialling>(target: &Target) -> Result<Channel<D>, ConnectError> {
    let mut last = None;
    for host in target.hosts_to_try() {
        match open_host(target, host).await {
            Ok(channel) => return Ok(channel),
            Err(error) if error.leaves_other_hosts() => last = Some(error),
            Err(error) => return Err(error),
        }
    }
    Err(last.expect("a target has at least one host"))
}

async fn open_host<D: Dialling>(target: &Target, host: &Host) -> Result<Channel<D>, ConnectError> {
    let addresses = match host {
        Host::Socket { .. } => return open_address(target, host, None).await,
        Host::Tcp { address: Some(address), .. } => vec![*address],
        Host::Tcp { name, port, address: None } => look_up(name, *port, target.timeout).await?,
    };
    let mut last = None;
    for address in addresses {
        match open_address(target, host, Some(address)).await {
            Ok(channel) => return Ok(channel),
            Err(error) if error.leaves_other_hosts() => last = Some(error),
            Err(error) => return Err(error),
        }
    }
    Err(last.unwrap_or_else(|| ConnectError::DoesNotResolve {
        host: host.to_string(),
        reason: "the name has no address".to_owned(),
    }))
}

async fn look_up(name: &str, port: u16, limit: Option<Duration>) -> Result<Vec<IpAddr>, ConnectError> {
    let unresolved = |reason: String| ConnectError::DoesNotResolve { host: name.to_owned(), reason };
    match within(limit, tokio::net::lookup_host((name, port))).await {
        Some(Ok(found)) => Ok(found.map(|address| address.ip()).collect()),
        Some(Err(error)) => Err(unresolved(error.to_string())),
        None => Err(unresolved("the name server did not answer in time".to_owned())),
    }
}

/// Tries one address, encrypted or not in the order that the sslmode asks for.
async fn open_address<D: Dialling>(
    target: &Target,
    host: &Host,
    address: Option<IpAddr>,
) -> Result<Channel<D>, ConnectError> {
    let attempt = |wish: Wish| attempt(Way { target, host, address, wish });
    let (first, second) = wishes(target.ssl_mode(), host);
    let error = match attempt(first).await {
        Ok(channel) => return Ok(channel),
        Err(error) => error,
    };
    let Some(second) = second.filter(|_| error.leaves_other_encryption()) else { return Err(error) };
    match attempt(second).await {
        Ok(channel) => Ok(channel),
        // The first refusal tells more than that the other way is closed as well.
        Err(other) if other.leaves_other_encryption() => Err(error),
        Err(other) => Err(other),
    }
}

fn wishes(mode: SslMode, host: &Host) -> (Wish, Option<Wish>) {
    match (host, mode) {
        // The kernel guards a socket; PostgreSQL offers no TLS there.
        (Host::Socket { .. }, _) | (Host::Tcp { .. }, SslMode::Disable) => (Wish::Disable, None),
        (Host::Tcp { .. }, SslMode::Allow) => (Wish::Disable, Some(Wish::Require)),
        (Host::Tcp { .. }, SslMode::Prefer) => (Wish::Prefer, Some(Wish::Disable)),
        (Host::Tcp { .. }, SslMode::Require | SslMode::VerifyCa | SslMode::VerifyFull) => {
            (Wish::Require, None)
        }
    }
}

async fn attempt<D: Dialling>(way: Way<'_>) -> Result<Channel<D>, ConnectError> {
    let tls = Tls { settings: way.target.tls.clone(), host: name_of(way.host) };
    match within(way.target.timeout, D::dial(&way, tls)).await {
        Some(dialled) => dialled,
        None => Err(timed_out(way.target, way.host)),
    }
}

impl Way<'_> {
    fn config(&self) -> Config {
        config(self.target, self.host, self.address, self.wish)
    }

    fn explain(&self, error: &tokio_postgres::Error) -> ConnectError {
        explain(error, self.target, self.host, self.wish)
    }

    fn undialled(&self, error: DialError) -> ConnectError {
        match error {
            DialError::Io(error) => of_io(&error, self.target, self.host),
            DialError::NotOffered => ConnectError::TlsNotOffered { address: self.host.to_string() },
            DialError::Tls(failure) => of_failure(&failure, self.host.to_string()),
        }
    }

    /// What the driver asks of the lines that it opens itself.
    async fn refuse_wrong_role(
        &self,
        client: &Client,
        connection: &mut Connection<Tap, Tap>,
    ) -> Result<(), ConnectError> {
        let (wrong, reason) = if self.target.session_attributes == TargetSessionAttrs::ReadWrite {
            ("on", "database does not allow writes")
        } else if self.target.session_attributes == TargetSessionAttrs::ReadOnly {
            ("off", "database is not read only")
        } else {
            return Ok(());
        };
        let mut asked = pin!(client.simple_query("SHOW transaction_read_only"));
        let rows = poll_fn(|cx| {
            if let Poll::Ready(Some(Err(error))) = connection.poll_message(cx) {
                return Poll::Ready(Err(error));
            }
            asked.as_mut().poll(cx)
        });
        let rows = rows.await.map_err(|error| self.explain(&error))?;
        let is_wrong = rows
            .iter()
            .any(|message| matches!(message, SimpleQueryMessage::Row(row) if row.get(0) == Some(wrong)));
        match is_wrong {
            true => {
                Err(ConnectError::WrongRole { address: self.host.to_string(), reason: reason.to_owned() })
            }
            false => Ok(()),
        }
    }
}

fn config(target: &Target, host: &Host, address: Option<IpAddr>, wish: Wish) -> Config {
    let mut config = Config::new();
    match host {
        Host::Tcp { name, port, .. } => config.host(name).port(*port),
        Host::Socket { folder, port } => host_path(&mut config, folder).port(*port),
    };
    if let Some(address) = address {
        config.hostaddr(address);
    }
    config.user(target.user()).dbname(target.database()).ssl_mode(wish);
    config.application_name(target.setting("application_name").unwrap_or("evenkeel"));
    config.target_session_attrs(target.session_attributes).channel_binding(target.channel_binding);
    if let Some(password) = target.password_for(host) {
        config.password(password);
    }
    if let Some(options) = target.setting("options") {
        config.options(options);
    }
    if let Some(timeout) = target.timeout {
        config.connect_timeout(timeout);
    }
    match (target.tls.negotiation, wish) {
        (Negotiation::Direct, Wish::Require) => config.ssl_negotiation(SslNegotiation::Direct),
        _ => config.ssl_negotiation(SslNegotiation::Postgres),
    };
    keep_alive(&mut config, target);
    config
}

/// A statement that runs for hours looks idle to a firewall, so probes are sent by default after a minute.
fn keep_alive(config: &mut Config, target: &Target) {
    let number = |name: &str| target.setting(name).and_then(|text| text.parse::<u64>().ok());
    config.keepalives(number("keepalives") != Some(0));
    config.keepalives_idle(Duration::from_secs(number("keepalives_idle").filter(|s| *s > 0).unwrap_or(60)));
    if let Some(seconds) = number("keepalives_interval").filter(|s| *s > 0) {
        config.keepalives_interval(Duration::from_secs(seconds));
    }
    if let Some(count) = number("keepalives_count").and_then(|count| u32::try_from(count).ok()) {
        config.keepalives_retries(count);
    }
    if let Some(millis) = number("tcp_user_timeout").filter(|ms| *ms > 0) {
        config.tcp_user_timeout(Duration::from_millis(millis));
    }
}

#[cfg(unix)]
fn host_path<'a>(config: &'a mut Config, folder: &std::path::Path) -> &'a mut Config {
    config.host_path(folder)
}

#[cfg(not(unix))]
fn host_path<'a>(config: &'a mut Config, folder: &std::path::Path) -> &'a mut Config {
    config.host(folder.to_string_lossy())
}

fn name_of(host: &Host) -> String {
    match host {
        Host::Tcp { name, .. } => name.clone(),
        Host::Socket { .. } => "localhost".to_owned(),
    }
}

/// Sorts the driver's error into what somebody can act on.
fn explain(error: &tokio_postgres::Error, target: &Target, host: &Host, wish: Wish) -> ConnectError {
    let address = host.to_string();
    if let Some(report) = error.as_db_error() {
        let encryption = if wish == Wish::Disable { Encryption::Plain } else { Encryption::Tls };
        let login = (target.user(), target.database());
        return ConnectError::of_report(Report::from(report), address, login, encryption, target.remarks());
    }
    let cause = std::error::Error::source(error);
    if let Some(failure) = cause.and_then(|cause| cause.downcast_ref::<Failure>()) {
        return of_failure(failure, address);
    }
    if let Some(error) = cause.and_then(|cause| cause.downcast_ref::<io::Error>()) {
        return of_io(error, target, host);
    }
    let text = cause.map_or_else(|| error.to_string(), ToString::to_string);
    if text.contains("password missing") {
        let remarks = target.remarks().to_vec();
        return ConnectError::NoPassword { user: target.user().to_owned(), address, remarks };
    }
    if error.to_string().contains("TLS") {
        return ConnectError::TlsNotOffered { address };
    }
    match ServerError::of(error) {
        ServerError::Lost { .. } => hung_up(address),
        error @ (ServerError::Refused(_) | ServerError::Unexpected { .. }) => {
            ConnectError::Server { address, error }
        }
    }
}

/// A server that is going down, or a proxy with nothing behind it, accepts and hangs up.
fn hung_up(address: String) -> ConnectError {
    ConnectError::Unreachable {
        address,
        reason: "the other side closed the connection before answering".to_owned(),
    }
}

fn of_failure(failure: &Failure, address: String) -> ConnectError {
    match failure {
        Failure::File { path, problem } => {
            ConnectError::CertificateFile { path: path.clone(), problem: problem.clone() }
        }
        Failure::Untrusted(reason) => ConnectError::CertificateUntrusted { address, reason: reason.clone() },
        Failure::Handshake(reason) => ConnectError::TlsFailed { address, reason: reason.clone() },
    }
}

#[expect(clippy::wildcard_enum_match_arm, reason = "io::ErrorKind is open")]
fn of_io(error: &io::Error, target: &Target, host: &Host) -> ConnectError {
    let address = host.to_string();
    match error.kind() {
        // A socket file that is not there means the same as a port nobody listens on.
        io::ErrorKind::ConnectionRefused | io::ErrorKind::NotFound => ConnectError::Refused { address },
        io::ErrorKind::TimedOut => timed_out(target, host),
        io::ErrorKind::PermissionDenied if error.get_ref().is_some() => {
            ConnectError::WrongRole { address, reason: error.to_string() }
        }
        io::ErrorKind::UnexpectedEof => hung_up(address),
        _ => ConnectError::Unreachable { address, reason: error.to_string() },
    }
}

fn timed_out(target: &Target, host: &Host) -> ConnectError {
    let seconds = target.timeout.map_or(0, |timeout| timeout.as_secs());
    ConnectError::Timeout { address: host.to_string(), seconds }
}

/// The future's value, or `None` when the time is up first.
async fn within<F: Future>(limit: Option<Duration>, future: F) -> Option<F::Output> {
    match limit {
        Some(limit) => tokio::time::timeout(limit, future).await.ok(),
        None => Some(future.await),
    }
}
