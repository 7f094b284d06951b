//! Bodies of routines that are kept as text: PostgreSQL does not record what they mention. Must not know how a routine
//! is made.

use std::collections::{HashMap, HashSet};

use evenkeel_core::{Action, Danger, Disposition, Hazard, KindName, ObjectId, Pair, Sql, Step, View};

use super::{Deed, Postgres};
use crate::kinds::column::Column;
use crate::kinds::{Object, Routine, is_routine, table_of};

/// PostgreSQL looks into such a body when it is made. What it mentions may come later in the plan, or in a circle, so
/// it is made unchecked, and the setting is put back behind the last one.
pub(super) fn unchecked(view: &View<'_, Postgres>, mut steps: Vec<Step>) -> Vec<Step> {
    let makes = |step: &Step| {
        matches!(step.action, Action::Create | Action::Alter)
            && view.catalogs.new.get(&step.object).and_then(untracked_body).is_some()
    };
    let (Some(first), Some(last)) = (steps.iter().position(makes), steps.iter().rposition(makes)) else {
        return steps;
    };
    steps.insert(last + 1, setting(Sql::raw("RESET check_function_bodies")));
    steps.insert(first, setting(Sql::raw("SET check_function_bodies = off")));
    steps
}

/// What a body can mention by name, beside routines.
const NAMED: &[KindName] =
    &["table", "column", "view", "materialized_view", "sequence", "enum", "domain", "composite_type"];

fn setting(sql: Sql) -> Step {
    Step::new(&ObjectId::new("setting", &["check_function_bodies"]), Action::Alter, sql)
}

pub(super) fn routine(object: &Object) -> Option<&Routine> {
    if let Object::Procedure(procedure) = object {
        return Some(&procedure.routine);
    }
    <&crate::kinds::function::Function>::try_from(object).ok().map(|function| &function.routine)
}

fn untracked_body(object: &Object) -> Option<&str> {
    routine(object)?.untracked_body()
}

/// A body that PostgreSQL reads when it is made is held against the columns of the tables whose rows it takes or gives.
pub(super) fn after_columns(view: &View<'_, Postgres>) -> Vec<(Deed, Deed)> {
    let read = |id: &ObjectId| {
        let body =
            view.catalogs.new.get(id).and_then(routine).is_some_and(|routine| routine.sql_body.is_some());
        body.then(|| made(view, id)).flatten()
    };
    let bodies: Vec<Deed> = view.delta.dispositions.keys().filter_map(read).collect();
    let mut on: HashMap<&ObjectId, Vec<&Deed>> = HashMap::new();
    for deed in &bodies {
        for (table, _) in view.catalogs.new.bonds(&deed.0).filter(|(on, _)| on.kind() == "table") {
            on.entry(table).or_default().push(deed);
        }
    }
    let mut wishes = Vec::new();
    for id in view.delta.dispositions.keys().filter(|id| id.kind() == "column" && !on.is_empty()) {
        for deed in on.get(&table_of(id)).into_iter().flatten() {
            let changes = [Action::Drop, Action::Alter, Action::Create].map(|action| (id.clone(), action));
            wishes.extend(changes.map(|change| (change, (*deed).clone())));
        }
    }
    wishes
}

/// The deed that makes or changes it, if there is one.
fn made(view: &View<'_, Postgres>, id: &ObjectId) -> Option<Deed> {
    let actions = [Action::Create, Action::Alter];
    actions.into_iter().find(|action| view.acts(id, *action)).map(|action| (id.clone(), action))
}

/// What a body mentions is made before it, since what uses the routine may run it at once: a check over rows that exist,
/// a generated column, a materialized view.
pub(super) fn wishes(view: &View<'_, Postgres>) -> Vec<(Deed, Deed)> {
    let made: Vec<Deed> = view.delta.dispositions.keys().filter_map(|id| made(view, id)).collect();
    let bodies =
        made.iter().filter_map(|deed| Some((deed, untracked_body(view.catalogs.new.get(&deed.0)?)?)));
    let bodies: Vec<_> = bodies.collect();
    if bodies.is_empty() {
        return Vec::new();
    }
    let mut by_name: HashMap<String, Vec<&Deed>> = HashMap::new();
    for deed in made.iter().filter(|(id, _)| is_routine(id) || NAMED.contains(&id.kind())) {
        by_name.entry(deed.0.name().to_lowercase()).or_default().push(deed);
    }
    let mut wishes = Vec::new();
    for (routine, body) in bodies {
        let spoken = words(body);
        let candidates = spoken.iter().filter_map(|word| by_name.get(word)).flatten();
        let mentioned = candidates.filter(|(id, _)| *id != routine.0 && mentioned(id, &spoken));
        wishes.extend(mentioned.map(|first| ((*first).clone(), routine.clone())));
    }
    wishes
}

