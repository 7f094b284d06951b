//! goose: `<version>_name.sql` in the order of versions, with `-- +goose Up` and `-- +goose Down` inside. What stands
//! between `StatementBegin` and `StatementEnd` needs no marks here: function bodies are told from statements anyway.

use super::listing::{Listing, file_name};
use super::numbered::{self, Label, Way};
use super::sections::{self, Markers, Section, Unmarked, comment};
use super::{Found, LayoutError};

const MARKERS: Markers = Markers {
    up: "-- +goose Up",
    down: "-- +goose Down",
    meaning: |line| {
        let mut words = comment(line)?.split_whitespace();
        match (words.next()?, words.next()?) {
            ("+goose", word) if word.eq_ignore_ascii_case("up") => Some(Section::Up),
            ("+goose", word) if word.eq_ignore_ascii_case("down") => Some(Section::Down),
            _ => None,
        }
    },
    unmarked: Unmarked::Wrong,
};

pub(super) fn read(listing: &Listing) -> Result<Found, LayoutError> {
    for script in listing.scripts.iter().filter(|script| label(file_name(script)).is_some()) {
        refuse_substitution(&script.text, script)?;
    }
    sections::read(listing, label, &MARKERS)
}

fn label(file: &str) -> Option<Label> {
    let stem = file.strip_suffix(".sql")?;
    let (number, _, rest) = numbered::leading_number(stem)?;
    let title = rest.strip_prefix('_')?.to_owned();
    // goose has versions from 1 on.
    (number > 0).then(|| Label {
        order: vec![number],
        key: number.to_string(),
        title,
        name: stem.to_owned(),
        way: Way::There,
    })
}

fn refuse_substitution(text: &str, script: &crate::files::Script) -> Result<(), LayoutError> {
    let on =
        |line: &str| comment(line.trim()).is_some_and(|words| words.eq_ignore_ascii_case("+goose ENVSUB ON"));
    match text.lines().position(on) {
        None => Ok(()),
        Some(line) => Err(LayoutError::Line {
            path: script.path.clone(),
            line: line + 1,
            problem: "variables of the environment are filled in by goose only".to_owned(),
        }),
    }
}
