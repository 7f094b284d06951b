//! node-pg-migrate: `<number>_name`, SQL or a program, in the order of numbers. SQL has `-- Up Migration` and
//! `-- Down Migration` inside where a file has a way back; the ledger has the name of the file without its ending.

use std::path::Path;

use super::Found;
use super::listing::Listing;
use super::numbered::{self, Label, Way};
use super::programs::{self, Order, Rules, stem};
use super::sections::{self, Markers, Section, Unmarked, comment};
use super::write::milliseconds;
use crate::folder::{FolderError, Migration, Tool};

pub(super) const RULES: Rules = Rules {
    tool: Tool::NodePgMigrate,
    endings: &["js", "cjs", "mjs", "ts", "cts", "mts"],
    // A file without a number is none of its migrations.
    key: |script| Ok(stem(script)?.filter(|name| numbered::leading_number(name).is_some())),
    order: Order::File,
};

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

pub(super) fn read(path: &Path) -> Result<Found, FolderError> {
    let mut found = sections::read(&Listing::flat(path)?, label, &MARKERS)?;
    found.list.extend(programs::read(path, &RULES)?.list);
    found.list.sort_by_cached_key(|migration| (moment(migration), migration.name.clone()));
    Ok(found)
}

/// The number of a migration. One of seventeen digits is a date, and as much as its milliseconds since 1970.
fn moment(migration: &Migration) -> u128 {
    const DATE: usize = 14;
    match numbered::leading_number(migration.name.as_str()) {
        Some((number, digits, _)) if digits.len() == DATE + 3 => {
            let second = u128::try_from(milliseconds(&digits[..DATE])).unwrap_or_default();
            second + number % 1000
        }
        Some((number, _, _)) => number,
        None => 0,
    }
}

fn label(file: &str) -> Option<Label> {
    let stem = file.strip_suffix(".sql")?;
    let (number, _, rest) = numbered::leading_number(stem)?;
    let title = rest.trim_start_matches(['_', '-', '.']).to_owned();
    Some(Label { order: vec![number], key: stem.to_owned(), title, name: stem.to_owned(), way: Way::There })
}
