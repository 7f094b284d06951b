//! A forecast in words and for programs. Must not know how it was made.

use std::fmt::Write;
use std::time::Duration;

use evenkeel_core::{Blocks, ObjectId};
use evenkeel_engine::execute::Inquiry;
use evenkeel_engine::portrait::{Burden, Rows};
use evenkeel_engine::trace::{SeenLock, Trace, Traced};
use evenkeel_sources::Migration;
use evenkeel_sources::lexer::Dialect;
use serde_json::{Value, json};

use super::{Expected, Forecast, hazards, statements, total};
use crate::commands::inspect::in_units;
use crate::commands::progress::length;
use crate::translate::in_the_way;

/// How much is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Detail {
    /// What others feel.
    Felt,
    /// Also what keeps only other schema changes waiting, and all that is read or built.
    All,
}

/// For people.
pub(super) fn told(forecast: &Forecast<'_>, detail: Detail) -> String {
    let mut text = format!("{}\n", total(&forecast.pending));
    for (at, migration) in forecast.pending.iter().enumerate() {
        line(&mut text, 0, &format!("\n{} ({})", migration.name, migration.content.file().path.display()));
        match forecast.traces.get(at) {
            Some(trace) => {
                for traced in &trace.statements {
                    of_statement(&mut text, traced, forecast, detail);
                }
                rest(&mut text, migration, trace, forecast);
            }
            None => untraced(&mut text, migration, forecast),
        }
        if let Some((inquiry, later)) = forecast.inquiries.get(at) {
            of_rows(&mut text, inquiry, *later);
        }
        if let Some(backfill) = &migration.backfill {
            line(&mut text, 2, &format!("and then what {} says", backfill.path.display()));
        }
    }
    if let Some(why) = &forecast.untraced {
        line(&mut text, 0, &format!("\nno locks are told: {why}"));
    }
    if forecast.dialect == Dialect::Sqlite {
        line(&mut text, 0, "\nnobody else writes to the file while a migration runs");
    }
    if let Some(oldest) = &forecast.oldest {
        let who = format!("pid {}, {} of {}", oldest.pid, oldest.application, oldest.user);
        line(
            &mut text,
            0,
            &format!("\nthe longest open transaction here is {} old: {who}", length(oldest.age)),
        );
    }
    text
}

fn line(text: &mut String, indent: usize, what: &str) {
    writeln!(text, "{:indent$}{what}", "").expect("writing to a string does not fail");
}

fn sql(text: &mut String, at: usize, statement: &str, note: &str) {
    let mut lines = statement.lines();
    let number = format!("{at}: ");
    line(text, 2, &format!("{number}{}{note}", lines.next().unwrap_or_default()));
    lines.for_each(|more| line(text, 2 + number.len(), more));
}

fn of_statement(text: &mut String, traced: &Traced, forecast: &Forecast<'_>, detail: Detail) {
    let alone = if traced.transaction.is_none() { "   -- by itself, outside a transaction" } else { "" };
    sql(text, traced.line.unwrap_or(traced.number), &traced.sql, alone);
    for lock in traced.locks.iter().filter(|lock| detail == Detail::All || lock.blocks() > Blocks::Schema) {
        line(text, 6, &format!("locks {}: {} ({})", dotted(&lock.table), lock.mode(), waits(lock)));
    }
    if detail == Detail::All {
        for table in &traced.reads {
            line(text, 6, &format!("reads all rows of {}", dotted(table)));
        }
        for (index, table) in &traced.builds {
            line(text, 6, &format!("builds index {index} of {}", dotted(table)));
        }
    }
    for hazard in hazards(traced, forecast) {
        let size = hazard.size.map(|size| format!(": {size}")).unwrap_or_default();
        line(text, 6, &format!("{}: table {}: {}{size}", hazard.danger, hazard.table, hazard.why));
        if let Some(expected) = &hazard.expected {
            line(text, 8, &expected.told());
        }
    }
}

fn dotted([schema, table]: &[String; 2]) -> String {
    ObjectId::new("table", &[schema, table]).dotted()
}

fn waits(lock: &SeenLock) -> &'static str {
    match lock.blocks() {
        Blocks::Schema => "other schema changes wait",
        Blocks::Writers => "writers wait",
        Blocks::Everyone => "readers and writers wait",
    }
}

/// What comes behind a statement that could not be run in a copy.
fn rest(text: &mut String, migration: &Migration, trace: &Trace, forecast: &Forecast<'_>) {
    let Some(why) = &trace.cut_short else { return };
    let done = trace.statements.last().and_then(|traced| traced.line).unwrap_or(0);
    for (at, statement) in statements(forecast.dialect, migration).iter().filter(|(at, _)| *at > done) {
        sql(text, *at, statement, "");
    }
    line(text, 2, &format!("the locks of these are not told, because a copy without rows says: {why}"));
}

fn untraced(text: &mut String, migration: &Migration, forecast: &Forecast<'_>) {
    for (at, statement) in statements(forecast.dialect, migration) {
        sql(text, at, statement, "");
    }
}

