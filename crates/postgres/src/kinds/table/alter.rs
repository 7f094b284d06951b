//! What can be changed on a table that stays. Must not know columns or constraints.

use evenkeel_core::sql::{Ident, Sql};
use evenkeel_core::{Action, Danger, KindName, Pair, Step, sql};

use super::Table;
use crate::kinds::relation::{alter_table, option_changes, option_names, options, table_of};
use crate::kinds::{Kind, foreign};
use crate::locks::Mode;

pub(super) fn steps(pair: Pair<&Table>) -> Vec<Step> {
    let Pair { old, new } = pair;
    let mut steps = Vec::new();
    if old.unlogged != new.unlogged {
        let to = Sql::raw(if new.unlogged { "SET UNLOGGED" } else { "SET LOGGED" });
        steps.push(new.fusible(to).risking(Danger::Rewrite, "the whole table is written anew"));
    }
    let options = foreign::changes(Pair::of(old.foreign_options(), new.foreign_options()));
    steps.extend(options.map(|options| new.fusible(options)));
    steps.extend(storage(old, new));
    if old.tablespace != new.tablespace {
        let space = new.tablespace.as_deref().unwrap_or("pg_default");
        let step = Step::new(
            &new.id(),
            Action::Alter,
            sql!("ALTER TABLE {} SET TABLESPACE {}", new.qualified(), Ident::new(space)),
        );
        steps.push(step.risking(Danger::Rewrite, "the whole table is copied to another tablespace"));
    }
    if old.access_method != new.access_method {
        let method = new.access_method.as_deref().unwrap_or("heap");
        let action = sql!("SET ACCESS METHOD {}", Ident::new(method));
        steps.push(new.fusible(action).risking(Danger::Rewrite, "the whole table is written anew"));
    }
    steps.extend(row_security(old, new));
    steps
}

impl Table {
    /// Whether a change of it makes PostgreSQL form all its rows anew.
    pub(crate) fn is_written_anew(pair: Pair<&Table>) -> bool {
        pair.map(|table| (table.unlogged, &table.access_method)).differs()
    }
}

/// What a statement is about that sets parameters of a table's TOAST table.
const TOAST: KindName = "toast_table";

fn storage(old: &Table, new: &Table) -> Vec<Step> {
    let main = changed(&old.options, &new.options);
    let toast = Pair::of(old.toast_settings(), new.toast_settings());
    // The TOAST table may come with a column, and only when the statement that adds it is through.
    let after = changed(&toast.old, &toast.new).into_iter().map(|what| {
        let sql = alter_table(&new.schema, &new.name).and(" ").and(what);
        Step::new(&new.id().as_kind(TOAST), Action::Alter, sql).locking(Mode::AccessExclusive.on(&new.schema, &new.name))
    });
    main.into_iter().map(|what| new.fusible(what)).chain(after).collect()
}

fn changed(old: &[String], new: &[String]) -> Vec<Sql> {
    let (reset, set) = option_changes(old, new);
    let reset = (!reset.is_empty()).then(|| sql!("RESET ({})", option_names(reset)));
    let set = (!set.is_empty()).then(|| sql!("SET ({})", options(&set)));
    reset.into_iter().chain(set).collect()
}

/// What is set of a TOAST table goes behind the columns that it may come with.
pub(crate) fn toast_settings_last(steps: Vec<Step>) -> Vec<Step> {
    let mut steps = steps;
    for at in (0..steps.len()).rev().filter(|at| steps[*at].object.kind() == TOAST).collect::<Vec<_>>() {
        let table = steps[at].object.as_kind(Table::NAME);
        let of_column = |step: &Step| step.object.kind() == "column" && table_of(&step.object) == table;
        if let Some(last) = steps.iter().rposition(of_column).filter(|last| *last > at) {
            steps[at..=last].rotate_left(1);
        }
    }
    steps
}

pub(super) fn row_security(old: &Table, new: &Table) -> Vec<Step> {
    let mut steps = Vec::new();
    if old.row_security != new.row_security {
        let sql = if new.row_security { "ENABLE ROW LEVEL SECURITY" } else { "DISABLE ROW LEVEL SECURITY" };
        steps.push(new.fusible(Sql::raw(sql)));
    }
    if old.force_row_security != new.force_row_security {
        let sql = if new.force_row_security { "FORCE ROW LEVEL SECURITY" } else { "NO FORCE ROW LEVEL SECURITY" };
        steps.push(new.fusible(Sql::raw(sql)));
    }
    steps
}
