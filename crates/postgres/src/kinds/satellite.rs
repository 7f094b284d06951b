//! What is said about another object: its comment, its privileges, its owner. Such a row is read by the address of
//! what it is about; the reader finds out what that is. Must not know what is said.

use evenkeel_core::sql::{Name, Sql};
use evenkeel_core::{Bond, ObjectId, sql};

use super::Object;

/// What a satellite is about.
#[derive(Clone, Debug, PartialEq)]
pub struct Target {
    pub id: ObjectId,
    /// The object that the target is, or is a part of.
    pub host: ObjectId,
    /// How statements name it: `TABLE public.t`, `CONSTRAINT c ON public.t`, `FUNCTION public.f(integer)`.
    pub reference: Sql,
}

impl Target {
    /// None for kinds that bear no satellites.
    pub(crate) fn of(object: &Object) -> Option<Self> {
        let id = object.id();
        Some(Target { host: id.clone(), id, reference: object.reference()? })
    }

    /// A numbered part of an object that is no object of its own, such as a view's column.
    pub(crate) fn part(object: &Object, number: i32) -> Option<Self> {
        let (id, reference) = object.part(number)?;
        Some(Target { id, host: object.id(), reference })
    }

    /// The index behind a constraint can bear satellites of its own.
    pub(crate) fn index_behind(constraint: &Object) -> Option<Self> {
        let host = constraint.id();
        let id = ObjectId::new("index", &[host.first(), host.name()]);
        let backed = matches!(host.kind(), "primary_key" | "unique" | "exclusion");
        backed.then(|| Target { reference: named("INDEX", &id), id, host })
    }

    /// An object that no statement can be about here.
    pub(crate) fn unmodelled(id: &ObjectId) -> Self {
        Target { id: id.clone(), host: id.clone(), reference: Sql::default() }
    }

    pub(crate) fn bond(&self) -> (ObjectId, Bond) {
        (self.host.clone(), Bond::PartOf)
    }
}

/// `TABLE schema.table`.
pub(crate) fn named(word: &'static str, id: &ObjectId) -> Sql {
    sql!("{} {}", Sql::raw(word), Name::from(id))
}

/// `CONSTRAINT name ON schema.table`.
pub(crate) fn named_on_table(word: &'static str, id: &ObjectId) -> Sql {
    sql!("{} {} ON {}", Sql::raw(word), evenkeel_core::Ident::new(id.name()), Name::of(id, 2))
}

/// `FUNCTION schema.name(integer, text)`.
pub(crate) fn with_signature(word: &'static str, id: &ObjectId) -> Sql {
    let arguments = Sql::from_database(id.signature().unwrap_or_default());
    sql!("{} {}({})", Sql::raw(word), Name::from(id), arguments)
}
