//! Whether schema and migrations are as the team asks under `[policy]`. Must not know any policy.

use std::path::Path;

use evenkeel_core::ObjectId;
use evenkeel_lint::{
    BREAKING_CHANGE_WITHOUT_NOTE, Breach, Policies, Rule, Severity, breaking, find, judge, problem,
};
use evenkeel_sources::hints::{Defined, Permission, defined, permissions};
use evenkeel_sources::lexer::Dialect;
use evenkeel_sources::{Migration, Script, Subject};

use super::concerns::{Concern, Place};
use super::source::Source;
use super::work::Work;
use crate::failure::Failure;
use crate::translate::in_file;

/// The rule about permissions.
const ALLOWANCE: &str = "allowance";

/// Whether the schema keeps the policies; breaches stand where their objects are declared.
///
/// # Errors
/// A script that declares it cannot be read, though the database read it.
pub(super) fn of_schema(source: &Source, work: &Work<'_>) -> Result<Vec<Concern>, Failure> {
    let policies = &work.settings.policy;
    let mut map = Map::of(source, work.settings.dialect())?;
    let mut found = Vec::new();
    for breach in judge(&source.state.outline(), policies) {
        if !map.allows(&breach) {
            found.push(map.concern(source, breach));
        }
    }
    found.extend(map.complaints(source, work));
    Ok(found)
}

/// Whether whoever deploys these migrations is told what they break.
///
/// # Errors
/// A script cannot be cut into statements.
pub(super) fn of_migrations(list: &[Migration], policies: &Policies) -> Result<Vec<Concern>, Failure> {
    let rule = BREAKING_CHANGE_WITHOUT_NOTE;
    let severity = policies.severity_of(rule);
    let mut found = Vec::new();
    for migration in list.iter().filter(|_| severity > Severity::Off) {
        let noted = migration.manifest.as_ref().is_some_and(|manifest| manifest.note.is_some());
        let Some(script) = migration.content.sql().filter(|_| !noted) else { continue };
        let findings =
            breaking(&script.text).map_err(|error| in_file("cannot-split", &script.locate(error)))?;
        found.extend(findings.into_iter().map(|finding| Concern {
            severity,
            code: rule.id.to_owned(),
            message: format!("{}, and no note tells whoever deploys it", finding.message),
            hint: Some(rule.hint()),
            place: Some(Place::within(Path::new(&script.path), &script.text, &finding.range)),
        }));
    }
    Ok(found)
}

/// Where everything is declared, and what is allowed there.
struct Map<'a> {
    dialect: Dialect,
    defined: Vec<(&'a Script, Defined)>,
    permissions: Vec<(&'a Script, Permission, Use)>,
}

/// Whether a permission was needed.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Use {
    Needed,
    Idle,
}

