//! From what people say about renames to objects of the old state. Must not run anything.

use evenkeel_core::{Action, KindName, Literal, Name, ObjectId, Step, sql};
use evenkeel_sources::hints::{RenameArgument, Subject, parse_argument};
use evenkeel_sources::{Dialect, Migration, RenameHint, Script};

use crate::error::{EngineError, Passage};
use crate::nearest::nearest;
use crate::state::State;

/// One rename that somebody told: a comment in a script, or an argument of the command line.
#[derive(Clone, Debug)]
pub struct Wish<'a> {
    pub argument: RenameArgument,
    /// The script in which it stands.
    pub script: Option<&'a Script>,
}

/// One object and its name from now on. Its path has the names that were given to what it is in before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Rename {
    Object {
        object: ObjectId,
        to: String,
    },
    /// A label of an enum, which is no object of its own.
    Label {
        of: ObjectId,
        from: String,
        to: String,
    },
}

/// The renames that a migration's manifest tells.
///
/// # Errors
/// One of them cannot be read.
pub(super) fn told(dialect: Dialect, migration: &Migration) -> Result<Vec<Wish<'static>>, EngineError> {
    let told = migration.manifest.iter().flat_map(|manifest| &manifest.renames);
    let wish = |text: &String| {
        let argument = parse_argument(dialect, text);
        let argument = argument.map_err(|error| EngineError::Catalog(error.to_string()))?;
        Ok(Wish { argument, script: None })
    };
    told.map(wish).collect()
}

impl Rename {
    /// What the object is called afterwards; nothing for what is no object of its own.
    pub(super) fn renamed(&self) -> Option<(&ObjectId, ObjectId)> {
        let Rename::Object { object, to } = self else { return None };
        let mut parts: Vec<&str> = object.parts().collect();
        parts.pop();
        parts.push(to);
        Some((object, ObjectId::new(object.kind(), &parts)))
    }

    /// The statements that do it in this state.
    pub(super) fn steps(&self, state: &State) -> Result<Vec<Step>, EngineError> {
        match (self, state) {
            (Rename::Label { of, from, to }, _) => {
                let sql =
                    sql!("ALTER TYPE {} RENAME VALUE {} TO {}", Name::from(of), Literal(from), Literal(to));
                Ok(vec![Step::new(of, Action::Rename, sql)])
            }
            (Rename::Object { object, to }, State::Postgres(_)) => {
                let step = evenkeel_postgres::rename(object, to);
                step.map(|step| vec![step]).ok_or_else(|| EngineError::NoRename(object.clone()))
            }
            (Rename::Object { object, to }, State::Sqlite(catalog)) => {
                let steps = evenkeel_sqlite::rename(object, to, catalog);
                steps.ok_or_else(|| EngineError::NoRename(object.clone()))
            }
        }
    }
}

/// Finds what is meant, in the order in which it has to be renamed: what holds other things first.
///
/// A wish whose old name is gone and whose new name is there has done its work and is left out.
///
/// # Errors
/// A name that is not there, with the names closest to it.
pub fn resolve(state: &State, wishes: &[Wish<'_>]) -> Result<Vec<Rename>, EngineError> {
    let mut found = Resolved { state, owners: Vec::new(), renames: Vec::new() };
    for stage in [Stage::Schemas, Stage::Owners, Stage::Parts] {
        for wish in wishes {
            let hint = found.reading(&wish.argument);
            if stage_of(&hint.subject) == stage {
                found.add(hint, wish.script)?;
            }
        }
    }
    Ok(found.renames)
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Stage {
    Schemas,
    Owners,
    Parts,
}

fn stage_of(subject: &Subject) -> Stage {
    match subject {
        Subject::Schema => Stage::Schemas,
        Subject::Table | Subject::Sequence | Subject::Type | Subject::View => Stage::Owners,
        Subject::Column { .. } | Subject::Constraint { .. } | Subject::Index | Subject::EnumLabel { .. } => {
            Stage::Parts
        }
    }
}

fn kinds(subject: &Subject) -> &'static [KindName] {
    match subject {
        Subject::Schema => &["schema"],
        Subject::Table => &["table", "foreign table"],
        Subject::Column { .. } => &["column"],
        Subject::Constraint { .. } => {
            &["primary_key", "unique", "check", "exclusion", "foreign_key", "domain_check"]
        }
        Subject::Index => &["index"],
        Subject::Sequence => &["sequence"],
        Subject::Type => &["enum", "domain", "composite_type", "range_type"],
        Subject::EnumLabel { .. } => &["enum"],
        Subject::View => &["view", "materialized_view"],
    }
}

struct Resolved<'a> {
    state: &'a State,
    /// Schemas, tables and types that are renamed: what they are called now, and what from then on.
    owners: Vec<(ObjectId, String)>,
    renames: Vec<Rename>,
}

