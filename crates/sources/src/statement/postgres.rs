//! PostgreSQL's statements. The ones that refuse to run in a transaction block are those that call
//! `PreventInTransactionBlock` in the server, as far as their words tell.

use super::{Class, Reason, control, with_query};
use crate::cursor::{Cursor, items};
use crate::lexer::{Dialect, Token, TokenKind, significant};

const SCHEMA: &[&str] =
    &["create", "alter", "drop", "comment", "grant", "revoke", "security", "reassign", "import"];
const DATA: &[&str] = &["insert", "update", "delete", "merge", "truncate", "refresh", "analyze", "analyse"];
const QUERY: &[&str] = &["select", "values", "table", "show", "explain", "fetch"];
const SESSION: &[&str] = &[
    "set",
    "reset",
    "discard",
    "listen",
    "unlisten",
    "notify",
    "load",
    "prepare",
    "execute",
    "deallocate",
    "declare",
    "close",
    "move",
    "lock",
    "checkpoint",
];

pub(super) fn classify(mut cursor: Cursor<'_>) -> Class {
    if let Some(control) = control(&mut cursor) {
        return Class::TransactionControl(control);
    }
    if let Some(reason) = own_transaction(&mut cursor) {
        return Class::OwnTransaction(reason);
    }
    match () {
        () if cursor.eat_any(SCHEMA) || cursor.eat_any(&["reindex", "cluster"]) => Class::Schema,
        () if cursor.eat_any(DATA) => Class::Data,
        () if cursor.eat_any(QUERY) || cursor.is_kind(TokenKind::Open) => Class::Query,
        () if cursor.eat_any(SESSION) => Class::Session,
        () if cursor.is("do") && commits(&cursor) => Class::OwnTransaction(Reason::CommittingCode),
        () if cursor.eat_any(&["do", "call"]) => Class::Code,
        () if cursor.eat("with") => with_query(&cursor),
        () if cursor.eat("copy") => copy(&cursor),
        () => Class::Unknown,
    }
}

/// What a statement is whose author says that it cannot run in a transaction. Some can be done twice all the same.
pub(super) fn marked_alone(cursor: Cursor<'_>) -> Class {
    let first = cursor.word();
    match (classify(cursor), first.as_deref()) {
        (known @ (Class::OwnTransaction(_) | Class::TransactionControl(_) | Class::CopyFromStdin), _) => {
            known
        }
        (_, Some("reindex")) => Class::OwnTransaction(Reason::ReindexMany),
        (_, Some("cluster")) => Class::OwnTransaction(Reason::ClusterAll),
        (Class::Session, _) => Class::Session,
        (Class::Schema | Class::Data | Class::Query | Class::Code | Class::Unknown, _) => {
            Class::OwnTransaction(Reason::Marked)
        }
    }
}

/// Whether a block of code holds a COMMIT or ROLLBACK of its own.
fn commits(cursor: &Cursor<'_>) -> bool {
    let strings = cursor.rest().iter().filter(|token| token.kind == TokenKind::String);
    strings.map(|token| token.text(cursor.text())).any(|written| {
        let tag = written[1..].find('$').filter(|_| written.starts_with('$')).map_or(1, |end| end + 2);
        let body = written.get(tag..written.len().saturating_sub(tag)).unwrap_or_default();
        let inside = significant(Dialect::Postgres, body, 0..body.len());
        inside.windows(2).any(|pair| {
            let ends = pair[0].is_word(body, "commit") || pair[0].is_word(body, "rollback");
            ends && (pair[1].kind == TokenKind::Semicolon || pair[1].is_word(body, "and"))
        })
    })
}

fn copy(cursor: &Cursor<'_>) -> Class {
    match () {
        () if cursor.mentions(&["from", "stdin"]) => Class::CopyFromStdin,
        () if cursor.mentions(&["from"]) => Class::Data,
        () => Class::Query,
    }
}

/// Leaves the cursor at the first word when the statement may share a transaction.
fn own_transaction(cursor: &mut Cursor<'_>) -> Option<Reason> {
    let first = cursor.word()?;
    let mut rest = cursor.fork();
    rest.take();
    match first.as_str() {
        "create" => create(&mut rest),
        "drop" => drop_statement(&mut rest),
        "alter" => alter(&mut rest),
        "reindex" => reindex(&mut rest),
        "vacuum" => Some(Reason::Vacuum),
        "cluster" => cluster(&mut rest),
        "discard" => rest.eat("all").then_some(Reason::DiscardAll),
        _ => None,
    }
}

