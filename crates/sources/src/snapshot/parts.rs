//! What a PostgreSQL database consists of, as far as snapshots speak of it, and how it is said in SQL. Must not know any
//! snapshot.

use evenkeel_core::sql;
use evenkeel_core::sql::{Literal, Sql};

use super::model::Target;
use crate::derived::{Quoted, quoted_list};

/// A key within a table.
pub(super) struct Key<'a> {
    /// The database names it itself where nobody does.
    pub(super) name: Option<&'a str>,
    pub(super) what: KeyKind,
    pub(super) columns: &'a [String],
    /// Until when it may be broken: `deferred` to the end of a transaction, `immediate` no longer than a statement.
    pub(super) deferrable: Option<&'a str>,
}

#[derive(Clone, Copy)]
pub(super) enum KeyKind {
    Primary,
    Unique,
    /// Where one NULL is as any other.
    UniqueNulls,
}

impl Key<'_> {
    pub(super) fn sql(&self) -> Sql {
        let what = Sql::raw(match self.what {
            KeyKind::Primary => "PRIMARY KEY",
            KeyKind::Unique => "UNIQUE",
            KeyKind::UniqueNulls => "UNIQUE NULLS NOT DISTINCT",
        });
        let key = sql!("{}{} ({})", constraint(self.name), what, quoted_list(self.columns));
        key.and(deferrable(self.deferrable))
    }
}

/// `CONSTRAINT name `, or nothing.
fn constraint(name: Option<&str>) -> Sql {
    name.map_or_else(Sql::default, |name| sql!("CONSTRAINT {} ", Quoted(name)))
}

fn deferrable(mode: Option<&str>) -> Sql {
    match mode {
        Some(mode) => sql!(" DEFERRABLE INITIALLY {}", Sql::from_database(mode)),
        None => Sql::default(),
    }
}

pub(super) fn check(name: Option<&str>, condition: &Sql) -> Sql {
    sql!("{}CHECK ({})", constraint(name), *condition)
}

pub(super) fn enum_type(target: &Target, labels: &[String]) -> Sql {
    sql!("CREATE TYPE {} AS ENUM ({})", target.sql(), literals(labels))
}

pub(super) fn literals(texts: &[String]) -> Sql {
    Sql::join(texts.iter().map(|text| Literal(text)), ", ")
}

/// How a sequence counts; what is not said is as usual.
#[derive(Default)]
pub(super) struct Counting {
    pub(super) increment: Option<String>,
    pub(super) least: Option<String>,
    pub(super) most: Option<String>,
    pub(super) start: Option<String>,
    pub(super) cache: Option<String>,
    pub(super) cycle: bool,
}

impl Counting {
    pub(super) fn sql(&self) -> Sql {
        let mut options = Sql::default();
        for (word, value) in [
            (" INCREMENT BY ", &self.increment),
            (" MINVALUE ", &self.least),
            (" MAXVALUE ", &self.most),
            (" START WITH ", &self.start),
            (" CACHE ", &self.cache),
        ] {
            if let Some(value) = value {
                options.push(Sql::raw(word).and(Sql::from_database(value)));
            }
        }
        if self.cycle { options.and(Sql::raw(" CYCLE")) } else { options }
    }

    /// As a column counts by itself, `always` or unless a value is given; the sequence stands beside its table.
    pub(super) fn identity(&self, when: &str, sequence: &Target) -> Sql {
        let when = Sql::raw(if when == "always" { "ALWAYS" } else { "BY DEFAULT" });
        sql!(" GENERATED {} AS IDENTITY (SEQUENCE NAME {}{})", when, sequence.sql(), self.sql())
    }
}

pub(super) struct Index<'a> {
    pub(super) name: &'a str,
    pub(super) unique: bool,
    /// btree where none is said.
    pub(super) method: Option<&'a str>,
    pub(super) columns: Vec<IndexColumn<'a>>,
    /// ` WITH (…)`, or nothing.
    pub(super) options: Sql,
    pub(super) condition: Option<&'a str>,
}

impl Index<'_> {
    pub(super) fn sql(&self, table: &Target) -> Sql {
        let statement = sql!(
            "CREATE {} {} ON {} USING {} ({}){}",
            Sql::raw(if self.unique { "UNIQUE INDEX" } else { "INDEX" }),
            Quoted(self.name),
            table.sql(),
            Sql::from_database(self.method.unwrap_or("btree")),
            Sql::join(self.columns.iter().map(IndexColumn::sql), ", "),
            self.options,
        );
        match self.condition {
            Some(condition) => statement.and(sql!(" WHERE {}", Sql::from_database(condition))),
            None => statement,
        }
    }
}

