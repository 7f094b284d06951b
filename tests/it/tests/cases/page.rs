//! `docs/kinds.md`: which kinds there are, and how each facet of them changes, as the program itself compares them.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Mutex, PoisonError};

use evenkeel_engine::State;
use evenkeel_postgres::Object;
use evenkeel_postgres::changes::{Way, Ways, ways};

use crate::Answer;
use crate::folder::root;

const HEAD: &str = "# Kinds of objects in PostgreSQL, and how they change

Made by the program: each facet of the objects in `cases/postgres` is altered by itself, and the comparison is asked what
follows. The names are those of `evenkeel inspect --format json`. A facet in two columns goes one way or the other by its
values; a facet in none is what the object is known by, so that another value is another object. `cargo xtask cases` writes
this page anew.

| kind | changes in place | is made anew | is refused |
|---|---|---|---|
";

/// Everything that the cases held, each thing once.
static SEEN: Mutex<BTreeMap<String, Object>> = Mutex::new(BTreeMap::new());

/// Keeps what a case held for the page.
pub(crate) fn see(state: &State) {
    let State::Postgres(catalog) = state else { return };
    let told = |object: &Object| serde_json::to_string(object).unwrap_or_default();
    let found = catalog.modelled().map(|(id, object)| (format!("{id} {}", told(object)), object.clone()));
    SEEN.lock().unwrap_or_else(PoisonError::into_inner).extend(found);
}

/// Whether the written page is the one that the program makes, once all cases have been seen.
pub(crate) fn is_true() -> Answer {
    let page = page(&ways(SEEN.lock().unwrap_or_else(PoisonError::into_inner).values()));
    let file = root().join("docs/kinds.md");
    if std::env::var_os("EVENKEEL_UPDATE_CASES").is_some() {
        return std::fs::write(&file, page).map_err(|error| format!("{}: {error}", file.display()));
    }
    match std::fs::read_to_string(&file).is_ok_and(|written| written == page) {
        true => Ok(()),
        false => Err(format!(
            "{} is not what the program says; `cargo xtask cases` writes it anew",
            file.display()
        )),
    }
}

fn page(ways: &Ways) -> String {
    let kinds: BTreeSet<&str> = evenkeel_postgres::inspect::kinds().collect();
    let row = |kind: &str| {
        let facets = |wanted: Way| {
            let found = ways.iter().filter(|((of, _), ways)| *of == kind && ways.contains(&wanted));
            found.map(|((_, facet), _)| format!("`{facet}`")).collect::<Vec<_>>().join(", ")
        };
        format!(
            "| {} | {} | {} | {} |\n",
            kind.replace('_', " "),
            facets(Way::InPlace),
            facets(Way::Anew),
            facets(Way::Refused)
        )
    };
    HEAD.to_owned() + &kinds.into_iter().map(row).collect::<String>()
}
