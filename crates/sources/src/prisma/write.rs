//! Writes the schema as statements, one for each object, in the order of the files. Must not know what was written there.

use evenkeel_core::sql;
use evenkeel_core::sql::{Literal, Sql};

use super::ast::Span;
use super::schema::{
    Column, EnumType, Filled, ForeignKey, Index, Key, Null, Order, Quoted, Rule, Schema, Table, quoted_list,
};
use crate::derived::Text;
use crate::lexer::Dialect;

/// The script that makes everything.
pub(super) fn write(schema: &Schema) -> Text {
    let mut text = Text::default();
    for (name, at) in &schema.schemas {
        text.statement(&sql!("CREATE SCHEMA {}", Quoted(name)), at);
    }
    for extension in &schema.extensions {
        let mut statement = sql!("CREATE EXTENSION {}", Quoted(&extension.name));
        if let Some(schema) = &extension.schema {
            statement.push(sql!(" SCHEMA {}", Quoted(schema)));
        }
        if let Some(version) = &extension.version {
            statement.push(sql!(" VERSION {}", Literal(version)));
        }
        text.statement(&statement, &extension.at);
    }
    for found in &schema.enums {
        write_enum(found, &mut text);
    }
    for table in &schema.tables {
        match schema.dialect {
            Dialect::Postgres => write_table(table, &postgres_parts(table), &mut text),
            Dialect::Sqlite => write_table(table, &sqlite_parts(table), &mut text),
        }
    }
    for table in &schema.tables {
        for index in &table.indexes {
            let statement = match index.rule {
                Rule::Any | Rule::Unique => written_index(schema.dialect, table, index),
                Rule::Constraint => written_constraint(table, index),
            };
            text.statement(&statement, &index.at);
        }
    }
    if schema.dialect == Dialect::Postgres {
        for table in &schema.tables {
            for key in &table.foreign_keys {
                let statement = sql!("ALTER TABLE {} ADD {}", table.name.sql(), foreign_key(key));
                text.statement(&statement, &key.at);
            }
        }
    }
    text
}

fn write_enum(found: &EnumType, text: &mut Text) {
    text.remarks(&found.remarks, &found.at);
    text.line(&sql!("CREATE TYPE {} AS ENUM (", found.name.sql()), &found.at);
    let last = found.labels.len().saturating_sub(1);
    for (at, label) in found.labels.iter().enumerate() {
        text.remarks(&label.remarks, &label.at);
        let literal = Literal(&label.name);
        let comma = if at < last { sql!("    {},", literal) } else { sql!("    {}", literal) };
        text.line(&comma, &label.at);
    }
    text.statement(&Sql::raw(")"), &found.at);
}

/// A line of a table.
struct Part<'a> {
    sql: Sql,
    remarks: &'a [String],
    at: &'a Span,
}

impl<'a> Part<'a> {
    fn new(sql: Sql, at: &'a Span) -> Self {
        Part { sql, remarks: &[], at }
    }
}

fn write_table(table: &Table, parts: &[Part<'_>], text: &mut Text) {
    text.remarks(&table.remarks, &table.at);
    text.line(&sql!("CREATE TABLE {} (", table.name.sql()), &table.at);
    let last = parts.len().saturating_sub(1);
    for (at, part) in parts.iter().enumerate() {
        text.remarks(part.remarks, part.at);
        let line = if at < last { sql!("    {},", part.sql) } else { sql!("    {}", part.sql) };
        text.line(&line, part.at);
    }
    text.statement(&Sql::raw(")"), &table.at);
}

fn column(column: &Column, of: &Sql, key: &'static str) -> Sql {
    let mut line = sql!("{} {}", Quoted(&column.name), *of);
    match column.null {
        Null::Allowed => {}
        Null::Refused => line.push(Sql::raw(" NOT NULL")),
    }
    line.push(Sql::raw(key));
    match &column.filled {
        Filled::Nothing | Filled::Counted => {}
        Filled::Default(default) => line.push(sql!(" DEFAULT {}", *default)),
    }
    line
}

fn postgres_parts(table: &Table) -> Vec<Part<'_>> {
    let columns = table.columns.iter().map(|one| {
        let of = match &one.filled {
            Filled::Counted => Sql::raw(match one.of.as_str() {
                "SMALLINT" => "SMALLSERIAL",
                "BIGINT" => "BIGSERIAL",
                _ => "SERIAL",
            }),
            Filled::Nothing | Filled::Default(_) => one.of.clone(),
        };
        Part { sql: column(one, &of, ""), remarks: &one.remarks, at: &one.at }
    });
    let key =
        |key: &Key| sql!("CONSTRAINT {} PRIMARY KEY ({})", Quoted(&key.name), quoted_list(&key.columns));
    columns.chain(table.primary.iter().map(|primary| Part::new(key(primary), &primary.at))).collect()
}