/// A column or an expression, and in which order its values stand.
pub(super) struct IndexColumn<'a> {
    pub(super) text: &'a str,
    pub(super) is_expression: bool,
    pub(super) class: Option<&'a str>,
    pub(super) ascending: bool,
    pub(super) nulls_first: bool,
}

impl IndexColumn<'_> {
    fn sql(&self) -> Sql {
        let mut column = match self.is_expression {
            true => Sql::from_database(self.text),
            false => sql!("{}", Quoted(self.text)),
        };
        if let Some(class) = self.class {
            column.push(sql!(" {}", Sql::from_database(class)));
        }
        column.and(Sql::raw(match (self.ascending, self.nulls_first) {
            (true, true) => " NULLS FIRST",
            (true, false) => "",
            (false, true) => " DESC",
            (false, false) => " DESC NULLS LAST",
        }))
    }
}

pub(super) struct ForeignKey<'a> {
    pub(super) name: &'a str,
    pub(super) columns: &'a [String],
    pub(super) to: Target,
    pub(super) to_columns: &'a [String],
    /// Words of SQL, in any case.
    pub(super) on_delete: Option<&'a str>,
    pub(super) on_update: Option<&'a str>,
    pub(super) deferrable: Option<&'a str>,
}

impl ForeignKey<'_> {
    pub(super) fn sql(&self, table: &Target) -> Sql {
        let mut statement = sql!(
            "ALTER TABLE {} ADD CONSTRAINT {} FOREIGN KEY ({}) REFERENCES {} ({})",
            table.sql(),
            Quoted(self.name),
            quoted_list(self.columns),
            self.to.sql(),
            quoted_list(self.to_columns),
        );
        for (word, action) in [(" ON DELETE ", self.on_delete), (" ON UPDATE ", self.on_update)] {
            if let Some(action) = action {
                statement.push(Sql::raw(word).and(Sql::from_database(action)));
            }
        }
        statement.and(deferrable(self.deferrable))
    }
}

pub(super) struct Policy<'a> {
    pub(super) name: &'a str,
    pub(super) table: Sql,
    pub(super) kind: Option<&'a str>,
    pub(super) command: Option<&'a str>,
    pub(super) roles: &'a [String],
    pub(super) using: Option<&'a str>,
    pub(super) with_check: Option<&'a str>,
}

impl Policy<'_> {
    pub(super) fn sql(&self) -> Sql {
        let word = |said: Option<&str>, usual: &'static str| {
            said.map_or(Sql::raw(usual), |said| Sql::from_database(said.to_uppercase()))
        };
        let roles = self.roles.iter().map(|role| match role.as_str() {
            "public" | "current_role" | "current_user" | "session_user" => Sql::from_database(role),
            role => sql!("{}", Quoted(role)),
        });
        let mut statement = sql!(
            "CREATE POLICY {} ON {} AS {} FOR {} TO {}",
            Quoted(self.name),
            self.table,
            word(self.kind, "PERMISSIVE"),
            word(self.command, "ALL"),
            if self.roles.is_empty() { Sql::raw("PUBLIC") } else { Sql::join(roles, ", ") },
        );
        for (before, condition) in [(" USING (", self.using), (" WITH CHECK (", self.with_check)] {
            if let Some(condition) = condition {
                statement.push(Sql::raw(before).and(Sql::from_database(condition)).and(Sql::raw(")")));
            }
        }
        statement
    }
}

pub(super) fn row_security(table: &Target) -> Sql {
    sql!("ALTER TABLE {} ENABLE ROW LEVEL SECURITY", table.sql())
}

pub(super) struct View<'a> {
    pub(super) target: Target,
    pub(super) definition: &'a str,
    pub(super) materialized: bool,
    pub(super) method: Option<&'a str>,
    /// ` WITH (…)`, or nothing.
    pub(super) options: Sql,
    pub(super) tablespace: Option<&'a str>,
    pub(super) without_data: bool,
}

impl View<'_> {
    pub(super) fn sql(&self) -> Sql {
        let what = Sql::raw(if self.materialized { "MATERIALIZED VIEW" } else { "VIEW" });
        let mut statement = sql!("CREATE {} {}", what, self.target.sql());
        if let Some(method) = self.method {
            statement.push(sql!(" USING {}", Quoted(method)));
        }
        statement.push(self.options.clone());
        if let Some(tablespace) = self.tablespace {
            statement.push(sql!(" TABLESPACE {}", Quoted(tablespace)));
        }
        statement.push(sql!(" AS ({})", Sql::from_database(self.definition)));
        if self.without_data { statement.and(Sql::raw(" WITH NO DATA")) } else { statement }
    }
}
