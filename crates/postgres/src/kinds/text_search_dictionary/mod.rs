//! Text search dictionaries (manual, CREATE TEXT SEARCH DICTIONARY). Options change in place, the template does not.

use evenkeel_core::dialect::Rank;
use evenkeel_core::sql::{Ident, Name, Sql};
use evenkeel_core::{Action, ObjectId, Outcome, Pair, Slot, Step, sql};
use serde::{Deserialize, Serialize};

use super::relation::{class, plain_rank};
use super::satellite::named;
use super::{Inventory, Kind, Site};

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct TextSearchDictionary {
    pub schema: String,
    pub name: String,
    pub template: Sql,
    /// `stopwords = 'english', …`, as the server writes them.
    pub options: Sql,
}

impl TextSearchDictionary {
    /// Name and value of each option.
    fn settings(&self) -> Vec<(&str, &str)> {
        separated(self.options.as_str()).into_iter().filter_map(|option| option.split_once(" = ")).collect()
    }
}

/// The texts between commas that stand in no quotes.
fn separated(text: &str) -> Vec<&str> {
    let (mut quote, mut start) = (None, 0);
    let mut found = Vec::new();
    for (at, c) in text.char_indices() {
        match (quote, c) {
            (Some(open), c) if c == open => quote = None,
            (None, '\'' | '"') => quote = Some(c),
            (None, ',') => {
                found.push(text[start..at].trim());
                start = at + 1;
            }
            (Some(_) | None, _) => {}
        }
    }
    found.push(text[start..].trim());
    found
}

impl Kind for TextSearchDictionary {
    const NAME: &'static str = "text_search_dictionary";
    const INSPECT: &'static str = include_str!("inspect.sql");
    const INVENTORY: Inventory = Inventory::plain(include_str!("inventory.sql"));
    /// Other options.
    type Change = ();

    fn id(&self) -> ObjectId {
        ObjectId::new(Self::NAME, &[&self.schema, &self.name])
    }

    fn reference(&self) -> Option<Sql> {
        Some(named("TEXT SEARCH DICTIONARY", &self.id()))
    }

    fn compare(pair: Pair<&Self>) -> Outcome<()> {
        if pair.map(|it| &it.template).differs() { Outcome::Recreate } else { Outcome::Alter(()) }
    }

    fn rank(_: &ObjectId, action: Action) -> Rank {
        plain_rank(if action == Action::Drop { class::DROP_ROUTINE } else { class::ROUTINE })
    }

    fn slots(&self) -> Vec<Slot> {
        vec![Slot(format!("text search dictionary {}\0{}", self.schema, self.name))]
    }

    fn create(&self, _: &Site<'_>) -> Vec<Step> {
        let name = Name::new([self.schema.as_str(), &self.name]);
        let mut facets = vec![sql!("TEMPLATE = {}", self.template)];
        facets.extend((!self.options.is_empty()).then(|| self.options.clone()));
        let sql = sql!("CREATE TEXT SEARCH DICTIONARY {} (\n    {}\n)", name, Sql::join(facets, ",\n    "));
        vec![Step::new(&self.id(), Action::Create, sql)]
    }

    fn drop(&self, _: &Site<'_>) -> Vec<Step> {
        vec![Step::new(&self.id(), Action::Drop, sql!("DROP {}", named("TEXT SEARCH DICTIONARY", &self.id())))]
    }

    fn alter(pair: Pair<&Self>, (): &(), _: &Site<'_>) -> Vec<Step> {
        let (before, after) = (pair.old.settings(), pair.new.settings());
        let gone = before.iter().filter(|(name, _)| !after.iter().any(|(kept, _)| kept == name));
        // A name without a value takes the option away.
        let mut changes: Vec<Sql> = gone.map(|(name, _)| Sql::from_database(*name)).collect();
        let set = after.iter().filter(|setting| !before.contains(setting));
        changes.extend(set.map(|(name, value)| sql!("{} = {}", Sql::from_database(*name), Sql::from_database(*value))));
        let name = named("TEXT SEARCH DICTIONARY", &pair.new.id());
        let sql = sql!("ALTER {} ({})", name, Sql::join(changes, ", "));
        vec![Step::new(&pair.new.id(), Action::Alter, sql)]
    }

    fn rename(id: &ObjectId, to: &str) -> Option<Step> {
        let sql = sql!("ALTER {} RENAME TO {}", named("TEXT SEARCH DICTIONARY", id), Ident::new(to));
        Some(Step::new(id, Action::Rename, sql))
    }
}
