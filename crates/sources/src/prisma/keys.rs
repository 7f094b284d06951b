//! Primary keys, unique keys and indexes, written at a field or below the fields. Must not know relations.

use evenkeel_core::sql;
use evenkeel_core::sql::{Literal, Sql};

use super::arguments::{Arguments, list, not, text, word};
use super::ast::{Attribute, Span, Value, Word};
use super::error::{Fault, Problem};
use super::models::{Resolved, attribute};
use super::names;
use super::schema::{Column, Filled, Index, IndexColumn, Key, Null, Order, Quoted, Rule};
use crate::lexer::Dialect;

/// The keys and indexes of a model.
pub(super) struct Keys {
    pub(super) primary: Option<Key>,
    pub(super) indexes: Vec<Index>,
}

impl Keys {
    /// Whether these columns, in whatever order, are a key by themselves.
    pub(super) fn are_unique(&self, columns: &[String]) -> bool {
        let same = |key: &mut dyn Iterator<Item = &String>| {
            let key: Vec<&String> = key.collect();
            key.len() == columns.len() && columns.iter().all(|column| key.contains(&column))
        };
        let primary = self.primary.as_ref().is_some_and(|key| same(&mut key.columns.iter()));
        let unique = |index: &Index| {
            index.rule == Rule::Unique
                && index.condition.is_none()
                && same(&mut index.columns.iter().map(|column| &column.name))
        };
        primary || self.indexes.iter().any(unique)
    }
}

/// Reads the keys of one model.
pub(super) struct KeyReader<'a> {
    pub(super) dialect: Dialect,
    pub(super) model: &'a Resolved<'a>,
}

const PRIMARY: &[&str] = &["fields", "name", "map", "length", "sort", "clustered"];
const UNIQUE: &[&str] = &["fields", "name", "map", "length", "sort", "clustered", "where"];
const INDEX: &[&str] = &["fields", "name", "map", "type", "length", "sort", "clustered", "ops", "where"];

