//! Loops that are broken by a stand-in: what others in the loop hang on is there in a simpler form while they are made, or
//! while they are dropped, and hangs on none of them. Must not know any kind of object.

use super::{Form, Vertex};
use crate::dialect::{Action, Dialect, StandIn, View};

/// A piece of work that can be done in two, and with what.
pub(super) struct Place<O, C> {
    at: usize,
    stand_in: StandIn<O, C>,
}

/// The first of the loop's pieces of work, by their rank, for which something can stand in.
pub(super) fn place<D: Dialect>(
    dialect: &D,
    view: &View<'_, D>,
    vertices: &[Vertex<'_>],
    component: &[usize],
) -> Option<Place<D::Object, D::Change>> {
    let mut members = component.to_vec();
    let rank = |vertex: &Vertex<'_>| dialect.rank(vertex.id, vertex.action);
    members.sort_by_cached_key(|at| (rank(&vertices[*at]), vertices[*at].id, vertices[*at].action));
    members.into_iter().find_map(|at| {
        let vertex = &vertices[at];
        let objects = view.objects(vertex.id);
        let object = match (vertex.form, vertex.action) {
            (Form::Itself, Action::Create) => objects.new?,
            (Form::Itself, Action::Drop) => objects.old?,
            (Form::Itself, Action::Alter | Action::Rename) => return None,
            (Form::StandIn(_) | Form::TakesPlace(_) | Form::GivesWay(_), _) => return None,
        };
        Some(Place { at, stand_in: dialect.stand_in(object, vertex.action)? })
    })
}

impl<O, C> Place<O, C> {
    /// Divides the work: what is in the loop hangs on the stand-in, all others see the object itself. Says so.
    pub(super) fn taken(
        self,
        vertices: &mut Vec<Vertex<'_>>,
        edges: &mut Vec<(usize, usize)>,
        stand_ins: &mut Vec<StandIn<O, C>>,
        (roots, component): (&[usize], &[usize]),
    ) -> String {
        let (bare, full, number) = (self.at, vertices.len(), stand_ins.len());
        let in_loop = |at: usize| roots.get(at).is_some_and(|root| component.contains(root));
        let id = vertices[bare].id;
        let creates = vertices[bare].action == Action::Create;
        for (first, then) in edges.iter_mut() {
            match (*first == bare, *then == bare) {
                // What it is made of is there before it is whole, and goes once it is whole no longer. Who is not in the
                // loop comes when it is whole, and goes while it still is.
                (false, true) if in_loop(*first) == creates => *then = full,
                (true, false) if in_loop(*then) != creates => *first = full,
                (true | false, _) => {}
            }
        }
        let form = if creates { Form::TakesPlace(number) } else { Form::GivesWay(number) };
        edges.push(if creates { (bare, full) } else { (full, bare) });
        vertices[bare].form = Form::StandIn(number);
        vertices.push(Vertex { id, action: Action::Alter, within: None, form });
        stand_ins.push(self.stand_in);
        format!("something stands in for {id} to break a loop")
    }
}
