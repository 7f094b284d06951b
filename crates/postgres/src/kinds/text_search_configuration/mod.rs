//! Text search configurations (manual, CREATE TEXT SEARCH CONFIGURATION): which dictionaries see which kind of token.
//! Mappings change in place, the parser does not.

use std::collections::BTreeMap;

use evenkeel_core::dialect::Rank;
use evenkeel_core::sql::{Ident, Name, Sql};
use evenkeel_core::{Action, Cause, Disposition, ObjectId, Outcome, Pair, Reaction, Slot, Step, sql};
use serde::{Deserialize, Serialize};

use super::relation::{class, plain_rank};
use super::satellite::named;
use super::{Inventory, Kind, Reach, Site};
use crate::dialect::Postgres;

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct TextSearchConfiguration {
    pub schema: String,
    pub name: String,
    pub parser: Sql,
    /// For each kind of token its dictionaries, in their order.
    pub mappings: BTreeMap<String, Vec<Sql>>,
}

impl TextSearchConfiguration {
    fn step(&self, action: Action, what: &Sql) -> Step {
        Step::new(&self.id(), action, sql!("ALTER {} {}", named("TEXT SEARCH CONFIGURATION", &self.id()), what))
    }

    /// One statement for all tokens that go to the same dictionaries.
    fn map<'a>(&self, action: Action, word: &'static str, tokens: impl Iterator<Item = &'a String>) -> Vec<Step> {
        let mut groups: BTreeMap<&Vec<Sql>, Vec<&String>> = BTreeMap::new();
        for token in tokens {
            groups.entry(&self.mappings[token]).or_default().push(token);
        }
        let mut groups: Vec<_> = groups.into_iter().collect();
        groups.sort_by(|a, b| a.1.cmp(&b.1));
        let step = |(dictionaries, tokens): (&Vec<Sql>, Vec<&String>)| {
            let with = Sql::join(dictionaries, ", ");
            self.step(action, &sql!("{} MAPPING FOR {} WITH {}", Sql::raw(word), listed(tokens), with))
        };
        groups.into_iter().map(step).collect()
    }
}

fn listed(tokens: Vec<&String>) -> Sql {
    Sql::join(tokens.into_iter().map(|token| Ident::new(token)), ", ")
}

impl Kind for TextSearchConfiguration {
    const NAME: &'static str = "text_search_configuration";
    const INSPECT: &'static str = include_str!("inspect.sql");
    const INVENTORY: Inventory = Inventory::plain(include_str!("inventory.sql"));
    /// Other mappings.
    type Change = ();

    fn id(&self) -> ObjectId {
        ObjectId::new(Self::NAME, &[&self.schema, &self.name])
    }

    fn reference(&self) -> Option<Sql> {
        Some(named("TEXT SEARCH CONFIGURATION", &self.id()))
    }

    fn compare(pair: Pair<&Self>) -> Outcome<()> {
        if pair.map(|it| &it.parser).differs() { Outcome::Recreate } else { Outcome::Alter(()) }
    }

    fn reaction(_: Pair<&Self>, cause: &Cause<'_, Postgres>, own: Option<&()>) -> Reaction<()> {
        match (cause.what, own) {
            // It maps its tokens to others before the dictionary goes.
            (Disposition::Drop, Some(())) => Reaction::Keep,
            (Disposition::Drop | Disposition::Recreate, _) => Reaction::Recreate,
            (Disposition::Alter(change), _) if change.reach() == Reach::Users => Reaction::Recreate,
            (Disposition::Alter(_) | Disposition::Create, _) => Reaction::Keep,
        }
    }

    fn rank(_: &ObjectId, action: Action) -> Rank {
        plain_rank(if action == Action::Drop { class::DROP_ROUTINE } else { class::ROUTINE })
    }

    fn slots(&self) -> Vec<Slot> {
        vec![Slot(format!("text search configuration {}\0{}", self.schema, self.name))]
    }

    fn create(&self, _: &Site<'_>) -> Vec<Step> {
        let name = Name::new([self.schema.as_str(), &self.name]);
        let sql = sql!("CREATE TEXT SEARCH CONFIGURATION {} (PARSER = {})", name, self.parser);
        let made = Step::new(&self.id(), Action::Create, sql);
        std::iter::once(made).chain(self.map(Action::Create, "ADD", self.mappings.keys())).collect()
    }

    fn drop(&self, _: &Site<'_>) -> Vec<Step> {
        vec![Step::new(&self.id(), Action::Drop, sql!("DROP {}", named("TEXT SEARCH CONFIGURATION", &self.id())))]
    }

    fn alter(pair: Pair<&Self>, (): &(), _: &Site<'_>) -> Vec<Step> {
        let Pair { old, new } = pair;
        let gone: Vec<&String> = old.mappings.keys().filter(|token| !new.mappings.contains_key(*token)).collect();
        let mut steps = Vec::new();
        if !gone.is_empty() {
            steps.push(new.step(Action::Alter, &sql!("DROP MAPPING FOR {}", listed(gone))));
        }
        let changed = new.mappings.iter().filter(|(token, to)| old.mappings.get(*token).is_some_and(|was| was != *to));
        steps.extend(new.map(Action::Alter, "ALTER", changed.map(|(token, _)| token)));
        let added = new.mappings.keys().filter(|token| !old.mappings.contains_key(*token));
        steps.extend(new.map(Action::Alter, "ADD", added));
        steps
    }

    fn rename(id: &ObjectId, to: &str) -> Option<Step> {
        let sql = sql!("ALTER {} RENAME TO {}", named("TEXT SEARCH CONFIGURATION", id), Ident::new(to));
        Some(Step::new(id, Action::Rename, sql))
    }
}
