//! dbmate: `<version>_name.sql` in the order of file names, with `-- migrate:up` and `-- migrate:down` inside.

use super::listing::Listing;
use super::numbered::{self, Label, Way};
use super::sections::{self, Markers, Section, Unmarked, comment};
use super::{Found, LayoutError};

const MARKERS: Markers = Markers {
    up: "-- migrate:up",
    down: "-- migrate:down",
    meaning: |line| match comment(line)?.split_whitespace().next()? {
        "migrate:up" => Some(Section::Up),
        "migrate:down" => Some(Section::Down),
        _ => None,
    },
    unmarked: Unmarked::Wrong,
};

pub(super) fn read(listing: &Listing) -> Result<Found, LayoutError> {
    sections::read(listing, label, &MARKERS)
}

fn label(file: &str) -> Option<Label> {
    let stem = file.strip_suffix(".sql")?;
    let (_, version, rest) = numbered::leading_number(stem)?;
    let title = rest.trim_start_matches(['_', '-']).to_owned();
    Some(Label { order: Vec::new(), key: version.to_owned(), title, name: stem.to_owned(), way: Way::There })
}
