//! SQL that was made from files of another language, and where in them each part of it comes from. Must not know the
//! language.

use std::ops::Range;

use evenkeel_core::sql;
use evenkeel_core::sql::{Hole, Sql};

use crate::files::Script;

/// A script and the files that it was made from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Derived {
    /// The SQL, under the name of the first file.
    pub script: Script,
    files: Vec<Script>,
    /// Parts of the SQL in order, the number of the file and the part of it.
    places: Vec<(Range<usize>, usize, Range<usize>)>,
}

impl Derived {
    pub(crate) fn new(files: Vec<Script>, text: Text) -> Self {
        let path = files.first().map(|file| file.path.clone()).unwrap_or_default();
        let places = text.places.into_iter().map(|(part, at)| (part, at.file, at.range)).collect();
        Self { script: Script { path, text: text.text }, files, places }
    }

    /// Where what stands at an offset of the SQL was written: the file and the part of it.
    pub fn origin(&self, offset: usize) -> Option<(&Script, Range<usize>)> {
        let after = self.places.partition_point(|(part, ..)| part.end <= offset);
        let (_, file, range) = self.places.get(after).or(self.places.last())?;
        Some((self.files.get(*file)?, range.clone()))
    }
}

/// A place in one of the files.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Span {
    /// Its number among the files.
    pub(crate) file: usize,
    pub(crate) range: Range<usize>,
}

impl Span {
    /// From the beginning of this to the end of another place in the same file.
    pub(crate) fn to(&self, end: &Span) -> Span {
        Span { file: self.file, range: self.range.start..end.range.end.max(self.range.end) }
    }
}

/// A script that knows from which place of which file each of its lines came.
#[derive(Debug, Default)]
pub(crate) struct Text {
    pub(crate) text: String,
    pub(crate) places: Vec<(Range<usize>, Span)>,
}

impl Text {
    /// A line, and where it comes from.
    pub(crate) fn line(&mut self, sql: &Sql, at: &Span) {
        self.put(sql.as_str(), "\n", at);
    }

    /// The last or only line of a statement.
    pub(crate) fn statement(&mut self, sql: &Sql, at: &Span) {
        self.put(sql.as_str(), ";\n\n", at);
    }

    /// Comments of ours stay where they are: above what they are about.
    pub(crate) fn remarks(&mut self, remarks: &[String], at: &Span) {
        for remark in remarks {
            self.put("-- ", "", at);
            self.put(remark, "\n", at);
        }
    }

    fn put(&mut self, text: &str, end: &str, at: &Span) {
        let start = self.text.len();
        self.text.push_str(text);
        self.text.push_str(end);
        self.places.push((start..self.text.len(), at.clone()));
    }
}

/// A name in quotes, whatever it is: no database has a keyword that would mean something there.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Quoted<'a>(pub(crate) &'a str);

impl Hole for Quoted<'_> {
    fn write_to(&self, text: &mut String) {
        text.extend(["\"", &self.0.replace('"', "\"\""), "\""]);
    }
}

/// Names with commas between them.
pub(crate) fn quoted_list<'a>(names: impl IntoIterator<Item = &'a String>) -> Sql {
    Sql::join(names.into_iter().map(|name| sql!("{}", Quoted(name))), ", ")
}
