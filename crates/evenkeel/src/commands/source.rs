//! States by where they are found, and what declares them. Must not know how they are made, or any command.

use std::ops::Range;
use std::path::PathBuf;

use evenkeel_core::ObjectId;
use evenkeel_engine::place::Place;
use evenkeel_engine::state::State;
use evenkeel_sources::{Declared, Migrations, Script, StateSpec};

use super::work::Work;
use crate::failure::{Failure, Place as FilePlace};
use crate::report::Report;
use crate::settings::{Declaration, USUAL_LIMIT};

/// A state by where it is found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Spec {
    Empty,
    Database(Box<Place>),
    /// The project's own schema, which cannot be empty by accident.
    Declared(Declaration),
    /// Files that declare a schema.
    Scripts(Declaration),
    Migrations(PathBuf),
    /// These of the project's own migrations.
    History(Migrations),
}

/// A state and what declares it, if anything does.
pub(super) struct Source {
    pub(super) state: State,
    pub(super) declared: Declared,
}

impl Source {
    /// A state that no file declares.
    pub(super) fn of(state: State) -> Source {
        Source { state, declared: Declared::default() }
    }

    /// What models cannot say is as it is in the other state, and that is said.
    pub(super) fn keeping(self, other: &State, report: &mut Report<'_>) -> Source {
        if !self.declared.keeps {
            return self;
        }
        let (state, kept) = self.state.keeping(other);
        if !kept.is_empty() {
            let names: Vec<String> = kept.iter().map(ToString::to_string).collect();
            report.note(&format!("left alone, for no model says it: {}", names.join(", ")));
        }
        Source { state, ..self }
    }

    /// Where a part of a script was written.
    pub(super) fn place(&self, script: &Script, range: Range<usize>) -> FilePlace {
        match self.declared.origin(&script.path, range.start) {
            Some((file, range)) => FilePlace::within(&file.path, file.text.clone(), range),
            None => FilePlace::within(&script.path, script.text.clone(), range),
        }
    }

    /// What other migration tools keep in a database and the other state does not have.
    pub(super) fn kept_by_other_tools(&self, spec: &Spec, other: &State) -> Vec<ObjectId> {
        match spec {
            Spec::Database(_) => {
                let mut kept = self.state.keepers();
                kept.retain(|id| !other.contains(id));
                kept
            }
            Spec::Empty | Spec::Declared(_) | Spec::Scripts(_) | Spec::Migrations(_) | Spec::History(_) => {
                Vec::new()
            }
        }
    }

    /// The source without these objects.
    pub(super) fn without(self, kept: &[ObjectId], report: &mut Report<'_>) -> Source {
        for id in kept {
            report.detail(&format!("left out: {id}, which another migration tool keeps"));
        }
        match kept {
            [] => self,
            kept => Source { state: self.state.without(kept), ..self },
        }
    }

    /// Leaves out of a database what other migration tools keep there and the other state does not have.
    pub(super) fn leaving_to_other_tools(
        self,
        spec: &Spec,
        other: &State,
        report: &mut Report<'_>,
    ) -> Source {
        let kept = self.kept_by_other_tools(spec, other);
        self.without(&kept, report)
    }
}

impl Work<'_> {
    /// The named state, or the database.
    pub(super) fn state_or_database(&self, text: Option<&str>) -> Result<Spec, Failure> {
        text.map_or_else(|| Ok(Spec::Database(Box::new(self.place()?))), |text| self.spec(text))
    }

    /// The named state, or the declared schema.
    pub(super) fn state_or_schema(&self, text: Option<&str>) -> Result<Spec, Failure> {
        text.map_or_else(|| Ok(Spec::Declared(self.settings.schema.clone())), |text| self.spec(text))
    }

    fn spec(&self, text: &str) -> Result<Spec, Failure> {
        let environment = &self.surroundings.environment;
        Ok(match StateSpec::parse(text)? {
            StateSpec::Empty => Spec::Empty,
            StateSpec::Postgres(url) => Spec::Database(Box::new(Place::resolve(url.reveal(), environment)?)),
            StateSpec::Sqlite(path) => Spec::Database(Box::new(Place::Sqlite(path))),
            StateSpec::File(path) | StateSpec::Folder(path) => {
                Spec::Scripts(Declaration::of_paths(vec![path], USUAL_LIMIT))
            }
            StateSpec::Migrations(path) => Spec::Migrations(path),
        })
    }
}
