//! node-pg-migrate: `<number>_name.sql` in the order of numbers, with `-- Up Migration` and `-- Down Migration` inside
//! where a file has a way back.

use super::listing::Listing;
use super::numbered::{self, Label, Way};
use super::sections::{self, Markers, Section, Unmarked, comment};
use super::{Found, LayoutError};

const MARKERS: Markers = Markers {
    up: "-- Up Migration",
    down: "-- Down Migration",
    meaning: |line| {
        let words = comment(line)?.trim_start_matches(['-', ' ', '\t']);
        let mut words = words.split_whitespace().map(str::to_ascii_lowercase);
        match (words.next()?.as_str(), words.next()?.as_str()) {
            ("up", second) if second.starts_with("migration") => Some(Section::Up),
            ("down", second) if second.starts_with("migration") => Some(Section::Down),
            _ => None,
        }
    },
    unmarked: Unmarked::Up,
};

pub(super) fn read(listing: &Listing) -> Result<Found, LayoutError> {
    sections::read(listing, label, &MARKERS)
}

fn label(file: &str) -> Option<Label> {
    let stem = file.strip_suffix(".sql")?;
    let (number, _, rest) = numbered::leading_number(stem)?;
    let title = rest.trim_start_matches(['_', '-', '.']).to_owned();
    Some(Label { order: vec![number], key: stem.to_owned(), title, name: stem.to_owned(), way: Way::There })
}
