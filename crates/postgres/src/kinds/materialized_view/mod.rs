//! Materialized views (manual, CREATE MATERIALIZED VIEW). Another query makes it anew and fills it. Whether it is
//! filled is the data's affair and no difference: it is made as it was declared and made anew as it was.

use std::collections::BTreeSet;

use evenkeel_core::dialect::Rank;
use evenkeel_core::sql::{Ident, Name, Sql};
use evenkeel_core::{
    Action, Catalog, Cause, Danger, Disposition, ObjectId, Outcome, Pair, Reaction, Slot, Step, View, sql,
};
use serde::{Deserialize, Serialize};

use super::column::Column;
use super::relation::{
    class, option_changes, option_names, options, plain_rank, reads_retyped, relation_slot, table_of, type_slot,
};
use super::satellite::named;
use super::view::{column_part, query};
use super::{Aside, Inventory, Kind, Object, Site, owner};
use super::privileges::Privileges;
use crate::locks::Mode;
use crate::dialect::{Deed, Postgres};

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct MaterializedView {
    pub schema: String,
    pub name: String,
    /// With how they are stored and how much is known of them.
    pub columns: Vec<Column>,
    pub options: Vec<String>,
    pub toast_options: Vec<String>,
    pub tablespace: Option<String>,
    pub access_method: Option<String>,
    #[serde(deserialize_with = "query")]
    pub definition: Sql,
    #[serde(skip_serializing)]
    pub populated: Aside<bool>,
}

impl MaterializedView {
    fn qualified(&self) -> Name {
        Name::new([self.schema.as_str(), &self.name])
    }

    /// Every storage parameter, those of the TOAST table with their prefix.
    fn all_options(&self) -> Vec<String> {
        let toast = self.toast_options.iter().map(|option| "toast.".to_owned() + option);
        self.options.iter().cloned().chain(toast).collect()
    }

    /// `data` is the clause that says whether it is filled at once.
    fn declaration(&self, data: &Sql) -> Sql {
        let mut sql = sql!("CREATE MATERIALIZED VIEW {}", self.qualified());
        if let Some(method) = &self.access_method {
            sql.push(sql!(" USING {}", Ident::new(method)));
        }
        let parameters = self.all_options();
        if !parameters.is_empty() {
            sql.push(sql!(" WITH ({})", options(&parameters)));
        }
        if let Some(tablespace) = &self.tablespace {
            sql.push(sql!(" TABLESPACE {}", Ident::new(tablespace)));
        }
        sql!("{} AS\n{}{}", sql, self.definition, data)
    }

    fn alter_step(&self, what: &Sql, mode: Mode) -> Step {
        let sql = sql!("ALTER MATERIALIZED VIEW {} {}", self.qualified(), what);
        Step::new(&self.id(), Action::Alter, sql).locking(mode.of(self.id()))
    }
}

/// It is filled while what it reads is ours and once rights are as they will be: a view asks those of its owner.
pub(crate) fn wishes(view: &View<'_, Postgres>) -> Vec<(Deed, Deed)> {
    let comes = |id: &&ObjectId| id.kind() == MaterializedView::NAME && view.acts(id, Action::Create);
    let mut wishes = Vec::new();
    for id in view.delta.dispositions.keys().filter(comes) {
        let made = (id.clone(), Action::Create);
        for relation in read_by(view.catalogs.new, id) {
            wishes.extend(owner::while_ours(&relation, &made));
            let rights = ObjectId::of(Privileges::NAME, &relation);
            let granted = [Action::Drop, Action::Alter, Action::Create].map(|action| (rights.clone(), action));
            wishes.extend(granted.map(|deed| (deed, made.clone())));
        }
    }
    wishes
}

/// The relations whose rows are read by a query, also through views.
fn read_by(catalog: &Catalog<Object>, query: &ObjectId) -> BTreeSet<ObjectId> {
    let mut found = BTreeSet::new();
    let mut left: Vec<&ObjectId> = catalog.bonds(query).map(|(on, _)| on).collect();
    while let Some(on) = left.pop() {
        let relation = match on.kind() {
            "column" => table_of(on),
            "table" | "view" | "materialized_view" => on.clone(),
            _ => continue,
        };
        if found.insert(relation) && on.kind() == "view" {
            left.extend(catalog.bonds(on).map(|(on, _)| on));
        }
    }
    found
}

impl Kind for MaterializedView {
    const NAME: &'static str = "materialized_view";
    const INSPECT: &'static str = include_str!("inspect.sql");
    const INVENTORY: Inventory = Inventory::plain(include_str!("inventory.sql"));
    /// Anything but the query.
    type Change = ();

