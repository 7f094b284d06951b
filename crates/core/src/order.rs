//! Which piece of work comes after which: edges from the bonds of both catalogs and from names that only one
//! object can hold. Must not know any kind of object, nor hold a list of phases.

mod stand_ins;

use std::collections::{BTreeMap, HashMap};

use crate::catalog::{Bond, Catalog};
use crate::delta::Disposition;
use crate::dialect::{Action, Dialect, Grip, Home, Slot, StandIn, View};
use crate::graph::Graph;
use crate::object::ObjectId;

/// One action on one object.
#[derive(Clone, Debug)]
pub(crate) struct Vertex<'a> {
    pub(crate) id: &'a ObjectId,
    pub(crate) action: Action,
    /// The vertex inside which this one is done, and how firmly it is held there.
    pub(crate) within: Option<(usize, Grip)>,
    pub(crate) form: Form,
}

/// As what the object is there when a piece of work begins, or when it has ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Form {
    /// As itself all the time.
    Itself,
    /// The stand-in of this number is made or dropped.
    StandIn(usize),
    /// The stand-in of this number becomes the object.
    TakesPlace(usize),
    /// The object becomes the stand-in of this number.
    GivesWay(usize),
}

pub(crate) struct Ordering<'a, D: Dialect> {
    pub(crate) vertices: Vec<Vertex<'a>>,
    pub(crate) stand_ins: Vec<StandIn<D::Object, D::Change>>,
    /// Roots in the order in which they are carried out.
    pub(crate) order: Vec<usize>,
    /// For each vertex, what is done inside it.
    pub(crate) parts: Vec<Vec<usize>>,
    pub(crate) repairs: Vec<String>,
}

/// The pieces of work that wait for one another in a circle.
#[derive(Debug, PartialEq, Eq)]
pub struct Loop(pub Vec<(Action, ObjectId)>);

pub(crate) fn order<'a, D: Dialect>(dialect: &D, view: &View<'a, D>) -> Result<Ordering<'a, D>, Loop> {
    let mut vertices = vertices(view);
    let lookup: HashMap<(&ObjectId, Action), usize> =
        vertices.iter().enumerate().map(|(at, vertex)| ((vertex.id, vertex.action), at)).collect();
    for vertex in &mut vertices {
        if let Home::Within(owner, grip) = dialect.home(view, vertex.id, vertex.action) {
            vertex.within = lookup.get(&(&owner, vertex.action)).map(|at| (*at, grip));
        }
    }
    let mut edges = edges(dialect, view, &lookup);
    let wishes = wishes(dialect, view, &lookup);
    let (mut repairs, mut stand_ins) = (Vec::new(), Vec::new());
    loop {
        let roots = roots(&vertices);
        let graph = lifted(&edges, &roots);
        let loops = graph.loops();
        if loops.is_empty() {
            let keys = keys(dialect, view, &vertices);
            let sorted = with_wishes(graph, &wishes, &roots).sorted(&keys);
            let order = sorted.into_iter().filter(|at| roots[*at] == *at).collect();
            let parts = parts(&vertices, &keys);
            return Ok(Ordering { vertices, stand_ins, order, parts, repairs });
        }
        for component in &loops {
            if let Some(apart) = set_apart(&mut vertices, &edges, &roots, component) {
                repairs.extend(apart);
                continue;
            }
            let place = stand_ins::place(dialect, view, &vertices, component).ok_or_else(|| {
                let cycle = graph.cycle_in(component);
                Loop(cycle.into_iter().map(|at| (vertices[at].action, vertices[at].id.clone())).collect())
            })?;
            repairs.push(place.taken(&mut vertices, &mut edges, &mut stand_ins, (&roots, component)));
            // There is more to do than these loops know of.
            break;
        }
    }
}

fn vertices<'a, D: Dialect>(view: &View<'a, D>) -> Vec<Vertex<'a>> {
    let mut vertices = Vec::new();
    for (id, disposition) in &view.delta.dispositions {
        let actions: &[Action] = match disposition {
            Disposition::Create => &[Action::Create],
            Disposition::Drop => &[Action::Drop],
            Disposition::Alter(_) => &[Action::Alter],
            Disposition::Recreate => &[Action::Drop, Action::Create],
        };
        vertices.extend(actions.iter().map(|action| Vertex {
            id,
            action: *action,
            within: None,
            form: Form::Itself,
        }));
    }
    vertices
}

