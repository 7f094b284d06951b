//! Domains (manual, 8.18 and CREATE DOMAIN): a base type with rules. Its default and its checks are objects beside it.
//! A domain over another base type is another type: it is made anew, and its columns move over.

use evenkeel_core::dialect::Rank;
use evenkeel_core::sql::{Ident, Name, Sql};
use evenkeel_core::{
    Action, Catalog, Cause, Danger, Disposition, KindName, ObjectId, Outcome, Pair, Reaction, Shape, Slot, Step,
    sql,
};
use serde::{Deserialize, Serialize};

use super::column::Family;
use super::relation::{class, plain_rank, type_slot};
use super::satellite::named;
use super::{Aside, Inventory, Kind, Object, Reach, Remake, Site, domain_check, rebuild, usage};
use crate::dialect::Postgres;
use crate::preflight::{Asker, Question};

mod questions;

pub(super) use questions::{columns, of_column};

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Domain {
    pub schema: String,
    pub name: String,
    pub base: Sql,
    pub collation: Option<Sql>,
    pub not_null: bool,
    /// PostgreSQL 17 names the constraint; only a name that it would not choose itself is kept.
    pub not_null_name: Option<String>,
    #[serde(default, skip_serializing)]
    pub family: Aside<Family>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    /// Whether it may be null.
    Nullability,
    Rebuild,
}

impl Domain {
    fn qualified(&self) -> Name {
        Name::new([self.schema.as_str(), &self.name])
    }

    fn usual_not_null_name(&self) -> String {
        [self.name.as_str(), "_not_null"].concat()
    }

    /// Everything before the checks.
    fn declaration(&self) -> Sql {
        let mut sql = sql!("CREATE DOMAIN {} AS {}", self.qualified(), self.base);
        if let Some(collation) = &self.collation {
            sql.push(sql!(" COLLATE {}", collation));
        }
        sql
    }

    fn not_null_clause(&self, name: Option<&String>) -> Sql {
        match (self.not_null, name) {
            (false, _) => Sql::default(),
            (true, None) => Sql::raw(" NOT NULL"),
            (true, Some(name)) => sql!(" CONSTRAINT {} NOT NULL", Ident::new(name)),
        }
    }

    /// While the old one is still there, the server would choose another name than it does usually.
    fn not_null_clause_beside_the_old(&self) -> Sql {
        let usual = Some(self.usual_not_null_name()).filter(|name| name.len() < 64);
        self.not_null_clause(self.not_null_name.as_ref().or(usual.as_ref()))
    }

    fn step(&self, what: &Sql) -> Step {
        Step::new(&self.id(), Action::Alter, sql!("ALTER DOMAIN {} {}", self.qualified(), what))
    }

    fn set_not_null(&self, site: &Site<'_>) -> Step {
        let step = self.step(&match &self.not_null_name {
            Some(name) => sql!("ADD CONSTRAINT {} NOT NULL", Ident::new(name)),
            None => Sql::raw("SET NOT NULL"),
        });
        let step = step.risking(Danger::MayFail, "columns of the domain that are null stop it");
        usage::read_rows(site.view, &self.id()).into_iter().fold(step, Step::locking)
    }
}

impl Kind for Domain {
    const NAME: &'static str = "domain";
    const INSPECT: &'static str = include_str!("inspect.sql");
    const INVENTORY: Inventory =
        Inventory::holding(include_str!("inventory.sql")).with_facts(include_str!("facts.sql"));
    type Change = Change;

    fn id(&self) -> ObjectId {
        ObjectId::new(Self::NAME, &[&self.schema, &self.name])
    }

    fn reference(&self) -> Option<Sql> {
        Some(named("DOMAIN", &self.id()))
    }

    fn compare(pair: Pair<&Self>) -> Outcome<Change> {
        match pair.map(|domain| (&domain.base, &domain.collation)).differs() {
            true => Outcome::Alter(Change::Rebuild),
            false => Outcome::Alter(Change::Nullability),
        }
    }

