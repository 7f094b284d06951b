//! Extensions (manual, CREATE EXTENSION). What belongs to one is the extension's own and is never looked into.
//! Its version is the server's business: scratch and target may carry different ones.

use evenkeel_core::dialect::Rank;
use evenkeel_core::sql::{Ident, Sql};
use evenkeel_core::{Action, Bond, ObjectId, Outcome, Pair, Slot, Step, sql};
use serde::{Deserialize, Serialize};

use super::relation::{class, plain_rank};
use super::satellite::named;
use super::{Aside, Inventory, Kind, Site, default_privileges, privileges};

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Extension {
    pub name: String,
    pub schema: Option<String>,
    #[serde(default, skip_serializing)]
    pub relocatable: Aside<bool>,
}

impl Extension {
    pub(crate) fn new(name: &str, schema: &str) -> Self {
        Extension { name: name.to_owned(), schema: Some(schema.to_owned()), relocatable: Aside(false) }
    }
}

impl Kind for Extension {
    const NAME: &'static str = "extension";
    const INSPECT: &'static str = include_str!("inspect.sql");
    const INVENTORY: Inventory =
        Inventory::holding(include_str!("inventory.sql")).with_facts(include_str!("facts.sql"));
    /// Moves to the schema of its new version.
    type Change = ();

    fn id(&self) -> ObjectId {
        ObjectId::new(Self::NAME, &[&self.name])
    }

    fn reference(&self) -> Option<Sql> {
        Some(named("EXTENSION", &self.id()))
    }

    fn bonds(&self) -> Vec<(ObjectId, Bond)> {
        self.schema.iter().map(|schema| (ObjectId::new("schema", &[schema]), Bond::Needs)).collect()
    }

    fn compare(pair: Pair<&Self>) -> Outcome<()> {
        match pair.old.relocatable.0 && pair.new.schema.is_some() {
            true => Outcome::Alter(()),
            false => Outcome::Recreate,
        }
    }

    fn rank(_: &ObjectId, action: Action) -> Rank {
        plain_rank(if action == Action::Drop { class::DROP_EXTENSION } else { class::EXTENSION })
    }

    fn slots(&self) -> Vec<Slot> {
        vec![Slot(format!("extension {}", self.name))]
    }

    /// Its members would be given what the default privileges say, and only those that somebody wishes are told of.
    fn create(&self, site: &Site<'_>) -> Vec<Step> {
        let schema = self.schema.as_ref().map(|schema| sql!(" WITH SCHEMA {}", Ident::new(schema)));
        let sql = sql!("CREATE EXTENSION {}{}", Ident::new(&self.name), schema.unwrap_or_default());
        let new = site.view.catalogs.new;
        let on_members = privileges::on_members_of(new, &self.id());
        let (mut steps, after) =
            default_privileges::suspended(site.view, self.schema.as_deref(), |it| on_members.contains(&it));
        steps.push(Step::new(&self.id(), Action::Create, sql));
        steps.extend(after);
        steps
    }

    fn drop(&self, _: &Site<'_>) -> Vec<Step> {
        vec![Step::new(&self.id(), Action::Drop, sql!("DROP EXTENSION {}", Ident::new(&self.name)))]
    }

    fn alter(pair: Pair<&Self>, (): &(), _: &Site<'_>) -> Vec<Step> {
        let schema = pair.new.schema.as_ref().map(|schema| Sql::from(Ident::new(schema)));
        let sql = schema.map(|schema| sql!("ALTER EXTENSION {} SET SCHEMA {}", Ident::new(&pair.new.name), schema));
        sql.map(|sql| Step::new(&pair.new.id(), Action::Alter, sql)).into_iter().collect()
    }
}
