//! What can be changed on a column that stays. Must not know defaults or identities.

use evenkeel_core::sql::{Ident, Sql};
use evenkeel_core::{Action, Bond, Danger, ObjectId, Pair, Step, View, Work, sql};

use super::{Change, Column, Compression, Storage, conversion, toll};
use crate::dialect::Postgres;
use crate::kinds::foreign;
use crate::kinds::Object;
use crate::locks::Mode;
use crate::kinds::relation::{link_stands, option_changes, option_names, options, table_of};

impl Column {
    /// Settings that no definition can hold on every version.
    pub(crate) fn settings(&self, action: Action) -> Vec<Step> {
        let bare = Column { storage: None, statistics: None, options: Vec::new(), ..self.clone() };
        settings(Pair::of(&bare, self), action)
    }

    /// What `ALTER COLUMN` sets of it other than its type, beyond what it was before or is by default.
    pub(crate) fn settings_beyond_type(&self, old: Option<&Column>, action: Action) -> Vec<Step> {
        let plain = || Column { storage: None, compression: None, statistics: None, options: Vec::new(), ..self.clone() };
        let old = old.cloned().unwrap_or_else(plain);
        settings_beyond_type(Pair::of(&old, self), action)
    }
}

/// `by_parent` is the parent column's own change, which reaches this one by itself.
pub(super) fn steps(
    pair: Pair<&Column>,
    change: Change,
    by_parent: Option<(Change, Pair<Option<&Object>>)>,
    view: &View<'_, Postgres>,
) -> Vec<Step> {
    let mut steps = Vec::new();
    let retyped_above = matches!(by_parent, Some((Change::Type | Change::TypeRebuilt, _)));
    let nullability_above =
        by_parent.is_some_and(|(_, objects)| columns(objects).is_some_and(|it| changes_nullability(&it)));
    let expression_above =
        by_parent.is_some_and(|(_, objects)| columns(objects).is_some_and(|it| loses_expression(&it)));
    if loses_expression(&pair) && !expression_above {
        steps.push(drop_expression(pair.new));
    }
    match change {
        Change::Type | Change::TypeRebuilt if !retyped_above => steps.push(retype(pair, view)),
        Change::Type | Change::TypeRebuilt | Change::Facets => {}
    }
    if !nullability_above {
        steps.extend(nullability(pair));
        if pair.old.not_null && !pair.new.not_null {
            steps.extend(kept_below(view, &super::Kind::id(pair.new)));
        }
    }
    // Another type brings its own storage along.
    let fresh = Column { storage: None, compression: None, ..pair.old.clone() };
    let pair = match change {
        Change::Type | Change::TypeRebuilt => Pair::of(&fresh, pair.new),
        Change::Facets => pair,
    };
    if pair.map(|column| column.compression).differs() {
        let word = pair.new.compression.map_or(Sql::raw("default"), Compression::word);
        steps.push(on_column(pair.new, sql!("SET COMPRESSION {}", word)));
    }
    steps.extend(settings(pair, Action::Alter));
    steps
}

fn columns(objects: Pair<Option<&Object>>) -> Option<Pair<&Column>> {
    objects.map(|object| object.and_then(|object| <&Column>::try_from(object).ok())).both()
}

fn changes_nullability(pair: &Pair<&Column>) -> bool {
    pair.map(|column| column.not_null).differs()
}

fn loses_expression(pair: &Pair<&Column>) -> bool {
    pair.old.generated.is_some() && pair.new.generated.is_none()
}

/// A statement of its own, since a change of the type beside it would still meet a generated column.
fn drop_expression(column: &Column) -> Step {
    let head = super::alter_table(&column.schema, &column.table);
    let action = sql!("ALTER COLUMN {} DROP EXPRESSION", Ident::new(&column.name));
    let step = Step::new(&super::Kind::id(column), Action::Alter, head.and(" ").and(action));
    step.locking(Mode::AccessExclusive.on(&column.schema, &column.table))
}

/// What a column that a new child inherits has otherwise than its parents. That it has a storage at all is said elsewhere.
pub(super) fn beyond_parents<'a>(column: &Column, parents: impl Iterator<Item = &'a Column>) -> Vec<Step> {
    let parents: Vec<&Column> = parents.collect();
    let demands = column.not_null && !parents.iter().any(|parent| parent.not_null);
    let mut steps: Vec<Step> = demands.then(|| on_column(column, "SET NOT NULL")).into_iter().collect();
    let compression = parents.iter().find_map(|parent| parent.compression);
    let storage = column.storage.or_else(|| parents.iter().find_map(|parent| parent.storage));
    let handed_down = Column { compression, storage, ..column.clone() };
    steps.extend(settings_beyond_type(Pair::of(&handed_down, column), Action::Alter));
    steps
}

