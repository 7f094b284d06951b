//! The page of all rules, for people. Must not know where it is kept.

use std::fmt::Write;

use crate::catalogue::{ALLOWANCE, rules};
use crate::policy::policies;
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

const POLICIES: &str = "
## Policies

What a team asks of its schema, its migrations and its deploys. `check` judges them, and `lint` where it is given no files: on the
declared schema as the database reads it, or where nothing is declared, on what the migrations lead to; on PostgreSQL and on SQLite.
Each is looked for where evenkeel.toml names it:

```toml
[policy]
enum-type = \"error\"                      # off, note, warning, error
missing-primary-key = { severity = \"error\", except = [\"audit.*\", \"table:public.log\"] }
naming = { severity = \"warning\", names = { table = \"snake_case\", index = [\"snake_case\", \"*_idx\"] } }
```

`except` leaves alone what its patterns mean, and what belongs to a table that they mean. One definition may break a policy with a
comment above or beside it in the schema, which has to say why:

```sql
-- evenkeel: allow missing-primary-key because it is only ever appended to
CREATE TABLE log (at timestamptz, line text);
```

`naming` takes for each kind of object (`table`, `column`, `index`, `foreign_key`, `check`, `view`, …) `snake_case`, `camelCase`,
`PascalCase`, a pattern with `*` and `?`, or a list of these, all of which the name has to be.

| policy | where nothing is said | why |
|---|---|---|
";

/// All rules in Markdown.
pub fn page() -> String {
    let mut page = HEAD.to_owned();
    rules().iter().chain([ALLOWANCE]).for_each(|rule| section(&mut page, "##", rule));
    page.push_str(POLICIES);
    for rule in policies() {
        let Rule { id, severity, why, .. } = rule;
        writeln!(page, "| `{id}` | {severity} | {why} |").expect("writing to a string does not fail");
    }
    policies().for_each(|rule| section(&mut page, "###", rule));
    page
}

fn section(page: &mut String, mark: &str, rule: &Rule) {
    let Rule { id, severity, why, instead, bad, good, .. } = rule;
    let language = rule.language();
    let note = if language == "sql" { "--" } else { "#" };
    let written = write!(
        page,
        "\n{mark} {id}\n\n{severity}. {why} {instead}\n\n```{language}\n{note} found\n{bad}\n\n{note} not found\n{good}\n```\n"
    );
    written.expect("writing to a string does not fail");
}
