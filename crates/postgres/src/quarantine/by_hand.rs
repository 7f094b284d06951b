//! Putting one thing back by hand, into a database that may have changed since. Must not know how it is sent.

use evenkeel_core::sql;
use evenkeel_core::sql::{Literal, Name, Sql};

use super::{Holds, Kept, SCHEMA};

/// What is there now where the thing was.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Present {
    #[default]
    Nothing,
    /// A table with these columns and their types.
    Table(Vec<(String, String)>),
    Sequence,
    /// Something else holds the name.
    Other,
}

/// How a thing comes back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Return {
    /// By these statements, which leave nothing in quarantine.
    Whole(Vec<Sql>),
    /// By a statement that answers how many values it put in place; what is not all stays in quarantine too.
    Counted(Sql),
}

/// The question whose rows tell what is there now: the kind of relation, and its columns with their types.
pub fn presence(holds: &Holds) -> Sql {
    let (schema, name) = holds.was_at();
    sql!(
        "SELECT c.relkind, a.attname, format_type(a.atttypid, a.atttypmod) FROM pg_catalog.pg_class c \
         JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace \
         LEFT JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped \
         WHERE n.nspname = {} AND c.relname = {} ORDER BY a.attnum",
        Literal(schema),
        Literal(name)
    )
}

impl Present {
    /// From the rows that [`presence`] answers.
    pub fn of(rows: &[Vec<Option<String>>]) -> Present {
        let kind = rows.first().and_then(|row| row.first()?.as_deref());
        match kind {
            None => Present::Nothing,
            Some("r" | "p") => {
                let column = |row: &Vec<Option<String>>| Some((row.get(1)?.clone()?, row.get(2)?.clone()?));
                Present::Table(rows.iter().filter_map(column).collect())
            }
            Some("S") => Present::Sequence,
            Some(_) => Present::Other,
        }
    }
}

impl Holds {
    /// Schema and name of the relation that it was of.
    pub fn was_at(&self) -> (&str, &str) {
        match self {
            Holds::Rows { schema, table, .. }
            | Holds::Column { schema, table, .. }
            | Holds::Values { schema, table, .. } => (schema, table),
            Holds::Counter { schema, sequence } => (schema, sequence),
        }
    }

    /// How it comes back from the table `name`.
    ///
    /// # Errors
    /// Why it cannot, as a sentence.
    pub fn returned(&self, name: &str, present: &Present) -> Result<Return, String> {
        let place = Name::new([SCHEMA, name]);
        let (schema, relation) = self.was_at();
        let target = Name::new([schema, relation]);
        match (self, present) {
            (Holds::Rows { columns, .. }, Present::Nothing) => {
                Ok(Return::Whole(moved(name, schema, relation, columns)))
            }
            (Holds::Rows { columns, .. }, Present::Table(there)) => {
                columns.iter().try_for_each(|column| has(there, &target, &column.name))?;
                let names = Sql::join(columns.iter().map(Kept::ident), ", ");
                let values = Sql::join(columns.iter().map(|column| column.taken_out(column.ident())), ", ");
                Ok(Return::Counted(sql!(
                    "WITH put AS (INSERT INTO {} ({}) OVERRIDING SYSTEM VALUE SELECT {} FROM {} ON CONFLICT DO NOTHING \
                     RETURNING 1) SELECT count(*) FROM put",
                    target,
                    names,
                    values,
                    place
                )))
            }
            (Holds::Column { key, column, .. }, Present::Table(there)) => {
                has(there, &target, &column.name)?;
                let condition = sql!("t.{} IS NULL", column.ident());
                keyed(key, there, &target).map(|keys| updated(&target, &place, column, &keys, &condition))
            }
            (Holds::Values { key, column, .. }, Present::Table(there)) => {
                has(there, &target, &column.name)?;
                let now = there
                    .iter()
                    .find(|(name, _)| *name == column.name)
                    .map(|(_, data_type)| data_type.as_str());
                if now != Some(column.data_type.as_str()) {
                    return Err(format!(
                        "{target}.{} is {} now, which altered the values; change it back to {} first",
                        column.ident(),
                        now.unwrap_or_default(),
                        column.data_type
                    ));
                }
                let condition = sql!("t.{}::text = q.became", column.ident());
                keyed(key, there, &target).map(|keys| updated(&target, &place, column, &keys, &condition))
            }
            (Holds::Counter { .. }, Present::Sequence) => Ok(Return::Whole(vec![
                sql!("SELECT setval({}, last_value, is_called) FROM {}", Literal(&target.to_string()), place),
                sql!("DROP TABLE {}", place),
            ])),
            (Holds::Counter { .. }, Present::Nothing) => {
                Err(format!("there is no sequence {target} any more"))
            }
            (Holds::Column { .. } | Holds::Values { .. }, Present::Nothing) => {
                Err(format!("there is no table {target} any more; restore that first"))
            }
            (
                Holds::Rows { .. } | Holds::Column { .. } | Holds::Values { .. },
                Present::Sequence | Present::Other,
            )
            | (Holds::Counter { .. }, Present::Table(_) | Present::Other) => {
                Err(format!("something of another kind is called {target} now"))
            }
        }
    }
}

fn has(there: &[(String, String)], table: &Name, column: &str) -> Result<(), String> {
    match there.iter().any(|(name, _)| name == column) {
        true => Ok(()),
        false => Err(format!(
            "{table} has no column {}; add it, and restore again",
            evenkeel_core::Ident::new(column)
        )),
    }
}

/// The table itself comes back, with its rows and nothing else.
fn moved(name: &str, schema: &str, table: &str, columns: &[Kept]) -> Vec<Sql> {
    let place = Name::new([SCHEMA, name]);
    let typed = columns.iter().filter(|column| column.as_text).map(|column| {
        sql!(
            "ALTER TABLE {} ALTER COLUMN {} TYPE {} USING {}",
            place,
            column.ident(),
            column.data_type,
            column.taken_out(column.ident())
        )
    });
    let back = [
        sql!("COMMENT ON TABLE {} IS NULL", place),
        sql!("ALTER TABLE {} SET SCHEMA {}", place, evenkeel_core::Ident::new(schema)),
        sql!("ALTER TABLE {} RENAME TO {}", Name::new([schema, name]), evenkeel_core::Ident::new(table)),
    ];
    typed.chain(back).collect()
}

fn keyed(key: &[Kept], there: &[(String, String)], table: &Name) -> Result<Sql, String> {
    key.iter().try_for_each(|part| has(there, table, &part.name))?;
    let same =
        key.iter().map(|part| sql!("q.{} = {}", part.ident(), part.put_away(sql!("t.{}", part.ident()))));
    Ok(Sql::join(same, " AND "))
}

fn updated(table: &Name, place: &Name, column: &Kept, keys: &Sql, condition: &Sql) -> Return {
    let value = column.taken_out(sql!("q.{}", column.ident()));
    Return::Counted(sql!(
        "WITH put AS (UPDATE {} AS t SET {} = {} FROM {} AS q WHERE {} AND {} RETURNING 1) SELECT count(*) FROM put",
        table,
        column.ident(),
        value,
        place,
        keys,
        condition
    ))
}
