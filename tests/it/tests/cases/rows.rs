//! The rows that have to come through a plan: of each table that is on both sides the values of the columns that stay
//! as they are, and the current value of each sequence. What a data-loss hazard names is given up. Must not know how
//! the plan is made.

use std::collections::{BTreeMap, BTreeSet};

use evenkeel_core::sql::{Ident, Name, Sql};
use evenkeel_core::{Danger, Plan, sql};
use evenkeel_engine::connect::Session;

use crate::Answer;

/// (schema, relation, relation's kind, column, type) of all that holds values of its own.
const HOLDERS: &str = "
SELECT n.nspname, c.relname, c.relkind, coalesce(a.attname, ''),
    coalesce(format_type(a.atttypid, a.atttypmod) || a.attcollation, '')
    -- Types that are made anew under their names may write their values in another way.
    || coalesce((SELECT string_agg(b.attname || format_type(b.atttypid, b.atttypmod), ',' ORDER BY b.attnum)
        FROM pg_catalog.pg_type t
        LEFT JOIN pg_catalog.pg_type e ON e.oid = t.typelem
        JOIN pg_catalog.pg_attribute b ON b.attrelid = coalesce(nullif(t.typrelid, 0), e.typrelid)
        WHERE t.oid = a.atttypid AND b.attnum > 0 AND NOT b.attisdropped), '')
    || coalesce((SELECT format_type(coalesce(nullif(t.typbasetype, 0), e.typbasetype), NULL)
        FROM pg_catalog.pg_type t LEFT JOIN pg_catalog.pg_type e ON e.oid = t.typelem
        WHERE t.oid = a.atttypid), '')
FROM pg_catalog.pg_class c
JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
LEFT JOIN pg_catalog.pg_attribute a ON c.relkind IN ('r', 'p') AND a.attrelid = c.oid AND a.attnum > 0
    AND NOT a.attisdropped AND a.attgenerated = ''
WHERE c.oid >= 16384 AND (c.relkind IN ('r', 'p') AND n.nspname <> 'pg_toast'
    OR c.relkind = 'S' AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend d
        WHERE d.classid = 'pg_catalog.pg_class'::regclass AND d.objid = c.oid AND d.deptype = 'i'))";

type Holder = [String; 5];
pub(crate) type Holders = BTreeSet<Holder>;

/// Which values are looked at, by schema and relation.
pub(crate) struct Watch(BTreeMap<[String; 2], (Look, Vec<String>)>);

/// Where the values of a relation are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Look {
    Sequence,
    /// In the table itself.
    Table,
    /// In the table, or in the partitions that it has on the other side.
    Tree,
}

impl Look {
    /// By what the relation is now and what it is to be.
    fn of(kinds: (&str, &str)) -> Option<Look> {
        match kinds {
            ("S", "S") => Some(Look::Sequence),
            ("r", "r") => Some(Look::Table),
            ("r", "p") | ("p", "r") => Some(Look::Tree),
            // What becomes of rows is told by the partitions.
            _ => None,
        }
    }
}

/// The rows of each relation, sorted.
pub(crate) type Snapshot = BTreeMap<String, Vec<String>>;

/// What holds values in a database.
pub(crate) async fn holders(session: &Session) -> Answer<Holders> {
    let rows = session.rows(HOLDERS).await.map_err(|error| error.to_string())?;
    let cells =
        rows.into_iter().map(|row| row.into_iter().map(Option::unwrap_or_default).collect::<Vec<_>>());
    Ok(cells.filter_map(|cells| Holder::try_from(cells).ok()).collect())
}

impl Watch {
    /// What is on both sides, of one type.
    pub(crate) fn of(now: &Holders, wanted: &Holders, plan: &Plan) -> Watch {
        let given_up: BTreeSet<String> = plan
            .hazards()
            .filter(|hazard| hazard.danger == Danger::DataLoss)
            .map(|hazard| hazard.object.dotted())
            .collect();
        let gone = |path: &[&String]| {
            given_up.contains(&Name::new(path.iter().map(|part| part.as_str())).to_string())
        };
        let mut watched = BTreeMap::<[String; 2], (Look, Vec<String>)>::new();
        for [schema, relation, kind, column, data_type] in now {
            let to_be = wanted.iter().find(|holder| holder[..2] == [schema.as_str(), relation]);
            let look = to_be.and_then(|[_, _, to_be, ..]| Look::of((kind, to_be)));
            let Some(look) = look.filter(|_| !gone(&[schema, relation])) else { continue };
            let (_, columns) =
                watched.entry([schema.clone(), relation.clone()]).or_insert((look, Vec::new()));
            let same =
                wanted.iter().any(|[s, r, _, c, t]| (s, r, c, t) == (schema, relation, column, data_type));
            if !column.is_empty() && same && !gone(&[schema, relation, column]) {
                columns.push(column.clone());
            }
        }
        Watch(watched)
    }

    pub(crate) async fn look(&self, session: &Session) -> Answer<Snapshot> {
        let mut found = Snapshot::new();
        for ([schema, relation], (look, columns)) in &self.0 {
            let name = Name::new([schema.as_str(), relation]);
            let columns = Sql::join(columns.iter().map(|column| Ident::new(column)), ", ");
            let query = match look {
                Look::Sequence => sql!("SELECT ROW(last_value, is_called)::text FROM {}", name),
                Look::Table => sql!("SELECT ROW({})::text FROM ONLY {} ORDER BY 1", columns, name),
                Look::Tree => sql!("SELECT ROW({})::text FROM {} ORDER BY 1", columns, name),
            };
            let rows = session.rows(query.as_str()).await;
            let rows = rows.map_err(|error| format!("{error} in {query}"))?;
            found.insert(name.to_string(), rows.into_iter().flatten().flatten().collect());
        }
        Ok(found)
    }
}

pub(crate) fn compare(before: &Snapshot, after: &Snapshot) -> Answer {
    match before == after {
        true => Ok(()),
        false => Err(format!("the rows were\n{before:#?}\nand are\n{after:#?}")),
    }
}
