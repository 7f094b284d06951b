//! Makes a table anew where ALTER TABLE cannot change it, by the documented procedure
//! (<https://sqlite.org/lang_altertable.html#otheralter>): make a table of the new form under a passing name, fill it,
//! drop the old table, give its name to the new one.
//!
//! Must not know indexes, triggers and views: the planner takes them away before and makes them again after. What
//! has to stand around it (foreign keys off, one transaction, checks) is told in [`crate::frame`].
//!
//! Rowids: when both tables have them, they are copied, under whichever of their three names no column hides, so that
//! a full-text index with external content or an application that remembers rowids goes on finding its rows. With an
//! INTEGER PRIMARY KEY that both have, copying that column is the same. They are not kept when columns hide all three
//! names, nor to and from WITHOUT ROWID.

use evenkeel_core::plan::Step;
use evenkeel_core::{Action, Danger, Hazard, Ident, Literal, ObjectId, Pair, Sql, sql};

use super::hazards::{losses, misfits};
use super::{Numbering, Storage, Table};
use crate::canon::folded;
use crate::quarantine::Quarantine;
use crate::token::{Token, tokens};

/// Before the name of the table that is being filled. Tables whose name begins with `evenkeel_` are never read as
/// anybody's, so it is free.
const PASSING: &str = "evenkeel_new_";

/// What a row is copied by: where it comes from and where it goes.
struct Copied {
    from: Vec<Sql>,
    to: Vec<Sql>,
}

pub fn rebuild(id: &ObjectId, pair: Pair<&Table>, quarantine: &Quarantine) -> Vec<Step> {
    let passing = format!("{PASSING}{}", pair.new.name);
    let (old, new) = (Ident::new(&pair.old.name), Ident::new(&passing));
    let step = |sql: Sql| Step::new(id, Action::Alter, sql);
    let mut steps = vec![step(retitled(&pair.new.text.0, &passing))];
    let copied = copied(id, pair, quarantine);
    let mut lost = losses(id, pair);
    match copied.to.is_empty() {
        true => lost.push(Hazard::new(Danger::DataLoss, id, "no column stays, so that all rows are lost")),
        false => {
            let (to, from) = (Sql::join(copied.to, ", "), Sql::join(copied.from, ", "));
            // OR ABORT overrules what the constraints say ON CONFLICT, which may be to leave rows out.
            let copy = step(sql!("INSERT OR ABORT INTO {} ({})\nSELECT {} FROM {}", new, to, from, old));
            let mut copy = copy.risking(Danger::Rewrite, "the table is copied while nobody else can write");
            copy.hazards.extend(misfits(id, pair));
            steps.push(copy);
        }
    }
    if pair.old.numbering() == Numbering::Autoincrement && pair.new.numbering() == Numbering::Autoincrement {
        steps.extend(sequence(&pair.old.name, &passing).map(step));
    }
    let mut drop = step(sql!("DROP TABLE {}", old));
    drop.hazards.extend(lost);
    steps.push(drop);
    steps.push(step(sql!("ALTER TABLE {} RENAME TO {}", new, Ident::new(&pair.new.name))));
    steps
}

/// Carries over the highest number ever used, which may be above the highest there is.
fn sequence(old: &str, passing: &str) -> [Sql; 2] {
    [
        sql!("DELETE FROM sqlite_sequence WHERE name = {}", Literal(passing)),
        sql!(
            "INSERT INTO sqlite_sequence (name, seq)\nSELECT {}, seq FROM sqlite_sequence WHERE name = {}",
            Literal(passing),
            Literal(old)
        ),
    ]
}

fn copied(id: &ObjectId, pair: Pair<&Table>, quarantine: &Quarantine) -> Copied {
    let mut copied = Copied { from: Vec::new(), to: Vec::new() };
    for (key, new) in pair.new.ordered_columns() {
        let recalled = quarantine.recalled(id, new);
        let there = pair.old.columns.get(key).map(|old| Ident::new(&old.name).into());
        if let (Some(value), None) = (recalled.or(there), &new.generated) {
            copied.from.push(value);
            copied.to.push(Ident::new(&new.name).into());
        }
    }
    let alias_is_copied = pair.new.rowid_alias().is_some_and(|key| pair.old.columns.contains_key(key));
    if !alias_is_copied && let Some(rowid) = rowid(pair) {
        copied.from.insert(0, rowid.clone());
        copied.to.insert(0, rowid);
    }
    copied
}

/// The name by which both tables know their rowid.
fn rowid(pair: Pair<&Table>) -> Option<Sql> {
    let tables = [pair.old, pair.new];
    let visible = |name: &&str| tables.iter().all(|table| !table.columns.contains_key(*name));
    let both_have = tables.iter().all(|table| table.storage == Storage::Rowid);
    ["rowid", "_rowid_", "oid"].into_iter().find(visible).filter(|_| both_have).map(Sql::raw)
}

/// The CREATE TABLE text for a table of another name. Columns that are spoken of with the table's name before them
/// change with it; a reference to the table itself does not, for it will bear that name in the end.
fn retitled(text: &str, name: &str) -> Sql {
    let all = tokens(text);
    let title = all.iter().take_while(|token| !token.is_mark("(")).count().saturating_sub(1);
    let own = all.get(title).and_then(Token::name).map(|name| folded(&name));
    let mut retitled = String::with_capacity(text.len() + name.len());
    let mut copied = 0;
    for (at, token) in all.iter().enumerate() {
        let qualifies = at > title
            && all.get(at + 1).is_some_and(|next| next.is_mark("."))
            && token.name().map(|name| folded(&name)) == own;
        if at == title || qualifies {
            retitled.push_str(&text[copied..token.start]);
            retitled.push_str(&Ident::new(name).to_string());
            copied = token.end();
        }
    }
    retitled.push_str(&text[copied..]);
    Sql::from_database(retitled)
}
