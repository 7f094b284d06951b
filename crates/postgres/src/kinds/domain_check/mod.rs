//! Check constraints of domains (manual, CREATE DOMAIN). Must not know the other facets of a domain.

use evenkeel_core::dialect::Rank;
use evenkeel_core::sql::{Ident, Name, Sql};
use evenkeel_core::{
    Action, Bond, Cause, Danger, Disposition, Grip, Home, ObjectId, Outcome, Pair, Reaction, Slot, Step, View, sql,
};
use serde::{Deserialize, Serialize};

use super::relation::{class, plain_rank};
use super::{Contribution, Inventory, Kind, Reach, Site, Surroundings, rebuild, usage};
use crate::dialect::Postgres;
use crate::preflight::{Asker, Question};

mod questions;

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct DomainCheck {
    pub schema: String,
    pub domain: String,
    pub name: String,
    #[serde(deserialize_with = "crate::canonical::sql")]
    pub definition: Sql,
    pub validated: bool,
}

impl DomainCheck {
    pub(crate) fn domain_id(&self) -> ObjectId {
        ObjectId::new("domain", &[&self.schema, &self.domain])
    }

    /// As it stands in CREATE DOMAIN.
    pub(crate) fn clause(&self) -> Sql {
        sql!("\n    CONSTRAINT {} {}", Ident::new(&self.name), self.definition)
    }

    fn step(&self, action: Action, what: &Sql) -> Step {
        let domain = Name::new([self.schema.as_str(), &self.domain]);
        Step::new(&self.id(), action, sql!("ALTER DOMAIN {} {}", domain, what))
    }

    /// A step that reads the rows of all columns of the domain.
    fn reading(&self, step: Step, site: &Site<'_>) -> Step {
        let step = step.risking(Danger::MayFail, "values that break the constraint stop it");
        let locks = usage::read_rows(site.view, &self.domain_id());
        match locks.is_empty() {
            true => step,
            false => {
                let step = step.risking(Danger::LongLock, "the rows of all its columns are read while writers wait");
                locks.into_iter().fold(step, Step::locking)
            }
        }
    }
}

/// The checks that the new version of a domain that is made anew has from its beginning.
pub(crate) fn made_inside<'a>(view: &View<'a, Postgres>, domain: &ObjectId) -> impl Iterator<Item = &'a DomainCheck> {
    let domain = domain.clone();
    let all = view.catalogs.new.modelled().filter_map(|(_, object)| <&DomainCheck>::try_from(object).ok());
    all.filter(move |check| check.validated && check.domain_id() == domain)
}

impl Kind for DomainCheck {
    const NAME: &'static str = "domain_check";
    const INSPECT: &'static str = include_str!("inspect.sql");
    const INVENTORY: Inventory = Inventory::plain(include_str!("inventory.sql"));
    /// It becomes valid.
    type Change = ();

    fn id(&self) -> ObjectId {
        ObjectId::new(Self::NAME, &[&self.schema, &self.domain, &self.name])
    }

    fn reference(&self) -> Option<Sql> {
        let domain = Name::new([self.schema.as_str(), &self.domain]);
        Some(sql!("CONSTRAINT {} ON DOMAIN {}", Ident::new(&self.name), domain))
    }

    fn surroundings(&self) -> Surroundings {
        Surroundings::Of(self.domain_id(), Bond::PartOf)
    }

    fn compare(pair: Pair<&Self>) -> Outcome<()> {
        let Pair { old, new } = pair;
        match old.definition != new.definition || (old.validated && !new.validated) {
            true => Outcome::Recreate,
            false => Outcome::Alter(()),
        }
    }

    fn reaction(_: Pair<&Self>, cause: &Cause<'_, Postgres>, _: Option<&()>) -> Reaction<()> {
        match cause.what {
            Disposition::Drop | Disposition::Recreate => Reaction::Recreate,
            Disposition::Alter(change) if change.reach() > Reach::Itself => Reaction::Recreate,
            Disposition::Alter(_) | Disposition::Create => Reaction::Keep,
        }
    }

    fn home(&self, view: &View<'_, Postgres>, action: Action) -> Home {
        let domain = self.domain_id();
        match action {
            Action::Create if self.validated => Home::Within(domain, Grip::Loose(1)),
            Action::Drop if view.acts(&domain, Action::Drop) => Home::Within(domain, Grip::Loose(1)),
            Action::Drop | Action::Create | Action::Alter | Action::Rename => Home::Apart,
        }
    }

    fn rank(_: &ObjectId, action: Action) -> Rank {
        plain_rank(if action == Action::Drop { class::DROP_LINK } else { class::TYPE })
    }

    fn slots(&self) -> Vec<Slot> {
        vec![Slot(format!("domain constraint {}\0{}\0{}", self.schema, self.domain, self.name))]
    }

    fn contribution(&self, _: &Site<'_>) -> Contribution {
        Contribution::text(self.clause())
    }

    fn create(&self, site: &Site<'_>) -> Vec<Step> {
        if self.validated && rebuild::is_rebuilt(site.view, &self.domain_id()) {
            return Vec::new();
        }
        let add = sql!("ADD CONSTRAINT {} {}", Ident::new(&self.name), self.definition);
        match self.validated {
            true => vec![self.reading(self.step(Action::Create, &add), site)],
            false => vec![self.step(Action::Create, &add.and(" NOT VALID"))],
        }
    }

    fn drop(&self, _: &Site<'_>) -> Vec<Step> {
        vec![self.step(Action::Drop, &sql!("DROP CONSTRAINT {}", Ident::new(&self.name)))]
    }

    fn alter(pair: Pair<&Self>, (): &(), site: &Site<'_>) -> Vec<Step> {
        let check = pair.new;
        if rebuild::is_rebuilt(site.view, &check.domain_id()) {
            return Vec::new();
        }
        let step = check.step(Action::Alter, &sql!("VALIDATE CONSTRAINT {}", Ident::new(&check.name)));
        vec![check.reading(step, site)]
    }

    fn rename(id: &ObjectId, to: &str) -> Option<Step> {
        let domain = Name::of(id, 2);
        let sql = sql!("ALTER DOMAIN {} RENAME CONSTRAINT {} TO {}", domain, Ident::new(id.name()), Ident::new(to));
        Some(Step::new(id, Action::Rename, sql))
    }

    fn questions(pair: Pair<Option<&Self>>, asker: &Asker<'_>) -> Vec<Question> {
        questions::about(pair.new, asker)
    }
}
