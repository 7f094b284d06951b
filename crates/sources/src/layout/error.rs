//! What another tool's folder of migrations can have that the tool, or evenkeel, does not run.

use std::ops::Range;
use std::path::PathBuf;

use crate::explain::Explain;

/// A file that is not as its tool demands, or asks for what only the tool itself can do.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum LayoutError {
    #[error("{} has a name that no migration can have", path.display())]
    Name { path: PathBuf },
    /// Where the tool tells the way there from the way back by comments.
    #[error("{} has no line `{marker}`", path.display())]
    NoSection { path: PathBuf, marker: &'static str },
    #[error("{}: `{first}` stands after `{second}`", path.display())]
    SectionOrder { path: PathBuf, first: &'static str, second: &'static str },
    #[error("{} is no journal that Drizzle writes: {problem}", path.display())]
    Journal { path: PathBuf, problem: String },
    #[error("{} names {tag}, and {tag}.sql is missing", path.display())]
    NotInFolder { path: PathBuf, tag: String },
    #[error("{} takes back {version}, and no file makes it", path.display())]
    OnlyBack { path: PathBuf, version: String },
    #[error("{} and {} have the same version", first.display(), second.display())]
    SameVersion { first: PathBuf, second: PathBuf },
    #[error("{} holds several migrations, {first} and {second} among them", path.display())]
    Several { path: PathBuf, first: String, second: String },
    /// Where the tool knows the order by what each of them says about the one before it.
    #[error("{} and {} both come next after the same revision", first.display(), second.display())]
    Fork { first: PathBuf, second: PathBuf },
    #[error("{} brings branches together: {revisions}", path.display())]
    Merge { path: PathBuf, revisions: String },
    #[error("{} comes after {revision}, to which no line of revisions leads", path.display())]
    NoParent { path: PathBuf, revision: String },
    #[error("{}: {what} is filled in by {tool} only", path.display())]
    Template { path: PathBuf, tool: &'static str, what: String },
    #[error("which migrations there are {tool} itself has to be asked")]
    Unasked { tool: &'static str },
    #[error("evenkeel writes no migrations for {tool}")]
    NotWritten { tool: &'static str },
    #[error("{}: line {line}: {problem}", path.display())]
    Line { path: PathBuf, line: usize, problem: String },
}

impl Explain for LayoutError {
    fn range(&self) -> Option<Range<usize>> {
        None
    }

    fn hint(&self) -> Option<String> {
        Some(match self {
            LayoutError::Name { .. } => "rename the file".into(),
            LayoutError::NoSection { marker, .. } => format!("write `{marker}` above its statements"),
            LayoutError::SectionOrder { .. } => "put the way there before the way back".into(),
            LayoutError::Journal { .. } | LayoutError::NotInFolder { .. } | LayoutError::OnlyBack { .. } => {
                "take the file back from version control".into()
            }
            LayoutError::SameVersion { .. } => "give one of them another version".into(),
            LayoutError::Several { .. } => "put each of them into a file of its own".into(),
            LayoutError::Fork { .. } | LayoutError::Merge { .. } => {
                "evenkeel runs revisions in one line: let each name the one before it as `down_revision`"
                    .into()
            }
            LayoutError::NoParent { .. } => {
                "take the file of that revision back from version control, or name another as `down_revision`"
                    .into()
            }
            LayoutError::NotWritten { .. } => {
                "evenkeel generate --dry-run prints the SQL; put it into a file of the tool's yourself".into()
            }
            LayoutError::Unasked { .. } => "evenkeel status asks it, by the project's own Node".into(),
            LayoutError::Template { .. } => "write the value itself into the file".into(),
            LayoutError::Line { .. } => "take the line out, or run this migration with its own tool".into(),
        })
    }
}
