//! Collations (manual, 24.2 and CREATE COLLATION). Nothing of one can be changed but its name, so it is made anew and
//! its columns move over. Its version is the server's affair.

use evenkeel_core::dialect::Rank;
use evenkeel_core::sql::{Ident, Literal, Name, Sql};
use evenkeel_core::{Action, Cause, Disposition, ObjectId, Outcome, Pair, Reaction, Slot, Step, sql};
use serde::{Deserialize, Serialize};

use super::relation::{class, plain_rank};
use super::satellite::named;
use super::{Inventory, Kind, Reach, Remake, Site, rebuild};
use crate::dialect::Postgres;

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Collation {
    pub schema: String,
    pub name: String,
    pub provider: Provider,
    /// Of ICU and the built-in provider.
    pub locale: Option<String>,
    /// Of the C library.
    pub collate: Option<String>,
    pub ctype: Option<String>,
    pub deterministic: bool,
    pub rules: Option<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Provider {
    #[serde(rename = "b")]
    Builtin,
    #[serde(rename = "c")]
    Libc,
    #[serde(rename = "d")]
    Default,
    #[serde(rename = "i")]
    Icu,
}

/// It is made anew.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rebuild;

impl Collation {
    fn qualified(&self) -> Name {
        Name::new([self.schema.as_str(), &self.name])
    }

    fn declaration(&self) -> Sql {
        let provider = Sql::raw(match self.provider {
            Provider::Builtin => "provider = builtin",
            Provider::Libc => "provider = libc",
            Provider::Default => "provider = default",
            Provider::Icu => "provider = icu",
        });
        let mut facets = vec![provider];
        match (&self.collate, &self.ctype) {
            (Some(collate), Some(ctype)) if collate == ctype => facets.push(sql!("locale = {}", Literal(collate))),
            (collate, ctype) => {
                facets.extend(collate.as_ref().map(|it| sql!("lc_collate = {}", Literal(it))));
                facets.extend(ctype.as_ref().map(|it| sql!("lc_ctype = {}", Literal(it))));
            }
        }
        facets.extend(self.locale.as_ref().map(|it| sql!("locale = {}", Literal(it))));
        if !self.deterministic {
            facets.push(Sql::raw("deterministic = false"));
        }
        facets.extend(self.rules.as_ref().map(|it| sql!("rules = {}", Literal(it))));
        sql!("CREATE COLLATION {} ({})", self.qualified(), Sql::join(facets, ", "))
    }

    fn step(&self, sql: Sql) -> Step {
        Step::new(&self.id(), Action::Alter, sql)
    }
}

impl Kind for Collation {
    const NAME: &'static str = "collation";
    const INSPECT: &'static str = include_str!("inspect.sql");
    const INVENTORY: Inventory = Inventory::plain(include_str!("inventory.sql"));
    type Change = Rebuild;

    fn id(&self) -> ObjectId {
        ObjectId::new(Self::NAME, &[&self.schema, &self.name])
    }

    fn reference(&self) -> Option<Sql> {
        Some(named("COLLATION", &self.id()))
    }

    fn compare(_: Pair<&Self>) -> Outcome<Rebuild> {
        Outcome::Alter(Rebuild)
    }

    fn reaction(_: Pair<&Self>, cause: &Cause<'_, Postgres>, _: Option<&Rebuild>) -> Reaction<Rebuild> {
        match cause.what {
            Disposition::Drop | Disposition::Recreate => Reaction::Alter(Rebuild),
            Disposition::Alter(_) | Disposition::Create => Reaction::Keep,
        }
    }

    fn rank(_: &ObjectId, action: Action) -> Rank {
        plain_rank(if action == Action::Drop { class::DROP_TYPE } else { class::TYPE })
    }

    fn slots(&self) -> Vec<Slot> {
        vec![Slot(format!("collation {}\0{}", self.schema, self.name))]
    }

    fn create(&self, _: &Site<'_>) -> Vec<Step> {
        vec![Step::new(&self.id(), Action::Create, self.declaration())]
    }

    fn drop(&self, _: &Site<'_>) -> Vec<Step> {
        vec![Step::new(&self.id(), Action::Drop, sql!("DROP COLLATION {}", self.qualified()))]
    }

    fn alter(_: Pair<&Self>, _: &Rebuild, site: &Site<'_>) -> Vec<Step> {
        rebuild::steps(site)
    }

    fn rename(id: &ObjectId, to: &str) -> Option<Step> {
        let sql = sql!("ALTER COLLATION {} RENAME TO {}", Name::from(id), Ident::new(to));
        Some(Step::new(id, Action::Rename, sql))
    }

    fn reach(_: &Rebuild) -> Reach {
        Reach::Users
    }

    fn remake(pair: Pair<&Self>, _: &Site<'_>) -> Remake {
        let Pair { old, new } = pair;
        let parked = rebuild::parked(&old.name);
        let rename = new.step(sql!("ALTER COLLATION {} RENAME TO {}", old.qualified(), Ident::new(&parked)));
        let drop = new.step(sql!("DROP COLLATION {}", Name::new([old.schema.as_str(), &parked])));
        Remake { aside: vec![rename], create: vec![new.step(new.declaration())], gone: vec![drop] }
    }
}
