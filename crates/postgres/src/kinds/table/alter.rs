//! What can be changed on a table that stays. Must not know columns or constraints.

use evenkeel_core::sql::{Ident, Sql};
use evenkeel_core::{Danger, Pair, Step, sql};

use super::Table;
use crate::kinds::foreign;
use crate::kinds::relation::{option_changes, option_names, options};

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
            &evenkeel_core::ObjectId::new("table", &[&new.schema, &new.name]),
            evenkeel_core::Action::Alter,
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

fn storage(old: &Table, new: &Table) -> Vec<Step> {
    let (before, after) = (old.all_options(), new.all_options());
    let (reset, set) = option_changes(&before, &after);
    let mut steps = Vec::new();
    if !reset.is_empty() {
        steps.push(new.fusible(sql!("RESET ({})", option_names(reset))));
    }
    if !set.is_empty() {
        steps.push(new.fusible(sql!("SET ({})", options(&set))));
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