impl Resolved<'_> {
    /// Of an argument that can be read in two ways, the one whose old name is there is meant.
    fn reading<'w>(&self, argument: &'w RenameArgument) -> &'w RenameHint {
        match argument {
            RenameArgument::Clear(hint) => hint,
            RenameArgument::Either { column, table } => match self.matches(table, &table.old).is_empty() {
                true => column,
                false => table,
            },
        }
    }

    fn add(&mut self, hint: &RenameHint, script: Option<&Script>) -> Result<(), EngineError> {
        if let Subject::EnumLabel { .. } = hint.subject {
            return self.add_label(hint, script);
        }
        let mut old = self.matches(hint, &hint.old);
        if old.len() > 1 {
            old.retain(|id| self.matches(hint, &hint.new).iter().all(|new| new.first() != id.first()));
        }
        match old.as_slice() {
            [object] => {
                let current = self.current(object);
                if stage_of(&hint.subject) != Stage::Parts {
                    self.owners.push((object.clone(), hint.new.clone()));
                }
                self.renames.push(Rename::Object { object: current, to: hint.new.clone() });
                Ok(())
            }
            [] if !self.matches(hint, &hint.new).is_empty() => Ok(()),
            several => Err(self.unknown(hint, script, several)),
        }
    }

    fn add_label(&mut self, hint: &RenameHint, script: Option<&Script>) -> Result<(), EngineError> {
        let Subject::EnumLabel { r#type } = &hint.subject else { return Ok(()) };
        let name = self.name_so_far(&["enum"], r#type);
        let types: Vec<ObjectId> = self.of_kinds(hint, &["enum"], |id| id.name() == name);
        let [of] = types.as_slice() else { return Err(self.unknown(hint, script, &types)) };
        let labels = labels(self.state, of);
        let has = |name: &str| labels.iter().any(|label| label == name);
        match (has(&hint.old), has(&hint.new)) {
            (true, false) => {
                let rename =
                    Rename::Label { of: self.current(of), from: hint.old.clone(), to: hint.new.clone() };
                self.renames.push(rename);
                Ok(())
            }
            (false, true) => Ok(()),
            (true, true) | (false, false) => Err(self.unknown(hint, script, &[])),
        }
    }

    /// Objects of the old state that the hint may mean under this name.
    fn matches(&self, hint: &RenameHint, name: &str) -> Vec<ObjectId> {
        match (&hint.subject, self.state) {
            (Subject::Column { table }, State::Sqlite(catalog)) => {
                let table = self.name_so_far(&["table"], table);
                let id = ObjectId::new("table", &[&table]);
                let found =
                    catalog.get(&id).and_then(|object| object.table()).and_then(|table| table.column(name));
                found.map(|_| id.child("column", name)).into_iter().collect()
            }
            (Subject::Column { table } | Subject::Constraint { table }, _) => {
                let table = self.name_so_far(&["table"], table);
                self.of_kinds(hint, kinds(&hint.subject), |id| {
                    id.name() == name && id.parts().rev().nth(1) == Some(table.as_str())
                })
            }
            _ => self.of_kinds(hint, kinds(&hint.subject), |id| id.name() == name),
        }
    }

    fn of_kinds(
        &self,
        hint: &RenameHint,
        kinds: &[KindName],
        fits: impl Fn(&ObjectId) -> bool,
    ) -> Vec<ObjectId> {
        let schema = hint.schema.as_deref().map(|schema| self.name_so_far(&["schema"], schema));
        let in_schema = |id: &ObjectId| {
            schema.as_deref().is_none_or(|schema| id.parts().count() == 1 || id.first() == schema)
        };
        let objects = self.state.objects().into_iter();
        objects.filter(|id| kinds.contains(&id.kind()) && fits(id) && in_schema(id)).cloned().collect()
    }

    /// What an owner is called in the old state; people call it what it is called in the new one.
    fn name_so_far(&self, kinds: &[KindName], name: &str) -> String {
        let renamed = self.owners.iter().find(|(id, to)| kinds.contains(&id.kind()) && to == name);
        renamed.map_or_else(|| name.to_owned(), |(id, _)| id.name().to_owned())
    }

    /// The object under the names that what it is in has by the time it is renamed.
    fn current(&self, object: &ObjectId) -> ObjectId {
        let mut parts: Vec<String> = object.parts().map(str::to_owned).collect();
        for (owner, to) in &self.owners {
            let depth = owner.parts().count();
            let owns =
                parts.len() > depth && object.parts().zip(owner.parts()).all(|(part, own)| part == own);
            let own_type = owner.kind() != "enum" || object.kind() == "enum";
            if (owns || owner == object) && own_type {
                parts[depth - 1].clone_from(to);
            }
        }
        ObjectId::new(object.kind(), &parts.iter().map(String::as_str).collect::<Vec<_>>())
    }

    fn unknown(&self, hint: &RenameHint, script: Option<&Script>, several: &[ObjectId]) -> EngineError {
        let near = || {
            let all = self.of_kinds(hint, kinds(&hint.subject), |_| true);
            nearest(&hint.old, all.iter().map(ObjectId::name))
        };
        let passage = script.zip(hint.offset).map(|(script, offset)| {
            let end = script.text[offset..].find('\n').map_or(script.text.len(), |line| offset + line);
            let (file, text) = (script.path.clone(), script.text.as_str().into());
            Box::new(Passage { file, text, range: offset..end })
        });
        EngineError::UnknownRename {
            subject: subject_name(&hint.subject).to_owned(),
            old: hint.old.clone(),
            nearest: if several.is_empty() { near() } else { several.iter().map(ObjectId::dotted).collect() },
            passage,
        }
    }
}

fn subject_name(subject: &Subject) -> &'static str {
    match subject {
        Subject::Schema => "the schema",
        Subject::Table => "the table",
        Subject::Column { .. } => "the column",
        Subject::Constraint { .. } => "the constraint",
        Subject::Index => "the index",
        Subject::Sequence => "the sequence",
        Subject::Type => "the type",
        Subject::EnumLabel { .. } => "the enum label",
        Subject::View => "the view",
    }
}

fn labels(state: &State, of: &ObjectId) -> Vec<String> {
    let definition = match state {
        State::Postgres(catalog) => catalog.get(of).and_then(|object| serde_json::to_value(object).ok()),
        State::Sqlite(_) => None,
    };
    let labels = definition.and_then(|definition| serde_json::from_value(definition["labels"].clone()).ok());
    labels.unwrap_or_default()
}
