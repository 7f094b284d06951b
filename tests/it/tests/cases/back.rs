//! There, back and there again with rows: what a migration takes away waits in quarantine, and its way back puts it in
//! place. Judged by our own reading, by `pg_dump`, and by every row and sequence. Must not know the commands.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};

use evenkeel_core::sql::{Ident, Literal, Name, Sql};
use evenkeel_core::{Pair, Plan, Question, render, sql};
use evenkeel_engine::State;
use evenkeel_engine::connect::Session;
use evenkeel_engine::planning::{Kept, Label, Online, plan_back, plan_keeping};

use crate::folder::Case;
use crate::judge::same;
use crate::server::{self, Server, batch, inspect};
use crate::{Answer, apply, dump};

static KEPT: AtomicUsize = AtomicUsize::new(0);
static GROWN: AtomicUsize = AtomicUsize::new(0);
static REFUSED: AtomicUsize = AtomicUsize::new(0);

/// What does not come back, with the reason that the plan itself gives.
static LOST: Mutex<Vec<String>> = Mutex::new(Vec::new());

fn note(case: &str, lost: &[String]) {
    let mut all = LOST.lock().unwrap_or_else(PoisonError::into_inner);
    all.extend(lost.iter().map(|why| format!("  {case}: {why}")));
}

/// How many came back, with how many things from quarantine, and how many with rows that were written meanwhile.
pub(crate) fn told() -> Option<String> {
    let [kept, grown, refused] = [&KEPT, &GROWN, &REFUSED].map(|count| count.load(Ordering::Relaxed));
    let mut lost = LOST.lock().unwrap_or_else(PoisonError::into_inner).clone();
    lost.sort();
    (kept + grown > 0).then(|| {
        format!(
            "{kept} things came back from quarantine; {grown} ways back with rows written since, {refused} refused by \
             name; what does not come back:\n{}",
            lost.join("\n")
        )
    })
}

pub(crate) fn and_there_again(case: &Case, server: &Server) -> Answer {
    server::run(travel(case, server))
}

async fn travel(case: &Case, server: &Server) -> Answer {
    let (session, new) = inspect(server.with_schema("new", &[&case.setup, &case.schemas.new]).await?).await?;
    drop(session);
    let session = server.with_schema("old", &[&case.setup, &case.schemas.old]).await?;
    batch(&session, &[case.data.as_str(), &case.kept].concat()).await?;
    let (session, old) = inspect(session).await?;
    let label = Label { migration: "20260101000000_change".into(), stamp: "20260101000000".into() };
    let Ok((there, kept)) = plan_keeping(Pair::of(&old, &new), label, &Online::everywhere()) else {
        return Ok(());
    };
    let Ok((back, asked)) = plan_back(Pair::of(&new, &old), &kept, &Online::everywhere()) else {
        return Ok(());
    };
    let trip =
        Trip { name: case.name.clone(), server, states: Pair::of(&old, &new), there, back, asked, kept };
    let by = |error| {
        let ways = [&trip.there, &trip.back].map(render::script);
        format!("{error}\nby\n{}\nand back by\n{}", ways[0], ways[1])
    };
    trip.made(session).await.map_err(by)
}

struct Trip<'a> {
    name: String,
    server: &'a Server,
    states: Pair<&'a State>,
    there: Plan,
    back: Plan,
    asked: Vec<Question>,
    kept: Kept,
}

impl Trip<'_> {
    async fn made(&self, session: Session) -> Answer {
        let dumped = dump::dump(self.server, session.target())?;
        let before = rows(&session).await?;
        // Rows that do not fit the new shape are no matter of the way back.
        if apply::apply_quickly(&session, &self.there).await.is_err() {
            return Ok(());
        }
        let (session, found) = inspect(session).await?;
        same(&found, self.states.new).map_err(|error| format!("there: {error}"))?;
        let misfits = misfits(&session, &self.asked).await?;
        if !misfits.is_empty() {
            return Err(format!("nothing was written since, and yet: {}", misfits.join("; ")));
        }
        apply::apply_quickly(&session, &self.back).await?;
        let (session, found) = inspect(session).await?;
        same(&found, self.states.old).map_err(|error| format!("back: {error}"))?;
        let lost: Vec<String> =
            self.there.losses().map(|loss| format!("{}: {}", loss.object, loss.why)).collect();
        if !lost.is_empty() {
            note(&self.name, &lost);
            return Ok(());
        }
        unlike(&before, &rows(&session).await?)?;
        if let Some((found, wanted)) = dump::dump(self.server, session.target())?.zip(dumped.as_ref()) {
            dump::compare(self.server, &found, wanted).await?;
        }
        KEPT.fetch_add(self.kept.things().len(), Ordering::Relaxed);
        self.with_rows_since(session, &before).await
    }

    /// There again, rows are written, and back: either the rows that were there are as they were, or the rows that do not
    /// fit were named beforehand.
    async fn with_rows_since(&self, session: Session, before: &Rows) -> Answer {
        apply::apply_quickly(&session, &self.there).await.map_err(|error| format!("there again: {error}"))?;
        let (session, found) = inspect(session).await?;
        same(&found, self.states.new).map_err(|error| format!("there again: {error}"))?;
        if write_more(&session).await? == 0 {
            return Ok(());
        }
        let misfits = misfits(&session, &self.asked).await?;
        let came = apply::apply_quickly(&session, &self.back).await;
        match (came, misfits.is_empty()) {
            (Ok(()), true) => {
                GROWN.fetch_add(1, Ordering::Relaxed);
                let after = rows(&session).await?;
                let missing = |(table, all): (&String, &Vec<String>)| {
                    let now = after.get(table).cloned().unwrap_or_default();
                    let gone: Vec<String> = all.iter().filter(|row| !now.contains(row)).cloned().collect();
                    (!gone.is_empty() && !table.ends_with(SEQUENCE))
                        .then(|| format!("{table} lost {gone:?} and has {now:?}"))
                };
                let lost: Vec<String> = before.iter().filter_map(missing).collect();
                if lost.is_empty() { Ok(()) } else { Err(lost.join("\n")) }
            }
            (_, false) => {
                REFUSED.fetch_add(1, Ordering::Relaxed);
                Ok(())
            }
            (Err(error), true) => Err(format!("nobody told beforehand: {error}")),
        }
    }
}