impl KeyReader<'_> {
    pub(super) fn read(&self, faults: &mut Vec<Fault>) -> Keys {
        let primary = self.primary(faults);
        let mut indexes = Vec::new();
        for member in &self.model.fields {
            if let Some(found) = attribute(&member.field.attributes, "unique", faults) {
                let field = &member.field.name;
                let arguments = Arguments::of("@unique", found, 0, &UNIQUE[2..], faults);
                self.refuse_foreign(&arguments, &["length", "clustered"], &found.at, faults);
                let Some((column, _)) = self.model.column(&field.text, &found.at, faults) else { continue };
                let order = arguments.get("sort").map_or(Order::Ascending, |value| order(value, faults));
                let columns = vec![IndexColumn { name: column.name.clone(), order, operator_class: None }];
                indexes.extend(self.index(Rule::Unique, &arguments, None, columns, &found.at, faults));
            }
        }
        for found in &self.model.model.attributes {
            match found.name.text.as_str() {
                "unique" => indexes.extend(self.block("@@unique", found, UNIQUE, faults)),
                "index" => indexes.extend(self.block("@@index", found, INDEX, faults)),
                _ => {}
            }
        }
        let keys = Keys { primary, indexes };
        self.refuse_without_key(&keys, faults);
        self.refuse_uncounted(&keys, faults);
        keys
    }

    /// SQLite counts only in a column that is the key by itself.
    fn refuse_uncounted(&self, keys: &Keys, faults: &mut Vec<Fault>) {
        if self.dialect != Dialect::Sqlite {
            return;
        }
        let key = |name: &String| {
            keys.primary.as_ref().is_some_and(|key| key.columns.as_slice() == std::slice::from_ref(name))
        };
        let counted = self.model.columns().filter(|(_, column)| column.filled == Filled::Counted);
        for (_, column) in counted.filter(|(_, column)| !key(&column.name)) {
            let attribute = "autoincrement()".to_owned();
            let why = "SQLite counts only in an @id of one field";
            faults.push(Fault::new(Problem::Misplaced { attribute, why }, column.at.clone()));
        }
    }

    /// Prisma finds rows by a key all of whose fields are required.
    fn refuse_without_key(&self, keys: &Keys, faults: &mut Vec<Fault>) {
        let model = self.model.model;
        let required = |name: &String| {
            self.model.columns().any(|(_, column)| column.name == *name && column.null == Null::Refused)
        };
        let strict = |index: &Index| {
            index.rule == Rule::Unique && index.columns.iter().all(|column| required(&column.name))
        };
        let ignored = model.attributes.iter().any(|one| one.name.text == "ignore");
        let tried = model.attributes.iter().any(|one| one.name.text == "id")
            || model.fields.iter().any(|field| field.attributes.iter().any(|one| one.name.text == "id"));
        if !ignored && !tried && !keys.indexes.iter().any(strict) {
            faults.push(Fault::new(Problem::NoKey(model.name.text.clone()), model.name.at.clone()));
        }
    }

    fn refuse_foreign(
        &self,
        arguments: &Arguments<'_>,
        foreign: &[&str],
        at: &Span,
        faults: &mut Vec<Fault>,
    ) {
        for argument in foreign.iter().filter(|name| arguments.get(name).is_some()) {
            let what = match *argument {
                "length" => "a key on the beginning of a value",
                "clustered" => "a clustered key",
                _ => "an order in a primary key",
            };
            let problem = Problem::NotThere(super::called(self.dialect), what);
            faults.push(Fault::new(problem, at.clone()));
        }
    }

    fn primary(&self, faults: &mut Vec<Fault>) -> Option<Key> {
        let model = self.model.model;
        let mut found: Vec<(&Attribute, Vec<Word>, Arguments<'_>)> = Vec::new();
        for member in &self.model.fields {
            if let Some(at_field) = attribute(&member.field.attributes, "id", faults) {
                let arguments = Arguments::of("@id", at_field, 0, &PRIMARY[2..], faults);
                found.push((at_field, vec![member.field.name.clone()], arguments));
            }
        }
        for below in model.attributes.iter().filter(|one| one.name.text == "id") {
            let arguments = Arguments::of("@@id", below, 1, PRIMARY, faults);
            let fields = arguments.need("fields", faults).map_or(&[][..], list);
            let words = fields.iter().filter_map(|value| word(value, faults).cloned()).collect();
            found.push((below, words, arguments));
        }
        for (second, ..) in found.iter().skip(1) {
            faults.push(Fault::new(Problem::SecondKey(model.name.text.clone()), second.at.clone()));
        }
        let (attribute, fields, arguments) = found.into_iter().next()?;
        self.refuse_foreign(&arguments, &["length", "clustered", "sort"], &attribute.at, faults);
        let columns: Vec<&Column> = fields
            .iter()
            .filter_map(|field| self.model.column(&field.text, &field.at, faults).map(|(column, _)| column))
            .collect();
        if columns.iter().any(|column| column.null == Null::Allowed) {
            faults.push(Fault::new(Problem::OptionalKey, attribute.at.clone()));
        }
        let name = match (arguments.text("map", faults), self.dialect) {
            (Some(map), Dialect::Sqlite) => {
                let problem = Problem::NotThere(super::called(self.dialect), "a name of a primary key");
                faults.push(Fault::new(problem, map.at));
                String::new()
            }
            (Some(map), Dialect::Postgres) => map.text,
            (None, _) => names::primary_key(self.dialect, &self.model.table.name),
        };
        let columns = columns.into_iter().map(|column| column.name.clone()).collect();
        Some(Key { name, columns, at: attribute.at.clone() })
    }

    fn block(
        &self,
        title: &'static str,
        attribute: &Attribute,
        known: &'static [&'static str],
        faults: &mut Vec<Fault>,
    ) -> Option<Index> {
        let arguments = Arguments::of(title, attribute, 1, known, faults);
        self.refuse_foreign(&arguments, &["length", "clustered"], &attribute.at, faults);
        let fields = arguments.need("fields", faults)?;
        let columns: Vec<IndexColumn> =
            list(fields).iter().filter_map(|value| self.index_column(value, faults)).collect();
        let (rule, method) = match title {
            "@@index" => (Rule::Any, arguments.get("type").and_then(|value| self.method(value, faults))),
            _ => (Rule::Unique, None),
        };
        self.index(rule, &arguments, method, columns, &attribute.at, faults)
    }

    fn index(
        &self,
        rule: Rule,
        arguments: &Arguments<'_>,
        method: Option<&'static str>,
        columns: Vec<IndexColumn>,
        at: &Span,
        faults: &mut Vec<Fault>,
    ) -> Option<Index> {
        if columns.is_empty() {
            return None;
        }
        let table = &self.model.table.name;
        let on: Vec<String> = columns.iter().map(|column| column.name.clone()).collect();
        let map = arguments.text("map", faults);
        let name = match (rule, map) {
            (_, Some(map)) => map.text,
            (Rule::Unique | Rule::Constraint, None) => names::unique(self.dialect, table, &on),
            // Before Prisma 3 an index was named so.
            (Rule::Any, None) => match arguments.text("name", faults) {
                Some(name) => name.text,
                None => names::index(self.dialect, table, &on),
            },
        };
        let condition = arguments.get("where").and_then(|value| self.condition(value, faults));
        Some(Index { name, rule, method, columns, condition, at: at.clone() })
    }

    /// `field` or `field(sort: Desc, ops: …)`.
    fn index_column(&self, value: &Value, faults: &mut Vec<Fault>) -> Option<IndexColumn> {
        let (field, written, at) = match value {
            Value::Call(field, arguments, at) => (field, arguments.as_slice(), at),
            Value::Text(..) | Value::Number(..) | Value::Word(_) | Value::List(..) | Value::Object(..) => {
                let field = word(value, faults)?;
                (field, &[][..], &field.at)
            }
        };
        let title = format!("the field {}", field.text);
        let known = (0, ["sort", "ops", "length"].as_slice());
        let arguments = Arguments::among(&title, written, at, known, faults);
        self.refuse_foreign(&arguments, &["length"], at, faults);
        let (column, _) = self.model.column(&field.text, &field.at, faults)?;
        Some(IndexColumn {
            name: column.name.clone(),
            order: arguments.get("sort").map_or(Order::Ascending, |value| order(value, faults)),
            operator_class: arguments.get("ops").and_then(|value| self.operator_class(value, faults)),
        })
    }

    fn operator_class(&self, value: &Value, faults: &mut Vec<Fault>) -> Option<Sql> {
        if let Value::Call(raw, arguments, _) = value
            && raw.text == "raw"
        {
            let name = text(&arguments.first()?.value, faults)?;
            return Some(Sql::from_database(name.text));
        }
        let name = word(value, faults)?;
        let known = operator_class(&name.text);
        if known.is_none() {
            faults.push(Fault::new(Problem::NoOperatorClass(name.text.clone()), name.at.clone()));
        }
        known
    }

    fn method(&self, value: &Value, faults: &mut Vec<Fault>) -> Option<&'static str> {
        let name = word(value, faults)?;
        let method = match name.text.as_str() {
            "BTree" => None,
            "Hash" => Some("HASH"),
            "Gin" => Some("GIN"),
            "Gist" => Some("GIST"),
            "SpGist" => Some("SPGIST"),
            "Brin" => Some("BRIN"),
            _ => {
                faults.push(Fault::new(Problem::NoIndexType(name.text.clone()), name.at.clone()));
                None
            }
        };
        if let (Some(_), Dialect::Sqlite) = (method, self.dialect) {
            let problem = Problem::NotThere(super::called(self.dialect), "an index type");
            faults.push(Fault::new(problem, name.at.clone()));
        }
        method
    }

    /// `raw("…")`, or an object of fields and what they have to be.
    fn condition(&self, value: &Value, faults: &mut Vec<Fault>) -> Option<Sql> {
        match value {
            Value::Call(raw, arguments, _) if raw.text == "raw" => {
                let condition = text(&arguments.first()?.value, faults)?;
                Some(Sql::from_database(condition.text))
            }
            Value::Object(entries, _) => {
                let all = entries.iter().filter_map(|(field, value)| self.comparison(field, value, faults));
                Some(Sql::join(all.collect::<Vec<Sql>>(), " AND "))
            }
            Value::Text(..) | Value::Number(..) | Value::Word(_) | Value::Call(..) | Value::List(..) => {
                faults.push(not(value, "condition: raw(\"…\") or { field: value }"));
                None
            }
        }
    }

    fn comparison(&self, field: &Word, value: &Value, faults: &mut Vec<Fault>) -> Option<Sql> {
        let (column, _) = self.model.column(&field.text, &field.at, faults)?;
        let column = Quoted(&column.name);
        let (negated, value) = match value {
            Value::Object(entries, _) => match entries.as_slice() {
                [(not, value)] if not.text == "not" => (true, value),
                _ => (false, value),
            },
            Value::Text(..) | Value::Number(..) | Value::Word(_) | Value::Call(..) | Value::List(..) => {
                (false, value)
            }
        };
        let literal = match value {
            Value::Word(word) if word.text == "null" => {
                return Some(match negated {
                    true => sql!("{} IS NOT NULL", column),
                    false => sql!("{} IS NULL", column),
                });
            }
            Value::Word(word) if word.text == "true" => Sql::raw("true"),
            Value::Word(word) if word.text == "false" => Sql::raw("false"),
            Value::Number(number, _) => Sql::from_database(number),
            Value::Text(text, _) => Literal(text).into(),
            Value::Word(_) | Value::Call(..) | Value::List(..) | Value::Object(..) => {
                faults.push(not(value, "value that a condition compares with"));
                return None;
            }
        };
        Some(match negated {
            true => sql!("{} != {}", column, literal),
            false => sql!("{} = {}", column, literal),
        })
    }
}

