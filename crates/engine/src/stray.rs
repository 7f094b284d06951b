//! Objects that were changed behind the back of the history: which they are, whether a migration is about them, and what
//! the database would be without that. Must not know how a catalog is read.

use std::collections::BTreeSet;

use evenkeel_core::ObjectId;
use evenkeel_sources::Migration;
use evenkeel_sources::lexer::Dialect;

use crate::planning::Difference;
use crate::state::State;

/// What strayed, and the catalog as the history left it.
#[derive(Clone, Debug)]
pub struct Strayed {
    remembered: State,
    pub objects: Vec<Difference>,
}

/// A migration that is about an object that strayed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Touch {
    pub migration: String,
    pub difference: Difference,
}

impl Strayed {
    pub(crate) fn between(remembered: State, now: &State) -> Strayed {
        let objects = remembered.strays(now);
        Strayed { remembered, objects }
    }

    /// The catalog as it would be had nobody changed anything by hand. Good for its fingerprint only: nothing hangs on
    /// anything in it.
    pub(crate) fn undone(&self, now: &State) -> State {
        let ids: BTreeSet<&ObjectId> = self.objects.iter().map(|one| &one.object).collect();
        now.with_versions_of(&self.remembered, &ids)
    }

    /// What of it these migrations are about, as far as their words tell: each that names an object, or the table that
    /// it belongs to.
    pub(crate) fn touched(&self, dialect: Dialect, now: &State, pending: &[&Migration]) -> Vec<Touch> {
        let told: Vec<(String, BTreeSet<String>)> = pending
            .iter()
            .map(|one| (one.name.to_string(), one.content.words(dialect).into_iter().collect()))
            .collect();
        let mut touched = Vec::new();
        for difference in &self.objects {
            let about = self.names_of(&difference.object, now);
            let by = told.iter().find(|(_, names)| about.iter().any(|name| names.contains(name)));
            touched.extend(by.map(|(migration, _)| Touch {
                migration: migration.clone(),
                difference: difference.clone(),
            }));
        }
        touched
    }

    /// Its own name, unless a table or another object has it, whose name then has to be told too; and the names of those
    /// that it hangs on.
    fn names_of(&self, object: &ObjectId, now: &State) -> BTreeSet<String> {
        let apart = object.parts().count() <= 2 && object.kind() != "comment";
        let own = apart.then(|| object.name().to_owned());
        let hosts = [&self.remembered, now].into_iter().flat_map(|state| state.hangs_on(object));
        let hosts = hosts.filter(|host| host.kind() != "schema").filter_map(|host| owner(&host));
        own.into_iter().chain(hosts).collect()
    }
}

/// The object's name, or that of the table it is in.
fn owner(object: &ObjectId) -> Option<String> {
    let schema = usize::from(object.parts().count() > 1);
    object.parts().nth(schema).map(str::to_owned)
}
