//! Version 9, the snapshots of Drizzle Kit 1.0: one list of all things, each by itself. Must not know the other versions.

mod json;

use evenkeel_core::sql;
use evenkeel_core::sql::{Literal, Sql};

pub(in crate::snapshot) use json::Nine;
use json::{
    ColumnOf, Entity, ForeignKeyOf, IdentityOf, IndexColumnOf, IndexOf, KeyOf, PolicyOf, PrivilegeOf, RoleOf,
    SequenceOf, ViewOf,
};

use super::options;
use crate::derived::Quoted;
use crate::snapshot::model::{Part, Snapshot, Table, Target};
use crate::snapshot::parts::{
    Counting, ForeignKey, Index, IndexColumn, Key, KeyKind, Policy, View, check, enum_type, row_security,
};
use crate::snapshot::places::Anchor;

impl Nine {
    /// The list has no order in which it could be run.
    pub(in crate::snapshot) fn snapshot(&self) -> Snapshot {
        let mut sorted = Sorted::default();
        for (number, entity) in self.ddl.iter().enumerate() {
            sorted.add(entity, |name| Anchor::new(&["ddl", &number.to_string()], name));
        }
        let Sorted { schemas, roles, types, sequences, tables, indexes, foreign_keys, views, rest } = sorted;
        let before = [schemas, roles, types, sequences].into_iter().flatten().collect();
        let after = [indexes, foreign_keys, views, rest].into_iter().flatten().collect();
        Snapshot { before, tables, after }
    }
}

/// The things of a snapshot by when they can be made.
#[derive(Default)]
struct Sorted {
    schemas: Vec<Part>,
    roles: Vec<Part>,
    types: Vec<Part>,
    sequences: Vec<Part>,
    tables: Vec<Table>,
    indexes: Vec<Part>,
    foreign_keys: Vec<Part>,
    views: Vec<Part>,
    rest: Vec<Part>,
}

impl Sorted {
    fn add(&mut self, entity: &Entity, anchor: impl Fn(&str) -> Anchor) {
        let part = |name: &str, sql: Sql| Part { at: anchor(name), sql };
        match entity {
            Entity::Schemas(one) if one.name == "public" => {}
            Entity::Schemas(one) => {
                self.schemas.push(part(&one.name, sql!("CREATE SCHEMA {}", Quoted(&one.name))));
            }
            Entity::Roles(one) => self.roles.push(part(&one.name, one.sql())),
            Entity::Enums(one) => {
                let target = Target::new(Some(&one.schema), &one.name);
                self.types.push(part(&one.name, enum_type(&target, &one.values)));
            }
            Entity::Sequences(one) => self.sequences.push(part(&one.name, one.sql())),
            Entity::Tables(one) => {
                let table = self.table(&one.schema, &one.name, &anchor);
                if one.is_rls_enabled {
                    table.more.push(part(&one.name, row_security(&table.target)));
                }
            }
            Entity::Columns(one) => {
                let table = self.table(&one.schema, &one.table, &anchor);
                table.inside.push(part(&one.name, one.sql(&table.target)));
            }
            Entity::Pks(one) => {
                let table = self.table(&one.schema, &one.table, &anchor);
                table.inside.push(part(&one.name, one.primary()));
            }
            Entity::Uniques(one) => {
                let table = self.table(&one.schema, &one.table, &anchor);
                table.inside.push(part(&one.name, one.unique()));
            }
            Entity::Checks(one) => {
                let sql = check(Some(&one.name), &Sql::from_database(&one.value));
                self.table(&one.schema, &one.table, &anchor).inside.push(part(&one.name, sql));
            }
            Entity::Indexes(one) => self.indexes.push(part(&one.name, one.sql())),
            Entity::Fks(one) => self.foreign_keys.push(part(&one.name, one.sql())),
            Entity::Views(one) => self.views.extend(one.sql().map(|sql| part(&one.name, sql))),
            Entity::Policies(one) => self.rest.push(part(&one.name, one.sql())),
            Entity::Privileges(one) => self.rest.push(part(&one.grantee, one.sql())),
        }
    }

    /// The table of this name, whatever tells of it first.
    fn table(&mut self, schema: &str, name: &str, anchor: &impl Fn(&str) -> Anchor) -> &mut Table {
        let target = Target::new(Some(schema), name);
        let there = self.tables.iter().position(|table| table.target == target);
        let at = there.unwrap_or_else(|| {
            self.tables.push(Table::new(anchor(name), target));
            self.tables.len() - 1
        });
        &mut self.tables[at]
    }
}

