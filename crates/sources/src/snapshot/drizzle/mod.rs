//! Snapshots of Drizzle Kit: version 7 is what 0.x writes, version 9 what 1.0 writes. Must not know how statements are put
//! into a script.

mod nine;
mod seven;

use evenkeel_core::sql;
use evenkeel_core::sql::Sql;
pub(super) use nine::Nine;
pub(super) use seven::Seven;

use super::ordered::Ordered;

/// ` WITH (name=value)`, or nothing. What is null is not said.
fn options(with: &Ordered<serde_json::Value>) -> Sql {
    let said = with.0.iter().filter(|(_, value)| !value.is_null());
    let each: Vec<Sql> = said
        .map(|(name, value)| {
            let value = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
            sql!("{}={}", Sql::from_database(snake(name)), Sql::from_database(value))
        })
        .collect();
    if each.is_empty() { Sql::default() } else { sql!(" WITH ({})", Sql::join(each, ", ")) }
}

fn snake(name: &str) -> String {
    name.chars().fold(String::new(), |mut snake, c| {
        if c.is_ascii_uppercase() {
            snake.push('_');
        }
        snake.push(c.to_ascii_lowercase());
        snake
    })
}

fn yes() -> bool {
    true
}
