//! Snapshots of Drizzle Kit 0.x, version 7. Must not know how statements are put into a script.

use evenkeel_core::sql;
use evenkeel_core::sql::{Literal, Sql};
use serde::Deserialize;

use super::model::{Column, Snapshot, Table, Target};
use super::ordered::Ordered;
use crate::derived::{Quoted, quoted_list};

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Seven {
    tables: Ordered<TableOf>,
    #[serde(default)]
    enums: Ordered<EnumOf>,
    #[serde(default)]
    schemas: Ordered<String>,
    #[serde(default)]
    sequences: Ordered<SequenceOf>,
    #[serde(default)]
    roles: Ordered<RoleOf>,
    #[serde(default)]
    policies: Ordered<PolicyOf>,
    #[serde(default)]
    views: Ordered<ViewOf>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct TableOf {
    name: String,
    schema: Option<String>,
    columns: Ordered<ColumnOf>,
    #[serde(default)]
    indexes: Ordered<IndexOf>,
    #[serde(default)]
    foreign_keys: Ordered<ForeignKeyOf>,
    #[serde(default)]
    composite_primary_keys: Ordered<KeyOf>,
    #[serde(default)]
    unique_constraints: Ordered<KeyOf>,
    #[serde(default)]
    policies: Ordered<PolicyOf>,
    #[serde(default)]
    check_constraints: Ordered<CheckOf>,
    #[serde(default, rename = "isRLSEnabled")]
    is_rls_enabled: bool,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct ColumnOf {
    name: String,
    #[serde(rename = "type")]
    of: String,
    type_schema: Option<String>,
    primary_key: bool,
    not_null: bool,
    default: Option<serde_json::Value>,
    #[serde(default)]
    is_unique: bool,
    unique_name: Option<String>,
    #[serde(default)]
    nulls_not_distinct: NotDistinct,
    generated: Option<GeneratedOf>,
    identity: Option<IdentityOf>,
}

#[derive(Debug, Deserialize)]
struct GeneratedOf {
    r#as: String,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct IdentityOf {
    #[serde(rename = "type")]
    when: String,
    #[serde(flatten)]
    sequence: SequenceOf,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct SequenceOf {
    name: String,
    schema: Option<String>,
    increment: Option<Number>,
    start_with: Option<Number>,
    min_value: Option<Number>,
    max_value: Option<Number>,
    cache: Option<Number>,
    #[serde(default)]
    cycle: bool,
}

/// Written as a string or as a number.
#[derive(Debug, Deserialize)]
#[serde(untagged)]
enum Number {
    Text(String),
    Plain(i64),
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct IndexOf {
    name: String,
    columns: Vec<IndexColumnOf>,
    is_unique: bool,
    r#where: Option<String>,
    method: Option<String>,
    #[serde(default)]
    with: Ordered<serde_json::Value>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct IndexColumnOf {
    expression: String,
    #[serde(default)]
    is_expression: bool,
    #[serde(default = "yes")]
    asc: bool,
    nulls: Option<String>,
    opclass: Option<String>,
}

fn yes() -> bool {
    true
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct ForeignKeyOf {
    name: String,
    schema_to: Option<String>,
    table_to: String,
    columns_from: Vec<String>,
    columns_to: Vec<String>,
    on_delete: Option<String>,
    on_update: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct KeyOf {
    name: String,
    columns: Vec<String>,
    #[serde(default)]
    nulls_not_distinct: NotDistinct,
}

#[derive(Debug, Deserialize)]
struct CheckOf {
    name: String,
    value: String,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct PolicyOf {
    name: String,
    r#as: Option<String>,
    r#for: Option<String>,
    #[serde(default)]
    to: Vec<String>,
    using: Option<String>,
    with_check: Option<String>,
    /// The table, quoted as SQL has it, where the policy does not stand in one.
    on: Option<String>,
}

#[derive(Debug, Deserialize)]
struct EnumOf {
    name: String,
    schema: Option<String>,
    values: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct RoleOf {
    name: String,
    #[serde(default)]
    create_db: bool,
    #[serde(default)]
    create_role: bool,
    #[serde(default = "yes")]
    inherit: bool,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct ViewOf {
    name: String,
    schema: Option<String>,
    definition: Option<String>,
    #[serde(default)]
    materialized: bool,
    #[serde(default)]
    is_existing: bool,
    #[serde(default)]
    with: Ordered<serde_json::Value>,
    using: Option<String>,
    tablespace: Option<String>,
    #[serde(default)]
    with_no_data: bool,
}

impl Seven {
    pub(super) fn snapshot(&self) -> Snapshot {
        let roles = self.roles.values().map(|role| (role.name.clone(), role.sql()));
        let enums = self.enums.values().map(|found| (found.name.clone(), found.sql()));
        let sequences = self.sequences.values().map(|one| {
            let target = Target::new(one.schema.as_deref(), &one.name);
            (one.name.clone(), sql!("CREATE SEQUENCE {}{}", target.sql(), one.options()))
        });
        let views = self.views.values().filter_map(|view| Some((view.name.clone(), view.sql()?)));
        let free = self.policies.values().filter_map(|policy| {
            let on = Sql::from_database(policy.on.as_ref()?);
            Some((policy.name.clone(), policy.sql(&on)))
        });
        let own = self.tables.values().flat_map(|table| {
            let on = table.target().sql();
            table.policies.values().map(move |policy| (policy.name.clone(), policy.sql(&on)))
        });
        Snapshot {
            schemas: self.schemas.values().filter(|name| *name != "public").cloned().collect(),
            before: roles.chain(enums).chain(sequences).collect(),
            tables: self.tables.values().map(TableOf::table).collect(),
            after: views.chain(free).chain(own).collect(),
        }
    }
}

impl TableOf {
    fn target(&self) -> Target {
        Target::new(self.schema.as_deref(), &self.name)
    }

    fn table(&self) -> Table {
        let target = self.target();
        let key = |key: &KeyOf| {
            (
                key.name.clone(),
                sql!("CONSTRAINT {} PRIMARY KEY ({})", Quoted(&key.name), quoted_list(&key.columns)),
            )
        };
        let unique =
            |key: &KeyOf| (key.name.clone(), unique(&key.name, key.nulls_not_distinct.word(), &key.columns));
        let check = |check: &CheckOf| {
            let condition = Sql::from_database(&check.value);
            (check.name.clone(), sql!("CONSTRAINT {} CHECK ({})", Quoted(&check.name), condition))
        };
        let singles = self.columns.values().filter(|column| column.is_unique).map(|column| {
            let usual = format!("{}_{}_unique", self.name, column.name);
            let name = column.unique_name.clone().unwrap_or(usual);
            let sql = unique_of(&name, column);
            (name, sql)
        });
        let constraints = self.composite_primary_keys.values().map(key);
        let constraints = constraints.chain(self.unique_constraints.values().map(unique)).chain(singles);
        let foreign = |key: &ForeignKeyOf| (key.name.clone(), key.sql(&target));
        let secured = self.is_rls_enabled || !self.policies.0.is_empty();
        let secured = secured.then(|| sql!("ALTER TABLE {} ENABLE ROW LEVEL SECURITY", target.sql()));
        Table {
            columns: self.columns.values().map(ColumnOf::column).collect(),
            constraints: constraints.chain(self.check_constraints.values().map(check)).collect(),
            indexes: self.indexes.values().map(|index| (index.name.clone(), index.sql(&target))).collect(),
            foreign_keys: self.foreign_keys.values().map(foreign).collect(),
            more: secured.into_iter().collect(),
            target,
        }
    }
}

fn unique_of(name: &str, column: &ColumnOf) -> Sql {
    unique(name, column.nulls_not_distinct.word(), std::slice::from_ref(&column.name))
}

/// Whether two NULLs are the same to a unique key.
#[derive(Clone, Copy, Debug, Default, Deserialize)]
#[serde(transparent)]
struct NotDistinct(bool);

impl NotDistinct {
    fn word(self) -> &'static str {
        if self.0 { " NULLS NOT DISTINCT" } else { "" }
    }
}

fn unique(name: &str, nulls: &'static str, columns: &[String]) -> Sql {
    let nulls = Sql::raw(nulls);
    sql!("CONSTRAINT {} UNIQUE{} ({})", Quoted(name), nulls, quoted_list(columns))
}

impl ColumnOf {
    fn column(&self) -> Column {
        let mut definition = self.data_type();
        if self.primary_key {
            definition.push(Sql::raw(" PRIMARY KEY"));
        }
        match &self.default {
            Some(serde_json::Value::String(expression)) => {
                definition.push(sql!(" DEFAULT {}", Sql::from_database(expression)));
            }
            Some(value) => definition.push(sql!(" DEFAULT {}", Sql::from_database(value.to_string()))),
            None => {}
        }
        if let Some(generated) = &self.generated {
            let expression = Sql::from_database(&generated.r#as);
            definition.push(sql!(" GENERATED ALWAYS AS ({}) STORED", expression));
        }
        if let Some(identity) = &self.identity {
            definition.push(identity.sql());
        }
        // An identity is never NULL, and needs no word for it.
        if self.not_null && self.identity.is_none() {
            definition.push(Sql::raw(" NOT NULL"));
        }
        Column { name: self.name.clone(), definition }
    }

    /// Types of users stand in a schema, and are names; all others are written as SQL.
    fn data_type(&self) -> Sql {
        let Some(schema) = &self.type_schema else { return Sql::from_database(&self.of) };
        let name = self.of.find('[').map_or(self.of.as_str(), |at| &self.of[..at]);
        let dimensions = Sql::from_database(&self.of[name.len()..]);
        Target::new(Some(schema), name).sql().and(dimensions)
    }
}

impl IdentityOf {
    fn sql(&self) -> Sql {
        let when = Sql::raw(match self.when.as_str() {
            "always" => "ALWAYS",
            _ => "BY DEFAULT",
        });
        let target = Target::new(self.sequence.schema.as_deref(), &self.sequence.name);
        sql!(" GENERATED {} AS IDENTITY (SEQUENCE NAME {}{})", when, target.sql(), self.sequence.options())
    }
}

impl SequenceOf {
    fn options(&self) -> Sql {
        let mut options = Sql::default();
        let number = |number: &Number| match number {
            Number::Text(text) => Sql::from_database(text),
            Number::Plain(number) => sql!("{}", *number),
        };
        for (word, value) in [
            (" INCREMENT BY ", &self.increment),
            (" MINVALUE ", &self.min_value),
            (" MAXVALUE ", &self.max_value),
            (" START WITH ", &self.start_with),
            (" CACHE ", &self.cache),
        ] {
            if let Some(value) = value {
                options.push(Sql::raw(word).and(number(value)));
            }
        }
        if self.cycle { options.and(Sql::raw(" CYCLE")) } else { options }
    }
}

impl IndexOf {
    fn sql(&self, table: &Target) -> Sql {
        let unique = Sql::raw(if self.is_unique { "UNIQUE INDEX" } else { "INDEX" });
        let method = Sql::from_database(self.method.as_deref().unwrap_or("btree"));
        let columns = Sql::join(self.columns.iter().map(IndexColumnOf::sql), ", ");
        let mut statement = sql!(
            "CREATE {} {} ON {} USING {} ({})",
            unique,
            Quoted(&self.name),
            table.sql(),
            method,
            columns
        );
        statement.push(options(&self.with));
        match &self.r#where {
            Some(condition) => statement.and(sql!(" WHERE {}", Sql::from_database(condition))),
            None => statement,
        }
    }
}

/// ` WITH (name=value)`, or nothing.
fn options(with: &Ordered<serde_json::Value>) -> Sql {
    if with.0.is_empty() {
        return Sql::default();
    }
    let each = with.0.iter().map(|(name, value)| {
        let value = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
        sql!("{}={}", Sql::from_database(snake(name)), Sql::from_database(value))
    });
    sql!(" WITH ({})", Sql::join(each, ", "))
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

impl IndexColumnOf {
    fn sql(&self) -> Sql {
        let mut column = match self.is_expression {
            true => Sql::from_database(&self.expression),
            false => sql!("{}", Quoted(&self.expression)),
        };
        if let Some(class) = &self.opclass {
            column.push(sql!(" {}", Sql::from_database(class)));
        }
        column.push(Sql::raw(match (self.asc, self.nulls.as_deref()) {
            (true, Some("first")) => " NULLS FIRST",
            (true, _) => "",
            (false, Some("last")) => " DESC NULLS LAST",
            (false, _) => " DESC",
        }));
        column
    }
}

impl ForeignKeyOf {
    fn sql(&self, table: &Target) -> Sql {
        let target = Target::new(self.schema_to.as_deref(), &self.table_to);
        let mut statement = sql!(
            "ALTER TABLE {} ADD CONSTRAINT {} FOREIGN KEY ({}) REFERENCES {} ({})",
            table.sql(),
            Quoted(&self.name),
            quoted_list(&self.columns_from),
            target.sql(),
            quoted_list(&self.columns_to),
        );
        for (word, action) in [(" ON DELETE ", &self.on_delete), (" ON UPDATE ", &self.on_update)] {
            if let Some(action) = action {
                statement.push(Sql::raw(word).and(Sql::from_database(action)));
            }
        }
        statement
    }
}

impl PolicyOf {
    fn sql(&self, table: &Sql) -> Sql {
        let word = |said: &Option<String>, usual: &'static str| {
            said.as_ref().map_or(Sql::raw(usual), |said| Sql::from_database(said.to_uppercase()))
        };
        let roles = self.to.iter().map(|role| match role.as_str() {
            "public" | "current_role" | "current_user" | "session_user" => Sql::from_database(role),
            role => sql!("{}", Quoted(role)),
        });
        let mut statement = sql!(
            "CREATE POLICY {} ON {} AS {} FOR {} TO {}",
            Quoted(&self.name),
            *table,
            word(&self.r#as, "PERMISSIVE"),
            word(&self.r#for, "ALL"),
            Sql::join(roles, ", "),
        );
        for (before, condition) in [(" USING (", &self.using), (" WITH CHECK (", &self.with_check)] {
            if let Some(condition) = condition {
                statement.push(Sql::raw(before).and(Sql::from_database(condition)).and(Sql::raw(")")));
            }
        }
        statement
    }
}

impl EnumOf {
    fn sql(&self) -> Sql {
        let labels = Sql::join(self.values.iter().map(|label| Literal(label)), ", ");
        sql!("CREATE TYPE {} AS ENUM ({})", Target::new(self.schema.as_deref(), &self.name).sql(), labels)
    }
}

impl RoleOf {
    fn sql(&self) -> Sql {
        let mut statement = sql!("CREATE ROLE {}", Quoted(&self.name));
        let asked =
            [(self.create_db, " CREATEDB"), (self.create_role, " CREATEROLE"), (!self.inherit, " NOINHERIT")];
        for (_, word) in asked.iter().filter(|(asked, _)| *asked) {
            statement.push(Sql::raw(word));
        }
        statement
    }
}

impl ViewOf {
    /// A view that stands there anyway is nobody's to make.
    fn sql(&self) -> Option<Sql> {
        let definition = self.definition.as_ref().filter(|_| !self.is_existing)?;
        let what = Sql::raw(if self.materialized { "MATERIALIZED VIEW" } else { "VIEW" });
        let mut statement = sql!("CREATE {} {}", what, Target::new(self.schema.as_deref(), &self.name).sql());
        if let Some(method) = &self.using {
            statement.push(sql!(" USING {}", Quoted(method)));
        }
        statement.push(options(&self.with));
        if let Some(tablespace) = &self.tablespace {
            statement.push(sql!(" TABLESPACE {}", Quoted(tablespace)));
        }
        statement.push(sql!(" AS ({})", Sql::from_database(definition)));
        let data = if self.with_no_data { " WITH NO DATA" } else { "" };
        Some(statement.and(Sql::raw(data)))
    }
}
