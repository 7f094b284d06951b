//! What the kinds that live on a table share: places in the plan, heads of statements, name slots.

use evenkeel_core::dialect::Rank;
use evenkeel_core::sql::{Name, Sql};
use evenkeel_core::{Action, Catalog, Cause, Disposition, Grip, Home, KindName, ObjectId, Slot, View, sql};

use super::column::Column;
use super::{Aside, Kind, Object, Reach};
use crate::dialect::Postgres;

/// Coarse places in a plan. They only break ties: bonds decide first.
pub(crate) mod class {
    pub(crate) const FIRST: u8 = 0;
    pub(crate) const DROP_DEFAULT_PRIVILEGES: u8 = 2;
    pub(crate) const DROP_LINK: u8 = 5;
    pub(crate) const DROP_TRIGGER: u8 = 6;
    pub(crate) const DROP_VIEW: u8 = 7;
    pub(crate) const DROP_ROUTINE: u8 = 8;
    pub(crate) const DROP_INDEX: u8 = 10;
    pub(crate) const DROP_FOREIGN_KEY: u8 = 12;
    pub(crate) const ROLE: u8 = 18;
    pub(crate) const ROLE_MEMBERSHIP: u8 = 19;
    pub(crate) const SCHEMA: u8 = 20;
    pub(crate) const EXTENSION: u8 = 22;
    pub(crate) const TYPE: u8 = 24;
    pub(crate) const SEQUENCE: u8 = 26;
    /// What a body mentions comes before it by wish; what runs it comes after all of them.
    pub(crate) const ROUTINE: u8 = 28;
    pub(crate) const TABLE: u8 = 30;
    pub(crate) const LINK: u8 = 40;
    pub(crate) const SEQUENCE_OWNER: u8 = 45;
    pub(crate) const INDEX: u8 = 50;
    pub(crate) const INDEX_LINK: u8 = 55;
    pub(crate) const FOREIGN_KEY: u8 = 60;
    pub(crate) const VIEW: u8 = 62;
    pub(crate) const RULE: u8 = 64;
    pub(crate) const AFTER_INDEX: u8 = 65;
    pub(crate) const TRIGGER: u8 = 66;
    pub(crate) const POLICY: u8 = 67;
    pub(crate) const DROP_TABLE: u8 = 70;
    pub(crate) const DROP_SEQUENCE: u8 = 72;
    pub(crate) const DROP_TYPE: u8 = 74;
    pub(crate) const DROP_EXTENSION: u8 = 76;
    pub(crate) const DROP_SCHEMA: u8 = 78;
    pub(crate) const COMMENT: u8 = 80;
    // To own a thing, and to be given it, a role may need privileges on its schema.
    pub(crate) const SCHEMA_OWNER: u8 = 90;
    pub(crate) const SCHEMA_PRIVILEGES: u8 = 91;
    pub(crate) const OWNER: u8 = 92;
    pub(crate) const PRIVILEGES: u8 = 93;
    pub(crate) const DEFAULT_PRIVILEGES: u8 = 95;
    pub(crate) const DROP_ROLE: u8 = 98;
    pub(crate) const LAST: u8 = u8::MAX;
}

pub(crate) fn plain_rank(class: u8) -> Rank {
    Rank { class, group: String::new(), within: 0 }
}

/// The place of something that is done to a table beside everything else done to it.
pub(crate) fn table_rank(id: &ObjectId, within: u8) -> Rank {
    let group = id.parts().take(2).collect::<Vec<_>>().join("\0");
    Rank { class: class::TABLE, group, within }
}

/// `ALTER TABLE schema.table`.
pub(crate) fn alter_table(schema: &str, table: &str) -> Sql {
    sql!("ALTER TABLE {}", Name::new([schema, table]))
}

/// `ALTER TABLE ONLY schema.table`, where the change must not reach the children.
pub(crate) fn alter_only(schema: &str, table: &str, has_children: Aside<bool>) -> Sql {
    match has_children.0 {
        true => sql!("ALTER TABLE ONLY {}", Name::new([schema, table])),
        false => alter_table(schema, table),
    }
}

