//! SQL that was made from files of another language, and where in them each part of it comes from. Must not know the
//! language.

use std::ops::Range;

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
    pub(crate) fn new(
        files: Vec<Script>,
        text: String,
        places: Vec<(Range<usize>, usize, Range<usize>)>,
    ) -> Self {
        let path = files.first().map(|file| file.path.clone()).unwrap_or_default();
        Self { script: Script { path, text }, files, places }
    }

    /// Where what stands at an offset of the SQL was written: the file and the part of it.
    pub fn origin(&self, offset: usize) -> Option<(&Script, Range<usize>)> {
        let after = self.places.partition_point(|(part, ..)| part.end <= offset);
        let (_, file, range) = self.places.get(after).or(self.places.last())?;
        Some((self.files.get(*file)?, range.clone()))
    }
}