/// What the columns of children, which the parent's statement makes with this compression, have otherwise than the parent's.
/// What is set of storage and statistics afterwards reaches them, the rest does not.
pub(crate) fn below(
    parent: &Column,
    compression: Option<Compression>,
    parts: &[Work<'_, Postgres>],
) -> Vec<Step> {
    let children =
        parts.iter().filter_map(|part| Some((<&Column>::try_from(part.objects.new?).ok()?, &part.parts)));
    let mut steps = Vec::new();
    for (child, parts) in children {
        let Column { storage, statistics, .. } = *parent;
        let handed_down = Column { compression, storage, statistics, options: Vec::new(), ..child.clone() };
        steps.extend(settings_beyond_type(Pair::of(&handed_down, child), Action::Alter));
        steps.extend(below(child, compression, parts));
    }
    steps
}

fn on_column(column: &Column, what: impl Into<Sql>) -> Step {
    column.fusible(Action::Alter, sql!("ALTER COLUMN {} {}", Ident::new(&column.name), what.into()))
}

fn retype(pair: Pair<&Column>, view: &View<'_, Postgres>) -> Step {
    let new = pair.new;
    let collation = new.collation.as_ref().map(|collation| sql!(" COLLATE {}", collation)).unwrap_or_default();
    if new.in_foreign_table.0 {
        return on_column(new, sql!("TYPE {}{}", new.data_type, collation));
    }
    let conversion = conversion::of(pair, view);
    let using = conversion.using.map(|value| sql!(" USING {}", value)).unwrap_or_default();
    let mut step = on_column(new, sql!("TYPE {}{}{}", new.data_type, collation, using));
    for (danger, why) in toll::hazards(pair, conversion.route, view) {
        step = step.risking(danger, why);
    }
    match conversion.doubt {
        Some(doubt) => step.risking(Danger::MayFail, doubt),
        None => step,
    }
}

/// How a column that stays comes to hold no nulls.
pub(super) fn demanding(column: &Column) -> Sql {
    let of = Ident::new(&column.name);
    match &column.not_null_name {
        Some(name) => sql!("ADD CONSTRAINT {} NOT NULL {}", Ident::new(name), of),
        None => sql!("ALTER COLUMN {} SET NOT NULL", of),
    }
}

/// Whether any row is null is found out by looking at all of them.
fn scanning(step: Step) -> Step {
    step.risking(Danger::LongLock, "all rows are read while everyone waits")
}

fn nullability(pair: Pair<&Column>) -> Vec<Step> {
    match (pair.old.not_null, pair.new.not_null) {
        (false, true) => {
            let step = scanning(pair.new.fusible(Action::Alter, demanding(pair.new)));
            vec![step.risking(Danger::MayFail, "rows where it is null stop it")]
        }
        (true, false) => vec![on_column(pair.new, "DROP NOT NULL")],
        (true, true) if pair.old.not_null_inherited.0 && pair.new.not_null_inherited.0 => Vec::new(),
        (true, true) if pair.map(|column| &column.not_null_name).differs() => rename_not_null(pair),
        (true, true) | (false, false) => Vec::new(),
    }
}

/// What children would lose with their parent's rule and are to keep.
fn kept_below(view: &View<'_, Postgres>, parent: &ObjectId) -> Vec<Step> {
    let new = view.catalogs.new;
    let below = new.index_of(parent).into_iter().flat_map(|at| new.dependents().at(at));
    let heirs = below.filter(|(_, bond)| *bond == Bond::Inherits).map(|(heir, _)| &new.entries()[*heir].id);
    let heirs = heirs.filter(|heir| link_stands(view, &table_of(heir), &table_of(parent)));
    let steps = heirs.flat_map(|heir| match columns(view.objects(heir)) {
        Some(pair) if pair.old.not_null && pair.new.not_null => {
            vec![scanning(on_column(pair.new, "SET NOT NULL"))]
        }
        Some(_) => kept_below(view, heir),
        None => Vec::new(),
    });
    steps.collect()
}

fn rename_not_null(pair: Pair<&Column>) -> Vec<Step> {
    let names = pair.map(|column| column.not_null_name.clone().unwrap_or_else(|| column.usual_not_null_name()));
    let action = sql!("RENAME CONSTRAINT {} TO {}", Ident::new(&names.old), Ident::new(&names.new));
    let head = super::alter_table(&pair.new.schema, &pair.new.table);
    let step = Step::new(&super::Kind::id(pair.new), Action::Alter, head.and(" ").and(action));
    vec![step.locking(Mode::AccessExclusive.on(&pair.new.schema, &pair.new.table))]
}

/// Storage, statistics target and attribute options.
/// Compression too, where no definition can hold it.
pub(super) fn settings_beyond_type(pair: Pair<&Column>, action: Action) -> Vec<Step> {
    let compressed = pair.map(|column| column.compression).differs();
    let word = pair.new.compression.map_or(Sql::raw("default"), Compression::word);
    let compression = compressed.then(|| sql!("SET COMPRESSION {}", word));
    let compression = compression.map(|what| Step { action, ..on_column(pair.new, what) });
    compression.into_iter().chain(settings(pair, action)).collect()
}

pub(super) fn settings(pair: Pair<&Column>, action: Action) -> Vec<Step> {
    let Pair { old, new } = pair;
    let mut steps = Vec::new();
    let mut set = |what: Sql| {
        steps.push(Step { action, ..on_column(new, what) });
    };
    // With another type comes that type's own. A catalog that was kept does not tell it; nearly all have this.
    let usual = Some(old.storage_of_type.0.unwrap_or(Storage::Extended));
    let usual = usual.filter(|_| old.data_type == new.data_type);
    if let Some(storage) = new.storage.or(usual).filter(|_| old.storage != new.storage) {
        set(sql!("SET STORAGE {}", storage.word()));
    }
    if old.statistics != new.statistics {
        set(sql!("SET STATISTICS {}", new.statistics.unwrap_or(-1)));
    }
    if let Some(changed) = foreign::changes(Pair::of(&old.foreign_options, &new.foreign_options)) {
        set(changed);
    }
    let (reset, changed) = option_changes(&old.options, &new.options);
    if !reset.is_empty() {
        set(sql!("RESET ({})", option_names(reset)));
    }
    if !changed.is_empty() {
        set(sql!("SET ({})", options(&changed)));
    }
    steps
}
