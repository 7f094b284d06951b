//! Which extensions PostgreSQL scripts create. Must not know whether a server has them.

use crate::cursor::Cursor;
use crate::files::Script;
use crate::lexer::Dialect;
use crate::position::Location;
use crate::split::split;

/// An extension that a script creates, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Created {
    pub name: String,
    pub location: Location,
}

/// Every extension once, in order of the scripts. A script that cannot be split creates nothing.
pub fn created(scripts: &[&Script]) -> Vec<Created> {
    let mut found: Vec<Created> = Vec::new();
    for script in scripts {
        for statement in split(Dialect::Postgres, &script.text).unwrap_or_default() {
            let mut cursor = Cursor::new(Dialect::Postgres, &script.text, statement.range.clone());
            if !cursor.eat_all(&["create", "extension"]) {
                continue;
            }
            cursor.eat_all(&["if", "not", "exists"]);
            let Some(name) = cursor.name().map(|name| name.name) else { continue };
            if found.iter().all(|one| one.name != name) {
                let location = Location::new(&script.path, &script.text, statement.range.start);
                found.push(Created { name, location });
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_is_found_once_and_with_its_place() {
        let script = |path: &str, text: &str| Script { path: path.into(), text: text.to_owned() };
        let one = script("a.sql", "CREATE TABLE t ();\ncreate extension if not exists \"uuid-ossp\";\n");
        let two =
            script("b.sql", "CREATE EXTENSION \"uuid-ossp\"; CREATE EXTENSION PostGIS WITH SCHEMA gis;");
        let found = created(&[&one, &two]);
        let told: Vec<String> = found.iter().map(|it| format!("{} {}", it.name, it.location)).collect();
        assert_eq!(told, ["uuid-ossp a.sql:2:1", "postgis b.sql:1:31"]);
    }
}