    /// It never goes while columns use it: they move over to the one that takes its place.
    fn reaction(_: Pair<&Self>, cause: &Cause<'_, Postgres>, _: Option<&Change>) -> Reaction<Change> {
        match cause.what {
            Disposition::Drop | Disposition::Recreate => Reaction::Alter(Change::Rebuild),
            Disposition::Alter(change) if change.reach() == Reach::Users => Reaction::Alter(Change::Rebuild),
            Disposition::Alter(_) | Disposition::Create => Reaction::Keep,
        }
    }

    fn rank(_: &ObjectId, action: Action) -> Rank {
        plain_rank(if action == Action::Drop { class::DROP_TYPE } else { class::TYPE })
    }

    fn slots(&self) -> Vec<Slot> {
        vec![type_slot(&self.schema, &self.name)]
    }

    fn shape(&self, _: &Catalog<Object>) -> Option<Shape> {
        Some(Shape([self.schema.as_str(), self.base.as_str()].join("\0")))
    }

    fn bearer(&self, on: KindName) -> Option<ObjectId> {
        let own = ["schema", "extension", "enum", "domain", "composite_type", "range_type", "collation", "table"];
        (!own.contains(&on)).then(|| self.id().as_kind("domain_default"))
    }

    fn create(&self, site: &Site<'_>) -> Vec<Step> {
        let mut sql = self.declaration();
        let (defaults, checks): (Vec<_>, Vec<_>) =
            site.created().partition(|(object, _)| matches!(object, Object::DomainDefault(_)));
        let texts = |parts: Vec<(&Object, Site<'_>)>| -> Vec<Sql> {
            parts.into_iter().filter_map(|(object, inner)| object.contribution(&inner).text).collect()
        };
        texts(defaults).into_iter().for_each(|text| sql.push(text));
        sql.push(self.not_null_clause(self.not_null_name.as_ref()));
        texts(checks).into_iter().for_each(|text| sql.push(text));
        vec![Step::new(&self.id(), Action::Create, sql)]
    }

    fn drop(&self, _: &Site<'_>) -> Vec<Step> {
        vec![Step::new(&self.id(), Action::Drop, sql!("DROP DOMAIN {}", self.qualified()))]
    }

    fn alter(pair: Pair<&Self>, change: &Change, site: &Site<'_>) -> Vec<Step> {
        let Pair { old, new } = pair;
        match (change, old.not_null, new.not_null) {
            (Change::Rebuild, _, _) => rebuild::steps(site),
            (Change::Nullability, false, true) => vec![new.set_not_null(site)],
            (Change::Nullability, true, false) => vec![new.step(&Sql::raw("DROP NOT NULL"))],
            (Change::Nullability, true, true) => {
                let names = pair.map(|it| it.not_null_name.clone().unwrap_or_else(|| it.usual_not_null_name()));
                vec![new.step(&sql!("RENAME CONSTRAINT {} TO {}", Ident::new(&names.old), Ident::new(&names.new)))]
            }
            (Change::Nullability, false, false) => Vec::new(),
        }
    }

    fn rename(id: &ObjectId, to: &str) -> Option<Step> {
        let sql = sql!("ALTER DOMAIN {} RENAME TO {}", Name::from(id), Ident::new(to));
        Some(Step::new(id, Action::Rename, sql))
    }

    fn reach(change: &Change) -> Reach {
        match change {
            Change::Nullability => Reach::Itself,
            Change::Rebuild => Reach::Users,
        }
    }

    fn remake(pair: Pair<&Self>, site: &Site<'_>) -> Remake {
        let parked = rebuild::parked(&pair.old.name);
        let rename = sql!("ALTER DOMAIN {} RENAME TO {}", pair.old.qualified(), Ident::new(&parked));
        let drop = sql!("DROP DOMAIN {}", Name::new([pair.old.schema.as_str(), &parked]));
        let step = |sql| Step::new(&pair.new.id(), Action::Alter, sql);
        let mut create = pair.new.declaration().and(pair.new.not_null_clause_beside_the_old());
        // Columns that hold it inside an array could not be checked afterwards.
        domain_check::made_inside(site.view, &pair.new.id()).for_each(|check| create.push(check.clause()));
        Remake { aside: vec![step(rename)], create: vec![step(create)], gone: vec![step(drop)] }
    }

    fn questions(pair: Pair<Option<&Self>>, asker: &Asker<'_>) -> Vec<Question> {
        questions::about(pair, asker)
    }
}
