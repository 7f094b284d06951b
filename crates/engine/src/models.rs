//! What a database has and a schema of models cannot say: it stays as it is, in the form that it has. Must not know which
//! language the models are written in.

use std::collections::BTreeSet;

use evenkeel_core::catalog::Entry;
use evenkeel_core::{Bond, Catalog, ObjectId};
use evenkeel_postgres::Object;
use evenkeel_sources::prisma::Forms;

use crate::state::State;

impl State {
    /// Which forms the database has of what models have been written in more than one way.
    pub fn forms(&self) -> Forms {
        let mut forms = Forms::default();
        let State::Postgres(catalog) = self else { return forms };
        for (id, object) in catalog.modelled() {
            let parts: Vec<&str> = id.parts().collect();
            match (object, parts.as_slice()) {
                (Object::Index(_), [schema, .., name]) => forms.learn_index(schema, name),
                (Object::EnumType(found), _) => forms.learn_labels(&found.schema, &found.name, &found.labels),
                (Object::Unique(_), [schema, .., name]) => forms.learn_unique(schema, name),
                (Object::Column(column), [schema, table, name]) if column.not_null => {
                    forms.learn_required(schema, table, name);
                }
                _ => {}
            }
        }
        forms
    }

    /// This state, which models declare, with what the database has beside and models cannot say; and what that is.
    #[must_use]
    pub fn keeping(self, old: &State) -> (State, Vec<ObjectId>) {
        match (self, old) {
            (State::Postgres(new), State::Postgres(old)) => {
                let kept = beyond(&new, old);
                let shown = kept.iter().filter(|id| !is_satellite(old, id, &kept)).cloned().collect();
                (State::Postgres(new.adjusted(old, adjust).adding(old, &kept)), shown)
            }
            (State::Sqlite(new), State::Sqlite(old)) => {
                let said = |id: &ObjectId| matches!(id.kind(), "table" | "column" | "index");
                let only = old.entries().iter().filter(|entry| !said(&entry.id) && !new.contains(&entry.id));
                let kept = grown(&new, old, only.map(|entry| entry.id.clone()).collect());
                let shown = kept.iter().cloned().collect();
                (State::Sqlite(new.adding(old, &kept)), shown)
            }
            (new, _) => (new, Vec::new()),
        }
    }
}

/// What only the old catalog has and models cannot say, as far as the new one has what it hangs on.
fn beyond(new: &Catalog<Object>, old: &Catalog<Object>) -> BTreeSet<ObjectId> {
    let owned: BTreeSet<ObjectId> = old.modelled().filter_map(|(_, object)| object.owns()).collect();
    let parts: BTreeSet<&ObjectId> = old
        .modelled()
        .filter(|(_, object)| matches!(object, Object::Partition(_) | Object::Inheritance(_)))
        .flat_map(|(id, _)| old.bonds(id).map(|(on, _)| on))
        .collect();
    let unsaid = |entry: &&Entry<Object>| match entry.node.modelled() {
        None => true,
        Some(Object::Table(_)) => parts.contains(&entry.id),
        Some(Object::Sequence(_)) => !owned.contains(&entry.id),
        Some(Object::Index(index)) => !is_plain(index.definition.as_str()),
        Some(_) => !is_said(entry.id.kind()),
    };
    let only = old.entries().iter().filter(|entry| !new.contains(&entry.id));
    let mut kept: BTreeSet<ObjectId> = only.filter(unsaid).map(|entry| entry.id.clone()).collect();
    kept.extend(said_simpler(new, old));
    grown(new, old, kept)
}

/// Indexes that models name without their conditions and further columns, as they have to.
fn said_simpler<'a>(
    new: &'a Catalog<Object>,
    old: &'a Catalog<Object>,
) -> impl Iterator<Item = ObjectId> + use<'a> {
    old.modelled().filter_map(|(id, object)| match (object, new.entry(id)?.node.modelled()?) {
        (Object::Index(old), Object::Index(new)) => {
            let simpler = !is_plain(old.definition.as_str()) && is_plain(new.definition.as_str());
            (simpler && old.table == new.table && old.unique == new.unique).then(|| id.clone())
        }
        _ => None,
    })
}

/// With what belongs to it, or stands in a schema that is kept; without what hangs on things that will be gone.
fn grown<O>(new: &Catalog<O>, old: &Catalog<O>, mut kept: BTreeSet<ObjectId>) -> BTreeSet<ObjectId> {
    loop {
        let before = kept.len();
        for entry in old.entries().iter().filter(|entry| !new.contains(&entry.id)) {
            let belongs = |(on, bond): (&ObjectId, Bond)| {
                kept.contains(on) && (bond == Bond::PartOf || on.kind() == "schema")
            };
            if old.bonds(&entry.id).any(belongs) {
                kept.insert(entry.id.clone());
            }
        }
        if kept.len() == before {
            break;
        }
    }
    loop {
        let holds = |id: &ObjectId| old.bonds(id).all(|(on, _)| new.contains(on) || kept.contains(on));
        let fallen: Vec<ObjectId> = kept.iter().filter(|id| !holds(id)).cloned().collect();
        if fallen.is_empty() {
            return kept;
        }
        kept.retain(|id| !fallen.contains(id));
    }
}

/// Whether it goes without saying once something else is named.
fn is_satellite(old: &Catalog<Object>, id: &ObjectId, kept: &BTreeSet<ObjectId>) -> bool {
    old.bonds(id).any(|(on, bond)| kept.contains(on) && (bond == Bond::PartOf || on.kind() == "schema"))
}

/// Columns alone, in whatever order: no expression, condition or further columns.
fn is_plain(definition: &str) -> bool {
    let inner = definition.trim();
    inner.matches('(').count() == 1
        && [" WHERE ", " INCLUDE ", " COLLATE "].iter().all(|word| !inner.contains(word))
}

/// Whether models declare things of this kind, or say of whom they are.
fn is_said(kind: &str) -> bool {
    matches!(
        kind,
        "table"
            | "column"
            | "default"
            | "identity"
            | "primary_key"
            | "unique"
            | "foreign_key"
            | "index"
            | "sequence"
            | "sequence_owner"
            | "enum"
            | "owner"
            | "privileges"
            | "default_privileges"
            | "role"
            | "role_membership"
    )
}

/// What models do not say of a table or a column stays as the database has it.
fn adjust(own: &mut Object, old: &Object) {
    match (own, old) {
        (Object::Table(own), Object::Table(old)) => **own = (**old).clone(),
        (Object::Column(own), Object::Column(old)) if own.data_type == old.data_type => {
            let (not_null, plain) = (own.not_null, own.clone());
            **own = (**old).clone();
            own.not_null = not_null;
            own.not_null_name = plain.not_null_name;
        }
        // That rows were never held against it is nothing that models could say.
        (Object::Check(own), Object::Check(old)) if own.definition == old.definition => {
            own.validated = old.validated;
        }
        (Object::ForeignKey(own), Object::ForeignKey(old)) if own.definition == old.definition => {
            own.validated = old.validated;
        }
        _ => {}
    }
}
