//! Files whose names begin with a number that gives their order, possibly one file for each way. Must not know a tool.

use std::collections::BTreeMap;

use super::listing::{Listing, file_name};
use super::{Found, LayoutError, Origin, Runs, migration};
use crate::files::Script;

/// What the name of a file says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Label {
    /// Orders the files.
    pub(super) order: Vec<u128>,
    /// What the tool's ledger has.
    pub(super) key: String,
    pub(super) title: String,
    /// The migration's name.
    pub(super) name: String,
    pub(super) way: Way,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Way {
    There,
    Back,
}

#[derive(Default)]
struct Ways<'a> {
    there: Option<(&'a Script, Label)>,
    back: Option<&'a Script>,
}

/// Reads the files that have a label; the way there and the way back stand in files of their own.
///
/// # Errors
/// A way back without a way there, or a name that cannot be.
pub(super) fn read(listing: &Listing, label: impl Fn(&str) -> Option<Label>) -> Result<Found, LayoutError> {
    let mut found = Found::default();
    let mut by_version: BTreeMap<Vec<u128>, Ways<'_>> = BTreeMap::new();
    for script in &listing.scripts {
        let Some(label) = label(file_name(script)) else {
            found.ignored.push(script.path.clone());
            continue;
        };
        let ways = by_version.entry(label.order.clone()).or_default();
        let before = match label.way {
            Way::There => ways.there.replace((script, label)).map(|(other, _)| other),
            Way::Back => ways.back.replace(script),
        };
        if let Some(other) = before {
            let (first, second) = (other.path.clone(), script.path.clone());
            return Err(LayoutError::SameVersion { first, second });
        }
    }
    for (_, ways) in by_version {
        match ways {
            Ways { there: Some((script, label)), back } => {
                let origin = origin(listing, script, &label);
                found.list.push(migration(&label.name, script.clone(), back.cloned(), origin)?);
            }
            Ways { there: None, back: Some(back) } => {
                let version = label(file_name(back)).map(|label| label.key).unwrap_or_default();
                return Err(LayoutError::OnlyBack { path: back.path.clone(), version });
            }
            Ways { there: None, back: None } => {}
        }
    }
    Ok(found)
}

pub(super) fn origin(listing: &Listing, script: &Script, label: &Label) -> Origin {
    Origin {
        key: label.key.clone(),
        title: label.title.clone(),
        file: listing.place(script),
        whole: None,
        when: None,
        runs: Runs::Once,
    }
}

/// The digits at the beginning, as a number, and what follows them.
pub(super) fn leading_number(text: &str) -> Option<(u128, &str, &str)> {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let number = text[..digits].parse().ok()?;
    Some((number, &text[..digits], &text[digits..]))
}
