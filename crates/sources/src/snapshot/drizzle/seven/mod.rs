//! Version 7, the snapshots of Drizzle Kit 0.x. Must not know the other versions.

mod json;

use evenkeel_core::sql;
use evenkeel_core::sql::Sql;

pub(in crate::snapshot) use json::Seven;
use json::{
    ColumnOf, ForeignKeyOf, IdentityOf, IndexColumnOf, IndexOf, KeyOf, Number, PolicyOf, RoleOf, SequenceOf,
    TableOf, ViewOf,
};

use super::options;
use crate::derived::Quoted;
use crate::snapshot::model::{Part, Snapshot, Table, Target};
use crate::snapshot::parts::{
    Counting, ForeignKey, Index, IndexColumn, Key, KeyKind, Policy, View, check, enum_type, row_security,
};
use crate::snapshot::places::Anchor;

impl Seven {
    pub(in crate::snapshot) fn snapshot(&self) -> Snapshot {
        let mut snapshot = Snapshot::default();
        let at = |list: &'static str, key: &str, name: &str| Anchor::new(&[list, key], name);
        for (key, name) in self.schemas.0.iter().filter(|(_, name)| name != "public") {
            let sql = sql!("CREATE SCHEMA {}", Quoted(name));
            snapshot.before.push(Part { at: at("schemas", key, name), sql });
        }
        for (key, role) in &self.roles.0 {
            snapshot.before.push(Part { at: at("roles", key, &role.name), sql: role.sql() });
        }
        for (key, one) in &self.enums.0 {
            let sql = enum_type(&Target::new(one.schema.as_deref(), &one.name), &one.values);
            snapshot.before.push(Part { at: at("enums", key, &one.name), sql });
        }
        for (key, one) in &self.sequences.0 {
            let target = Target::new(one.schema.as_deref(), &one.name);
            let sql = sql!("CREATE SEQUENCE {}{}", target.sql(), one.counting().sql());
            snapshot.before.push(Part { at: at("sequences", key, &one.name), sql });
        }
        self.tables(&mut snapshot);
        for (key, view) in &self.views.0 {
            let sql = view.sql();
            snapshot.after.extend(sql.map(|sql| Part { at: at("views", key, &view.name), sql }));
        }
        for (key, policy) in &self.policies.0 {
            let Some(on) = &policy.on else { continue };
            let sql = policy.sql(Sql::from_database(on));
            snapshot.after.push(Part { at: at("policies", key, &policy.name), sql });
        }
        for (key, table) in &self.tables.0 {
            for (policy_key, policy) in &table.policies.0 {
                let at = Anchor::new(&["tables", key, "policies", policy_key], &policy.name);
                snapshot.after.push(Part { at, sql: policy.sql(table.target().sql()) });
            }
        }
        snapshot
    }

    fn tables(&self, snapshot: &mut Snapshot) {
        let (mut indexes, mut foreign_keys) = (Vec::new(), Vec::new());
        for (key, table) in &self.tables.0 {
            let target = table.target();
            for (name, index) in &table.indexes.0 {
                let at = Anchor::new(&["tables", key, "indexes", name], &index.name);
                indexes.push(Part { at, sql: index.sql(&target) });
            }
            for (name, foreign) in &table.foreign_keys.0 {
                let at = Anchor::new(&["tables", key, "foreignKeys", name], &foreign.name);
                foreign_keys.push(Part { at, sql: foreign.sql(&target) });
            }
            snapshot.tables.push(table.table(&Anchor::new(&["tables", key], &table.name)));
        }
        snapshot.after.extend(indexes);
        snapshot.after.extend(foreign_keys);
    }
}

impl TableOf {
    fn target(&self) -> Target {
        Target::new(self.schema.as_deref(), &self.name)
    }

    fn table(&self, place: &Anchor) -> Table {
        let mut table = Table::new(place.clone(), self.target());
        let at = |list: &'static str, key: &str, name: &str| place.below(&[list, key], name);
        for (key, column) in &self.columns.0 {
            let sql = column.sql(&table.target);
            table.inside.push(Part { at: at("columns", key, &column.name), sql });
        }
        for (key, found) in &self.composite_primary_keys.0 {
            let sql = found.sql(KeyKind::Primary);
            table.inside.push(Part { at: at("compositePrimaryKeys", key, &found.name), sql });
        }
        for (key, found) in &self.unique_constraints.0 {
            let sql = found.unique();
            table.inside.push(Part { at: at("uniqueConstraints", key, &found.name), sql });
        }
        for (key, column) in self.columns.0.iter().filter(|(_, column)| column.is_unique) {
            let usual = format!("{}_{}_unique", self.name, column.name);
            let name = column.unique_name.clone().unwrap_or(usual);
            let columns = vec![column.name.clone()];
            let found = KeyOf { name, columns, nulls_not_distinct: column.nulls_not_distinct };
            let sql = found.unique();
            table.inside.push(Part { at: at("columns", key, &column.name), sql });
        }
        for (key, found) in &self.check_constraints.0 {
            let sql = check(Some(&found.name), &Sql::from_database(&found.value));
            table.inside.push(Part { at: at("checkConstraints", key, &found.name), sql });
        }
        if self.is_rls_enabled || !self.policies.0.is_empty() {
            table.more.push(Part { at: place.clone(), sql: row_security(&table.target) });
        }
        table
    }
}