impl ColumnOf {
    fn sql(&self, table: &Target) -> Sql {
        let mut column = sql!("{} {}", Quoted(&self.name), self.data_type());
        if let Some(value) = &self.default {
            let value = Sql::from_database(value);
            // The kit took the type off a default that has one.
            match self.type_schema.is_some() || self.dimensions > 0 {
                true => column.push(sql!(" DEFAULT {}::{}", value, self.data_type())),
                false => column.push(sql!(" DEFAULT {}", value)),
            }
        }
        if let Some(generated) = &self.generated {
            let expression = Sql::from_database(&generated.r#as);
            column.push(sql!(" GENERATED ALWAYS AS ({}) STORED", expression));
        }
        if let Some(identity) = &self.identity {
            column.push(identity.counting().identity(&identity.when, &table.beside(&identity.name)));
        }
        let counts = matches!(self.of.as_str(), "serial" | "bigserial" | "smallserial");
        if self.not_null && self.identity.is_none() && !counts {
            column.push(Sql::raw(" NOT NULL"));
        }
        column
    }

    fn data_type(&self) -> Sql {
        let mut of = match &self.type_schema {
            Some(schema) => Target::new(Some(schema), &self.of).sql(),
            None => Sql::from_database(&self.of),
        };
        for _ in 0..self.dimensions {
            of.push(Sql::raw("[]"));
        }
        of
    }
}

impl IdentityOf {
    fn counting(&self) -> Counting {
        Counting {
            increment: self.increment.clone(),
            least: self.min_value.clone(),
            most: self.max_value.clone(),
            start: self.start_with.clone(),
            cache: self.cache.map(|cache| cache.to_string()),
            cycle: self.cycle.unwrap_or_default(),
        }
    }
}

impl SequenceOf {
    fn sql(&self) -> Sql {
        let counting = Counting {
            increment: self.increment_by.clone(),
            least: self.min_value.clone(),
            most: self.max_value.clone(),
            start: self.start_with.clone(),
            cache: self.cache_size.map(|cache| cache.to_string()),
            cycle: self.cycle.unwrap_or_default(),
        };
        sql!("CREATE SEQUENCE {}{}", Target::new(Some(&self.schema), &self.name).sql(), counting.sql())
    }
}

impl KeyOf {
    fn unique(&self) -> Sql {
        let what = if self.nulls_not_distinct { KeyKind::UniqueNulls } else { KeyKind::Unique };
        // The database names the key of one column itself where nobody did.
        let name = (self.name_explicit || self.columns.len() > 1).then_some(self.name.as_str());
        Key { name, what, columns: &self.columns, deferrable: None }.sql()
    }

    fn primary(&self) -> Sql {
        let usual = self.columns.len() == 1 && self.name == [&self.table, "_pkey"].concat();
        let name = (!usual).then_some(self.name.as_str());
        Key { name, what: KeyKind::Primary, columns: &self.columns, deferrable: None }.sql()
    }
}

impl IndexOf {
    fn sql(&self) -> Sql {
        let with = self.with.as_deref().filter(|with| !with.is_empty());
        let index = Index {
            name: &self.name,
            unique: self.is_unique,
            method: self.method.as_deref(),
            columns: self.columns.iter().map(IndexColumnOf::column).collect(),
            options: with.map_or_else(Sql::default, |with| sql!(" WITH ({})", Sql::from_database(with))),
            condition: self.r#where.as_deref(),
        };
        index.sql(&Target::new(Some(&self.schema), &self.table))
    }
}

impl IndexColumnOf {
    fn column(&self) -> IndexColumn<'_> {
        let class = self.opclass.as_ref().filter(|class| !class.default);
        IndexColumn {
            text: &self.value,
            is_expression: self.is_expression,
            class: class.map(|class| class.name.as_str()),
            ascending: self.asc,
            nulls_first: self.nulls_first,
        }
    }
}

impl ForeignKeyOf {
    fn sql(&self) -> Sql {
        let key = ForeignKey {
            name: &self.name,
            columns: &self.columns,
            to: Target::new(Some(&self.schema_to), &self.table_to),
            to_columns: &self.columns_to,
            on_delete: self.on_delete.as_deref(),
            on_update: self.on_update.as_deref(),
            deferrable: None,
        };
        key.sql(&Target::new(Some(&self.schema), &self.table))
    }
}

impl RoleOf {
    /// A password is nothing that a migration may hold, so it is left to whoever sets it.
    fn sql(&self) -> Sql {
        let mut statement = sql!("CREATE ROLE {}", Quoted(&self.name));
        for (said, is, word) in [
            (self.superuser, true, " SUPERUSER"),
            (self.create_db, true, " CREATEDB"),
            (self.create_role, true, " CREATEROLE"),
            (self.inherit, false, " NOINHERIT"),
            (self.can_login, true, " LOGIN"),
            (self.replication, true, " REPLICATION"),
            (self.bypass_rls, true, " BYPASSRLS"),
        ] {
            if said == Some(is) {
                statement.push(Sql::raw(word));
            }
        }
        if let Some(limit) = self.conn_limit.filter(|limit| *limit != -1) {
            statement.push(sql!(" CONNECTION LIMIT {}", limit));
        }
        match &self.valid_until {
            Some(until) => statement.and(sql!(" VALID UNTIL {}", Literal(until))),
            None => statement,
        }
    }
}

impl PrivilegeOf {
    fn sql(&self) -> Sql {
        let grant = sql!(
            "GRANT {} ON {} TO {}",
            Sql::from_database(&self.of),
            Target::new(Some(&self.schema), &self.table).sql(),
            Quoted(&self.grantee),
        );
        if self.is_grantable { grant.and(Sql::raw(" WITH GRANT OPTION")) } else { grant }
    }
}

impl PolicyOf {
    fn sql(&self) -> Sql {
        let policy = Policy {
            name: &self.name,
            table: Target::new(Some(&self.schema), &self.table).sql(),
            kind: self.r#as.as_deref(),
            command: self.r#for.as_deref(),
            roles: &self.roles,
            using: self.using.as_deref(),
            with_check: self.with_check.as_deref(),
        };
        policy.sql()
    }
}

impl ViewOf {
    fn sql(&self) -> Option<Sql> {
        let view = View {
            target: Target::new(Some(&self.schema), &self.name),
            definition: self.definition.as_deref()?,
            materialized: self.materialized,
            method: self.using.as_deref(),
            options: self.with.as_ref().map(options).unwrap_or_default(),
            tablespace: self.tablespace.as_deref(),
            without_data: self.with_no_data.unwrap_or_default(),
        };
        Some(view.sql())
    }
}
