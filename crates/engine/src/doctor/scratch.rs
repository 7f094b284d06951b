//! Whether a throw-away database is at hand; none is made. What runs that died have left is told. Must not know what it
//! would be used for.

use evenkeel_core::{Ident, sql};

use super::{Finding, Subject, disk, typed};
use crate::connect::{Session, Target};
use crate::scratch::{Prospect, leftovers, prospect};

pub(super) async fn examine(subject: &Subject, session: Option<&Session>) -> Vec<Finding> {
    let mut findings = Vec::new();
    let at_hand = match &subject.scratch.url {
        Some(target) => match Session::connect(target).await {
            Ok(session) => may_make(&session).await.then(|| target.clone()),
            Err(error) => {
                let cause = format!("the server named for throw-away databases is not reached: {error}");
                return vec![Finding::broken("scratch-url", cause).remedies(error.hint())];
            }
        },
        None => match session {
            Some(session) if may_make(session).await => Some(session.target().clone()),
            Some(_) | None => None,
        },
    };
    findings.push(match &at_hand {
        Some(target) => {
            Finding::fine("scratch", format!("throw-away databases can be made on {}", hosts(target)))
        }
        None => on_machine(subject, session),
    });
    if at_hand.is_none() && findings.iter().any(|finding| finding.code == "scratch") {
        findings.push(disk::of_scratch(&subject.scratch.temporary));
    }
    findings.extend(left(subject, session).await);
    findings
}

/// A server of our own, from programs on this machine.
fn on_machine(subject: &Subject, session: Option<&Session>) -> Finding {
    let major = session.map(|session| session.server_version().major());
    match prospect(&subject.scratch, major) {
        Prospect::Programs { folder, major } => Finding::fine(
            "scratch",
            format!("throw-away databases can be made with PostgreSQL {major} from {}", folder.display()),
        ),
        Prospect::None { error } => {
            let finding = Finding::warning(
                "no-scratch",
                format!("{error}; generate, diff, drift and baseline need one, migrate does not"),
            );
            let finding = match session {
                Some(session) => finding
                    .remedy(typed(&sql!("ALTER ROLE {} CREATEDB", Ident::new(session.target().user())))),
                None => finding,
            };
            finding.remedies(error.hint())
        }
    }
}

async fn may_make(session: &Session) -> bool {
    let question = "SELECT (rolcreatedb OR rolsuper) AND NOT pg_catalog.pg_is_in_recovery() \
         FROM pg_catalog.pg_roles WHERE rolname = current_user";
    let rows = session.rows(question).await.unwrap_or_default();
    rows.first().and_then(|row| row.first()?.as_deref()) == Some("t")
}

fn hosts(target: &Target) -> String {
    target.hosts().iter().map(ToString::to_string).collect::<Vec<_>>().join(", ")
}

async fn left(subject: &Subject, session: Option<&Session>) -> Vec<Finding> {
    let left = leftovers(&subject.scratch, session).await;
    let mut findings = Vec::new();
    if !left.databases.is_empty() {
        let statements = left.databases.iter().map(|name| typed(&sql!("DROP DATABASE {}", Ident::new(name))));
        findings.push(
            Finding::warning(
                "orphaned-scratch",
                "throw-away databases of runs that died are left on the server; the next run that needs one drops them",
            )
            .remedies(statements),
        );
    }
    if !left.folders.is_empty() {
        let commands = left.folders.iter().map(|folder| format!("rm -r {}", folder.display()));
        findings.push(
            Finding::warning(
                "orphaned-cluster",
                "throw-away servers of runs that died are left on this machine; the next run that needs one removes them",
            )
            .remedies(commands),
        );
    }
    findings
}
