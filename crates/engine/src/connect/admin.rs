//! Databases as a whole. Must not know what is in them.

use evenkeel_core::sql;
use evenkeel_core::sql::Ident;

use super::{ServerError, Session};

/// Makes a database as a copy of another, usually `template0`. The role needs CREATEDB.
///
/// # Errors
/// What the server says: 42P04 where it exists already, 42501 without CREATEDB.
pub async fn create_database(session: &Session, name: &str, template: &str) -> Result<(), ServerError> {
    let statement = sql!("CREATE DATABASE {} TEMPLATE {}", Ident::new(name), Ident::new(template));
    session.batch(statement.as_str()).await
}

/// Drops a database that nobody is connected to.
///
/// # Errors
/// What the server says: 3D000 where it does not exist, 55006 where somebody is connected.
pub async fn drop_database(session: &Session, name: &str) -> Result<(), ServerError> {
    session.batch(sql!("DROP DATABASE {}", Ident::new(name)).as_str()).await
}
