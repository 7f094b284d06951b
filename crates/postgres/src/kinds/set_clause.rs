//! `SET name TO value` from the `name=value` that the catalog keeps. Must not know whose setting it is.

use evenkeel_core::sql;
use evenkeel_core::sql::{Literal, Name, Sql};

/// Settings that are lists of names, each of which is quoted by itself.
const LISTS: &[&str] = &[
    "local_preload_libraries",
    "search_path",
    "session_preload_libraries",
    "shared_preload_libraries",
    "temp_tablespaces",
    "unix_socket_directories",
];

pub(crate) fn clause(setting: &str) -> Sql {
    let (name, value) = setting.split_once('=').unwrap_or((setting, ""));
    let values = match LISTS.contains(&name.to_lowercase().as_str()) {
        true => elements(value),
        false => vec![value.to_owned()],
    };
    let values = Sql::join(values.iter().map(|value| Literal(value)), ", ");
    sql!("{} TO {}", Name::new(name.split('.')), values)
}

/// The elements of a list in which names are quoted as identifiers are.
fn elements(list: &str) -> Vec<String> {
    let mut found = vec![String::new()];
    let mut quoted = false;
    let mut letters = list.chars().peekable();
    while let Some(letter) = letters.next() {
        let last = found.len() - 1;
        match letter {
            '"' if quoted && letters.next_if_eq(&'"').is_some() => found[last].push('"'),
            '"' => quoted = !quoted,
            ',' if !quoted => found.push(String::new()),
            c if c.is_whitespace() && !quoted => {}
            c => found[last].push(c),
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_quoted_one_by_one() {
        for (setting, text) in [
            ("search_path=\"$user\", public", "search_path TO '$user', 'public'"),
            ("search_path=\"\"", "search_path TO ''"),
            ("search_path=\"a,\"\"b\", c", "search_path TO 'a,\"b', 'c'"),
            ("work_mem=64MB", "work_mem TO '64MB'"),
            ("DateStyle=ISO, DMY", "\"DateStyle\" TO 'ISO, DMY'"),
            ("app.tenant=o'neil", "app.tenant TO 'o''neil'"),
        ] {
            assert_eq!(clause(setting).as_str(), text);
        }
    }
}
