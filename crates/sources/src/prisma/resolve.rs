//! From the tree to the schema: names first, then keys, then relations, then the names that would be given twice.

use std::collections::{BTreeMap, BTreeSet};

use evenkeel_core::sql::Sql;

use super::Forms;
use super::ast::{Span, Tree};
use super::config::{self, Config, KeptBy};
use super::error::{Fault, Problem};
use super::keys::{KeyReader, Keys};
use super::models::{Reader, Resolved};
use super::names;
use super::relations::{ManyToMany, RelationReader, Relations};
use super::schema::{
    Column, EnumType, Filled, ForeignKey, Index, IndexColumn, Key, Null, Order, Qualified, Rule, Schema,
    Table,
};
use crate::lexer::Dialect;

/// Everything that the tree means, and everything that is wrong with it.
pub(super) fn resolve(tree: &Tree, forms: &Forms, faults: &mut Vec<Fault>) -> Option<Schema> {
    let config = config::read(tree, faults)?;
    let reader = Reader::new(&config, tree, faults);
    let models: Vec<Resolved<'_>> = tree.models.iter().map(|model| reader.model(model, faults)).collect();
    let dialect = config.dialect;
    let keys: Vec<Keys> = models.iter().map(|model| KeyReader { dialect, model }.read(faults)).collect();
    let relations = RelationReader { dialect, kept_by: config.keeps_relations, models: &models, keys: &keys };
    let Relations { foreign_keys, many_to_many } = relations.read(faults);
    let junctions: Vec<Table> = many_to_many
        .iter()
        .filter_map(|relation| junction(&config, relation, &models, &keys, forms))
        .collect();
    let mut tables: Vec<Table> = models.iter().zip(keys).map(|(model, keys)| table(model, keys)).collect();
    for (model, key) in foreign_keys {
        tables[model].foreign_keys.push(key);
    }
    tables.extend(junctions);
    tables.iter_mut().for_each(|table| forms.shape(table));
    refuse_same_names(&tables, faults);
    let mut enums = reader.enums;
    enums.iter_mut().for_each(|found| forms.order(found));
    if dialect == Dialect::Sqlite {
        // There, the labels are texts.
        enums.clear();
    }
    let schemas = schemas(&config, &enums, &tables);
    Some(Schema { dialect, schemas, extensions: config.extensions, enums, tables })
}

/// The schemas to be made: those that hold something, without `public`, which is there.
fn schemas(config: &Config, enums: &[EnumType], tables: &[Table]) -> Vec<(String, Span)> {
    let of_enums = enums.iter().filter_map(|found| found.name.schema.as_deref());
    let of_tables = tables.iter().filter_map(|table| table.name.schema.as_deref());
    let of_extensions = config.extensions.iter().filter_map(|extension| extension.schema.as_deref());
    let used: BTreeSet<&str> = of_enums.chain(of_tables).chain(of_extensions).collect();
    let named = config.schemas.iter().flatten();
    let named = named.filter(|word| word.text != "public" && used.contains(word.text.as_str()));
    let mut schemas: Vec<(String, Span)> = named.map(|word| (word.text.clone(), word.at.clone())).collect();
    schemas.sort_by(|one, other| one.0.cmp(&other.0));
    schemas.dedup_by(|one, other| one.0 == other.0);
    schemas
}

fn table(model: &Resolved<'_>, keys: Keys) -> Table {
    Table {
        name: model.table.clone(),
        columns: model.columns().map(|(_, column)| column.clone()).collect(),
        primary: keys.primary,
        indexes: keys.indexes,
        foreign_keys: Vec::new(),
        at: model.model.name.at.clone(),
        remarks: model.model.remarks.clone(),
    }
}

