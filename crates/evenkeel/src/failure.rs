//! Why a command could not do what it was asked, with everything a person needs to go on.
//! Must not know how it is printed.

use std::ops::Range;
use std::path::PathBuf;

use crate::exit::ExitStatus;

/// One failure; its facts are behind a pointer, because every function hands it on and hardly any makes one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure(Box<Facts>);

/// What is known about a failure: a code that programs can match, a sentence that people can read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Facts {
    /// Stable, such as `unmodelled-objects`.
    pub code: &'static str,
    /// A lowercase sentence without a final period.
    pub message: String,
    /// The SQLSTATE that PostgreSQL sent.
    pub sqlstate: Option<String>,
    /// The file at fault and the bytes in it.
    pub place: Option<Place>,
    /// More lines below the message: one object, one loss or one rename each.
    pub details: Vec<String>,
    /// The objects this is about, as `kind name`.
    pub objects: Vec<String>,
    /// What to do next.
    pub hints: Vec<String>,
    /// How the program ends because of it.
    pub status: ExitStatus,
}

/// A place in a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// As the user would name it.
    pub file: PathBuf,
    /// The text of the file and the bytes at fault; without them the whole file is meant.
    pub marked: Option<Marked>,
}

/// The part of a text that is at fault.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Marked {
    /// The whole text of the file.
    pub text: String,
    /// In bytes of the text.
    pub range: Range<usize>,
}

impl Failure {
    /// It could not be done.
    pub fn new(code: &'static str, message: impl Into<String>) -> Self {
        Failure::with_status(code, message.into(), ExitStatus::Failed)
    }

    /// The program was used wrongly.
    pub fn usage(code: &'static str, message: impl Into<String>) -> Self {
        Failure::with_status(code, message.into(), ExitStatus::Usage)
    }

    /// Somebody has to say yes first.
    pub fn refusal(code: &'static str, message: impl Into<String>) -> Self {
        Failure::with_status(code, message.into(), ExitStatus::Refused)
    }

    fn with_status(code: &'static str, message: String, status: ExitStatus) -> Self {
        let (details, objects, hints) = (Vec::new(), Vec::new(), Vec::new());
        Failure(Box::new(Facts {
            code,
            message,
            sqlstate: None,
            place: None,
            details,
            objects,
            hints,
            status,
        }))
    }

    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hints.push(hint.into());
        self
    }

    #[must_use]
    pub fn hints(mut self, hints: impl IntoIterator<Item = String>) -> Self {
        self.hints.extend(hints);
        self
    }

    #[must_use]
    pub fn details(mut self, details: impl IntoIterator<Item = String>) -> Self {
        self.details.extend(details);
        self
    }

    #[must_use]
    pub fn objects(mut self, objects: impl IntoIterator<Item = String>) -> Self {
        self.objects.extend(objects);
        self
    }

    #[must_use]
    pub fn at(mut self, place: Place) -> Self {
        self.place = Some(place);
        self
    }
}

impl std::ops::Deref for Failure {
    type Target = Facts;

    fn deref(&self) -> &Facts {
        &self.0
    }
}

impl std::ops::DerefMut for Failure {
    fn deref_mut(&mut self) -> &mut Facts {
        &mut self.0
    }
}

impl std::fmt::Display for Failure {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Failure {}

impl Place {
    /// A whole file or folder.
    pub fn file(file: impl Into<PathBuf>) -> Self {
        Place { file: file.into(), marked: None }
    }

    /// Bytes of a file whose text is at hand.
    pub fn within(file: impl Into<PathBuf>, text: impl Into<String>, range: Range<usize>) -> Self {
        Place { file: file.into(), marked: Some(Marked { text: text.into(), range }) }
    }
}