/// Relations of a schema share one space of names: tables, indexes, sequences, views.
pub(crate) fn relation_slot(schema: &str, name: &str) -> Slot {
    Slot(format!("relation {schema}\0{name}"))
}

/// So do types, among them the row type of each table.
pub(crate) fn type_slot(schema: &str, name: &str) -> Slot {
    Slot(format!("type {schema}\0{name}"))
}

/// Functions, procedures and aggregates of a schema are told apart by name and arguments.
pub(crate) fn routine_slot(schema: &str, name: &str, signature: &str) -> Slot {
    Slot(format!("routine {schema}\0{name}\0{signature}"))
}

/// PostgreSQL refuses to change a type beneath whatever it keeps as a query or an expression, other than the column's
/// own default, checks and indexes.
pub(crate) fn reads_retyped(cause: &Cause<'_, Postgres>) -> bool {
    matches!(cause.what, Disposition::Alter(change) if change.reach() > Reach::Itself)
}

pub(crate) fn constraint_slot(schema: &str, table: &str, name: &str) -> Slot {
    Slot(format!("constraint {schema}\0{table}\0{name}"))
}

/// A table has one, whatever its name.
pub(crate) fn primary_key_slot(schema: &str, table: &str) -> Slot {
    Slot(format!("primary key {schema}\0{table}"))
}

/// The columns of a table, in their order.
pub(crate) fn columns_of<'a>(
    catalog: &'a Catalog<Object>,
    table: &ObjectId,
) -> Vec<(&'a ObjectId, &'a Column)> {
    let entries = catalog.below(Column::NAME, table).filter_map(|(id, _)| catalog.entry(id));
    let mut placed: Vec<_> = entries
        .filter_map(|entry| Some((entry, <&Column>::try_from(entry.node.modelled()?).ok()?)))
        .collect();
    placed.sort_by_key(|(entry, _)| entry.position);
    placed.into_iter().map(|(entry, column)| (&entry.id, column)).collect()
}

pub(crate) fn table_id(schema: &str, table: &str) -> ObjectId {
    ObjectId::new("table", &[schema, table])
}

pub(crate) fn column_id(schema: &str, table: &str, column: &str) -> ObjectId {
    ObjectId::new("column", &[schema, table, column])
}

/// `(fillfactor=70, "Odd"='x')` from the `name=value` texts of reloptions.
pub(crate) fn options(options: &[String]) -> Sql {
    let rendered = options.iter().map(|option| {
        let (name, value) = option.split_once('=').unwrap_or((option, "true"));
        let mut names = Name::new(name.splitn(2, '.'));
        if !name.contains('.') {
            names = Name::new([name]);
        }
        sql!("{}={}", names, evenkeel_core::Literal(value))
    });
    Sql::join(rendered, ", ")
}

/// Only the names, as RESET takes them.
pub(crate) fn option_names<'a>(options: impl IntoIterator<Item = &'a String>) -> Sql {
    let names = options.into_iter().map(|option| {
        let name = option.split_once('=').map_or(option.as_str(), |(name, _)| name);
        Sql::from(Name::new(name.splitn(2, '.')))
    });
    Sql::join(names, ", ")
}

/// Options to reset and options to set on the way from one list to the other.
pub(crate) fn option_changes<'a>(old: &'a [String], new: &'a [String]) -> (Vec<&'a String>, Vec<String>) {
    let name = |option: &str| option.split_once('=').map_or(option.to_owned(), |(name, _)| name.to_owned());
    let kept: Vec<String> = new.iter().map(|option| name(option)).collect();
    let reset = old.iter().filter(|option| !kept.contains(&name(option))).collect();
    let set = new.iter().filter(|option| !old.contains(option)).cloned().collect();
    (reset, set)
}

/// How firmly things are held by what drops them. Foreign keys let go first: they are what circles are made of.
pub(crate) mod grip {
    use evenkeel_core::Grip;

    pub(crate) const FOREIGN_KEY: Grip = Grip::Loose(0);
    pub(crate) const PART: Grip = Grip::Loose(3);
}

