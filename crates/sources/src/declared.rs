//! A declared schema, in whatever languages its files are written: SQL stays as it is, everything else becomes SQL that
//! knows where it comes from. Must not know a database.

use std::fmt;
use std::ops::Range;
use std::path::{Path, PathBuf};

use crate::derived::Derived;
use crate::explain::InFile;
use crate::files::{self, FilesError, Script, Wanted, has_extension, is_sql};
use crate::lexer::Dialect;
use crate::prisma::{self, Forms};
use crate::snapshot::{self, SnapshotFault};

/// The files and folders that declare a schema together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SchemaPaths(Vec<PathBuf>);

impl SchemaPaths {
    pub fn new(paths: Vec<PathBuf>) -> Self {
        Self(paths)
    }

    /// Whether all of them are there.
    pub fn exist(&self) -> bool {
        self.0.iter().all(|path| path.exists())
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub fn first(&self) -> &Path {
        self.0.first().map_or(Path::new(""), PathBuf::as_path)
    }
}

impl From<PathBuf> for SchemaPaths {
    fn from(path: PathBuf) -> Self {
        Self(vec![path])
    }
}

impl fmt::Display for SchemaPaths {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, path) in self.0.iter().enumerate() {
            if at > 0 {
                f.write_str(" and ")?;
            }
            write!(f, "{}", path.display())?;
        }
        Ok(())
    }
}

/// A declared schema as SQL.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Declared {
    pub scripts: Vec<Script>,
    /// Whether what a database has beside is left alone, because models can say but little of a database.
    pub keeps: bool,
    derived: Vec<Derived>,
}

/// A schema that cannot be read.
#[derive(Debug, thiserror::Error)]
pub enum DeclaredError {
    #[error(transparent)]
    Files(#[from] FilesError),
    /// Never empty.
    #[error("{}", first(.0))]
    Prisma(Vec<InFile<prisma::Fault>>),
    #[error(transparent)]
    Snapshot(#[from] InFile<SnapshotFault>),
}

fn first(faults: &[InFile<prisma::Fault>]) -> String {
    faults.first().map(ToString::to_string).unwrap_or_default()
}

impl Declared {
    /// Reads all files. In a folder those of every language count, but not what lies in a folder of Prisma's migrations.
    ///
    /// # Errors
    /// A file that cannot be read, or what is wrong in it.
    pub fn load(paths: &SchemaPaths, dialect: Dialect, forms: &Forms) -> Result<Self, DeclaredError> {
        let mut declared = Self::default();
        for path in &paths.0 {
            let (prisma, others): (Vec<PathBuf>, Vec<PathBuf>) =
                found(path)?.into_iter().partition(|file| is_prisma(file));
            for file in others {
                let script = files::read(&file)?;
                match is_snapshot(&file) {
                    true => declared.add(snapshot::derive(&script, dialect)?),
                    false => declared.scripts.push(script),
                }
            }
            if !prisma.is_empty() {
                let files: Result<Vec<Script>, FilesError> =
                    prisma.iter().map(|file| files::read(file)).collect();
                let derived = prisma::derive(&files?, dialect, forms).map_err(DeclaredError::Prisma)?;
                declared.add(derived);
            }
        }
        Ok(declared)
    }

    /// What a program printed, which knows models of its own.
    pub fn add_printed(&mut self, program: &str, sql: String) {
        self.scripts.push(Script { path: PathBuf::from(program), text: sql });
        self.keeps = true;
    }

    fn add(&mut self, derived: Derived) {
        self.keeps = true;
        self.scripts.push(derived.script.clone());
        self.derived.push(derived);
    }

    /// Where the SQL at an offset of one of the scripts was written, if that was not SQL itself.
    pub fn origin(&self, script: &Path, offset: usize) -> Option<(&Script, Range<usize>)> {
        self.derived.iter().find(|derived| derived.script.path == script)?.origin(offset)
    }
}

fn found(path: &Path) -> Result<Vec<PathBuf>, DeclaredError> {
    if !path.is_dir() {
        return Ok(vec![path.to_owned()]);
    }
    if let Some(newest) = snapshot::newest(path)? {
        return Ok(vec![newest]);
    }
    let wanted = Wanted {
        file: &|file| is_sql(file) || is_prisma(file),
        hidden: &is_of_mikro_orm,
        folder: &|folder| !folder.join("migration_lock.toml").exists() && !folder.ends_with("node_modules"),
    };
    let found = files::below(path, &wanted)?;
    if found.is_empty() { Err(FilesError::NoSql { path: path.to_owned() }.into()) } else { Ok(found) }
}

/// Whether a file of this name declares a schema.
pub(crate) fn is_schema(path: &Path) -> bool {
    is_sql(path) || is_prisma(path) || is_snapshot(path) || is_drizzle_config(path)
}

/// Whether Drizzle Kit can be asked for the schema by this file.
pub fn is_drizzle_config(path: &Path) -> bool {
    let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
    let script = ["ts", "mts", "cts", "js", "mjs", "cjs"].iter().any(|end| has_extension(path, end));
    name.starts_with("drizzle.") && name.contains("config") && script
}

fn is_snapshot(path: &Path) -> bool {
    has_extension(path, "json")
}

/// MikroORM hides its snapshots beside the migrations: `.snapshot-<name>.json`.
fn is_of_mikro_orm(path: &Path) -> bool {
    let name = path.file_name().map(|name| name.to_string_lossy());
    name.is_some_and(|name| name.starts_with(".snapshot-") && is_snapshot(path))
}

fn is_prisma(path: &Path) -> bool {
    has_extension(path, "prisma")
}
