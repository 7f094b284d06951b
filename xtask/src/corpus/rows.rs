//! What the tables of a database hold, so that a migration that loses rows or values is seen.

use std::collections::BTreeMap;

use serde::Deserialize;

use crate::failure::Failure;
use crate::servers::Client;

/// A row per table and a row per column, each as JSON: table, kind, whether a partition, column, type, rows, digest.
/// Values compare without their order; what the database computes itself says nothing about what was kept.
const SNAPSHOT: &str = r#"
select format('select json_build_array(%L, %L, %L::boolean, null, null, count(*), null) from %s %I.%I t',
              format('%I.%I', n.nspname, c.relname), c.relkind, c.relispartition,
              case c.relkind when 'r' then 'only' else '' end, n.nspname, c.relname)
  from pg_class c join pg_namespace n on n.oid = c.relnamespace
 where c.relkind in ('r', 'p') and n.nspname !~ '^pg_' and n.nspname <> 'information_schema'
 order by n.nspname, c.relname \gexec
select format($q$select json_build_array(%L, %L, %L::boolean, %L, %L, count(*),
                        md5(string_agg(coalesce(t.%I::text, '<null>'), ',' order by t.%I::text collate "C")))
                   from %s %I.%I t$q$,
              format('%I.%I', n.nspname, c.relname), c.relkind, c.relispartition, a.attname,
              -- Another type under the same name may write the same values in another way.
              format_type(a.atttypid, a.atttypmod) || coalesce((
                  select string_agg(b.attname || format_type(b.atttypid, b.atttypmod), ',' order by b.attnum)
                    from pg_type y left join pg_type e on e.oid = y.typelem
                    join pg_attribute b on b.attrelid = coalesce(nullif(y.typrelid, 0), e.typrelid)
                   where y.oid = a.atttypid and b.attnum > 0 and not b.attisdropped), '') || coalesce((
                  select format_type(coalesce(nullif(y.typbasetype, 0), e.typbasetype), null)
                    from pg_type y left join pg_type e on e.oid = y.typelem where y.oid = a.atttypid), ''),
              a.attname, a.attname,
              case c.relkind when 'r' then 'only' else '' end, n.nspname, c.relname)
  from pg_class c join pg_namespace n on n.oid = c.relnamespace
  join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
 where c.relkind in ('r', 'p') and n.nspname !~ '^pg_' and n.nspname <> 'information_schema'
 order by n.nspname, c.relname, a.attnum \gexec
"#;

#[derive(Deserialize)]
struct Row(String, String, bool, Option<String>, Option<String>, u64, Option<String>);

#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Table {
    kind: String,
    is_partition: bool,
    rows: u64,
    /// Type and digest of the values, by column.
    columns: BTreeMap<String, (String, Option<String>)>,
}

/// What the tables hold.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Rows(BTreeMap<String, Table>);

impl Rows {
    pub(super) fn of(client: Client<'_>, database: &str) -> Result<Self, Failure> {
        Ok(Self::parse(&client.query(database, SNAPSHOT)?))
    }

    fn parse(lines: &str) -> Self {
        let mut tables: BTreeMap<String, Table> = BTreeMap::new();
        for line in lines.lines().filter(|line| !line.is_empty()) {
            let row: Row = serde_json::from_str(line).expect("the query writes this very shape");
            let Row(name, kind, is_partition, column, data_type, rows, digest) = row;
            let table = tables.entry(name).or_default();
            (table.kind, table.is_partition, table.rows) = (kind, is_partition, rows);
            if let (Some(column), Some(data_type)) = (column, data_type) {
                table.columns.insert(column, (data_type, digest));
            }
        }
        Self(tables)
    }

    /// What was there and is not there any more, though its table, or its column with the same type, is.
    pub(super) fn lost(&self, after: &Self) -> Vec<String> {
        let partition_gone =
            self.0.iter().any(|(name, table)| table.is_partition && !after.0.contains_key(name));
        let mut lost = Vec::new();
        for (name, before) in &self.0 {
            let Some(now) = after.0.get(name) else { continue };
            // Rows may move between partitions; the root tells whether all are there.
            let judged = before.kind == now.kind && !before.is_partition && !now.is_partition;
            if !judged || (before.kind == "p" && partition_gone) {
                continue;
            }
            lost.extend(before.lost_in(name, now));
        }
        lost
    }
}

impl Table {
    fn lost_in(&self, name: &str, now: &Self) -> Vec<String> {
        if self.rows != now.rows {
            return vec![format!("{name}: {} rows before, {} after", self.rows, now.rows)];
        }
        let changed = self.columns.iter().filter(|(column, (data_type, digest))| {
            now.columns.get(*column).is_some_and(|after| after.0 == *data_type && after.1 != *digest)
        });
        changed.map(|(column, _)| format!("{name}.{column}: other values than before")).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::Rows;

    const BEFORE: &str = r#"["s.t","r",false,null,null,2,null]
["s.t","r",false,"a","integer",2,"x"]
["s.t","r",false,"b","text",2,"y"]
["s.gone","r",false,null,null,1,null]"#;

    #[test]
    fn rows_and_values_of_kept_tables_must_stay() {
        let before = Rows::parse(BEFORE);
        assert!(before.lost(&before).is_empty());
        let fewer = Rows::parse(r#"["s.t","r",false,null,null,1,null]"#);
        assert_eq!(before.lost(&fewer), ["s.t: 2 rows before, 1 after"]);
        let emptied = BEFORE.replace(r#""integer",2,"x""#, r#""integer",2,"z""#);
        assert_eq!(before.lost(&Rows::parse(&emptied)), ["s.t.a: other values than before"]);
        let retyped = BEFORE.replace(r#""integer",2,"x""#, r#""bigint",2,"z""#);
        assert!(before.lost(&Rows::parse(&retyped)).is_empty());
    }
}
