//! Comments on objects of any kind (manual, COMMENT). Read by the address of what they are on; the reader finds
//! out what that is.

use evenkeel_core::dialect::Rank;
use evenkeel_core::sql::{Literal, Sql};
use evenkeel_core::{Action, Bond, Grip, Home, ObjectId, Outcome, Pair, Step, View, sql};
use serde::{Deserialize, Serialize};

use super::relation::class;
use super::role::Role;
use super::{Inventory, Kind, Object, Site, Surroundings, Target, rebuild};
use crate::dialect::Postgres;

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Comment {
    pub text: String,
    /// Filled in by the reader.
    #[serde(skip)]
    pub target: Option<Target>,
}

impl Comment {
    pub(crate) fn on(object: &Object, text: &str) -> Self {
        Comment { text: text.to_owned(), target: Target::of(object) }
    }

    pub(crate) fn target(&self) -> &Target {
        self.target.as_ref().expect("the reader fills the target in")
    }

    fn set(&self, action: Action, text: &Sql) -> Vec<Step> {
        let sql = sql!("COMMENT ON {} IS {}", self.target().reference, text);
        vec![Step::new(&self.id(), action, sql)]
    }
}

impl Kind for Comment {
    const NAME: &'static str = "comment";
    const INSPECT: &'static str = include_str!("inspect.sql");
    const INVENTORY: Inventory = Inventory::said(include_str!("facts.sql"));
    type Change = ();

    fn id(&self) -> ObjectId {
        ObjectId::of(Self::NAME, &self.target().id)
    }

    fn surroundings(&self) -> Surroundings {
        Surroundings::Nothing
    }

    fn target_mut(&mut self) -> Option<&mut Option<Target>> {
        Some(&mut self.target)
    }

    fn bonds(&self) -> Vec<(ObjectId, Bond)> {
        vec![self.target().bond()]
    }

    fn counts(&self) -> bool {
        self.role().is_none()
    }

    fn role(&self) -> Option<ObjectId> {
        let id = &self.target().id;
        (id.kind() == Role::NAME).then(|| id.clone())
    }

    fn compare(_: Pair<&Self>) -> Outcome<()> {
        Outcome::Alter(())
    }

    fn home(&self, view: &View<'_, Postgres>, action: Action) -> Home {
        let host = &self.target().host;
        match action == Action::Drop && view.acts(host, Action::Drop) {
            true => Home::Within(host.clone(), Grip::Firm),
            false => Home::Apart,
        }
    }

    fn rank(id: &ObjectId, action: Action) -> Rank {
        let class = if action == Action::Drop { class::DROP_LINK } else { class::COMMENT };
        // Grouped by what they are on, a table's own before its columns'.
        let group = id.parts().skip(1).collect::<Vec<_>>().join("\0");
        Rank { class, group, within: 0 }
    }

    fn create(&self, _: &Site<'_>) -> Vec<Step> {
        self.set(Action::Create, &Literal(&self.text).into())
    }

    fn drop(&self, site: &Site<'_>) -> Vec<Step> {
        if rebuild::takes_along(site.view, &self.target().host) {
            return Vec::new();
        }
        self.set(Action::Drop, &Sql::raw("NULL"))
    }

    fn alter(pair: Pair<&Self>, (): &(), _: &Site<'_>) -> Vec<Step> {
        pair.new.set(Action::Alter, &Literal(&pair.new.text).into())
    }
}
