//! Snapshots of MikroORM 6 (`.snapshot-<name>.json`). Must not know how statements are put into a script.

use evenkeel_core::sql;
use evenkeel_core::sql::{Literal, Sql};
use serde::Deserialize;

use super::model::{Part, Snapshot, Table, Target};
use super::ordered::Ordered;
use super::parts::{ForeignKey, Index, IndexColumn, Key, KeyKind, check, enum_type, literals};
use super::places::Anchor;
use crate::derived::Quoted;

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct MikroOrm {
    namespaces: Vec<String>,
    tables: Vec<TableOf>,
    #[serde(default)]
    native_enums: Ordered<EnumOf>,
}

#[derive(Debug, Deserialize)]
struct EnumOf {
    name: String,
    schema: Option<String>,
    items: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct TableOf {
    name: String,
    schema: Option<String>,
    columns: Ordered<ColumnOf>,
    #[serde(default)]
    indexes: Vec<IndexOf>,
    #[serde(default)]
    checks: Vec<CheckOf>,
    #[serde(default)]
    foreign_keys: Ordered<ForeignKeyOf>,
    comment: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct ColumnOf {
    name: String,
    #[serde(rename = "type")]
    of: String,
    #[serde(default)]
    autoincrement: bool,
    #[serde(default)]
    nullable: bool,
    default: Option<serde_json::Value>,
    comment: Option<String>,
    #[serde(default)]
    enum_items: Vec<serde_json::Value>,
    /// MikroORM's own word for the type.
    mapped_type: Option<String>,
    /// How it is made from others, or `by default as identity`.
    generated: Option<String>,
    native_enum_name: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct IndexOf {
    column_names: Vec<String>,
    key_name: String,
    #[serde(default)]
    unique: bool,
    #[serde(default)]
    primary: bool,
    /// The whole statement, where somebody wrote it.
    expression: Option<String>,
    #[serde(rename = "type")]
    method: Option<String>,
    defer_mode: Option<String>,
}

#[derive(Debug, Deserialize)]
struct CheckOf {
    name: String,
    expression: String,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct ForeignKeyOf {
    constraint_name: String,
    column_names: Vec<String>,
    /// With its schema before it.
    referenced_table_name: String,
    referenced_column_names: Vec<String>,
    update_rule: Option<String>,
    delete_rule: Option<String>,
    defer_mode: Option<String>,
}

impl MikroOrm {
    pub(super) fn snapshot(&self) -> Snapshot {
        let mut snapshot = Snapshot::default();
        for name in self.namespaces.iter().filter(|name| *name != "public") {
            // Each module of a project has a snapshot of its own, and several may stand in one schema.
            let sql = sql!("CREATE SCHEMA IF NOT EXISTS {}", Quoted(name));
            snapshot.before.push(Part { at: Anchor::new(&["namespaces"], name), sql });
        }
        for (key, one) in &self.native_enums.0 {
            let (schema, name) = split(&one.name);
            let target = Target::new(schema.or(one.schema.as_deref()), name);
            let at = Anchor::new(&["nativeEnums", key], &one.name);
            snapshot.before.push(Part { at, sql: enum_type(&target, &one.items) });
        }
        let mut foreign_keys = Vec::new();
        for (number, table) in self.tables.iter().enumerate() {
            let place = Anchor::new(&["tables", &number.to_string()], &table.name);
            snapshot.after.extend(table.indexes(&place));
            foreign_keys.extend(table.foreign_keys(&place));
            snapshot.tables.push(table.table(place));
        }
        snapshot.after.extend(foreign_keys);
        snapshot
    }
}

/// A name and the schema that may stand before it.
fn split(name: &str) -> (Option<&str>, &str) {
    name.split_once('.').map_or((None, name), |(schema, name)| (Some(schema), name))
}

impl TableOf {
    fn target(&self) -> Target {
        Target::new(self.schema.as_deref(), &self.name)
    }

    /// Keys are those of several columns too.
    fn has_key_of_several(&self) -> bool {
        self.indexes.iter().any(|index| index.primary && index.column_names.len() > 1)
    }

    fn table(&self, place: Anchor) -> Table {
        let mut table = Table::new(place.clone(), self.target());
        let counts = !self.has_key_of_several();
        for (key, column) in &self.columns.0 {
            let at = place.below(&["columns", key], &column.name);
            let data_type = if counts { column.counting() } else { None };
            let data_type = data_type.unwrap_or_else(|| column.data_type(&table.target));
            table.inside.push(Part { at: at.clone(), sql: column.sql(&data_type) });
            if let Some(comment) = &column.comment {
                let column = sql!("{}.{}", table.target.sql(), Quoted(&column.name));
                table.more.push(Part { at, sql: comment_on("COLUMN", &column, comment) });
            }
        }
        for (number, key) in self.indexes.iter().enumerate() {
            if let Some(sql) = key.key() {
                let at = place.below(&["indexes", &number.to_string()], &key.key_name);
                table.inside.push(Part { at, sql });
            }
        }
        for (number, one) in self.checks.iter().enumerate() {
            let at = place.below(&["checks", &number.to_string()], &one.name);
            // MikroORM does not quote these names.
            let sql = check(Some(&one.name.to_lowercase()), &Sql::from_database(&one.expression));
            table.inside.push(Part { at, sql });
        }
        if let Some(comment) = &self.comment {
            let sql = comment_on("TABLE", &table.target.sql(), comment);
            table.more.push(Part { at: place, sql });
        }
        table
    }

    fn indexes(&self, place: &Anchor) -> impl Iterator<Item = Part> {
        self.indexes.iter().enumerate().filter(|(_, index)| index.key().is_none()).map(|(number, index)| {
            let at = place.below(&["indexes", &number.to_string()], &index.key_name);
            Part { at, sql: index.index(self) }
        })
    }

    fn foreign_keys(&self, place: &Anchor) -> impl Iterator<Item = Part> {
        self.foreign_keys.0.iter().map(|(key, foreign)| {
            let at = place.below(&["foreignKeys", key], &foreign.constraint_name);
            Part { at, sql: foreign.sql(&self.target()) }
        })
    }
}

fn comment_on(what: &'static str, object: &Sql, comment: &str) -> Sql {
    sql!("COMMENT ON {} {} IS {}", Sql::raw(what), *object, Literal(comment))
}

impl ColumnOf {
    /// The type of a column that counts by itself.
    fn counting(&self) -> Option<Sql> {
        let counts = self.autoincrement && self.generated.is_none();
        let big = matches!(self.mapped_type.as_deref(), Some("bigint"));
        counts.then(|| Sql::raw(if big { "bigserial" } else { "serial" }))
    }

    fn data_type(&self, table: &Target) -> Sql {
        let Some(name) = &self.native_enum_name else {
            let text = self.allowed().is_some();
            return if text { Sql::raw("text") } else { Sql::from_database(&self.of) };
        };
        let of = match split(name) {
            (None, name) => table.beside(name),
            (schema, name) => Target::new(schema, name),
        };
        if self.of.ends_with("[]") { of.sql().and(Sql::raw("[]")) } else { of.sql() }
    }

    /// The only texts that a column may hold, where it is an enum to MikroORM alone.
    fn allowed(&self) -> Option<Vec<String>> {
        let is_enum = self.mapped_type.as_deref() == Some("enum") && self.native_enum_name.is_none();
        let items: Option<Vec<String>> =
            self.enum_items.iter().map(|item| item.as_str().map(str::to_owned)).collect();
        items.filter(|items| is_enum && !items.is_empty())
    }

    fn sql(&self, data_type: &Sql) -> Sql {
        let mut column = sql!("{} {}", Quoted(&self.name), *data_type);
        match self.generated.as_deref() {
            Some("by default as identity") => column.push(Sql::raw(" GENERATED BY DEFAULT AS IDENTITY")),
            Some(how) => column.push(sql!(" GENERATED ALWAYS AS {}", Sql::from_database(how))),
            None => {}
        }
        let default = match &self.default {
            None | Some(serde_json::Value::Null) => None,
            Some(serde_json::Value::String(text)) => Some(text.clone()).filter(|text| text != "null"),
            Some(value) => Some(value.to_string()),
        };
        if let Some(default) = default {
            column.push(sql!(" DEFAULT {}", Sql::from_database(default)));
        }
        if !self.nullable {
            column.push(Sql::raw(" NOT NULL"));
        }
        if let Some(allowed) = self.allowed() {
            let condition = sql!("{} IN ({})", Quoted(&self.name), literals(&allowed));
            column.push(sql!(" {}", check(None, &condition)));
        }
        column
    }
}

impl IndexOf {
    /// A constraint of the table; nothing where it is an index alone.
    fn key(&self) -> Option<Sql> {
        let what = match (self.primary, self.unique) {
            (true, _) => KeyKind::Primary,
            (false, true) if !self.is_of_json() => KeyKind::Unique,
            (false, _) => return None,
        };
        if self.expression.is_some() {
            return None;
        }
        let deferrable = self.defer_mode.as_deref();
        Some(Key { name: Some(&self.key_name), what, columns: &self.column_names, deferrable }.sql())
    }

    /// Columns with a dot in them are ways into JSON.
    fn is_of_json(&self) -> bool {
        self.column_names.iter().any(|column| column.contains('.'))
    }

    fn index(&self, table: &TableOf) -> Sql {
        if let Some(statement) = &self.expression {
            return Sql::from_database(statement.trim_end().trim_end_matches(';'));
        }
        let texts: Vec<(String, bool)> = match self.method.as_deref() {
            Some("fulltext") => vec![(self.words(table), true)],
            Some(_) | None => self.column_names.iter().map(|column| way(column)).collect(),
        };
        let columns = texts.iter().map(|(text, is_expression)| IndexColumn {
            text,
            is_expression: *is_expression,
            class: None,
            ascending: true,
            nulls_first: false,
        });
        let method = self.method.as_deref().map(|method| if method == "fulltext" { "gin" } else { method });
        let index = Index {
            name: &self.key_name,
            unique: self.unique,
            method,
            columns: columns.collect(),
            options: Sql::default(),
            condition: None,
        };
        index.sql(&table.target())
    }

    /// What a full-text index is over.
    fn words(&self, table: &TableOf) -> String {
        let of = |name: &String| table.columns.0.iter().find(|(_, column)| column.name == *name);
        let names = self.column_names.iter().map(|name| sql!("{}", Quoted(name)));
        match self.column_names.as_slice() {
            [only] if of(only).is_some_and(|(_, column)| column.of == "tsvector") => {
                sql!("{}", Quoted(only)).to_string()
            }
            _ => sql!("to_tsvector('simple', {})", Sql::join(names, " || ' ' || ")).to_string(),
        }
    }
}

/// A column, or the way into its JSON, and whether it is one.
fn way(column: &str) -> (String, bool) {
    let Some((root, path)) = column.split_once('.') else { return (column.to_owned(), false) };
    let mut keys: Vec<&str> = path.split('.').collect();
    let last = keys.pop().unwrap_or_default();
    let mut way = sql!("{}", Quoted(root));
    for key in keys {
        way.push(sql!("->{}", Literal(key)));
    }
    (sql!("({}->>{})", way, Literal(last)).to_string(), true)
}

impl ForeignKeyOf {
    fn sql(&self, table: &Target) -> Sql {
        let (schema, name) = split(&self.referenced_table_name);
        let key = ForeignKey {
            name: &self.constraint_name,
            columns: &self.column_names,
            to: Target::new(schema, name),
            to_columns: &self.referenced_column_names,
            on_delete: self.delete_rule.as_deref(),
            on_update: self.update_rule.as_deref(),
            deferrable: self.defer_mode.as_deref(),
        };
        key.sql(table)
    }
}
