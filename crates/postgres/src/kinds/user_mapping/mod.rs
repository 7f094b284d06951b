//! As whom a role appears on a foreign server (manual, CREATE USER MAPPING).

use evenkeel_core::dialect::Rank;
use evenkeel_core::sql::{Ident, Sql};
use evenkeel_core::{Action, Bond, Catalog, ObjectId, Outcome, Pair, Step, sql};
use serde::{Deserialize, Serialize};

use super::acl::Grantee;
use super::foreign::{self, ForeignOption};
use super::relation::{class, plain_rank};
use super::{Inventory, Kind, Object, Site, Surroundings, role};

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct UserMapping {
    pub server: String,
    /// Whoever reads is called the owner.
    pub user: Grantee,
    pub options: Vec<ForeignOption>,
}

impl UserMapping {
    fn server_id(&self) -> ObjectId {
        ObjectId::new("server", &[&self.server])
    }

    fn id_for(&self, user: &Grantee) -> ObjectId {
        let words = match user {
            Grantee::Owner => "for the current user".to_owned(),
            Grantee::Public => "for public".to_owned(),
            Grantee::Role(role) => ["for ", &Ident::new(role).to_string()].concat(),
        };
        ObjectId::said_of(Self::NAME, &self.server_id(), &words)
    }

    fn step(&self, action: Action, verb: &'static str, rest: &Sql) -> Step {
        let user = self.user.sql(|| Sql::raw("CURRENT_USER"));
        let server = Ident::new(&self.server);
        let sql = sql!("{} USER MAPPING FOR {} SERVER {}{}", Sql::raw(verb), user, server, rest);
        Step::new(&self.id(), action, sql)
    }
}

impl Kind for UserMapping {
    const NAME: &'static str = "user_mapping";
    const INSPECT: &'static str = include_str!("inspect.sql");
    const INVENTORY: Inventory = Inventory::holding(include_str!("inventory.sql"));
    type Change = ();

    fn id(&self) -> ObjectId {
        self.id_for(&self.user)
    }

    fn surroundings(&self) -> Surroundings {
        Surroundings::Of(self.server_id(), Bond::Needs)
    }

    fn bonds(&self) -> Vec<(ObjectId, Bond)> {
        self.user.role().map(role::needed).into_iter().collect()
    }

    /// That of the role that reads one catalog may stand under its name in the other one.
    fn goes_without_saying(&self, here: &Catalog<Object>, there: &Catalog<Object>) -> bool {
        let twin = match &self.user {
            Grantee::Owner => here.actor().map(|own| Grantee::Role(own.to_owned())),
            Grantee::Role(role) => (there.actor() == Some(role)).then_some(Grantee::Owner),
            Grantee::Public => None,
        };
        let twin = twin.and_then(|user| <&Self>::try_from(there.get(&self.id_for(&user))?).ok());
        twin.is_some_and(|twin| twin.options == self.options)
    }

    /// Passwords are of one server.
    fn counts(&self) -> bool {
        false
    }

    fn unwritable(&self) -> Option<&'static str> {
        foreign::hold_secrets(&self.options).then_some(foreign::SECRET)
    }

    fn compare(pair: Pair<&Self>) -> Outcome<()> {
        match foreign::secrets_change(pair.map(|it| it.options.as_slice())) {
            true => Outcome::Cannot(foreign::SECRET),
            false => Outcome::Alter(()),
        }
    }

    fn rank(_: &ObjectId, action: Action) -> Rank {
        plain_rank(if action == Action::Drop { class::DROP_LINK } else { class::LINK })
    }

    fn create(&self, _: &Site<'_>) -> Vec<Step> {
        vec![self.step(Action::Create, "CREATE", &foreign::clause(&self.options))]
    }

    fn drop(&self, _: &Site<'_>) -> Vec<Step> {
        vec![self.step(Action::Drop, "DROP", &Sql::default())]
    }

    fn alter(pair: Pair<&Self>, (): &(), _: &Site<'_>) -> Vec<Step> {
        let changes = foreign::changes(pair.map(|it| it.options.as_slice()));
        changes.map(|changes| pair.new.step(Action::Alter, "ALTER", &sql!(" {}", changes))).into_iter().collect()
    }
}