impl KeyOf {
    fn unique(&self) -> Sql {
        self.sql(if self.nulls_not_distinct { KeyKind::UniqueNulls } else { KeyKind::Unique })
    }

    fn sql(&self, what: KeyKind) -> Sql {
        Key { name: Some(&self.name), what, columns: &self.columns, deferrable: None }.sql()
    }
}

impl ColumnOf {
    fn sql(&self, table: &Target) -> Sql {
        let mut column = sql!("{} {}", Quoted(&self.name), self.data_type());
        if self.primary_key {
            column.push(Sql::raw(" PRIMARY KEY"));
        }
        match &self.default {
            Some(serde_json::Value::String(expression)) => {
                column.push(sql!(" DEFAULT {}", Sql::from_database(expression)));
            }
            Some(value) => column.push(sql!(" DEFAULT {}", Sql::from_database(value.to_string()))),
            None => {}
        }
        if let Some(generated) = &self.generated {
            let expression = Sql::from_database(&generated.r#as);
            column.push(sql!(" GENERATED ALWAYS AS ({}) STORED", expression));
        }
        if let Some(IdentityOf { when, sequence }) = &self.identity {
            let beside = table.beside(&sequence.name);
            column.push(sequence.counting().identity(when, &beside));
        }
        // An identity is never NULL, and needs no word for it.
        if self.not_null && self.identity.is_none() {
            column.push(Sql::raw(" NOT NULL"));
        }
        column
    }

    /// Types of users stand in a schema, and are names. So is, to the kit, a type that somebody named with capitals.
    fn data_type(&self) -> Sql {
        let (name, dimensions) = self.of.split_at(self.of.find('[').unwrap_or(self.of.len()));
        let is_name = name.contains(|c: char| c.is_ascii_uppercase())
            && name.chars().all(|c| c.is_alphanumeric() || c == '_');
        match (&self.type_schema, is_name) {
            (None, false) => Sql::from_database(&self.of),
            (schema, _) => Target::new(schema.as_deref(), name).sql().and(Sql::from_database(dimensions)),
        }
    }
}

impl SequenceOf {
    fn counting(&self) -> Counting {
        let text = |number: &Option<Number>| match number {
            Some(Number::Text(text)) => Some(text.clone()),
            Some(Number::Plain(number)) => Some(number.to_string()),
            None => None,
        };
        Counting {
            increment: text(&self.increment),
            least: text(&self.min_value),
            most: text(&self.max_value),
            start: text(&self.start_with),
            cache: text(&self.cache),
            cycle: self.cycle,
        }
    }
}

impl IndexOf {
    fn sql(&self, table: &Target) -> Sql {
        let index = Index {
            name: &self.name,
            unique: self.is_unique,
            method: self.method.as_deref(),
            columns: self.columns.iter().map(IndexColumnOf::column).collect(),
            options: options(&self.with),
            condition: self.r#where.as_deref(),
        };
        index.sql(table)
    }
}

impl IndexColumnOf {
    fn column(&self) -> IndexColumn<'_> {
        // Beside an operator class the kit forgets which way it goes.
        let ascending = self.asc || self.opclass.is_some();
        let nulls_first = self.nulls.as_deref().map_or(!ascending, |nulls| nulls == "first");
        IndexColumn {
            text: &self.expression,
            is_expression: self.is_expression,
            class: self.opclass.as_deref(),
            ascending,
            nulls_first: nulls_first && self.opclass.is_none(),
        }
    }
}

impl ForeignKeyOf {
    fn sql(&self, table: &Target) -> Sql {
        let key = ForeignKey {
            name: &self.name,
            columns: &self.columns_from,
            to: Target::new(self.schema_to.as_deref(), &self.table_to),
            to_columns: &self.columns_to,
            on_delete: self.on_delete.as_deref(),
            on_update: self.on_update.as_deref(),
            deferrable: None,
        };
        key.sql(table)
    }
}

impl PolicyOf {
    fn sql(&self, table: Sql) -> Sql {
        let policy = Policy {
            name: &self.name,
            table,
            kind: self.r#as.as_deref(),
            command: self.r#for.as_deref(),
            roles: &self.to,
            using: self.using.as_deref(),
            with_check: self.with_check.as_deref(),
        };
        policy.sql()
    }
}

impl RoleOf {
    fn sql(&self) -> Sql {
        let mut statement = sql!("CREATE ROLE {}", Quoted(&self.name));
        let asked =
            [(self.create_db, " CREATEDB"), (self.create_role, " CREATEROLE"), (!self.inherit, " NOINHERIT")];
        for (_, word) in asked.iter().filter(|(asked, _)| *asked) {
            statement.push(Sql::raw(word));
        }
        statement
    }
}

impl ViewOf {
    /// A view that stands there anyway is nobody's to make.
    fn sql(&self) -> Option<Sql> {
        let view = View {
            target: Target::new(self.schema.as_deref(), &self.name),
            definition: self.definition.as_deref().filter(|_| !self.is_existing)?,
            materialized: self.materialized,
            method: self.using.as_deref(),
            options: options(&self.with),
            tablespace: self.tablespace.as_deref(),
            without_data: self.with_no_data,
        };
        Some(view.sql())
    }
}
