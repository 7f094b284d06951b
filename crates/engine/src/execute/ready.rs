//! A migration made ready to be run, whatever it consists of. Must not know how it is run.

use std::ops::Deref;
use std::sync::Arc;

use evenkeel_sources::lexer::Dialect;
use evenkeel_sources::segments::LoneCommit;
use evenkeel_sources::{Content, Migration, Program, checksum};

use super::document::Document;
use super::material::Material;
use crate::error::EngineError;
use crate::program::ProgramError;

/// A migration, or its way back.
pub(crate) enum Ready {
    Script(Material),
    Program(Errand),
}

/// A program with what the ledger has to know of it.
pub(crate) struct Errand {
    document: Document,
    pub(crate) program: Program,
}

impl Deref for Errand {
    type Target = Document;

    fn deref(&self) -> &Document {
        &self.document
    }
}

impl Ready {
    /// The way there.
    ///
    /// # Errors
    /// A script cannot be cut into parts.
    pub(crate) fn of(dialect: Dialect, migration: &Migration) -> Result<Ready, EngineError> {
        let ready = match &migration.content {
            Content::Sql { up, down: _ } => {
                let name = migration.name.as_str();
                Ready::Script(Material::of(dialect, name, up, LoneCommit::of(migration))?)
            }
            Content::Program(program) => Ready::Program(Errand::of(migration, program)),
        };
        Ok(ready.running(migration))
    }

    /// As [`Ready::of`], for a database that may be cut off at any statement; `content` is the migration's own or its way
    /// back.
    ///
    /// # Errors
    /// As for [`Ready::of`], or a run that is cut off could not be taken up again, or nothing can run the program there.
    pub(crate) fn to_run(
        dialect: Dialect,
        migration: &Migration,
        content: &Content,
    ) -> Result<Ready, EngineError> {
        let ready = match (content, dialect) {
            (Content::Sql { up, down: _ }, _) => {
                let name = migration.name.as_str();
                Ready::Script(Material::to_run(dialect, name, up, LoneCommit::of(migration))?)
            }
            (Content::Program(program), Dialect::Postgres) => Ready::Program(Errand::of(migration, program)),
            (Content::Program(program), Dialect::Sqlite) => {
                return Err(ProgramError::Sqlite { tool: program.tool }.into());
            }
        };
        Ok(ready.running(migration))
    }

    fn running(mut self, migration: &Migration) -> Ready {
        match &mut self {
            Ready::Script(material) => material.document.runs = migration.runs(),
            Ready::Program(errand) => errand.document.runs = migration.runs(),
        }
        self
    }

    pub(crate) fn document(&self) -> &Document {
        match self {
            Ready::Script(material) => material,
            Ready::Program(errand) => errand,
        }
    }

    /// The script that it is.
    ///
    /// # Errors
    /// It is a program, and only scripts can be run there.
    pub(super) fn script(&self) -> Result<&Material, EngineError> {
        match self {
            Ready::Script(material) => Ok(material),
            Ready::Program(errand) => Err(ProgramError::Sqlite { tool: errand.program.tool }.into()),
        }
    }

    /// How many there are, where that is known before they are run.
    pub(crate) fn statements(&self) -> Option<usize> {
        match self {
            Ready::Script(material) => Some(material.statements()),
            Ready::Program(_) => None,
        }
    }

    /// What a part means. A program has one, which is all of it.
    pub(super) fn part_checksum(&self, segment: usize) -> Option<&str> {
        match self {
            Ready::Script(material) => material.parts.get(segment).map(|part| part.checksum.as_str()),
            Ready::Program(errand) => (segment == 0).then_some(errand.document.checksum.as_str()),
        }
    }
}

impl Errand {
    pub(crate) fn of(migration: &Migration, program: &Program) -> Errand {
        let meaning = checksum::bytes(&program.file.text);
        let text = Arc::from(program.file.text.as_str());
        let document = Document::of(migration.name.as_str(), &program.file, text, meaning);
        Errand { document, program: program.clone() }
    }
}
