//! Which roles a role is a member of (manual, GRANT), however many have granted it. Must not know what roles may do.

use evenkeel_core::dialect::Rank;
use evenkeel_core::sql::{Ident, Sql};
use evenkeel_core::{Action, Bond, ObjectId, Outcome, Pair, Step, sql};
use serde::{Deserialize, Serialize};

use super::relation::{class, plain_rank};
use super::role;
use super::{Inventory, Kind, Site, Surroundings};

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RoleMembership {
    pub role: String,
    pub member: String,
    /// The member may make others members.
    pub admin: bool,
    /// The member has its privileges at once. Before PostgreSQL 16 the member itself says so.
    pub inherit: Option<bool>,
    /// The member may become it. Before PostgreSQL 16 every member may.
    pub set: Option<bool>,
}

impl RoleMembership {
    fn step(&self, action: Action, sql: Sql) -> Step {
        Step::new(&self.id(), action, sql)
    }

    fn grant(&self, action: Action, options: Vec<Sql>) -> Step {
        let with = match options.is_empty() {
            true => Sql::default(),
            false => sql!(" WITH {}", Sql::join(options, ", ")),
        };
        self.step(action, sql!("GRANT {} TO {}{}", Ident::new(&self.role), Ident::new(&self.member), with))
    }

    /// `INHERIT FALSE`, where the server knows such an option.
    fn option(word: &'static str, value: Option<bool>) -> Option<Sql> {
        value.map(|value| sql!("{} {}", Sql::raw(word), Sql::raw(if value { "TRUE" } else { "FALSE" })))
    }
}

impl Kind for RoleMembership {
    const NAME: &'static str = "role_membership";
    const INSPECT: &'static str = include_str!("inspect.sql");
    const INVENTORY: Inventory = Inventory::NONE;
    type Change = ();

    fn id(&self) -> ObjectId {
        let words = ["in ", &Ident::new(&self.role).to_string()].concat();
        ObjectId::said_of(Self::NAME, &role::id(&self.member), &words)
    }

    fn role(&self) -> Option<ObjectId> {
        Some(role::id(&self.member))
    }

    fn surroundings(&self) -> Surroundings {
        Surroundings::Nothing
    }

    fn bonds(&self) -> Vec<(ObjectId, Bond)> {
        vec![role::needed(&self.role), role::needed(&self.member)]
    }

    fn counts(&self) -> bool {
        false
    }

    fn compare(_: Pair<&Self>) -> Outcome<()> {
        Outcome::Alter(())
    }

    fn rank(_: &ObjectId, action: Action) -> Rank {
        plain_rank(if action == Action::Drop { class::DROP_LINK } else { class::ROLE_MEMBERSHIP })
    }

    fn create(&self, _: &Site<'_>) -> Vec<Step> {
        let admin = self.admin.then(|| Sql::raw("ADMIN OPTION"));
        let inherit = Self::option("INHERIT", self.inherit);
        let set = Self::option("SET", self.set.filter(|set| !set));
        vec![self.grant(Action::Create, admin.into_iter().chain(inherit).chain(set).collect())]
    }

    fn drop(&self, _: &Site<'_>) -> Vec<Step> {
        let (role, member) = (Ident::new(&self.role), Ident::new(&self.member));
        vec![self.step(Action::Drop, sql!("REVOKE {} FROM {}", role, member))]
    }

    fn alter(pair: Pair<&Self>, (): &(), _: &Site<'_>) -> Vec<Step> {
        let Pair { old, new } = pair;
        let (role, member) = (Ident::new(&new.role), Ident::new(&new.member));
        let loses = (old.admin && !new.admin)
            .then(|| new.step(Action::Alter, sql!("REVOKE ADMIN OPTION FOR {} FROM {}", role, member)));
        let admin = (!old.admin && new.admin).then(|| Sql::raw("ADMIN OPTION"));
        let inherit = Self::option("INHERIT", new.inherit.filter(|_| old.inherit != new.inherit));
        let set = Self::option("SET", new.set.filter(|_| old.set != new.set));
        let options: Vec<Sql> = admin.into_iter().chain(inherit).chain(set).collect();
        let gains = (!options.is_empty()).then(|| new.grant(Action::Alter, options));
        loses.into_iter().chain(gains).collect()
    }
}