    fn id(&self) -> ObjectId {
        ObjectId::new(Self::NAME, &[&self.schema, &self.name])
    }

    fn reference(&self) -> Option<Sql> {
        Some(named("MATERIALIZED VIEW", &self.id()))
    }

    fn part(&self, number: i32) -> Option<(ObjectId, Sql)> {
        column_part(&self.id(), self.columns.iter().map(|column| column.name.as_str()), number)
    }

    fn compare(pair: Pair<&Self>) -> Outcome<()> {
        let columns = |it: &Self| {
            let columns = it.columns.iter().map(|column| (column.name.clone(), column.data_type.clone()));
            (it.definition.clone(), columns.collect::<Vec<_>>())
        };
        if pair.map(columns).differs() { Outcome::Recreate } else { Outcome::Alter(()) }
    }

    fn reaction(_: Pair<&Self>, cause: &Cause<'_, Postgres>, _: Option<&()>) -> Reaction<()> {
        match cause.what {
            Disposition::Drop | Disposition::Recreate => Reaction::Recreate,
            Disposition::Alter(_) if reads_retyped(cause) => Reaction::Recreate,
            Disposition::Alter(_) | Disposition::Create => Reaction::Keep,
        }
    }

    fn rank(_: &ObjectId, action: Action) -> Rank {
        plain_rank(if action == Action::Drop { class::DROP_VIEW } else { class::VIEW })
    }

    fn slots(&self) -> Vec<Slot> {
        vec![relation_slot(&self.schema, &self.name), type_slot(&self.schema, &self.name)]
    }

    fn create(&self, site: &Site<'_>) -> Vec<Step> {
        let before = match site.view.objects(&self.id()).old {
            Some(Object::MaterializedView(old)) => Some(old.populated.0),
            Some(_) | None => None,
        };
        let populated = before.unwrap_or(self.populated.0);
        let data = Sql::raw(if populated { "" } else { "\nWITH NO DATA" });
        let mut step = Step::new(&self.id(), Action::Create, self.declaration(&data));
        if before == Some(true) {
            step = step.risking(Danger::Rewrite, "it is filled anew by its query");
        }
        let settings = self.columns.iter().flat_map(|column| column.settings_beyond_type(None, Action::Create));
        std::iter::once(step).chain(settings).collect()
    }

    fn drop(&self, _: &Site<'_>) -> Vec<Step> {
        let sql = sql!("DROP MATERIALIZED VIEW {}", self.qualified());
        vec![Step::new(&self.id(), Action::Drop, sql).locking(Mode::AccessExclusive.of(self.id()))]
    }

    fn alter(pair: Pair<&Self>, (): &(), _: &Site<'_>) -> Vec<Step> {
        let Pair { old, new } = pair;
        let mut steps = Vec::new();
        let parameters = pair.map(Self::all_options);
        let (reset, set) = option_changes(&parameters.old, &parameters.new);
        if !reset.is_empty() {
            steps.push(new.alter_step(&sql!("RESET ({})", option_names(reset)), Mode::AccessExclusive));
        }
        if !set.is_empty() {
            steps.push(new.alter_step(&sql!("SET ({})", options(&set)), Mode::AccessExclusive));
        }
        if old.tablespace != new.tablespace {
            let space = Ident::new(new.tablespace.as_deref().unwrap_or("pg_default"));
            let step = new.alter_step(&sql!("SET TABLESPACE {}", space), Mode::AccessExclusive);
            steps.push(step.risking(Danger::Rewrite, "all of it is copied to another tablespace"));
        }
        if old.access_method != new.access_method {
            let method = Ident::new(new.access_method.as_deref().unwrap_or("heap"));
            let step = new.alter_step(&sql!("SET ACCESS METHOD {}", method), Mode::AccessExclusive);
            steps.push(step.risking(Danger::Rewrite, "all of it is written anew"));
        }
        let columns = old.columns.iter().zip(&new.columns);
        steps.extend(columns.flat_map(|(old, new)| new.settings_beyond_type(Some(old), Action::Alter)));
        steps
    }

    fn rename(id: &ObjectId, to: &str) -> Option<Step> {
        let sql = sql!("ALTER MATERIALIZED VIEW {} RENAME TO {}", Name::from(id), Ident::new(to));
        Some(Step::new(id, Action::Rename, sql).locking(Mode::AccessExclusive.of(id.clone())))
    }
}
