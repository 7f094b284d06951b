//! The way to the server: names, sockets, encryption, login. Must not know what is done once there.

use evenkeel_core::sql;
use evenkeel_core::sql::Ident;

use super::Finding;
use crate::connect::{ConnectError, Host, Session, Target};

/// Tries each host, then the target as a whole, and keeps the session that came about.
pub(super) async fn reach(target: &Target) -> (Vec<Finding>, Option<Session>) {
    let mut findings = Vec::new();
    if target.hosts().len() > 1 {
        for host in target.hosts() {
            findings.extend(one_of_several(target, host).await);
        }
    }
    match Session::connect(target).await {
        Ok(session) => {
            let hosts: Vec<String> = target.hosts().iter().map(ToString::to_string).collect();
            findings
                .push(Finding::fine("reachable", format!("a session with {} comes about", hosts.join(", "))));
            (findings, Some(session))
        }
        Err(error) => {
            findings.push(refused(target, &error).await);
            (findings, None)
        }
    }
}

/// Where several hosts are named, one that is down is no failure yet.
async fn one_of_several(target: &Target, host: &Host) -> Option<Finding> {
    let error = Session::connect(&target.only(host)).await.err()?;
    Some(
        Finding::warning("host-down", format!("one of the hosts does not serve: {error}"))
            .remedies(error.hint()),
    )
}

async fn refused(target: &Target, error: &ConnectError) -> Finding {
    let finding = Finding::broken(error.code(), error.to_string());
    match error {
        ConnectError::NoSuchDatabase { database, .. } => missing(finding, target, database).await,
        ConnectError::Url { .. }
        | ConnectError::Setting { .. }
        | ConnectError::NoUser
        | ConnectError::NoSuchService { .. }
        | ConnectError::DoesNotResolve { .. }
        | ConnectError::Refused { .. }
        | ConnectError::Unreachable { .. }
        | ConnectError::Timeout { .. }
        | ConnectError::WrongPassword { .. }
        | ConnectError::NoPassword { .. }
        | ConnectError::NoSuchRole { .. }
        | ConnectError::NotLetIn { .. }
        | ConnectError::TlsNotOffered { .. }
        | ConnectError::CertificateUntrusted { .. }
        | ConnectError::CertificateFile { .. }
        | ConnectError::TlsFailed { .. }
        | ConnectError::StartingUp { .. }
        | ConnectError::TooManyConnections { .. }
        | ConnectError::WrongRole { .. }
        | ConnectError::Server { .. } => finding.remedies(error.hint()),
    }
}

/// The statement that makes the database, and who may say it.
async fn missing(finding: Finding, target: &Target, database: &str) -> Finding {
    let statement = sql!("CREATE DATABASE {};", Ident::new(database)).as_str().to_owned();
    let finding = finding.remedy(statement).remedy("evenkeel migrate --create-database");
    let question = "SELECT rolcreatedb OR rolsuper FROM pg_catalog.pg_roles WHERE rolname = current_user";
    let Ok(session) = Session::connect(&target.with_database("postgres")).await else { return finding };
    let rows = session.rows(question).await.unwrap_or_default();
    match rows.first().and_then(|row| row.first()?.as_deref()) {
        Some("f") => {
            let role = Ident::new(target.user());
            finding
                .remedy(format!("{role} may not make databases; as a superuser: ALTER ROLE {role} CREATEDB;"))
        }
        Some(_) | None => finding,
    }
}
