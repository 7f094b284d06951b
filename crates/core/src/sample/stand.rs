//! The rows of one table: what each column is offered, and the rules that choices have to meet. Must not know how values are
//! made up.

use std::collections::BTreeSet;

use super::{Filling, Key, Offer, Sample};
use crate::object::ObjectId;
use crate::pair::Pair;
use crate::sql::{Name, Sql, mentions};

/// As many choices of values are weighed against a rule at most.
const CHOICES: usize = 10_000;

/// A column that can be filled.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    pub name: String,
    /// What it may hold, the likeliest first.
    pub values: Vec<Sql>,
    /// A null of its type, where it may hold one now and afterwards.
    pub null: Option<Sql>,
    pub itself: Itself,
}

/// What a column holds of which nothing is said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Itself {
    Nothing,
    Default,
    /// Another number each time, so that nobody else should choose one.
    Number,
}

/// A table that is to hold rows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stand {
    pub id: ObjectId,
    pub columns: Vec<Column>,
    pub keys: Vec<Key>,
    /// What it demands of rows as it is; and what it will demand beside that, as far as it speaks of what is there now.
    pub rules: Pair<Vec<Sql>>,
}

/// How much of a row is filled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Fill {
    All,
    /// Only what may not be empty and does not fill itself.
    Least,
}

/// Which rules a row has to meet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Demands {
    Both,
    Present,
}

impl Stand {
    /// Two rows that hold as much as they can and one that holds as little; where that does not do, the other way round.
    pub fn filling(mut self) -> Filling {
        // A key of many columns leaves less to choose for those of few.
        self.keys.sort_by_key(|key| std::cmp::Reverse(key.columns.len()));
        let wishes = [(0, Fill::All, Fill::Least), (1, Fill::All, Fill::Least), (2, Fill::Least, Fill::All)];
        let rows = wishes.map(|(number, first, second)| {
            let mut tries = vec![];
            tries.extend([first, second].map(|fill| self.sample(number, fill, Demands::Both)));
            if !self.rules.new.is_empty() {
                tries.extend([first, second].map(|fill| self.sample(number, fill, Demands::Present)));
            }
            tries
        });
        Filling { table: self.id.clone(), rows: rows.into() }
    }

    fn sample(&self, number: usize, fill: Fill, demands: Demands) -> Sample {
        let columns: Vec<&Column> = self.columns.iter().filter(|column| is_filled(column, fill)).collect();
        let mut rules = self.rules.old.clone();
        if demands == Demands::Both {
            rules.extend(self.rules.new.iter().cloned());
        }
        let mut offers = Vec::new();
        let mut taken: BTreeSet<&str> = BTreeSet::new();
        for key in &self.keys {
            let own: Vec<&Column> =
                columns.iter().filter(|it| key.columns.contains(&it.name)).copied().collect();
            let may_be_empty = own.iter().any(|column| column.null.is_some());
            if own.len() < key.columns.len() || may_be_empty && fill == Fill::Least {
                continue;
            }
            match (
                key.target == self.id && !may_be_empty,
                own.iter().any(|it| taken.contains(it.name.as_str())),
            ) {
                (true, _) => rules.push(key.reflexive()),
                (false, true) => rules.push(key.rule()),
                (false, false) => {
                    taken.extend(key.columns.iter().map(String::as_str));
                    let rows = if may_be_empty { key.rows_or_nothing(number) } else { key.rows(number) };
                    offers.push(Offer { columns: key.columns.clone(), rows });
                }
            }
        }
        let unfilled: Vec<&Column> = self.columns.iter().filter(|column| !is_filled(column, fill)).collect();
        rules.retain(|rule| !unfilled.iter().any(|column| mentions(rule.as_str(), &column.name)));
        let rest = columns.iter().filter(|column| !taken.contains(column.name.as_str()));
        offers.extend(rest.filter_map(|column| self.offer(column, number, fill, &rules)));
        Sample { table: Name::from(&self.id), offers, rules }
    }

    fn offer(&self, column: &Column, number: usize, fill: Fill, rules: &[Sql]) -> Option<Offer> {
        if let (Fill::Least, Some(null)) = (fill, &column.null) {
            return Some(Offer::of(&column.name, std::slice::from_ref(null)));
        }
        let about: Vec<&Sql> = rules.iter().filter(|rule| mentions(rule.as_str(), &column.name)).collect();
        let mut values = column.values.clone();
        let first = number % values.len().max(1);
        values.rotate_left(first);
        values.truncate(self.choices(&about));
        values.extend(column.null.clone().filter(|_| !about.is_empty()));
        (!values.is_empty()).then(|| Offer::of(&column.name, &values))
    }

    /// How many values a column is offered, so that the rule that speaks of most columns is soon decided.
    fn choices(&self, about: &[&Sql]) -> usize {
        let spoken_of =
            |rule: &Sql| self.columns.iter().filter(|it| mentions(rule.as_str(), &it.name)).count();
        match about.iter().map(|rule| spoken_of(rule)).max() {
            None => 1,
            Some(columns) => {
                let power = u32::try_from(columns.max(2)).unwrap_or(u32::MAX);
                (2..)
                    .take_while(|each: &usize| each.checked_pow(power).is_some_and(|all| all <= CHOICES))
                    .last()
                    .unwrap_or(2)
            }
        }
    }
}

fn is_filled(column: &Column, fill: Fill) -> bool {
    match (column.itself, fill) {
        (Itself::Number, _) | (Itself::Default, Fill::Least) => false,
        (Itself::Nothing, _) | (Itself::Default, Fill::All) => true,
    }
}
