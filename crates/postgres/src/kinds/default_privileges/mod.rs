//! What roles will be given on objects that another one makes (manual, ALTER DEFAULT PRIVILEGES). Also tells with which
//! privileges an object starts that the plan makes.

use evenkeel_core::dialect::Rank;
use evenkeel_core::sql::{Ident, Sql};
use evenkeel_core::{
    Action, Bond, Catalog, Disposition, Grip, Home, ObjectId, Outcome, Pair, Step, View, sql,
};
use serde::{Deserialize, Serialize};

use super::acl::{Acl, Grantee, Privilege, clauses};
use super::relation::class;
use super::{Aside, Inventory, Kind, Object, Site, Surroundings, role};
use crate::dialect::Postgres;

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct DefaultPrivileges {
    /// Who makes the objects; whoever reads where nobody is named.
    pub role: Option<String>,
    pub schema: Option<String>,
    pub on: Things,
    pub grantee: Grantee,
    pub privileges: Acl,
    /// What is built in.
    #[serde(skip_serializing)]
    usual: Aside<Acl>,
    #[serde(skip_serializing)]
    every: Aside<usize>,
}

/// What can have default privileges.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Things {
    Tables,
    Sequences,
    Functions,
    Types,
    Schemas,
    LargeObjects,
}

impl Things {
    fn words(self) -> &'static str {
        match self {
            Things::Tables => "TABLES",
            Things::Sequences => "SEQUENCES",
            Things::Functions => "FUNCTIONS",
            Things::Types => "TYPES",
            Things::Schemas => "SCHEMAS",
            Things::LargeObjects => "LARGE OBJECTS",
        }
    }
}

/// What a grantee gets on every new thing of a kind.
pub(crate) struct Given {
    pub(crate) grantee: Grantee,
    pub(crate) acl: Acl,
    pub(crate) usual: Acl,
    pub(crate) every: usize,
}

/// What those who are not given the built-in privileges are given when the plan makes such a thing as this role, or as
/// whoever carries it out. Default privileges that go are gone by then, and those that come or change do so afterwards.
pub(crate) fn in_force(
    view: &View<'_, Postgres>,
    maker: Option<&str>,
    things: Things,
    schema: Option<&str>,
) -> Vec<Given> {
    let of_maker = all(view.catalogs.old)
        .filter(|(_, it)| it.role.as_deref() == maker && it.on == things)
        .filter(|(id, _)| !view.acts(id, Action::Drop));
    let (mut found, mut in_schema) = (Vec::new(), Vec::new());
    for (_, it) in of_maker {
        match it.schema.as_deref() {
            None => found.push(it.given()),
            Some(name) if Some(name) == schema => in_schema.push(it),
            Some(_) => {}
        }
    }
    for it in in_schema {
        match found.iter_mut().find(|given| given.grantee == it.grantee) {
            Some(given) => given.acl = given.acl.with(&it.privileges),
            // An owner has everything already.
            None if it.grantee == Grantee::Owner => {}
            None => {
                let usual = built_in(things, &it.grantee);
                found.push(Given { acl: usual.with(&it.privileges), usual, ..it.given() });
            }
        }
    }
    found
}

/// Steps that suspend what the default privileges in force would give in a schema, and steps that put them back: for
/// something whose parts nobody names, so that nothing can be taken from them one by one.
pub(crate) fn suspended(
    view: &View<'_, Postgres>,
    schema: Option<&str>,
    wished: impl Fn(&Grantee) -> bool,
) -> (Vec<Step>, Vec<Step>) {
    let in_force = all(view.catalogs.old)
        .filter(|(id, it)| it.role.is_none() && !view.acts(id, Action::Drop) && !wished(&it.grantee))
        .filter(|(_, it)| it.schema.as_deref().is_none_or(|name| Some(name) == schema))
        .filter(|(_, it)| !matches!(it.on, Things::Schemas | Things::LargeObjects));
    let (mut before, mut after) = (Vec::new(), Vec::new());
    for (_, it) in in_force {
        before.extend(it.steps(Action::Alter, Pair::of(&it.privileges, &it.usual.0)));
        after.extend(it.steps(Action::Alter, Pair::of(&it.usual.0, &it.privileges)));
    }
    (before, after)
}

/// What a role is given on things of this kind when nobody says anything.
fn built_in(things: Things, grantee: &Grantee) -> Acl {
    match (grantee, things) {
        (Grantee::Public, Things::Functions) => Acl::of(&[Privilege::Execute]),
        (Grantee::Public, Things::Types) => Acl::of(&[Privilege::Usage]),
        (Grantee::Owner | Grantee::Role(_) | Grantee::Public, _) => Acl::default(),
    }
}