/// Of several routines of one name a call could still mean the one that goes, which then goes before what calls another.
pub(super) fn before_calls(view: &View<'_, Postgres>) -> Vec<(Deed, Deed)> {
    let new = view.catalogs.new;
    let changed = view.delta.dispositions.keys();
    let gone = changed.filter(|id| is_routine(id) && view.acts(id, Action::Drop) && !new.contains(id));
    let mut leaving: HashMap<(&str, &str), Vec<&ObjectId>> = HashMap::new();
    gone.for_each(|id| leaving.entry((id.first(), id.name())).or_default().push(id));
    if leaving.is_empty() {
        return Vec::new();
    }
    let mut wishes = Vec::new();
    for caller in view.delta.dispositions.keys() {
        let Some(made) = made(view, caller) else { continue };
        let called = new.bonds(caller).map(|(on, _)| on).filter(|on| is_routine(on));
        let rivals = called.filter_map(|on| leaving.get(&(on.first(), on.name()))).flatten();
        wishes.extend(rivals.map(|rival| (((*rival).clone(), Action::Drop), made.clone())));
    }
    wishes
}

/// Says of what goes or changes which bodies mention it that stay as they are.
pub(super) fn with_mentions(view: &View<'_, Postgres>, mut steps: Vec<Step>) -> Vec<Step> {
    let mut bodies: Option<Vec<(&ObjectId, HashSet<String>)>> = None;
    for step in &mut steps {
        if !changes_meaning(view, step) {
            continue;
        }
        let bodies = bodies.get_or_insert_with(|| staying_bodies(view));
        let mentions = |words: &HashSet<String>| mentioned(&step.object, words);
        let found: Vec<String> =
            bodies.iter().filter(|(_, words)| mentions(words)).map(|(id, _)| id.to_string()).collect();
        if !found.is_empty() {
            let verb = if found.len() == 1 { "mentions" } else { "mention" };
            let why = format!("{} {verb} it by name, which PostgreSQL does not track", found.join(" and "));
            step.hazards.push(Hazard::new(Danger::UntrackedDependencies, &step.object, why));
        }
    }
    steps
}

/// Whether somebody who uses the object of this step by its name finds it gone or different.
fn changes_meaning(view: &View<'_, Postgres>, step: &Step) -> bool {
    let id = &step.object;
    match (view.delta.of(id), step.action) {
        (Some(Disposition::Drop), Action::Drop) => {
            is_routine(id)
                || matches!(
                    id.kind(),
                    "table"
                        | "column"
                        | "view"
                        | "materialized_view"
                        | "sequence"
                        | "enum"
                        | "domain"
                        | "composite_type"
                        | "range_type"
                )
        }
        (Some(Disposition::Recreate), Action::Drop) => {
            (is_routine(id) || matches!(id.kind(), "view" | "materialized_view"))
                && view.objects(id).both().is_some_and(|pair| pair.differs())
        }
        (Some(Disposition::Alter(_)), Action::Alter) if id.kind() == "column" => retyped(view, id),
        _ => false,
    }
}

fn retyped(view: &View<'_, Postgres>, id: &ObjectId) -> bool {
    let columns: Option<Pair<_>> = view.objects(id).both();
    columns.is_some_and(|pair| {
        pair.map(|object| <&Column>::try_from(object).ok().map(|column| column.data_type.clone())).differs()
    })
}

/// The words of each body that is the same before and after.
fn staying_bodies<'a>(view: &View<'a, Postgres>) -> Vec<(&'a ObjectId, HashSet<String>)> {
    let bodies = view.catalogs.old.modelled().filter_map(|(id, object)| {
        let body = untracked_body(object)?;
        let still = view.catalogs.new.get(id).and_then(untracked_body)?;
        (body == still).then(|| (id, words(body)))
    });
    bodies.collect()
}

fn words(body: &str) -> HashSet<String> {
    let apart = |c: char| !(c.is_alphanumeric() || c == '_' || c == '$');
    body.split(apart).filter(|word| !word.is_empty()).map(str::to_lowercase).collect()
}

/// A column is meant only where its table is spoken of too. Names of several words count when all of them are there.
fn mentioned(id: &ObjectId, spoken: &HashSet<String>) -> bool {
    let said = |name: &str| words(name).iter().all(|word| spoken.contains(word));
    match id.kind() {
        "column" => said(id.name()) && said(table_of(id).name()),
        _ => said(id.name()),
    }
}