fn order(value: &Value, faults: &mut Vec<Fault>) -> Order {
    match word(value, faults).map(|word| word.text.as_str()) {
        Some("Desc") => Order::Descending,
        Some("Asc") | None => Order::Ascending,
        Some(_) => {
            faults.push(not(value, "order: Asc or Desc"));
            Order::Ascending
        }
    }
}

/// The operator classes that Prisma has names for.
fn operator_class(name: &str) -> Option<Sql> {
    const PLAIN: &[(&str, &str)] = &[
        ("InetOps", "inet_ops"),
        ("JsonbOps", "jsonb_ops"),
        ("JsonbPathOps", "jsonb_path_ops"),
        ("ArrayOps", "array_ops"),
        ("TextOps", "text_ops"),
        ("InetInclusionOps", "inet_inclusion_ops"),
    ];
    const TYPES: &[&str] = &[
        "Bit",
        "VarBit",
        "Bpchar",
        "Bytea",
        "Date",
        "Float4",
        "Float8",
        "Inet",
        "Int2",
        "Int4",
        "Int8",
        "Numeric",
        "Oid",
        "Text",
        "Timestamp",
        "TimestampTz",
        "Time",
        "TimeTz",
        "Uuid",
    ];
    const FAMILIES: &[(&str, &str)] =
        &[("MinMaxOps", "_minmax_ops"), ("MinMaxMultiOps", "_minmax_multi_ops"), ("BloomOps", "_bloom_ops")];
    if let Some((_, sql)) = PLAIN.iter().find(|(known, _)| *known == name) {
        return Some(Sql::raw(sql));
    }
    FAMILIES.iter().find_map(|(word, family)| {
        let of = name.strip_suffix(word)?;
        let of = TYPES.iter().find(|known| **known == of)?;
        Some(Sql::from_database(of.to_lowercase()).and(Sql::raw(family)))
    })
}