fn all(catalog: &Catalog<Object>) -> impl Iterator<Item = (&ObjectId, &DefaultPrivileges)> {
    let found = catalog.of_kind(DefaultPrivileges::NAME).iter();
    found.filter_map(|entry| Some((&entry.id, <&DefaultPrivileges>::try_from(entry.node.modelled()?).ok()?)))
}

impl DefaultPrivileges {
    fn given(&self) -> Given {
        Given {
            grantee: self.grantee.clone(),
            acl: self.privileges.clone(),
            usual: self.usual.0.clone(),
            every: self.every.0,
        }
    }

    fn schema_id(&self) -> Option<ObjectId> {
        Some(ObjectId::new("schema", &[self.schema.as_ref()?]))
    }

    fn id_for(&self, role: Option<&str>) -> ObjectId {
        let made_by = role.map(|role| [" by ", &Ident::new(role).to_string()].concat()).unwrap_or_default();
        let place = self.schema_id().unwrap_or_else(|| ObjectId::new("all", &["schemas"]));
        let words = ["on ", &self.on.words().to_lowercase(), &made_by, " ", &self.grantee.words()].concat();
        ObjectId::said_of(Self::NAME, &place, &words)
    }

    fn steps(&self, action: Action, pair: Pair<&Acl>) -> Vec<Step> {
        let mut head = Sql::raw("ALTER DEFAULT PRIVILEGES");
        if let Some(role) = &self.role {
            head.push(sql!(" FOR ROLE {}", Ident::new(role)));
        }
        if let Some(schema) = &self.schema {
            head.push(sql!(" IN SCHEMA {}", Ident::new(schema)));
        }
        let who = self.grantee.sql(|| match &self.role {
            Some(role) => Ident::new(role).into(),
            None => Sql::raw("CURRENT_USER"),
        });
        let on = Sql::raw(self.on.words());
        let clauses = clauses(pair, self.every.0).into_iter();
        clauses
            .map(|clause| Step::new(&self.id(), action, sql!("{} {}", head, clause.sql(None, &on, &who))))
            .collect()
    }
}

impl Kind for DefaultPrivileges {
    const NAME: &'static str = "default_privileges";
    const INSPECT: &'static str = include_str!("inspect.sql");
    const INVENTORY: Inventory = Inventory::granted(include_str!("facts.sql"));
    type Change = ();

    fn id(&self) -> ObjectId {
        self.id_for(self.role.as_deref())
    }

    fn surroundings(&self) -> Surroundings {
        self.schema_id().map_or(Surroundings::Nothing, |schema| Surroundings::Of(schema, Bond::PartOf))
    }

    fn bonds(&self) -> Vec<(ObjectId, Bond)> {
        self.role.as_deref().into_iter().chain(self.grantee.role()).map(role::needed).collect()
    }

    /// Those of the role that reads one catalog may stand under its name in the other one.
    fn goes_without_saying(&self, here: &Catalog<Object>, there: &Catalog<Object>) -> bool {
        let twin = match &self.role {
            None => here.actor().map(|own| self.id_for(Some(own))),
            Some(role) => (there.actor() == Some(role)).then(|| self.id_for(None)),
        };
        let twin = twin.and_then(|id| <&Self>::try_from(there.get(&id)?).ok());
        twin.is_some_and(|twin| twin.privileges == self.privileges)
    }

    fn counts(&self) -> bool {
        false
    }

    fn compare(_: Pair<&Self>) -> Outcome<()> {
        Outcome::Alter(())
    }

    fn home(&self, view: &View<'_, Postgres>, action: Action) -> Home {
        let schema = self.schema_id();
        let gone = schema.filter(|schema| view.delta.of(schema) == Some(&Disposition::Drop));
        match (action, gone) {
            (Action::Drop, Some(schema)) => Home::Within(schema, Grip::Firm),
            _ => Home::Apart,
        }
    }

    /// What goes does so before anything is made, what comes or changes afterwards.
    fn rank(id: &ObjectId, action: Action) -> Rank {
        let class = match action {
            Action::Drop => class::DROP_DEFAULT_PRIVILEGES,
            Action::Alter | Action::Create | Action::Rename => class::DEFAULT_PRIVILEGES,
        };
        Rank { class, group: id.parts().collect::<Vec<_>>().join("\0"), within: 0 }
    }

    fn create(&self, _: &Site<'_>) -> Vec<Step> {
        self.steps(Action::Create, Pair::of(&self.usual.0, &self.privileges))
    }

    fn drop(&self, _: &Site<'_>) -> Vec<Step> {
        self.steps(Action::Drop, Pair::of(&self.privileges, &self.usual.0))
    }

    fn alter(pair: Pair<&Self>, (): &(), _: &Site<'_>) -> Vec<Step> {
        pair.new.steps(Action::Alter, pair.map(|it| &it.privileges))
    }
}