/// SQLite keeps keys in the table.
fn sqlite_parts(table: &Table) -> Vec<Part<'_>> {
    let single = |one: &Column| {
        table.primary.as_ref().is_some_and(|key| key.columns.as_slice() == std::slice::from_ref(&one.name))
    };
    let columns = table.columns.iter().map(|one| {
        let key = match (single(one), one.of.as_str()) {
            // Such a key counts in SQLite, whether anybody asks for it or not.
            (true, "INTEGER") => " PRIMARY KEY AUTOINCREMENT",
            (true, _) => " PRIMARY KEY",
            (false, _) => "",
        };
        Part { sql: column(one, &one.of, key), remarks: &one.remarks, at: &one.at }
    });
    let several = table.primary.iter().filter(|key| key.columns.len() > 1);
    let several = several.map(|key| Part::new(sql!("PRIMARY KEY ({})", quoted_list(&key.columns)), &key.at));
    let foreign = table.foreign_keys.iter().map(|key| Part::new(foreign_key(key), &key.at));
    columns.chain(several).chain(foreign).collect()
}

fn foreign_key(key: &ForeignKey) -> Sql {
    sql!(
        "CONSTRAINT {} FOREIGN KEY ({}) REFERENCES {} ({}) ON DELETE {} ON UPDATE {}",
        Quoted(&key.name),
        quoted_list(&key.columns),
        key.table.sql(),
        quoted_list(&key.references),
        key.on_delete,
        key.on_update,
    )
}

fn written_constraint(table: &Table, index: &Index) -> Sql {
    let columns = quoted_list(index.columns.iter().map(|column| &column.name));
    sql!("ALTER TABLE {} ADD CONSTRAINT {} UNIQUE ({})", table.name.sql(), Quoted(&index.name), columns)
}

fn written_index(dialect: Dialect, table: &Table, index: &Index) -> Sql {
    let columns = index.columns.iter().map(|column| {
        let mut written = sql!("{}", Quoted(&column.name));
        if let Some(class) = &column.operator_class {
            written.push(sql!(" {}", *class));
        }
        match column.order {
            Order::Ascending => written,
            Order::Descending => written.and(Sql::raw(" DESC")),
        }
    });
    let mut statement = Sql::raw(match index.rule {
        Rule::Any => "CREATE INDEX ",
        Rule::Unique | Rule::Constraint => "CREATE UNIQUE INDEX ",
    });
    statement.push(match dialect {
        Dialect::Postgres => sql!("{} ON {} ", Quoted(&index.name), table.name.sql()),
        Dialect::Sqlite => sql!("{} ON {} ", Quoted(&index.name), Quoted(&table.name.name)),
    });
    if let Some(method) = index.method {
        statement.push(sql!("USING {} ", Sql::raw(method)));
    }
    statement.push(sql!("({})", Sql::join(columns, ", ")));
    match &index.condition {
        Some(condition) => statement.and(sql!(" WHERE ({})", *condition)),
        None => statement,
    }
}
