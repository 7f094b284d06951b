//! What roles may do to objects (manual, GRANT): one object for each target and grantee that has something else than
//! what everything of its kind starts with. Must not know how owners or default privileges change.

use evenkeel_core::dialect::Rank;
use evenkeel_core::sql::{Ident, Name, Sql};
use evenkeel_core::{
    Action, Bond, Catalog, Cause, Disposition, Grip, Home, ObjectId, Outcome, Pair, Reaction, Slot, Step, View, sql,
};
use serde::{Deserialize, Serialize};

use super::acl::{Acl, Grantee, clauses};
use super::default_privileges::{self, Things};
use super::relation::{class, table_of};
use super::{Aside, Inventory, Kind, Object, Reach, Site, Surroundings, Target, identity, owner, rebuild, role};
use crate::dialect::Postgres;

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Privileges {
    pub on: On,
    pub grantee: Grantee,
    /// Who gave them; the owner where nobody is named.
    pub grantor: Option<String>,
    pub privileges: Acl,
    /// What the grantee has when nobody says anything.
    #[serde(skip_serializing)]
    usual: Aside<Acl>,
    /// How many privileges there are for this kind of thing.
    #[serde(skip_serializing)]
    every: Aside<usize>,
    /// The owner is whoever owns the database.
    #[serde(skip_serializing)]
    by_membership: Aside<bool>,
    /// The name of a target that is no object of its own: a member of an extension, an identity's sequence.
    #[serde(skip_serializing)]
    path: Aside<Option<Vec<String>>>,
    #[serde(skip_serializing)]
    signature: Aside<Option<String>>,
    /// Filled in by the reader.
    #[serde(skip)]
    pub target: Option<Target>,
}

/// What GRANT calls a kind of thing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum On {
    /// Also views and foreign tables.
    Table,
    Column,
    Sequence,
    /// Also aggregates.
    Function,
    Procedure,
    /// Also domains.
    Type,
    Schema,
    Language,
    ForeignDataWrapper,
    ForeignServer,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    Gains,
    Loses,
}

impl On {
    fn word(self) -> Sql {
        Sql::raw(match self {
            On::Table | On::Column => "TABLE",
            On::Sequence => "SEQUENCE",
            On::Function => "FUNCTION",
            On::Procedure => "PROCEDURE",
            On::Type => "TYPE",
            On::Schema => "SCHEMA",
            On::Language => "LANGUAGE",
            On::ForeignDataWrapper => "FOREIGN DATA WRAPPER",
            On::ForeignServer => "FOREIGN SERVER",
        })
    }

    /// The kind of a target that is no object of its own.
    fn kind(self) -> &'static str {
        match self {
            On::Table => "table",
            On::Column => "column",
            On::Sequence => "sequence",
            On::Function => "function",
            On::Procedure => "procedure",
            On::Type => "type",
            On::Schema => "schema",
            On::Language => "language",
            On::ForeignDataWrapper => "foreign_data_wrapper",
            On::ForeignServer => "server",
        }
    }

    /// What COMMENT calls an object tells what GRANT calls it, whatever kind it is.
    fn of(object: &Object) -> Option<(On, ObjectId)> {
        if let Object::Identity(identity) = object {
            return Some((On::Sequence, identity.sequence_id()));
        }
        let reference = object.reference()?;
        let words = [
            ("TABLE ", On::Table),
            ("VIEW ", On::Table),
            ("MATERIALIZED VIEW ", On::Table),
            ("FOREIGN TABLE ", On::Table),
            ("SEQUENCE ", On::Sequence),
            ("FUNCTION ", On::Function),
            ("AGGREGATE ", On::Function),
            ("PROCEDURE ", On::Procedure),
            ("TYPE ", On::Type),
            ("DOMAIN ", On::Type),
            ("SCHEMA ", On::Schema),
        ];
        let found = words.iter().find(|(word, _)| reference.as_str().starts_with(word));
        found.map(|(_, on)| (*on, object.id()))
    }

    fn things(self) -> Option<Things> {
        match self {
            On::Table => Some(Things::Tables),
            On::Sequence => Some(Things::Sequences),
            On::Function | On::Procedure => Some(Things::Functions),
            On::Type => Some(Things::Types),
            On::Schema => Some(Things::Schemas),
            On::Column | On::Language | On::ForeignDataWrapper | On::ForeignServer => None,
        }
    }

    /// `TABLE public.t`, `FUNCTION public.f(integer)`.
    fn reference(self, target: &ObjectId) -> Sql {
        match (self, target.signature()) {
            (On::Column, _) => sql!("{} {}", self.word(), Name::of(target, 2)),
            (On::Function | On::Procedure, signature) => {
                let arguments = Sql::from_database(signature.unwrap_or_default());
                sql!("{} {}({})", self.word(), Name::from(target), arguments)
            }
            _ => sql!("{} {}", self.word(), Name::from(target)),
        }
    }
}

