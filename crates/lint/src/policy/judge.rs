//! Which objects of a schema break the policies of a team. Must not know where the schema was written.

use evenkeel_core::outline::{Outline, Table};
use evenkeel_core::{Ident, ObjectId};

use super::Policies;
use super::catalogue::{
    ENUM_TYPE, MISSING_PRIMARY_KEY, NAMING, TIMESTAMP_WITHOUT_TIME_ZONE, UNINDEXED_FOREIGN_KEY,
};
use crate::rule::Rule;
use crate::severity::Severity;

/// An object that a policy does not allow.
#[derive(Clone, Debug)]
pub struct Breach {
    pub rule: &'static Rule,
    pub severity: Severity,
    /// The object that has to change, and the table that it belongs to.
    pub object: ObjectId,
    pub table: Option<ObjectId>,
    /// A lowercase sentence without a final period.
    pub message: String,
    /// What to do with just this object, where there is more to say than the rule's own words.
    pub hint: Option<String>,
}

/// All breaches, by rule and then in the order of the schema; what the policies except is left out.
pub fn judge(outline: &Outline, policies: &Policies) -> Vec<Breach> {
    let mut found = Vec::new();
    found.extend(enums(outline));
    for table in &outline.tables {
        found.extend(keyless(table));
        found.extend(clocks(table));
        found.extend(lone_references(table));
    }
    found.extend(names(outline, policies));
    found.sort_by_key(|breach| breach.rule.id);
    let asked = |mut breach: Breach| {
        breach.severity = policies.severity_of(breach.rule);
        let excepted = [Some(&breach.object), breach.table.as_ref()];
        let excepted = excepted.into_iter().flatten().any(|id| policies.excepts(breach.rule, id));
        (breach.severity > Severity::Off && !excepted).then_some(breach)
    };
    found.into_iter().filter_map(asked).collect()
}

fn breach(rule: &'static Rule, object: &ObjectId, table: Option<&ObjectId>, message: String) -> Breach {
    let (object, table) = (object.clone(), table.cloned());
    Breach { rule, severity: Severity::Off, object, table, message, hint: None }
}

fn enums(outline: &Outline) -> impl Iterator<Item = Breach> {
    outline.enums.iter().map(|id| breach(ENUM_TYPE, id, None, format!("{} is an enum", id.dotted())))
}

fn keyless(table: &Table) -> Option<Breach> {
    let message = || format!("{} has no primary key", table.id.dotted());
    table.primary_key.is_none().then(|| breach(MISSING_PRIMARY_KEY, &table.id, None, message()))
}

fn clocks(table: &Table) -> impl Iterator<Item = Breach> {
    let clocks = table.columns.iter().filter(|column| {
        column.data_type.starts_with("timestamp") && column.data_type.contains("without time zone")
    });
    clocks.map(|column| {
        let message = format!("{} has no time zone", column.id.dotted());
        breach(TIMESTAMP_WITHOUT_TIME_ZONE, &column.id, Some(&table.id), message)
    })
}

/// Foreign keys by whose columns no index finds rows.
fn lone_references(table: &Table) -> impl Iterator<Item = Breach> {
    let finds = |columns: &[String]| {
        let leads = |index: &Vec<String>| {
            index.get(..columns.len()).is_some_and(|first| first.iter().all(|name| columns.contains(name)))
        };
        table.indexes.iter().any(leads)
    };
    table.foreign_keys.iter().filter(move |key| !finds(&key.columns)).map(|key| {
        let columns: Vec<String> = key.columns.iter().map(|name| Ident::new(name).to_string()).collect();
        let columns = columns.join(", ");
        let name = table.id.dotted();
        let message = format!("no index finds the rows of {name} by {columns}, its foreign key");
        let object = key.id.as_ref().unwrap_or(&table.id);
        let mut breach = breach(UNINDEXED_FOREIGN_KEY, object, Some(&table.id), message);
        breach.hint = Some(format!("CREATE INDEX ON {name} ({columns})"));
        breach
    })
}

fn names(outline: &Outline, policies: &Policies) -> impl Iterator<Item = Breach> {
    outline.named.iter().filter_map(|id| {
        let broken = policies.names_of(id.kind()).iter().find(|shape| !shape.fits(id.name()))?;
        let kind = id.kind().replace('_', " ");
        let message = format!("the name of {kind} {} is not {broken}", id.dotted());
        let table =
            (id.parts().count() > 1).then(|| outline.tables.iter().find(|table| id.is_below(&table.id)));
        Some(breach(NAMING, id, table.flatten().map(|table| &table.id), message))
    })
}
