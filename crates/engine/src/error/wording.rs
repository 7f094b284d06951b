//! Parts of sentences that depend on what happened. Must not know which failure they stand in.

use super::{Fault, Kept, ReadOnly, SqlFailure};
use crate::execute::{Holder, Unapproved};
use crate::stray::Touch;

impl ReadOnly {
    pub(super) fn words(self) -> &'static str {
        match self {
            ReadOnly::Replica => "the server is a replica of another one",
            ReadOnly::Setting => "default_transaction_read_only is on for this server, database or role",
        }
    }
}

pub(super) fn several(failures: &[SqlFailure]) -> String {
    let rest = failures.len().saturating_sub(1);
    match (failures.first(), rest) {
        (None, _) => "nothing failed".to_owned(),
        (Some(first), 0) => first.to_string(),
        (Some(first), 1) => format!("{first}, and 1 other statement failed"),
        (Some(first), rest) => format!("{first}, and {rest} other statements failed"),
    }
}

pub(super) fn lines(faults: &[Fault]) -> String {
    faults.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")
}

pub(super) fn not_approved(migrations: &[Unapproved]) -> String {
    let people = match migrations.first().map_or(0, |one| one.required) {
        0 | 1 => "somebody".to_owned(),
        many => format!("{many} people"),
    };
    let waits = match migrations.len() {
        1 => "1 migration waits".to_owned(),
        many => format!("{many} migrations wait"),
    };
    format!("{waits} for the approval of {people}, so nothing was run")
}

pub(super) fn about_changed(touched: &[Touch]) -> String {
    match touched {
        [one] => {
            format!("a pending migration is about {}, which was changed by hand", one.difference.object)
        }
        several => {
            format!("pending migrations are about {} objects that were changed by hand", several.len())
        }
    }
}

pub(super) fn or_before(unseen: usize) -> String {
    match unseen {
        0 => String::new(),
        1 => ", or the one before it,".to_owned(),
        more => format!(", or one of the {more} before it,"),
    }
}

pub(super) fn undone(kept: Kept) -> &'static str {
    match kept {
        Kept::Nothing => ", so it was rolled back",
        Kept::All => "; part of it ran outside a transaction and is still there",
    }
}

pub(super) fn left_by(kept: Kept) -> &'static str {
    match kept {
        Kept::Nothing => "; what its transaction had done is rolled back",
        Kept::All => "; it was cancelled, and the next run finds out what it left behind",
    }
}

pub(super) fn held_by(holder: Option<&Holder>) -> String {
    holder.map(|holder| format!(": {holder}")).unwrap_or_default()
}
