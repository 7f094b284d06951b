//! What the role may do, and the statements that give it what it lacks. Must not know migrations.

use evenkeel_core::{ObjectId, Selection};

use super::{Finding, unanswered};
use crate::connect::Session;

/// One row for each right that is missing: its code, what it is about, and the statement that gives it. The database
/// writes the names into the statements.
const MISSING: &str = include_str!("rights.sql");

/// How many relations of others are told by name.
const NAMED: usize = 3;

pub(super) async fn examine(session: &Session, selection: &Selection) -> Vec<Finding> {
    let rows = match session.rows(MISSING).await {
        Ok(rows) => rows,
        Err(error) => return vec![unanswered("the role's rights", &error)],
    };
    let lacks: Vec<Lack> = rows.iter().filter_map(|row| Lack::of(row)).collect();
    let looked_at = |lack: &&Lack| lack.object.as_ref().is_none_or(|object| selection.looks_at(object));
    let lacks: Vec<&Lack> = lacks.iter().filter(looked_at).collect();
    let mut findings: Vec<Finding> =
        lacks.iter().filter(|lack| lack.code != "not-owner").map(|lack| lack.finding()).collect();
    findings.extend(not_ours(&lacks));
    if findings.is_empty() {
        findings.push(Finding::fine(
            "rights",
            format!("the role {} may do what a run needs", session.target().user()),
        ));
    }
    findings
}

struct Lack {
    code: &'static str,
    what: String,
    statement: String,
    object: Option<ObjectId>,
}

impl Lack {
    fn of(row: &[Option<String>]) -> Option<Lack> {
        const CODES: [&str; 5] = [
            "cannot-make-ledger",
            "cannot-use-ledger",
            "cannot-use-schema",
            "cannot-make-objects",
            "not-owner",
        ];
        let text = |column: usize| row.get(column)?.clone();
        let (schema, name) = (text(3), text(4));
        Some(Lack {
            code: CODES.into_iter().find(|code| row.first().and_then(Option::as_deref) == Some(*code))?,
            what: text(1)?,
            statement: text(2)?,
            object: match (schema, name) {
                (Some(schema), Some(name)) => Some(ObjectId::new("table", &[&schema, &name])),
                (Some(schema), None) => Some(ObjectId::new("schema", &[&schema])),
                (None, _) => None,
            },
        })
    }

    fn finding(&self) -> Finding {
        Finding::broken(self.code, self.what.clone()).remedy(self.statement.clone())
    }
}

/// Relations of other roles, one finding for each owner: the statements that help are the same.
fn not_ours(lacks: &[&Lack]) -> Vec<Finding> {
    let mut findings: Vec<(String, String, Vec<String>)> = Vec::new();
    for lack in lacks.iter().filter(|lack| lack.code == "not-owner") {
        let name = lack.object.as_ref().map(ObjectId::dotted).unwrap_or_default();
        match findings.last_mut().filter(|(_, statement, _)| *statement == lack.statement) {
            Some((_, _, names)) => names.push(name),
            None => findings.push((lack.what.clone(), lack.statement.clone(), vec![name])),
        }
    }
    let told = |(owner, statement, names): (String, String, Vec<String>)| {
        let more = names.len().saturating_sub(NAMED);
        let rest = if more == 0 { String::new() } else { format!(" and {more} more") };
        let list = names.iter().take(NAMED).cloned().collect::<Vec<_>>().join(", ");
        let cause = format!("only {owner}, who owns {list}{rest}, may change or drop that");
        Finding::broken("not-owner", cause).remedy(statement)
    };
    findings.into_iter().map(told).collect()
}