fn of_rows(text: &mut String, inquiry: &Inquiry, later: usize) {
    for finding in &inquiry.findings {
        let mut lines = in_the_way(finding).into_iter();
        line(text, 2, &format!("would fail: {}", lines.next().unwrap_or_default()));
        lines.for_each(|more| line(text, 4, &more));
    }
    for why in &inquiry.unasked {
        line(text, 2, &format!("not asked: {why}"));
    }
    match later {
        0 => {}
        1 => line(text, 2, "1 question to the rows waits for the migrations before"),
        many => line(text, 2, &format!("{many} questions to the rows wait for the migrations before")),
    }
}

impl Expected {
    fn told(&self) -> String {
        let earlier = match self.earlier {
            1 => "1 earlier statement".to_owned(),
            many => format!("{many} earlier statements"),
        };
        let time = length(Duration::from_millis(self.milliseconds));
        format!("about {time}, at the pace of {earlier} of its kind here")
    }
}

/// How large and how busy a table is.
pub(super) fn size(burden: &Burden) -> String {
    let counted = |rows: u64| if rows == 1 { "1 row".to_owned() } else { format!("{rows} rows") };
    let rows = match burden.weight.rows {
        Rows::Exactly(rows) => Some(counted(rows)),
        Rows::About(rows) => Some(format!("about {}", counted(rows))),
        Rows::AtMost(rows) => Some(format!("at most {}", counted(rows))),
        Rows::Unknown => None,
    };
    let bytes = burden.weight.bytes.map(in_units);
    let indexes = burden.indexes.map(|indexes| match indexes {
        1 => "1 index".to_owned(),
        many => format!("{many} indexes"),
    });
    let busy =
        burden.writes.filter(|writes| *writes >= 0.05).map(|it| format!("{it:.1} rows written a second"));
    rows.into_iter().chain(bytes).chain(indexes).chain(busy).collect::<Vec<_>>().join(", ")
}

pub(super) fn json(forecast: &Forecast<'_>) -> Value {
    let migrations: Vec<Value> = forecast
        .pending
        .iter()
        .enumerate()
        .map(|(at, migration)| {
            let trace = forecast.traces.get(at);
            let statements: Vec<Value> = match trace {
                Some(trace) => trace.statements.iter().map(|it| statement_json(it, forecast)).collect(),
                None => statements(forecast.dialect, migration)
                    .into_iter()
                    .map(|(line, sql)| json!({ "line": line, "sql": sql }))
                    .collect(),
            };
            json!({
                "migration": migration.name.as_str(),
                "file": migration.content.file().path,
                "statements": statements,
                "cut_short": trace.and_then(|trace| trace.cut_short.as_ref()),
                "rows": forecast.inquiries.get(at).map(rows_json),
            })
        })
        .collect();
    let oldest = forecast.oldest.as_ref().map(|it| {
        json!({ "pid": it.pid, "application": it.application, "user": it.user, "age_ms": it.age.as_millis() as u64 })
    });
    json!({
        "pending": migrations,
        "untraced": forecast.untraced,
        "sizes": forecast.burdens.iter().map(|(table, it)| (table.clone(), size_json(it))).collect::<serde_json::Map<_, _>>(),
        "oldest_transaction": oldest,
    })
}

fn statement_json(traced: &Traced, forecast: &Forecast<'_>) -> Value {
    let locks: Vec<Value> = traced
        .locks
        .iter()
        .map(|lock| json!({ "table": dotted(&lock.table), "mode": lock.mode(), "blocks": lock.blocks() }))
        .collect();
    let builds: Vec<Value> = traced
        .builds
        .iter()
        .map(|(index, table)| json!({ "index": index, "table": dotted(table) }))
        .collect();
    json!({
        "number": traced.number,
        "line": traced.line,
        "sql": traced.sql,
        "transaction": traced.transaction,
        "locks": locks,
        "rewrites": traced.rewrites.iter().map(dotted).collect::<Vec<_>>(),
        "reads": traced.reads.iter().map(dotted).collect::<Vec<_>>(),
        "builds": builds,
        "hazards": hazards(traced, forecast),
    })
}

fn rows_json((inquiry, later): &(Inquiry, usize)) -> Value {
    let findings: Vec<Value> = inquiry
        .findings
        .iter()
        .map(|it| {
            json!({
                "object": it.object, "why": it.why, "rows": it.rows, "first": it.first, "query": it.query,
                "mend": it.mend,
            })
        })
        .collect();
    json!({ "findings": findings, "not_asked": inquiry.unasked, "asked_later": later })
}

fn size_json(burden: &Burden) -> Value {
    let rows = match burden.weight.rows {
        Rows::Exactly(rows) | Rows::About(rows) | Rows::AtMost(rows) => Some(rows),
        Rows::Unknown => None,
    };
    json!({
        "rows": rows,
        "bytes": burden.weight.bytes,
        "index_bytes": burden.weight.index_bytes,
        "indexes": burden.indexes,
        "writes_per_second": burden.writes,
    })
}