impl Privileges {
    pub(crate) fn target(&self) -> &Target {
        self.target.as_ref().expect("the reader fills the target in")
    }

    fn id_on(&self, target: &ObjectId) -> ObjectId {
        id(target, &self.grantee, self.grantor.as_deref())
    }

    /// The same role's privileges on the whole table, which take those on the column along when they are revoked.
    fn whole_table(&self) -> Option<ObjectId> {
        let column = &self.target().id;
        let whole = [self.target().host.clone(), table_of(column)].into_iter().find(|id| id.kind() != "column");
        (self.on == On::Column).then(|| whole.map(|whole| self.id_on(&whole))).flatten()
    }

    /// Whether the other one is what its grantor was given on the same thing.
    fn rests_on(&self, own: &Privileges) -> bool {
        let same = self.target().id == own.target().id || table_of(&self.target().id) == own.target().id;
        same && matches!((&self.grantor, &own.grantee), (Some(giver), Grantee::Role(role)) if giver == role)
    }

    fn steps(&self, action: Action, pair: Pair<&Acl>, owner: &Catalog<Object>) -> Vec<Step> {
        let statement = Statement {
            id: self.id(),
            on: self.on,
            target: &self.target().id,
            who: self.grantee.sql(|| self.owner_in(owner)),
        };
        let steps = statement.steps(action, pair, self.every.0);
        match &self.grantor {
            Some(grantor) if !steps.is_empty() => self.as_grantor(action, grantor, steps),
            Some(_) | None => steps,
        }
    }

    /// A privilege is given in the name of the owner unless another role does it itself.
    fn as_grantor(&self, action: Action, grantor: &str, steps: Vec<Step>) -> Vec<Step> {
        let before = Step::new(&self.id(), action, sql!("SET ROLE {}", Ident::new(grantor)));
        let after = Step::new(&self.id(), action, Sql::raw("RESET ROLE"));
        std::iter::once(before).chain(steps).chain([after]).collect()
    }

    fn owner_in(&self, catalog: &Catalog<Object>) -> Sql {
        let named = owner::of(catalog, self.target()).map(|it| Sql::from(Ident::new(&it.role)));
        let usual = Sql::raw(if self.by_membership.0 { "pg_database_owner" } else { "CURRENT_USER" });
        named.unwrap_or(usual)
    }
}

fn id(target: &ObjectId, grantee: &Grantee, grantor: Option<&str>) -> ObjectId {
    let mut words = grantee.words();
    if let Some(grantor) = grantor {
        words += " by ";
        words += &Ident::new(grantor).to_string();
    }
    ObjectId::said_of(Privileges::NAME, target, &words)
}

/// Where privileges change and whose.
struct Statement<'a> {
    id: ObjectId,
    on: On,
    target: &'a ObjectId,
    who: Sql,
}

impl Statement<'_> {
    fn steps(&self, action: Action, pair: Pair<&Acl>, every: usize) -> Vec<Step> {
        let column = (self.on == On::Column).then(|| Ident::new(self.target.name()));
        let on = self.on.reference(self.target);
        let clauses = clauses(pair, every).into_iter();
        clauses.map(|clause| Step::new(&self.id, action, clause.sql(column, &on, &self.who))).collect()
    }
}