/// The table between two models.
fn junction(
    config: &Config,
    relation: &ManyToMany,
    models: &[Resolved<'_>],
    keys: &[Keys],
    forms: &Forms,
) -> Option<Table> {
    let dialect = config.dialect;
    let [first, _] = relation.models;
    let name = models[first].table.beside(names::junction(dialect, &relation.name));
    let at = || relation.at.clone();
    let mut columns = Vec::new();
    let mut foreign_keys = Vec::new();
    for ((letter, fkey), model) in [("A", "_A_fkey"), ("B", "_B_fkey")].into_iter().zip(relation.models) {
        let model_keys = keys[model].primary.as_ref()?;
        let [key] = model_keys.columns.as_slice() else { return None };
        let (_, column) = models[model].columns().find(|(_, column)| column.name == *key)?;
        columns.push(Column {
            name: letter.to_owned(),
            of: column.of.clone(),
            null: Null::Refused,
            filled: Filled::Nothing,
            at: at(),
            remarks: Vec::new(),
        });
        foreign_keys.push(ForeignKey {
            name: names::of_junction(dialect, &name.name, fkey),
            columns: vec![letter.to_owned()],
            table: models[model].table.clone(),
            references: vec![key.clone()],
            on_delete: Sql::raw("CASCADE"),
            on_update: Sql::raw("CASCADE"),
            at: at(),
        });
    }
    if config.keeps_relations == KeptBy::Client {
        foreign_keys.clear();
    }
    let (primary, indexes) = junction_keys(dialect, &name, &relation.at, forms);
    Some(Table { name, columns, primary, indexes, foreign_keys, at: at(), remarks: Vec::new() })
}

/// Since Prisma 6 the pair is a primary key in PostgreSQL; before, and in SQLite, it is a unique index.
fn junction_keys(dialect: Dialect, name: &Qualified, at: &Span, forms: &Forms) -> (Option<Key>, Vec<Index>) {
    let index = |suffix, rule, columns: &[&str]| Index {
        name: names::of_junction(dialect, &name.name, suffix),
        rule,
        method: None,
        columns: columns.iter().map(|name| ascending(name)).collect(),
        condition: None,
        at: at.clone(),
    };
    let back = index("_B_index", Rule::Any, &["B"]);
    match (dialect, forms.is_older(name.schema.as_deref(), &name.name)) {
        (Dialect::Postgres, false) => {
            let columns = vec!["A".to_owned(), "B".to_owned()];
            let name = names::of_junction(dialect, &name.name, "_AB_pkey");
            (Some(Key { name, columns, at: at.clone() }), vec![back])
        }
        (Dialect::Postgres, true) | (Dialect::Sqlite, _) => {
            (None, vec![index("_AB_unique", Rule::Unique, &["A", "B"]), back])
        }
    }
}

fn ascending(name: &str) -> IndexColumn {
    IndexColumn { name: name.to_owned(), order: Order::Ascending, operator_class: None }
}

/// Names that only one thing can have: tables, their indexes and keys in a schema, columns and foreign keys in a table.
fn refuse_same_names(tables: &[Table], faults: &mut Vec<Fault>) {
    let mut given: BTreeMap<(Option<&str>, &str), ()> = BTreeMap::new();
    for table in tables {
        let schema = table.name.schema.as_deref();
        let keys = table.primary.iter().map(|key| ("key", key.name.as_str(), &key.at));
        let indexes = table.indexes.iter().map(|index| ("index", index.name.as_str(), &index.at));
        let own = [("table", table.name.name.as_str(), &table.at)];
        // In SQLite a primary key has no name.
        for (what, name, at) in
            own.into_iter().chain(keys).chain(indexes).filter(|(_, name, _)| !name.is_empty())
        {
            if given.insert((schema, name), ()).is_some() {
                let problem = Problem::SameName { what, name: name.to_owned() };
                faults.push(Fault::new(problem, at.clone()));
            }
        }
        for (number, column) in table.columns.iter().enumerate() {
            if table.columns[..number].iter().any(|other| other.name == column.name) {
                let problem = Problem::SameName { what: "column", name: column.name.clone() };
                faults.push(Fault::new(problem, column.at.clone()));
            }
        }
        for (number, key) in table.foreign_keys.iter().enumerate() {
            if table.foreign_keys[..number].iter().any(|other| other.name == key.name) {
                let problem = Problem::SameName { what: "foreign key", name: key.name.clone() };
                faults.push(Fault::new(problem, key.at.clone()));
            }
        }
    }
}
