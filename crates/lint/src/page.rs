//! The page of all rules, for people. Must not know where it is kept.

use std::fmt::Write;

use crate::catalogue::{ALLOWANCE, rules};
use crate::rule::Rule;

const HEAD: &str = "# Rules

What `evenkeel lint` looks for in PostgreSQL migrations. A project sees a rule otherwise with its name under `[lint]` in
evenkeel.toml (`off`, `note`, `warning`, `error`); one statement may break it with a comment above it, which has to say why:

```sql
-- evenkeel: allow cascade because only the view old_totals hangs on it
DROP TABLE old CASCADE;
```

Tables that the same migration makes have no rows and no users, so most rules leave them alone. This page is made from the
rules themselves, and its examples are their tests.
";

/// All rules in Markdown.
pub fn page() -> String {
    let mut page = HEAD.to_owned();
    rules().iter().chain([ALLOWANCE]).for_each(|rule| section(&mut page, rule));
    page
}

fn section(page: &mut String, rule: &Rule) {
    let Rule { id, severity, why, instead, bad, good, .. } = rule;
    let written = write!(
        page,
        "\n## {id}\n\n{severity}. {why} {instead}\n\n```sql\n-- found\n{bad}\n\n-- not found\n{good}\n```\n"
    );
    written.expect("writing to a string does not fail");
}
