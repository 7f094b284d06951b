//! Why a database could not be reached: one variant for each thing that somebody can do about it. Must not know how
//! connecting works.

use std::path::PathBuf;

use super::{Report, ServerError, private};

/// No session came about. No message holds a password.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ConnectError {
    #[error("the connection string is malformed at its {part}: {problem}")]
    Url { part: &'static str, problem: String },
    #[error("the connection parameter `{name}` is wrong: {problem}")]
    Setting { name: String, problem: String },
    #[error("no user name is given and the operating system has none")]
    NoUser,
    #[error("there is no connection service `{name}` in {}", list(files))]
    NoSuchService { name: String, files: Vec<PathBuf> },
    #[error("the host name `{host}` does not resolve: {reason}")]
    DoesNotResolve { host: String, reason: String },
    #[error("nobody listens at {address}")]
    Refused { address: String },
    #[error("{address} cannot be reached: {reason}")]
    Unreachable { address: String, reason: String },
    #[error("{address} did not answer within {seconds} s")]
    Timeout { address: String, seconds: u64 },
    #[error("the password for user `{user}` at {address} is wrong")]
    WrongPassword { user: String, address: String, remarks: Vec<String> },
    #[error("{address} wants a password for user `{user}` and none is given")]
    NoPassword { user: String, address: String, remarks: Vec<String> },
    #[error("there is no database `{database}` at {address}")]
    NoSuchDatabase { database: String, address: String },
    #[error("there is no role `{user}` that may log in at {address}")]
    NoSuchRole { user: String, address: String },
    #[error("the server's pg_hba.conf does not let user `{user}` in: {message}")]
    NotLetIn { user: String, message: String, encryption: Encryption },
    #[error("TLS is demanded and the server at {address} does not offer it")]
    TlsNotOffered { address: String },
    #[error("the certificate of {address} is not trusted: {reason}")]
    CertificateUntrusted { address: String, reason: String },
    #[error("{path} cannot be used: {problem}")]
    CertificateFile { path: String, problem: String },
    #[error("TLS with {address} failed: {reason}")]
    TlsFailed { address: String, reason: String },
    #[error("the server at {address} does not take sessions yet: {message}")]
    StartingUp { address: String, message: String },
    #[error("the server at {address} has no connection left: {message}")]
    TooManyConnections { address: String, message: String },
    #[error("{address} is not the kind of server asked for by target_session_attrs: {reason}")]
    WrongRole { address: String, reason: String },
    #[error("{address} refused the session: {error}")]
    Server { address: String, error: ServerError },
}

/// Whether the attempt that failed was encrypted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Encryption {
    Plain,
    Tls,
}

fn list(files: &[PathBuf]) -> String {
    let names: Vec<String> = files.iter().map(|file| file.display().to_string()).collect();
    if names.is_empty() { "any file".to_owned() } else { names.join(" or ") }
}

impl ConnectError {
    pub(super) fn url(part: &'static str, problem: String) -> ConnectError {
        ConnectError::Url { part, problem }
    }