type Lookup<'a> = HashMap<(&'a ObjectId, Action), usize>;

fn edges<D: Dialect>(dialect: &D, view: &View<'_, D>, lookup: &Lookup<'_>) -> Vec<(usize, usize)> {
    let mut edges = Vec::new();
    let mut edge = |first: (&ObjectId, Action), then: (&ObjectId, Action)| {
        if let (Some(first), Some(then)) = (lookup.get(&first), lookup.get(&then)) {
            edges.push((*first, *then));
        }
    };
    use Action::{Alter, Create, Drop};
    let outlives = |x, y, bond| bond == Bond::Inherits && dialect.has_its_own(view, x, y);
    each_bond(view.catalogs.old, |x, y, bond| {
        let (first, then) = if outlives(x, y, bond) { (y, x) } else { (x, y) };
        edge((first, Drop), (then, Drop));
        edge((x, Drop), (y, Alter));
        // What is handed down does not wait for the parent to come or go: the link between them does.
        if bond != Bond::Inherits {
            edge((x, Alter), (y, Drop));
        }
        // What lets go of another thing does so before that changes.
        let both_change = view.acts(y, Alter) && view.acts(x, Alter);
        if both_change && !view.catalogs.new.bonds(x).any(|(still, _)| still == y) {
            edge((x, Alter), (y, Alter));
        }
    });
    each_bond(view.catalogs.new, |x, y, bond| {
        let (first, then) = if outlives(x, y, bond) { (x, y) } else { (y, x) };
        edge((first, Create), (then, Create));
        edge((y, Alter), (x, Create));
        if bond != Bond::Inherits {
            edge((y, Create), (x, Alter));
        }
        edge((y, Alter), (x, Alter));
    });
    for id in view.delta.dispositions.keys() {
        edge((id, Drop), (id, Create));
    }
    for (first, then) in dialect.extra_edges(view) {
        edge((&first.0, first.1), (&then.0, then.1));
    }
    for (leaving, coming) in handovers(dialect, view) {
        edge((&leaving, Drop), (&coming, Create));
    }
    edges
}

fn wishes<D: Dialect>(dialect: &D, view: &View<'_, D>, lookup: &Lookup<'_>) -> Vec<(usize, usize)> {
    let at = |deed: &(ObjectId, Action)| lookup.get(&(&deed.0, deed.1)).copied();
    let wishes = dialect.wishes(view);
    wishes.iter().filter_map(|(first, then)| Some((at(first)?, at(then)?))).collect()
}

/// A graph without loops and those wishes that bring none: whoever is in a loop that only wishes close has none.
fn with_wishes(graph: Graph, wishes: &[(usize, usize)], roots: &[usize]) -> Graph {
    if wishes.is_empty() {
        return graph;
    }
    let mut wished = graph.clone();
    wishes.iter().for_each(|(first, then)| wished.before(roots[*first], roots[*then]));
    let mut loop_of: HashMap<usize, usize> = HashMap::new();
    for (number, component) in wished.loops().iter().enumerate() {
        loop_of.extend(component.iter().map(|node| (*node, number)));
    }
    let mut graph = graph;
    for (first, then) in wishes.iter().map(|(first, then)| (roots[*first], roots[*then])) {
        let in_one_loop = loop_of.get(&first).is_some_and(|number| loop_of.get(&then) == Some(number));
        if !in_one_loop {
            graph.before(first, then);
        }
    }
    graph.dedup();
    graph
}

fn each_bond<'a, O>(catalog: &'a Catalog<O>, mut f: impl FnMut(&'a ObjectId, &'a ObjectId, Bond)) {
    for (at, entry) in catalog.entries().iter().enumerate() {
        for (to, bond) in catalog.bonds_at(at) {
            f(&entry.id, &catalog.entries()[*to].id, *bond);
        }
    }
}

