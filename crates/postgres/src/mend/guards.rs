//! Questions and statements as a script writes them. Must not know for which object, or why.

use evenkeel_core::sql::{DollarQuoted, Ident, Literal, Name, Sql};
use evenkeel_core::{ObjectId, sql};

use super::Listed;
use crate::kinds::column::Column;

/// Options are added one by one, and what was made just now has them.
pub(super) fn not_so(of: &Listed, fact: &Listed) -> Sql {
    match fact.kind.as_str() {
        "foreign options" | "local definitions" => sql!("{} AND {}", has(of), lacks(fact)),
        "column foreign options" => {
            sql!("pg_temp.has('column', {}) AND {}", Literal(&fact.name), lacks(fact))
        }
        // An identity that is not there yet comes with what it is to be.
        "identity parameters" => {
            sql!("pg_temp.has('identity', {}) AND {}", Literal(&fact.name), lacks(fact))
        }
        _ => lacks(fact),
    }
}

pub(super) fn has(it: &Listed) -> Sql {
    sql!("pg_temp.has({}, {})", Literal(&it.kind), Literal(&it.name))
}

pub(super) fn lacks(it: &Listed) -> Sql {
    sql!("pg_temp.lacks({}, {})", Literal(&it.kind), Literal(&it.name))
}

/// The values of a column come to its type.
pub(super) fn retype(column: &Column) -> Sql {
    let table = Name::from(&column.table_id()).to_string();
    let collation =
        column.collation.as_ref().map(|collation| sql!(" COLLATE {}", collation)).unwrap_or_default();
    match collation.is_empty() {
        true => sql!(
            "PERFORM pg_temp.retype({}, {}, {})",
            Literal(&table),
            Literal(&column.name),
            Literal(column.data_type.as_str())
        ),
        false => sql!(
            "PERFORM pg_temp.retype({}, {}, {}, {})",
            Literal(&table),
            Literal(&column.name),
            Literal(column.data_type.as_str()),
            Literal(collation.as_str())
        ),
    }
}

/// A sequence that was made anew goes on behind the numbers that are there.
pub(super) fn going_on(sequence: &Listed, column: &ObjectId) -> Sql {
    let (table, name) = (Name::of(column, 2), Ident::new(column.name()));
    sql!(
        "    IF NOT pg_temp.has('sequence', {}) THEN\n        PERFORM setval({}, max({}) + 1, false) FROM {} HAVING count({}) > 0;\n    END IF;",
        Literal(&sequence.name),
        Literal(&sequence.name),
        name,
        table,
        name
    )
}

/// A sequence gets the owner that its table has, or it cannot belong to it.
pub(super) fn handed_over(sequence: &Listed, column: &ObjectId) -> Sql {
    sql!(
        "EXECUTE format('ALTER SEQUENCE %s OWNER TO %s', {}, (SELECT c.relowner::regrole FROM pg_class c WHERE c.oid = {}::regclass))",
        Literal(&sequence.name),
        Literal(&Name::of(column, 2).to_string())
    )
}

/// A statement so far to the right, with all its lines unless some may be inside a literal.
pub(super) fn statement(indent: usize, making: &Sql) -> Sql {
    let margin = " ".repeat(indent);
    let text = spoken(making);
    let closed = |line: &str| ["'", "\""].iter().all(|quote| line.matches(quote).count() % 2 == 0);
    let text = match !text.contains('$') && text.lines().all(closed) {
        true => text.replace('\n', &["\n", &margin].concat()),
        false => text,
    };
    Sql::from_database([&margin, &text, ";"].concat())
}

/// As PL/pgSQL says it, which wants to be told that nobody asks what comes of a query.
fn spoken(making: &Sql) -> String {
    match making.as_str().trim_end().split_at_checked("SELECT ".len()) {
        Some(("SELECT ", rest)) => ["PERFORM ", rest].concat(),
        Some(_) | None => making.as_str().trim_end().to_owned(),
    }
}

/// Statements that run where a condition holds.
pub(super) fn guarded(condition: &Sql, statements: &[Sql]) -> Sql {
    let statements = statements.iter().map(|making| statement(8, making));
    sql!("    IF {} THEN\n{}\n    END IF;", condition, Sql::join(statements, "\n"))
}

pub(super) fn one_line(condition: &Sql, making: &Sql) -> Sql {
    one_line_at(4, condition, making)
}

pub(super) fn one_line_at(indent: usize, condition: &Sql, making: &Sql) -> Sql {
    lines_at(indent, condition, std::slice::from_ref(making))
}

/// As [`guarded`], in one line.
pub(super) fn lines_at(indent: usize, condition: &Sql, statements: &[Sql]) -> Sql {
    let margin = Sql::from_database(" ".repeat(indent));
    let statements =
        Sql::join(statements.iter().map(|making| Sql::from_database([&spoken(making), ";"].concat())), " ");
    sql!("{}IF {} THEN {} END IF;", margin, condition, statements)
}

/// A block that any client sends as one statement, under what it is about.
pub(super) fn block(title: &str, lines: &[Sql]) -> String {
    let body = sql!("\nBEGIN\n{}\nEND\n", Sql::join(lines, "\n"));
    let block = sql!("DO {};\n", DollarQuoted(body.as_str()));
    match title.is_empty() {
        true => block.to_string(),
        false => ["-- ", &title.replace(['\n', '\r'], " "), "\n", block.as_str()].concat(),
    }
}