    /// Stable, for programs.
    pub fn code(&self) -> &'static str {
        match self {
            ConnectError::Url { .. } | ConnectError::Setting { .. } => "bad-url",
            ConnectError::NoUser => "no-user",
            ConnectError::NoSuchService { .. } => "no-such-service",
            ConnectError::DoesNotResolve { host, .. } if private::way_in(host).is_some() => "private-host",
            ConnectError::DoesNotResolve { .. } => "unknown-host",
            ConnectError::Refused { .. } => "nobody-listens",
            ConnectError::Unreachable { .. } => "unreachable-host",
            ConnectError::Timeout { .. } => "no-answer",
            ConnectError::WrongPassword { .. } => "wrong-password",
            ConnectError::NoPassword { .. } => "no-password",
            ConnectError::NoSuchDatabase { .. } => "no-such-database",
            ConnectError::NoSuchRole { .. } => "no-such-role",
            ConnectError::NotLetIn { .. } => "not-let-in",
            ConnectError::TlsNotOffered { .. } => "tls-not-offered",
            ConnectError::CertificateUntrusted { .. } => "certificate-untrusted",
            ConnectError::CertificateFile { .. } => "certificate-file",
            ConnectError::TlsFailed { .. } => "tls-failed",
            ConnectError::StartingUp { .. } => "starting-up",
            ConnectError::TooManyConnections { .. } => "too-many-connections",
            ConnectError::WrongRole { .. } => "wrong-server",
            ConnectError::Server { .. } => "session-refused",
        }
    }

    /// What to type or change next.
    pub fn hint(&self) -> Option<String> {
        let hint = match self {
            ConnectError::Url { .. } => {
                "write postgres://user:password@host:5432/database; percent-encode / ? @ : and % in names and passwords"
            }
            ConnectError::Setting { .. }
            | ConnectError::CertificateFile { .. }
            | ConnectError::Server { .. } => {
                return None;
            }
            ConnectError::NoUser => "put the user into the URL or set PGUSER",
            ConnectError::NoSuchService { .. } => "set PGSERVICEFILE, or write the URL out",
            ConnectError::DoesNotResolve { host, .. } => {
                let usual = "is the name spelt right, and is it known on this machine (inside a container names differ)?";
                return Some(private::way_in(host).unwrap_or_else(|| usual.to_owned()));
            }
            ConnectError::Refused { .. } => {
                "is the server running? `evenkeel migrate --wait 60s` waits for it"
            }
            ConnectError::Unreachable { address, .. } | ConnectError::Timeout { address, .. } => {
                let usual = "are host and port right, and does a firewall let them through? connect_timeout=30 waits longer";
                return Some(private::way_in(address).unwrap_or_else(|| usual.to_owned()));
            }
            ConnectError::WrongPassword { remarks, .. } | ConnectError::NoPassword { remarks, .. } => {
                return Some(password_hint(remarks));
            }
            ConnectError::NoSuchDatabase { .. } => "`--create-database` makes it (reset, push and migrate)",
            ConnectError::NoSuchRole { user, .. } => {
                return Some(format!("createuser --login {}", quoted(user)));
            }
            ConnectError::NotLetIn { encryption: Encryption::Plain, .. } => {
                "if the server wants encryption, add sslmode=require to the URL"
            }
            ConnectError::NotLetIn { encryption: Encryption::Tls, .. } => {
                "pg_hba.conf on the server needs a line for this user, database and address"
            }
            ConnectError::TlsNotOffered { .. } => "use sslmode=disable only where the network is trusted",
            ConnectError::CertificateUntrusted { .. } => {
                "name the authority with sslrootcert=FILE; sslmode=require encrypts without asking who it is"
            }
            ConnectError::TlsFailed { .. } => {
                "is this a PostgreSQL port, and is the client certificate the right one?"
            }
            ConnectError::StartingUp { .. } => "`evenkeel migrate --wait 60s` waits until it does",
            ConnectError::TooManyConnections { .. } => {
                "close idle sessions, raise max_connections, or go through the pooler's session port"
            }
            ConnectError::WrongRole { .. } => "name the primary first, or drop target_session_attrs",
        };
        Some(hint.to_owned())
    }

    /// Waiting may cure it: the server is starting, not listening yet or not known by name yet.
    pub fn is_passing(&self) -> bool {
        matches!(
            self,
            ConnectError::DoesNotResolve { .. }
                | ConnectError::Refused { .. }
                | ConnectError::Unreachable { .. }
                | ConnectError::Timeout { .. }
                | ConnectError::StartingUp { .. }
                | ConnectError::TooManyConnections { .. }
        )
    }

    /// As [`ConnectError::is_passing`], or another server may be promoted to what is asked for.
    pub(super) fn may_pass(&self) -> bool {
        self.leaves_other_hosts()
    }

    /// Another host of the same target may do better.
    pub(super) fn leaves_other_hosts(&self) -> bool {
        self.is_passing() || matches!(self, ConnectError::WrongRole { .. })
    }

    /// The refusal may be about encryption alone.
    pub(super) fn leaves_other_encryption(&self) -> bool {
        matches!(
            self,
            ConnectError::NotLetIn { .. }
                | ConnectError::TlsNotOffered { .. }
                | ConnectError::TlsFailed { .. }
                | ConnectError::CertificateFile { .. }
                | ConnectError::CertificateUntrusted { .. }
        )
    }

    /// Sorts what the server said while the session was being opened.
    pub(super) fn of_report(
        report: Report,
        address: String,
        (user, database): (&str, &str),
        encryption: Encryption,
        remarks: &[String],
    ) -> ConnectError {
        let user = user.to_owned();
        let message = report.message.clone();
        match (report.sqlstate.as_str(), report.routine.as_deref()) {
            ("28P01", _) => ConnectError::WrongPassword { user, address, remarks: remarks.to_vec() },
            ("3D000", _) => ConnectError::NoSuchDatabase { database: database.to_owned(), address },
            ("28000", Some("InitializeSessionUserId")) => ConnectError::NoSuchRole { user, address },
            ("28000", _) => ConnectError::NotLetIn { user, message, encryption },
            ("57P03", _) => ConnectError::StartingUp { address, message },
            ("53300", _) => ConnectError::TooManyConnections { address, message },
            _ => ConnectError::Server { address, error: ServerError::Refused(Box::new(report)) },
        }
    }
}

fn password_hint(remarks: &[String]) -> String {
    let usual = "put the right password into the URL, PGPASSWORD or ~/.pgpass";
    let mut parts: Vec<&str> = remarks.iter().map(String::as_str).collect();
    parts.push(usual);
    parts.join("; ")
}

fn quoted(name: &str) -> String {
    let plain = name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_');
    if plain { name.to_owned() } else { format!("'{}'", name.replace('\'', "'\\''")) }
}