fn create(rest: &mut Cursor<'_>) -> Option<Reason> {
    match () {
        () if rest.eat_all(&["unique", "index", "concurrently"]) => Some(Reason::CreateIndexConcurrently),
        () if rest.eat_all(&["index", "concurrently"]) => Some(Reason::CreateIndexConcurrently),
        () if rest.eat("database") => Some(Reason::CreateDatabase),
        () if rest.eat("tablespace") => Some(Reason::CreateTablespace),
        () if rest.eat("subscription") => {
            let without_slot = switched_off(rest, "connect") || switched_off(rest, "create_slot");
            (!without_slot).then_some(Reason::CreateSubscription)
        }
        () => None,
    }
}

fn drop_statement(rest: &mut Cursor<'_>) -> Option<Reason> {
    match () {
        () if rest.eat_all(&["index", "concurrently"]) => Some(Reason::DropIndexConcurrently),
        () if rest.eat("database") => Some(Reason::DropDatabase),
        () if rest.eat("tablespace") => Some(Reason::DropTablespace),
        () if rest.eat("subscription") => Some(Reason::DropSubscription),
        () => None,
    }
}

fn alter(rest: &mut Cursor<'_>) -> Option<Reason> {
    if rest.eat("system") {
        return Some(Reason::AlterSystem);
    }
    if rest.eat("database") {
        rest.name();
        return rest.eat_all(&["set", "tablespace"]).then_some(Reason::AlterDatabaseTablespace);
    }
    if rest.eat("type") {
        rest.name();
        return rest.eat_all(&["add", "value"]).then_some(Reason::AddEnumValue);
    }
    if rest.eat("subscription") {
        rest.name();
        rest.eat_any(&["refresh", "set", "add", "drop"]);
        let refreshes = rest.eat("publication") && !switched_off(rest, "refresh");
        return refreshes.then_some(Reason::AlterSubscription);
    }
    let detaches =
        rest.eat("table") && rest.mentions(&["detach", "partition"]) && rest.mentions(&["concurrently"]);
    detaches.then_some(Reason::DetachPartitionConcurrently)
}

fn reindex(rest: &mut Cursor<'_>) -> Option<Reason> {
    let wanted = rest.is_kind(TokenKind::Open)
        && option(rest, "concurrently").is_some_and(|value| !is_off(rest, value));
    rest.eat_group();
    let many = rest.eat_any(&["schema", "database", "system"]);
    rest.eat_any(&["table", "index"]);
    match () {
        () if wanted || rest.eat("concurrently") => Some(Reason::ReindexConcurrently),
        () if many => Some(Reason::ReindexMany),
        () => None,
    }
}

fn cluster(rest: &mut Cursor<'_>) -> Option<Reason> {
    rest.eat_group();
    rest.eat("verbose");
    rest.peek().is_none().then_some(Reason::ClusterAll)
}

/// The value of an option in the first parentheses of what is left; `Some(None)` when it has none.
fn option(rest: &Cursor<'_>, name: &str) -> Option<Option<Token>> {
    let open = rest.rest().iter().position(|token| token.kind == TokenKind::Open)?;
    let end =
        rest.rest().iter().position(|token| token.kind == TokenKind::Close).unwrap_or(rest.rest().len());
    let inside = rest.rest().get(open + 1..end)?;
    let item = items(inside).into_iter().find(|item| item[0].is_word(rest.text(), name))?;
    Some(item.iter().skip(1).find(|token| token.kind != TokenKind::Operator).copied())
}

fn switched_off(rest: &Cursor<'_>, name: &str) -> bool {
    option(rest, name).is_some_and(|value| is_off(rest, value))
}

fn is_off(rest: &Cursor<'_>, value: Option<Token>) -> bool {
    let Some(value) = value else { return false };
    let written = value.text(rest.text()).trim_matches('\'').to_ascii_lowercase();
    matches!(written.as_str(), "false" | "off" | "0" | "no" | "f" | "n")
}
