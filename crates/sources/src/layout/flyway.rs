//! Flyway: `V<version>__name.sql` in the order of versions, `U<version>__name.sql` to take one back, and `R__name.sql`,
//! run after all others whenever their text has changed.

use super::listing::{Listing, file_name};
use super::numbered::{self, Label, Way};
use super::{Found, LayoutError, Origin, Runs, migration};
use crate::files::Script;

pub(super) fn read(listing: &Listing) -> Result<Found, LayoutError> {
    let mut found = numbered::read(listing, versioned)?;
    let again: Vec<&Script> =
        listing.scripts.iter().filter(|script| repeated(file_name(script)).is_some()).collect();
    found.ignored.retain(|path| !again.iter().any(|script| script.path == *path));
    let mut repeats =
        again.iter().map(|script| again_and_again(listing, script)).collect::<Result<Vec<_>, _>>()?;
    repeats.sort_by(|one, two| one.name.title().cmp(two.name.title()));
    found.list.extend(repeats);
    for migration in &found.list {
        migration.content.files().try_for_each(refuse_placeholder)?;
    }
    Ok(found)
}

fn versioned(file: &str) -> Option<Label> {
    let stem = file.strip_suffix(".sql")?;
    let way = match stem.chars().next()? {
        'V' => Way::There,
        'U' => Way::Back,
        _ => return None,
    };
    let (version, title) = stem[1..].split_once("__")?;
    let key = version.replace('_', ".");
    let mut order = key.split('.').map(|part| part.parse().ok()).collect::<Option<Vec<u128>>>()?;
    // 1 and 1.0 are the same version.
    while order.len() > 1 && order.last() == Some(&0) {
        order.pop();
    }
    Some(Label { order, key, title: title.replace('_', " "), name: stem.to_owned(), way })
}

fn repeated(file: &str) -> Option<&str> {
    file.strip_suffix(".sql")?.strip_prefix("R__")
}

fn again_and_again(listing: &Listing, script: &Script) -> Result<crate::Migration, LayoutError> {
    let title = repeated(file_name(script)).unwrap_or_default();
    let origin = Origin {
        key: String::new(),
        title: title.replace('_', " "),
        file: listing.place(script),
        whole: None,
        when: None,
        runs: Runs::OnChange,
    };
    migration(&["R__", title].concat(), script.clone(), None, origin)
}

/// Flyway would put something in its place, or fail.
fn refuse_placeholder(script: &Script) -> Result<(), LayoutError> {
    let Some((_, rest)) = script.text.split_once("${") else { return Ok(()) };
    let name = rest.split('}').next().unwrap_or_default();
    let what = format!("the placeholder ${{{name}}}");
    Err(LayoutError::Template { path: script.path.clone(), tool: "Flyway", what })
}
