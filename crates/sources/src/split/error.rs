//! Why a text cannot be cut into statements.

use std::ops::Range;

use crate::explain::Explain;
use crate::lexer::{LexError, Unterminated};

/// A text that is not a script of statements.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{what}")]
pub struct SplitError {
    /// Offset of the first byte at fault.
    pub offset: usize,
    /// How many bytes are at fault.
    pub len: usize,
    /// What is wrong there.
    pub what: What,
}

/// What is wrong with a text.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum What {
    /// A string that never ends.
    #[error("this string is never closed")]
    UnterminatedString,
    /// A quoted name that never ends.
    #[error("this quoted name is never closed")]
    UnterminatedName,
    /// A block comment that never ends.
    #[error("this comment is never closed")]
    UnterminatedComment,
    /// A dollar-quoted string that never ends; holds its opening tag.
    #[error("this string opened with {0} is never closed")]
    UnterminatedDollarQuote(String),
    /// A command of psql, such as `\connect`.
    #[error("{0} is a command of psql, not SQL")]
    PsqlCommand(String),
    /// A variable of psql, such as `:'name'`.
    #[error("{0} is a variable of psql, not SQL")]
    PsqlVariable(String),
    /// A command of the sqlite3 shell, such as `.read`.
    #[error("{0} is a command of the sqlite3 shell, not SQL")]
    ShellCommand(String),
    /// A NUL byte.
    #[error("the text holds a NUL byte, which no SQL can")]
    Nul,
}

impl Explain for SplitError {
    fn range(&self) -> Option<Range<usize>> {
        Some(self.offset..self.offset + self.len)
    }

    fn hint(&self) -> Option<String> {
        Some(match &self.what {
            What::UnterminatedString => {
                "close it with a single quote; a quote inside a string is written twice".into()
            }
            What::UnterminatedName => "close it with the quote that opened it".into(),
            What::UnterminatedComment => "close it with */; in PostgreSQL comments nest".into(),
            What::UnterminatedDollarQuote(tag) => format!("close it with {tag}"),
            What::PsqlCommand(name) => way_out(name),
            What::PsqlVariable(name) => format!("write the value itself instead of {name}"),
            What::ShellCommand(name) => format!("remove the line with {name}; only SQL can be run"),
            What::Nul => "save the file as UTF-8 text".into(),
        })
    }
}

/// What to write instead of a command of psql.
fn way_out(name: &str) -> String {
    let told = match name {
        "\\." => "write rows with INSERT instead of COPY data",
        "\\i" | "\\ir" | "\\include" | "\\include_relative" => {
            "put the text of that file here; what a migration does stands in its own file"
        }
        "\\copy" => "write the rows with INSERT, or use COPY with a file that the server can read",
        "\\c" | "\\connect" => {
            "remove the line; a migration runs on the database that --url names, and another database needs a \
             migration of its own"
        }
        "\\set" | "\\unset" | "\\prompt" | "\\getenv" => {
            "remove the line, and write the value itself where the variable is used"
        }
        "\\if" | "\\elif" | "\\else" | "\\endif" => "write the condition into a DO block",
        "\\gexec" => "write the statements that it would make, or run them with EXECUTE in a DO block",
        "\\gset" => "write the value itself where it is used, or keep it in a variable of a DO block",
        "\\g" | "\\gx" | "\\;" => "end the statement with a semicolon",
        _ => return format!("remove the line with {name}; only SQL can be run"),
    };
    told.to_owned()
}

/// A variable of psql: from its colon to the end of its name.
pub(super) fn variable(text: &str, range: Range<usize>) -> SplitError {
    let what = What::PsqlVariable(text[range.clone()].to_owned());
    SplitError { offset: range.start, len: range.len(), what }
}

pub(super) fn unterminated(text: &str, open: LexError) -> SplitError {
    let rest = &text[open.offset..];
    let tag = || {
        let end = rest[1..].find('$').map_or(1, |end| end + 2);
        rest[..end].to_owned()
    };
    let (len, what) = match open.what {
        Unterminated::String => (rest.find('\'').unwrap_or(0) + 1, What::UnterminatedString),
        Unterminated::Name => (rest.find(['"', '`', '[']).unwrap_or(0) + 1, What::UnterminatedName),
        Unterminated::Comment => (2, What::UnterminatedComment),
        Unterminated::DollarQuote => (tag().len(), What::UnterminatedDollarQuote(tag())),
    };
    SplitError { offset: open.offset, len, what }
}

/// A command of a shell: the fault is its line, its name is its first word.
pub(super) fn command(text: &str, offset: usize, what: fn(String) -> What) -> SplitError {
    let line = text[offset..].lines().next().unwrap_or_default().trim_end();
    let name = line.split_whitespace().next().unwrap_or_default();
    SplitError { offset, len: line.len(), what: what(name.to_owned()) }
}
