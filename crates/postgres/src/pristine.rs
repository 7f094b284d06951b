//! What a database holds when nobody has put anything into it.

use evenkeel_core::{Catalog, Entry, Node};

use crate::kinds::Object;
use crate::kinds::comment::Comment;
use crate::kinds::extension::Extension;
use crate::kinds::schema::Schema;

/// The catalog of a database fresh from `template0`.
pub fn pristine() -> Catalog<Object> {
    let schema = Object::from(Schema { name: "public".to_owned() });
    let extension = Object::from(Extension::new("plpgsql", "pg_catalog"));
    let comments = [
        Comment::on(&schema, "standard public schema"),
        Comment::on(&extension, "PL/pgSQL procedural language"),
    ];
    let objects = [schema, extension].into_iter().chain(comments.into_iter().map(Object::from));
    let entries: Vec<Entry<Object>> =
        objects.map(|object| Entry { id: object.id(), position: 0, node: Node::Modelled(object) }).collect();
    Catalog::build(entries, []).expect("four different names")
}
