//! Publications (manual, CREATE PUBLICATION). The tables and schemas in them are objects of their own.

use evenkeel_core::dialect::Rank;
use evenkeel_core::sql::{Ident, Literal, Sql};
use evenkeel_core::{Action, ObjectId, Outcome, Pair, Slot, Step, sql};
use serde::{Deserialize, Serialize};

use super::publication_table::PublicationTable;
use super::relation::{class, plain_rank};
use super::satellite::named;
use super::{Inventory, Kind, Object, Site};

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Publication {
    pub name: String,
    pub all_tables: bool,
    pub publish: String,
    pub via_root: bool,
    pub generated_columns: bool,
}

/// `ALTER PUBLICATION name`.
pub(super) fn head(id: &ObjectId) -> Sql {
    sql!("ALTER PUBLICATION {}", Ident::new(id.name()))
}

impl Publication {
    fn plain(name: &str) -> Publication {
        Publication {
            name: name.to_owned(),
            all_tables: false,
            publish: "insert, update, delete, truncate".to_owned(),
            via_root: false,
            generated_columns: false,
        }
    }

    /// The options in which it differs from another one.
    fn options(&self, other: &Publication) -> Option<Sql> {
        let mut options = Vec::new();
        if self.publish != other.publish {
            options.push(sql!("publish = {}", Literal(&self.publish)));
        }
        if self.via_root != other.via_root {
            options.push(sql!("publish_via_partition_root = {}", Sql::raw(if self.via_root { "true" } else { "false" })));
        }
        if self.generated_columns != other.generated_columns {
            let which = Sql::raw(if self.generated_columns { "stored" } else { "none" });
            options.push(sql!("publish_generated_columns = {}", which));
        }
        (!options.is_empty()).then(|| Sql::join(options, ", "))
    }
}

impl Kind for Publication {
    const NAME: &'static str = "publication";
    const INSPECT: &'static str = include_str!("inspect.sql");
    const INVENTORY: Inventory = Inventory::holding(include_str!("inventory.sql"));
    type Change = ();

    fn id(&self) -> ObjectId {
        ObjectId::new(Self::NAME, &[&self.name])
    }

    fn reference(&self) -> Option<Sql> {
        Some(named("PUBLICATION", &self.id()))
    }

    fn compare(pair: Pair<&Self>) -> Outcome<()> {
        match pair.map(|it| it.all_tables).differs() {
            true => Outcome::Recreate,
            false => Outcome::Alter(()),
        }
    }

    fn rank(_: &ObjectId, action: Action) -> Rank {
        plain_rank(if action == Action::Drop { class::DROP_LINK } else { class::AFTER_INDEX })
    }

    fn slots(&self) -> Vec<Slot> {
        vec![Slot(["publication ", &self.name].concat())]
    }

    fn create(&self, site: &Site<'_>) -> Vec<Step> {
        let is_table = |object: &Object| matches!(object, Object::PublicationTable(_));
        let (tables, schemas): (Vec<_>, Vec<_>) = site.created().partition(|(object, _)| is_table(object));
        let listed = |parts: &[(&Object, Site<'_>)]| {
            Sql::join(parts.iter().filter_map(|(object, inner)| object.contribution(inner).text), ",\n    ")
        };
        let mut sql = sql!("CREATE PUBLICATION {}", Ident::new(&self.name));
        if self.all_tables {
            sql.push(" FOR ALL TABLES");
        }
        // Before PostgreSQL 15 the word TABLE may stand only once.
        match (tables.is_empty(), schemas.is_empty()) {
            (true, true) => {}
            (false, true) => sql.push(sql!(" FOR TABLE {}", listed(&tables))),
            (true, false) => sql.push(sql!(" FOR {}", listed(&schemas))),
            (false, false) => sql.push(sql!(" FOR TABLE {},\n    {}", listed(&tables), listed(&schemas))),
        }
        if let Some(options) = self.options(&Publication::plain(&self.name)) {
            sql.push(sql!(" WITH ({})", options));
        }
        let tables = tables.iter().filter_map(|(object, _)| <&PublicationTable>::try_from(*object).ok());
        let step = Step::new(&self.id(), Action::Create, sql);
        vec![tables.fold(step, |step, table| step.locking(table.lock()))]
    }

    fn drop(&self, _: &Site<'_>) -> Vec<Step> {
        vec![Step::new(&self.id(), Action::Drop, sql!("DROP PUBLICATION {}", Ident::new(&self.name)))]
    }

    fn alter(pair: Pair<&Self>, (): &(), _: &Site<'_>) -> Vec<Step> {
        let options = pair.new.options(pair.old);
        let set = options.map(|options| sql!("{} SET ({})", head(&pair.new.id()), options));
        set.map(|sql| Step::new(&pair.new.id(), Action::Alter, sql)).into_iter().collect()
    }

    fn rename(id: &ObjectId, to: &str) -> Option<Step> {
        Some(Step::new(id, Action::Rename, sql!("{} RENAME TO {}", head(id), Ident::new(to))))
    }
}