impl<'a> Map<'a> {
    fn of(source: &'a Source, dialect: Dialect) -> Result<Map<'a>, Failure> {
        let mut map = Map { dialect, defined: Vec::new(), permissions: Vec::new() };
        for script in &source.declared.scripts {
            let told = |error| in_file("cannot-split", &script.locate(error));
            let all = defined(dialect, &script.text).map_err(told)?;
            map.defined.extend(all.into_iter().map(|one| (script, one)));
            let all = permissions(dialect, &script.text).map_err(told)?;
            map.permissions.extend(all.into_iter().map(|one| (script, one, Use::Idle)));
        }
        Ok(map)
    }

    /// Whether a permission with a reason stands at the object, or at its table.
    fn allows(&mut self, breach: &Breach) -> bool {
        let dialect = self.dialect;
        let fits = |permission: &Permission| {
            let of = permission
                .of
                .as_ref()
                .filter(|_| permission.rule == breach.rule.id && !permission.reason.is_empty());
            let ids = [Some(&breach.object), breach.table.as_ref()];
            of.is_some_and(|of| ids.into_iter().flatten().any(|id| names(dialect, of, id)))
        };
        match self.permissions.iter_mut().find(|(_, permission, _)| fits(permission)) {
            Some((_, _, used)) => {
                *used = Use::Needed;
                true
            }
            None => false,
        }
    }

    fn concern(&self, source: &Source, breach: Breach) -> Concern {
        let find = |id: &ObjectId| self.defined.iter().find(|(_, defined)| names(self.dialect, defined, id));
        let at = find(&breach.object).or_else(|| breach.table.as_ref().and_then(find));
        let place = at.and_then(|(script, defined)| place(source, script, defined.range.clone()));
        Concern {
            severity: breach.severity,
            code: breach.rule.id.to_owned(),
            message: breach.message,
            hint: Some(breach.hint.unwrap_or_else(|| breach.rule.hint())),
            place,
        }
    }

    /// What is wrong with the permissions themselves. Those for rules about migrations are nobody's here.
    fn complaints(&self, source: &Source, work: &Work<'_>) -> Vec<Concern> {
        let rule: &Rule = find(ALLOWANCE).expect("it is one of the rules");
        let severity = work.settings.lint.0.get(ALLOWANCE).copied().unwrap_or(rule.severity);
        let wrong = |permission: &Permission, used: Use| {
            let demand = work.settings.policy.0.get(&permission.rule);
            let idle = used == Use::Idle && demand.is_some_and(|demand| demand.severity > Severity::Off);
            problem(&permission.rule, &permission.reason)
                .or_else(|| idle.then(|| format!("{} is kept here; the permission can go", permission.rule)))
        };
        let told = self.permissions.iter().filter_map(|(script, permission, used)| {
            Some(Concern {
                severity,
                code: rule.id.to_owned(),
                message: wrong(permission, *used)?,
                hint: Some(rule.hint()),
                place: place(source, script, permission.range.clone()),
            })
        });
        told.filter(|_| severity > Severity::Off).collect()
    }
}

/// Where a part of a script was written.
fn place(source: &Source, script: &Script, range: std::ops::Range<usize>) -> Option<Place> {
    let place = source.place(script, range);
    let marked = place.marked?;
    Some(Place::within(&place.file, &marked.text, &marked.range))
}

/// Whether a definition is that of the object.
fn names(dialect: Dialect, defined: &Defined, id: &ObjectId) -> bool {
    let parts: Vec<&str> = id.parts().collect();
    let (schema, path) = match (dialect, parts.as_slice()) {
        (Dialect::Postgres, [schema, path @ ..]) if !path.is_empty() => (Some(*schema), path),
        (Dialect::Postgres | Dialect::Sqlite, path) => (None, path),
    };
    let same = |one: &str, other: &str| match dialect {
        Dialect::Postgres => one == other,
        Dialect::Sqlite => one.eq_ignore_ascii_case(other),
    };
    let in_schema = match (&defined.schema, schema) {
        (Some(said), Some(schema)) => said == schema,
        (None, _) | (_, None) => true,
    };
    let on_table = |table: &str, kinds: &[&str]| {
        kinds.contains(&id.kind())
            && matches!(path, [of, name] if same(of, table) && same(name, &defined.name))
    };
    let alone =
        |kinds: &[&str]| kinds.contains(&id.kind()) && matches!(path, [name] if same(name, &defined.name));
    in_schema
        && match &defined.subject {
            Subject::Schema => alone(&["schema"]),
            Subject::Table => alone(&["table"]),
            Subject::Column { table } => on_table(table, &["column"]),
            Subject::Constraint { table } => on_table(table, CONSTRAINTS),
            Subject::Index => alone(&["index"]),
            Subject::Sequence => alone(&["sequence"]),
            Subject::Type => alone(&["enum", "domain"]),
            Subject::View => alone(&["view", "materialized_view"]),
            Subject::EnumLabel { .. } => false,
        }
}

const CONSTRAINTS: &[&str] = &["check", "exclusion", "foreign_key", "primary_key", "unique"];