type Rows = BTreeMap<String, Vec<String>>;

const SEQUENCE: &str = " (sequence)";

const HOLDERS: &str = "SELECT n.nspname, c.relname, c.relkind FROM pg_catalog.pg_class c \
    JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace \
    WHERE c.oid >= 16384 AND c.relkind IN ('r', 'S') AND n.nspname NOT IN ('pg_toast', 'evenkeel_quarantine')";

/// Every row of every table, whatever the order of columns, and where every sequence is.
async fn rows(session: &Session) -> Answer<Rows> {
    let mut all = Rows::new();
    for row in session.rows(HOLDERS).await.map_err(|error| error.to_string())? {
        let [Some(schema), Some(name), Some(kind)] = &row[..] else { continue };
        let relation = Name::new([schema.as_str(), name]);
        let (key, query) = match kind.as_str() {
            "S" => (
                format!("{relation}{SEQUENCE}"),
                sql!("SELECT ROW(last_value, is_called)::text FROM {}", relation),
            ),
            _ => (
                relation.to_string(),
                sql!("SELECT to_jsonb(t)::text FROM ONLY {} AS t ORDER BY 1", relation),
            ),
        };
        let found = session.rows(query.as_str()).await.map_err(|error| format!("{error} in {query}"))?;
        all.insert(key, found.into_iter().flatten().flatten().collect());
    }
    Ok(all)
}

fn unlike(before: &Rows, after: &Rows) -> Answer {
    match before == after {
        true => Ok(()),
        false => Err(format!("the rows were\n{before:#?}\nand are\n{after:#?}")),
    }
}

async fn misfits(session: &Session, asked: &[Question]) -> Answer<Vec<String>> {
    let mut found = Vec::new();
    for check in asked.iter().filter(|check| !check.is_loss) {
        batch(session, "BEGIN").await?;
        let prepared = match &check.prepare {
            Some(prepare) => batch(session, prepare.as_str()).await.is_ok(),
            None => true,
        };
        // What speaks of types that are not there now cannot be asked.
        let rows =
            if prepared { session.rows(check.rows.as_str()).await.unwrap_or_default() } else { Vec::new() };
        batch(session, "ROLLBACK").await?;
        if !rows.is_empty() {
            found.push(format!("{} {}: {} in {}", check.object, check.why, rows.len(), check.rows));
        }
    }
    Ok(found)
}

/// Columns of keys, which get new values, and others, which are copied.
const COLUMNS: &str = "SELECT n.nspname, c.relname, a.attname, format_type(a.atttypid, NULL), \
    EXISTS (SELECT FROM pg_catalog.pg_index i WHERE i.indrelid = c.oid AND i.indisunique AND a.attnum = ANY (i.indkey)) \
    AND NOT EXISTS (SELECT FROM pg_catalog.pg_constraint k WHERE k.conrelid = c.oid AND k.contype = 'f' AND a.attnum = ANY (k.conkey)) \
    FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace \
    JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = '' \
    WHERE c.oid >= 16384 AND c.relkind = 'r' AND n.nspname NOT IN ('pg_toast', 'evenkeel_quarantine') \
    ORDER BY 1, 2, a.attnum";

/// Copies a row of each table under another key, where the table takes it; answers how many tables did.
async fn write_more(session: &Session) -> Answer<usize> {
    let mut tables: BTreeMap<[String; 2], Vec<(String, Sql)>> = BTreeMap::new();
    for row in session.rows(COLUMNS).await.map_err(|error| error.to_string())? {
        let [Some(schema), Some(table), Some(column), Some(data_type), Some(key)] = &row[..] else {
            continue;
        };
        let name = Ident::new(column);
        let value = match (key.as_str(), data_type.as_str()) {
            ("t", "integer" | "bigint" | "numeric") => sql!("{} + 7000", name),
            ("t", "smallint") => sql!("({} + 700)::smallint", name),
            ("t", "text" | "character varying") => sql!("{} || {}", name, Literal("_s")),
            ("t", "uuid") => Sql::raw("gen_random_uuid()"),
            _ => name.into(),
        };
        tables.entry([schema.clone(), table.clone()]).or_default().push((column.clone(), value));
    }
    let mut written = 0;
    for ([schema, table], columns) in tables {
        let names = Sql::join(columns.iter().map(|(column, _)| Ident::new(column)), ", ");
        let values = Sql::join(columns.iter().map(|(_, value)| value), ", ");
        let table = Name::new([schema.as_str(), &table]);
        let insert = sql!(
            "INSERT INTO {} ({}) OVERRIDING SYSTEM VALUE SELECT {} FROM {} LIMIT 1",
            table,
            names,
            values,
            table
        );
        written += usize::from(batch(session, insert.as_str()).await.is_ok());
        let _ = batch(session, "ROLLBACK").await;
    }
    Ok(written)
}