/// Takes away what the default privileges in force give to a new object and nobody wishes. What is wished has an
/// object of its own, which starts from there.
pub(crate) fn surplus(view: &View<'_, Postgres>, object: &Object) -> Vec<Step> {
    let Some((on, target)) = On::of(object) else { return Vec::new() };
    let Some(things) = on.things() else { return Vec::new() };
    let mut steps = Vec::new();
    let maker = identity::maker(view, &object.id());
    for given in default_privileges::in_force(view, maker, things, schema_of(&target)) {
        let id = id(&target, &given.grantee, None);
        if !view.catalogs.new.contains(&id) {
            let who = given.grantee.sql(|| Sql::raw("CURRENT_USER"));
            let statement = Statement { id, on, target: &target, who };
            steps.extend(statement.steps(Action::Create, Pair::of(&given.acl, &given.usual), given.every));
        }
    }
    steps
}

/// A role gives only while it has been given itself, by whomever: takings and givings in that order.
pub(crate) fn edges(view: &View<'_, Postgres>) -> Vec<((ObjectId, Action), (ObjectId, Action))> {
    let mut edges = Vec::new();
    for (catalog, side) in [(view.catalogs.old, Action::Drop), (view.catalogs.new, Action::Create)] {
        let changed: Vec<(&ObjectId, &Privileges)> = all(catalog).filter(|(id, _)| view.delta.of(id).is_some()).collect();
        for (id, given) in changed.iter().filter(|(_, it)| it.grantor.is_some()) {
            for (own_id, _) in changed.iter().filter(|(_, own)| given.rests_on(own)) {
                let (first, then) = if side == Action::Drop { (id, own_id) } else { (own_id, id) };
                for other in [Action::Alter, side] {
                    let deed = |it: &ObjectId| (it.clone(), if it == *id { side } else { other });
                    edges.push((deed(first), deed(then)));
                }
            }
        }
    }
    edges
}

/// Who is given anything on what an extension holds.
pub(crate) fn on_members_of<'a>(catalog: &'a Catalog<Object>, extension: &ObjectId) -> Vec<&'a Grantee> {
    let on_members = all(catalog).filter(|(_, it)| it.target().host == *extension);
    on_members.map(|(_, it)| &it.grantee).collect()
}

fn all(catalog: &Catalog<Object>) -> impl Iterator<Item = (&ObjectId, &Privileges)> {
    let found = catalog.of_kind(Privileges::NAME).iter();
    found.filter_map(|entry| Some((&entry.id, <&Privileges>::try_from(entry.node.modelled()?).ok()?)))
}

fn schema_of(target: &ObjectId) -> Option<&str> {
    (target.kind() != "schema").then(|| target.first())
}

impl Kind for Privileges {
    const NAME: &'static str = "privileges";
    const INSPECT: &'static str = include_str!("inspect.sql");
    const INVENTORY: Inventory = Inventory::granted(include_str!("facts.sql"));
    type Change = Change;

    fn id(&self) -> ObjectId {
        self.id_on(&self.target().id)
    }

    fn surroundings(&self) -> Surroundings {
        Surroundings::Nothing
    }

    fn target_mut(&mut self) -> Option<&mut Option<Target>> {
        Some(&mut self.target)
    }

    fn own_target(&self, host: &ObjectId) -> Option<Target> {
        let path: Vec<&str> = self.path.0.as_ref()?.iter().map(String::as_str).collect();
        let id = match self.on {
            On::Function | On::Procedure => {
                let signature = self.signature.0.as_deref().unwrap_or_default();
                ObjectId::with_signature(self.on.kind(), &path, signature)
            }
            On::Table
            | On::Column
            | On::Sequence
            | On::Type
            | On::Schema
            | On::Language
            | On::ForeignDataWrapper
            | On::ForeignServer => ObjectId::new(self.on.kind(), &path),
        };
        Some(Target { reference: self.on.reference(&id), id, host: host.clone() })
    }

