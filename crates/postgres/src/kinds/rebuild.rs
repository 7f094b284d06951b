//! Types and collations that are made anew while columns use them: the old one steps aside under another name, the
//! new one is made, the columns move over, and the old one goes. Several that hang together do it as one piece of
//! work. Must not know what is made.

use std::collections::BTreeMap;

use evenkeel_core::{Action, Disposition, Grip, Home, ObjectId, Pair, Step, View, Work};

use super::column::Column;
use super::{Object, Reach, Site};
use crate::dialect::Postgres;

/// What making one anew takes.
#[derive(Default)]
pub struct Remake {
    /// Gives the old one, and all that carries its name, other names.
    pub(crate) aside: Vec<Step>,
    pub(crate) create: Vec<Step>,
    /// Drops what stepped aside.
    pub(crate) gone: Vec<Step>,
}

const PARKED: &str = "__evenkeel_old";

/// The name under which the old one waits until no column uses it any more.
pub(crate) fn parked(name: &str) -> String {
    let room = 63 - PARKED.len();
    let end = (0..=room.min(name.len())).rev().find(|end| name.is_char_boundary(*end)).unwrap_or(0);
    name[..end].to_owned() + PARKED
}

/// Whether another thing stands under its name after this plan, though no statement by itself drops it.
pub(crate) fn is_rebuilt(view: &View<'_, Postgres>, id: &ObjectId) -> bool {
    matches!(view.delta.of(id), Some(Disposition::Alter(change)) if change.reach() == Reach::Users)
}

/// What this object hangs on that is made anew, on either side.
pub(crate) fn rebuilt_beneath<'a>(view: &View<'a, Postgres>, id: &ObjectId) -> Vec<&'a ObjectId> {
    let both = [view.catalogs.old, view.catalogs.new];
    let mut found: Vec<_> = both
        .into_iter()
        .flat_map(|it| it.bonds(id))
        .map(|(on, _)| on)
        .filter(|on| is_rebuilt(view, on))
        .collect();
    found.sort();
    found.dedup();
    found
}

/// Where one that is made anew, or a column that moves to such a one, does so: with all that it hangs together with.
pub(crate) fn home(view: &View<'_, Postgres>, id: &ObjectId) -> Home {
    let groups = groups(view);
    let mut leaders = rebuilt_beneath(view, id).into_iter().chain([id]).filter_map(|on| groups.get(on));
    match leaders.next() {
        Some(leader) if *leader != id => Home::Within((*leader).clone(), Grip::Firm),
        Some(_) | None => Home::Apart,
    }
}

/// For each that is made anew the one under whose name the work is done: the first of those that hang together, be it
/// over what hangs on both.
fn groups<'a>(view: &View<'a, Postgres>) -> BTreeMap<&'a ObjectId, &'a ObjectId> {
    let rebuilt: Vec<&ObjectId> = view.delta.dispositions.keys().filter(|id| is_rebuilt(view, id)).collect();
    let mut leader: BTreeMap<&ObjectId, &ObjectId> = rebuilt.iter().map(|id| (*id, *id)).collect();
    if rebuilt.len() < 2 {
        return leader;
    }
    let moved = view.delta.dispositions.iter().filter(|(_, what)| {
        matches!(what, Disposition::Alter(super::Change::Column(super::column::Change::TypeRebuilt)))
    });
    for id in rebuilt.iter().copied().chain(moved.map(|(id, _)| id)) {
        let mut together: Vec<&ObjectId> = rebuilt_beneath(view, id).into_iter().collect();
        together.extend(rebuilt.iter().filter(|it| **it == id));
        let heads: Vec<&ObjectId> = together.iter().filter_map(|id| leader.get(id)).copied().collect();
        let Some(first) = heads.iter().min().copied() else { continue };
        leader.values_mut().filter(|head| heads.contains(head)).for_each(|head| *head = first);
    }
    leader
}

/// All of one group: everything steps aside, everything is made, columns move, everything old goes.
pub(crate) fn steps(site: &Site<'_>) -> Vec<Step> {
    let view = site.view;
    let remade = |work: &&Work<'_, Postgres>| is_rebuilt(view, work.id);
    let mut members: Vec<&Work<'_, Postgres>> =
        std::iter::once(site.work).chain(&site.work.parts).filter(remade).collect();
    members.sort_by_cached_key(|work| (depth(view, work.id, 0), work.id.clone()));
    let remakes: Vec<Remake> = members.iter().map(|work| remake(view, work)).collect();
    let (mut aside, mut create, mut gone) = (Vec::new(), Vec::new(), Vec::new());
    for remake in remakes {
        aside.push(remake.aside);
        create.extend(remake.create);
        gone.push(remake.gone);
    }
    let mut columns: Vec<&Work<'_, Postgres>> = site.work.parts.iter().filter(|work| !remade(work)).collect();
    // One that is computed no more lets go of the others before they move.
    columns.sort_by_key(|work| !was_generated(work));
    let columns = columns.into_iter().flat_map(|work| altered(view, work));
    aside
        .into_iter()
        .rev()
        .flatten()
        .chain(create)
        .chain(columns)
        .chain(gone.into_iter().rev().flatten())
        .collect()
}

fn was_generated(work: &Work<'_, Postgres>) -> bool {
    let column = work.objects.old.and_then(|object| <&Column>::try_from(object).ok());
    column.is_some_and(|column| column.generated.is_some())
}

fn remake(view: &View<'_, Postgres>, work: &Work<'_, Postgres>) -> Remake {
    let pair = work.objects.both();
    pair.map(|pair| Object::remake(pair, &Site { view, work })).unwrap_or_default()
}

fn altered(view: &View<'_, Postgres>, work: &Work<'_, Postgres>) -> Vec<Step> {
    match (work.objects, work.change) {
        (Pair { old: Some(old), new: Some(new) }, Some(change)) => {
            Object::alter(Pair::of(old, new), change, &Site { view, work })
        }
        _ => Vec::new(),
    }
}

/// How many others that are made anew it stands on.
fn depth(view: &View<'_, Postgres>, id: &ObjectId, above: usize) -> usize {
    // No type contains itself, but what is read may be odd.
    if above > 64 {
        return above;
    }
    let below = rebuilt_beneath(view, id).into_iter().map(|on| depth(view, on, above + 1));
    below.max().map_or(0, |depth| depth + 1)
}

/// What is said of an object that goes, or that another one takes the place of, is gone with it.
pub(crate) fn takes_along(view: &View<'_, Postgres>, host: &ObjectId) -> bool {
    view.acts(host, Action::Drop) || is_rebuilt(view, host)
}