/// Pairs of a dropped and a created object that claim the same name.
fn handovers<D: Dialect>(dialect: &D, view: &View<'_, D>) -> Vec<(ObjectId, ObjectId)> {
    let mut leaving: BTreeMap<Slot, Vec<&ObjectId>> = BTreeMap::new();
    for id in view.delta.dispositions.keys().filter(|id| view.acts(id, Action::Drop)) {
        for slot in view.catalogs.old.get(id).map(|object| dialect.slots(id, object)).unwrap_or_default() {
            leaving.entry(slot).or_default().push(id);
        }
    }
    let mut pairs = Vec::new();
    for id in view.delta.dispositions.keys().filter(|id| view.acts(id, Action::Create)) {
        for slot in view.catalogs.new.get(id).map(|object| dialect.slots(id, object)).unwrap_or_default() {
            for old in leaving.get(&slot).into_iter().flatten() {
                pairs.push(((*old).clone(), id.clone()));
            }
        }
    }
    pairs
}

/// A number for each vertex that sorts as its rank does, so that the sort compares numbers only.
fn keys<D: Dialect>(dialect: &D, view: &View<'_, D>, vertices: &[Vertex<'_>]) -> Vec<usize> {
    let position = |vertex: &Vertex<'_>| {
        let catalog = match vertex.action {
            Action::Drop => view.catalogs.old,
            Action::Alter | Action::Create | Action::Rename => view.catalogs.new,
        };
        catalog.entry(vertex.id).map_or(0, |entry| entry.position)
    };
    let ranks: Vec<_> =
        vertices.iter().map(|vertex| (dialect.rank(vertex.id, vertex.action), position(vertex))).collect();
    let mut sorted: Vec<usize> = (0..vertices.len()).collect();
    sorted.sort_by(|a, b| {
        let by_rank = ranks[*a].cmp(&ranks[*b]);
        by_rank
            .then_with(|| (vertices[*a].id, vertices[*a].action).cmp(&(vertices[*b].id, vertices[*b].action)))
    });
    let mut keys = vec![0; vertices.len()];
    for (key, at) in sorted.into_iter().enumerate() {
        keys[at] = key;
    }
    keys
}

fn roots(vertices: &[Vertex<'_>]) -> Vec<usize> {
    let root = |mut at: usize| {
        let mut steps = 0;
        while let Some((owner, _)) = vertices[at].within {
            at = owner;
            steps += 1;
            assert!(steps <= vertices.len(), "{} is not held inside itself", vertices[at].id);
        }
        at
    };
    (0..vertices.len()).map(root).collect()
}

fn lifted(edges: &[(usize, usize)], roots: &[usize]) -> Graph {
    let mut graph = Graph::new(roots.len());
    for (first, then) in edges {
        graph.before(roots[*first], roots[*then]);
    }
    graph.dedup();
    graph
}

fn parts(vertices: &[Vertex<'_>], keys: &[usize]) -> Vec<Vec<usize>> {
    let mut parts = vec![Vec::new(); vertices.len()];
    for (at, vertex) in vertices.iter().enumerate() {
        if let Some((owner, _)) = vertex.within {
            parts[owner].push(at);
        }
    }
    for list in &mut parts {
        list.sort_by_key(|at| keys[*at]);
    }
    parts
}

/// Breaks a loop by taking out of their owners those parts that take part in it, the loosest first.
/// Says what was done; None when no part of the loop may be taken out.
fn set_apart(
    vertices: &mut [Vertex<'_>],
    edges: &[(usize, usize)],
    roots: &[usize],
    component: &[usize],
) -> Option<Vec<String>> {
    let inside = |at: &usize| component.contains(&roots[*at]);
    let mut involved: Vec<(Grip, usize)> = Vec::new();
    for (first, then) in edges {
        if inside(first) && inside(then) && roots[*first] != roots[*then] {
            for at in [first, then] {
                if let Some((_, grip @ Grip::Loose(_))) = vertices[*at].within {
                    involved.push((grip, *at));
                }
            }
        }
    }
    let loosest = involved.iter().map(|(grip, _)| *grip).min()?;
    involved.retain(|(grip, _)| *grip == loosest);
    involved.sort_unstable();
    involved.dedup();
    let apart = |(_, at): (Grip, usize)| {
        let (owner, _) = vertices[at].within.take()?;
        Some(format!("{} is set apart from {} to break a loop", vertices[at].id, vertices[owner].id))
    };
    Some(involved.into_iter().filter_map(apart).collect())
}
