//! Programs that are too old for what they meet. Must not know what they are used for.

use std::path::Path;
use std::process::Stdio;
use std::time::Duration;

use tokio::process::Command;
use tokio::time::timeout;

use super::{Copies, Finding, Programs};
use crate::backup::fitting_pg_dump;
use crate::connect::Session;

/// A program that does not say its version sooner than this does not say it.
const ANSWER_LIMIT: Duration = Duration::from_secs(5);

/// A version of this program.
pub(super) type Version = (u64, u64, u64);

/// Reads `evenkeel 1.2.3` or `1.2.3`.
pub(super) fn version(text: &str) -> Option<Version> {
    let text = text.trim();
    let numbers = text.strip_prefix("evenkeel ").unwrap_or(text);
    let numbers = numbers.split(['-', '+', ' ', '\n']).next()?;
    let mut parts = numbers.split('.').map(|part| part.parse().ok());
    Some((parts.next()??, parts.next()??, parts.next()??))
}

/// Copies before a run need a pg_dump that knows the server.
pub(super) async fn pg_dump(copies: Copies, session: &Session) -> Option<Finding> {
    match copies {
        Copies::Nobody => None,
        Copies::Ourselves => Some(match fitting_pg_dump(session.server_version().major()).await {
            Ok(program) => Finding::fine("pg-dump", format!("copies are made with {}", program.display())),
            Err(error) => Finding::broken("no-pg-dump", error.to_string())
                .remedy(format!("apt install postgresql-client-{}", session.server_version().major()))
                .remedies(error.hint()),
        }),
    }
}

/// Other copies of this program that a shell would find, where they are of another version.
pub(super) async fn others(programs: &Programs) -> Vec<Finding> {
    let own = programs.own.as_deref().and_then(|own| own.canonicalize().ok());
    let mut findings = Vec::new();
    for folder in &programs.path {
        let path = folder.join(if cfg!(windows) { "evenkeel.exe" } else { "evenkeel" });
        let Ok(real) = path.canonicalize() else { continue };
        if own.as_ref() == Some(&real) || !real.is_file() {
            continue;
        }
        let Some(said) = asked(&path).await else { continue };
        let (theirs, ours) = (version(&said), version(&programs.version));
        if theirs != ours {
            let cause = format!("{} is {}, and this is {}", path.display(), said.trim(), programs.version);
            let older =
                if theirs < ours { path.display().to_string() } else { "the older of the two".to_owned() };
            findings.push(
                Finding::warning("other-evenkeel", cause)
                    .remedy(format!("update or remove {older}, so that every run is by the same version")),
            );
        }
    }
    findings
}

async fn asked(program: &Path) -> Option<String> {
    let mut command = Command::new(program);
    command.arg("--version").stdin(Stdio::null()).kill_on_drop(true);
    let output = timeout(ANSWER_LIMIT, command.output()).await.ok()?.ok()?;
    output.status.success().then(|| String::from_utf8_lossy(&output.stdout).into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_are_compared_as_numbers() {
        assert_eq!(version("evenkeel 1.2.3\n"), Some((1, 2, 3)));
        assert!(version("evenkeel 0.10.0") > version("0.9.1-rc.1"));
        assert_eq!(version("somebody else's"), None);
    }
}
