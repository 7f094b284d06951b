//! dbmate: `<version>_name.sql` in the order of file names, with `-- migrate:up` and `-- migrate:down` inside.

use super::listing::{Listing, file_name};
use super::numbered::{self, Label, Way};
use super::sections::{Markers, Section, Unmarked, comment, cut};
use super::{Found, LayoutError, migration};

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
    let mut found = Found::default();
    for script in &listing.scripts {
        let stem = file_name(script).strip_suffix(".sql").unwrap_or_default();
        let Some((number, version, rest)) = numbered::leading_number(stem) else {
            found.ignored.push(script.path.clone());
            continue;
        };
        let title = rest.trim_start_matches(['_', '-']).to_owned();
        let label = Label {
            order: vec![number],
            key: version.to_owned(),
            title,
            name: stem.to_owned(),
            way: Way::There,
        };
        let mut origin = numbered::origin(listing, script, &label);
        origin.whole = Some(script.text.clone());
        let (up, down) = cut(script, &MARKERS)?;
        found.list.push(migration(stem, up, down, origin)?);
    }
    Ok(found)
}