    fn bonds(&self) -> Vec<(ObjectId, Bond)> {
        let needs = self.whole_table().map(|id| (id, Bond::Needs));
        let roles = self.grantee.role().into_iter().chain(self.grantor.as_deref()).map(role::needed);
        std::iter::once(self.target().bond()).chain(needs).chain(roles).collect()
    }

    /// Whoever owns a thing may do everything to it.
    fn goes_without_saying(&self, here: &Catalog<Object>, there: &Catalog<Object>) -> bool {
        let target = self.target();
        let Grantee::Role(role) = &self.grantee else { return false };
        let is_owners = owner::of(there, target).map(|it| it.role.as_str()).or(there.actor()) == Some(role);
        is_owners && there.contains(&target.host) && owner::agree(here, there, target)
    }

    fn counts(&self) -> bool {
        false
    }

    fn compare(pair: Pair<&Self>) -> Outcome<Change> {
        match Acl::loses(pair.map(|it| &it.privileges)) {
            true => Outcome::Alter(Change::Loses),
            false => Outcome::Alter(Change::Gains),
        }
    }

    /// What is revoked on a table is revoked on its columns too.
    fn reaction(_: Pair<&Self>, cause: &Cause<'_, Postgres>, _: Option<&Change>) -> Reaction<Change> {
        match cause.what {
            Disposition::Drop | Disposition::Recreate => Reaction::Recreate,
            Disposition::Alter(super::Change::Privileges(Change::Loses)) => Reaction::Recreate,
            Disposition::Alter(change) if change.reach() == Reach::Users => Reaction::Recreate,
            Disposition::Alter(_) | Disposition::Create => Reaction::Keep,
        }
    }

    fn home(&self, view: &View<'_, Postgres>, action: Action) -> Home {
        let host = self.target().host.clone();
        let gone = std::iter::once(host).chain(self.whole_table()).find(|it| view.acts(it, Action::Drop));
        match (action, gone) {
            (Action::Drop, Some(gone)) => Home::Within(gone, Grip::Firm),
            _ => Home::Apart,
        }
    }

    fn rank(id: &ObjectId, action: Action) -> Rank {
        let of_schema = id.parts().next() == Some("schema");
        let class = match action {
            Action::Drop => class::DROP_LINK,
            Action::Alter | Action::Create | Action::Rename if of_schema => class::SCHEMA_PRIVILEGES,
            Action::Alter | Action::Create | Action::Rename => class::PRIVILEGES,
        };
        let group = id.parts().skip(1).collect::<Vec<_>>().join("\0");
        Rank { class, group, within: 0 }
    }

    /// What a role has on a table is taken away before anything is given to it on a column.
    fn slots(&self) -> Vec<Slot> {
        let table = if self.on == On::Column { table_of(&self.target().id) } else { self.target().id.clone() };
        vec![Slot(["privileges ", &self.id_on(&table.as_kind("table")).dotted()].concat())]
    }

    fn create(&self, site: &Site<'_>) -> Vec<Step> {
        let target = self.target();
        let made = site.view.acts(&target.host, Action::Create) || rebuild::is_rebuilt(site.view, &target.host);
        let given = self.on.things().filter(|_| made && self.grantor.is_none()).and_then(|things| {
            let maker = identity::maker(site.view, &target.host);
            let given = default_privileges::in_force(site.view, maker, things, schema_of(&target.id));
            given.into_iter().find(|given| given.grantee == self.grantee)
        });
        let start = given.map_or_else(|| self.usual.0.clone(), |given| given.acl);
        self.steps(Action::Create, Pair::of(&start, &self.privileges), site.view.catalogs.new)
    }

    fn drop(&self, site: &Site<'_>) -> Vec<Step> {
        if rebuild::takes_along(site.view, &self.target().host) {
            return Vec::new();
        }
        self.steps(Action::Drop, Pair::of(&self.privileges, &self.usual.0), site.view.catalogs.old)
    }

    fn alter(pair: Pair<&Self>, _: &Change, site: &Site<'_>) -> Vec<Step> {
        pair.new.steps(Action::Alter, pair.map(|it| &it.privileges), site.view.catalogs.new)
    }
}