/// Dropped along with the table or column that it belongs to; the first of `owners` that goes.
pub(crate) fn dropped_with(view: &View<'_, Postgres>, owners: &[ObjectId]) -> Home {
    let gone = owners.iter().find(|owner| view.acts(owner, Action::Drop));
    gone.map_or(Home::Apart, |owner| Home::Within(owner.clone(), grip::PART))
}

/// What is dropped with its table, or with any column that it is bound to.
pub(crate) fn dropped_with_columns(view: &View<'_, Postgres>, id: &ObjectId) -> Home {
    let mut owners = vec![table_of(id)];
    owners.extend(part_of(view.catalogs.old, id, &["column"]));
    dropped_with(view, &owners)
}

/// What an object is part of, as the database recorded it.
pub(crate) fn part_of(catalog: &Catalog<Object>, id: &ObjectId, kinds: &[KindName]) -> Vec<ObjectId> {
    let of_kind = |on: &&ObjectId| kinds.contains(&on.kind());
    catalog
        .bonds(id)
        .filter(|(_, bond)| *bond == evenkeel_core::Bond::PartOf)
        .map(|(on, _)| on)
        .filter(of_kind)
        .cloned()
        .collect()
}

/// The object that hands this one down, if any.
pub(crate) fn inherited_from<'a>(catalog: &'a Catalog<Object>, id: &ObjectId) -> Option<&'a ObjectId> {
    catalog.bonds(id).find(|(_, bond)| *bond == evenkeel_core::Bond::Inherits).map(|(on, _)| on)
}

/// Whether the link over which `parent` hands things down to `child` (tables) stands throughout the plan.
pub(crate) fn link_stands(view: &View<'_, Postgres>, child: &ObjectId, parent: &ObjectId) -> bool {
    let stands = |id: &ObjectId| {
        view.catalogs.old.contains(id)
            && view.catalogs.new.contains(id)
            && !matches!(view.delta.of(id), Some(Disposition::Recreate))
    };
    let both: Vec<&str> = child.parts().chain(parent.parts()).collect();
    stands(&child.as_kind("partition")) || stands(&ObjectId::new("inheritance", &both))
}

/// Whether this index or constraint is one of those that make up an index of the partitioned table.
pub(crate) fn is_attached(catalog: &Catalog<Object>, schema: &str, index: &str) -> bool {
    catalog.contains(&ObjectId::new("index_attachment", &[schema, index]))
}

/// Whether a table comes into the partition tree by this plan.
pub(crate) fn gets_linked(view: &View<'_, Postgres>, table: &ObjectId) -> bool {
    view.acts(&table.as_kind("partition"), Action::Create)
}

/// Whether rows of the table are clustered by any of its indexes.
#[expect(clippy::wildcard_enum_match_arm, reason = "only what has an index can be clustered by")]
pub(crate) fn is_clustered(catalog: &Catalog<Object>, table: &ObjectId) -> bool {
    catalog.modelled().any(|(id, object)| match object {
        Object::Index(index) => index.clustered && index.table_id() == *table,
        Object::PrimaryKey(key) => key.backed.clustered && table_of(id) == *table,
        Object::Unique(unique) => unique.backed.clustered && table_of(id) == *table,
        Object::Exclusion(exclusion) => exclusion.backed.clustered && table_of(id) == *table,
        _ => false,
    })
}

/// The table on which an object with a path of (schema, table, …) stands.
pub(crate) fn table_of(id: &ObjectId) -> ObjectId {
    ObjectId::new("table", &id.parts().take(2).collect::<Vec<_>>())
}

/// Done by the same work on what hands it down, when that link stands.
pub(crate) fn handed_down(
    view: &View<'_, Postgres>,
    catalog: &Catalog<Object>,
    id: &ObjectId,
) -> Option<Home> {
    let above = inherited_from(catalog, id)?;
    link_stands(view, &table_of(id), &table_of(above)).then(|| Home::Within(above.clone(), Grip::Firm))
}
