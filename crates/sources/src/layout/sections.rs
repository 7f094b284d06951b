//! A file that holds the way there and the way back, told apart by comments. What is cut out leaves its line ends
//! behind, so that every statement keeps its line.

use super::listing::{Listing, file_name};
use super::numbered::{self, Label};
use super::{Found, LayoutError, migration};
use crate::files::Script;

/// How a tool marks its sections.
pub(super) struct Markers {
    pub(super) up: &'static str,
    pub(super) down: &'static str,
    /// Whether a line, without white space around it, is the marker of one of them.
    pub(super) meaning: fn(&str) -> Option<Section>,
    pub(super) unmarked: Unmarked,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Section {
    Up,
    Down,
}

/// What a file without the marker of its way there is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Unmarked {
    Up,
    Wrong,
}

/// Reads all files of which each is one migration; those without a label are ignored.
///
/// # Errors
/// A file that the tool would not run.
pub(super) fn read(
    listing: &Listing,
    label: impl Fn(&str) -> Option<Label>,
    markers: &Markers,
) -> Result<Found, LayoutError> {
    let mut found = Found::default();
    let mut labelled = Vec::new();
    for script in &listing.scripts {
        match label(file_name(script)) {
            Some(label) => labelled.push((label, script)),
            None => found.ignored.push(script.path.clone()),
        }
    }
    labelled.sort_by(|(one, _), (two, _)| (&one.order, &one.name).cmp(&(&two.order, &two.name)));
    for (label, script) in labelled {
        let mut origin = numbered::origin(listing, script, &label);
        origin.whole = Some(script.text.clone());
        let (up, down) = cut(script, markers)?;
        found.list.push(migration(&label.name, up, down, origin)?);
    }
    Ok(found)
}

/// Cuts a file into the way there and the way back.
///
/// # Errors
/// The tool would not know which is which.
pub(super) fn cut(script: &Script, markers: &Markers) -> Result<(Script, Option<Script>), LayoutError> {
    let at = |section: Section| position(&script.text, markers, section);
    let (up, down) = (at(Section::Up), at(Section::Down));
    let path = || script.path.clone();
    match (up, down, markers.unmarked) {
        (None, _, Unmarked::Wrong) => {
            return Err(LayoutError::NoSection { path: path(), marker: markers.up });
        }
        (Some(up), Some(down), _) if down < up => {
            return Err(LayoutError::SectionOrder { path: path(), first: markers.up, second: markers.down });
        }
        _ => {}
    }
    let text = &script.text;
    let part = |text: String| Script { path: path(), text };
    let there = match (up, down) {
        (up, Some(down)) => padded(text, up.unwrap_or(0), down),
        (up, None) => padded(text, up.unwrap_or(0), text.len()),
    };
    let back = down.map(|down| part(padded(text, down, text.len())));
    Ok((part(there), back))
}

/// Where the line of a marker begins.
fn position(text: &str, markers: &Markers, section: Section) -> Option<usize> {
    let mut offset = 0;
    for line in text.split_inclusive('\n') {
        if (markers.meaning)(line.trim()) == Some(section) {
            return Some(offset);
        }
        offset += line.len();
    }
    None
}

/// A part of a text, as many lines down as it was.
pub(super) fn padded(text: &str, from: usize, to: usize) -> String {
    let lines = text[..from].matches('\n').count();
    ["\n".repeat(lines).as_str(), &text[from..to]].concat()
}

/// The words of a comment of one line; nothing where the line is none.
pub(super) fn comment(line: &str) -> Option<&str> {
    line.strip_prefix("--").map(str::trim)
}
