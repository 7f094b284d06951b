//! Extensions that a project creates, and whether the server can make them. Must not know where they were read.

use evenkeel_core::{Ident, Literal, Sql, sql};

use super::{Finding, unanswered};
use crate::connect::Session;

/// An extension that a file creates.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Wanted {
    pub name: String,
    /// `file:line:column`.
    pub place: String,
}

pub(super) async fn examine(session: &Session, wanted: &[Wanted]) -> Vec<Finding> {
    if wanted.is_empty() {
        return Vec::new();
    }
    let rows = match session.rows(question(wanted).as_str()).await {
        Ok(rows) => rows,
        Err(error) => return vec![unanswered("which extensions the server has", &error)],
    };
    let major = session.server_version().major();
    let mut findings: Vec<Finding> =
        wanted.iter().filter_map(|one| lacking(one, &rows, major, session.target().user())).collect();
    if findings.is_empty() {
        let names: Vec<&str> = wanted.iter().map(|one| one.name.as_str()).collect();
        findings.push(Finding::fine("extensions", format!("the server has {}", names.join(", "))));
    }
    findings
}

/// For each that the server has: its name, whether it is made, and whether this role may make it.
fn question(wanted: &[Wanted]) -> Sql {
    let names = Sql::join(wanted.iter().map(|one| Literal(&one.name)), ", ");
    sql!(
        "SELECT a.name, a.installed_version IS NOT NULL, \
         bool_or(NOT v.superuser OR v.trusted AND pg_catalog.has_database_privilege(current_database(), 'CREATE') \
          OR (SELECT rolsuper FROM pg_catalog.pg_roles WHERE rolname = current_user)) \
         FROM pg_catalog.pg_available_extensions a JOIN pg_catalog.pg_available_extension_versions v \
          ON v.name = a.name AND v.version = a.default_version \
         WHERE a.name IN ({}) GROUP BY 1, 2",
        names
    )
}

fn lacking(wanted: &Wanted, rows: &[Vec<Option<String>>], major: u32, role: &str) -> Option<Finding> {
    let Wanted { name, place } = wanted;
    let cell = |row: &Vec<Option<String>>, column: usize| row.get(column).cloned().flatten();
    let Some(row) = rows.iter().find(|row| cell(row, 0).as_deref() == Some(name)) else {
        let cause = format!("the extension {name} is created at {place}, and the server does not have it");
        return Some(
            Finding::broken("extension-missing", cause)
                .remedy(format!(
                    "apt install postgresql-{major}-{}    (on the server; many are in postgresql-contrib)",
                    name.replace('_', "-")
                ))
                .remedy("where a provider runs the server, its list of extensions says which can be had"),
        );
    };
    let (made, may) = (cell(row, 1).as_deref() == Some("t"), cell(row, 2).as_deref() == Some("t"));
    (!made && !may).then(|| {
        let cause =
            format!("the extension {name} is created at {place}, and {} may not make it", Ident::new(role));
        let statement = sql!("CREATE EXTENSION {};", Ident::new(name));
        Finding::broken("extension-not-allowed", cause).remedy(format!("{statement}    (as a superuser)"))
    })
}
