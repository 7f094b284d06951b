//! Rules about whole statements. Must not know other rules.

use squawk_syntax::ast::{self, AstNode};

use crate::file::{File, range, syntax, words};
use crate::rule::Spot;

/// Text that the rules cannot read is not judged, which has to be said.
pub(crate) fn unread(file: &File<'_>) -> Vec<Spot> {
    let errors = file.parse.errors();
    let spot = |error: &squawk_syntax::syntax_error::SyntaxError| {
        let at = error.range();
        Spot {
            range: usize::from(at.start())..usize::from(at.end()),
            message: format!(
                "what stands here could not be read and is not judged: {}",
                error.message().trim_end_matches('.')
            ),
        }
    };
    // What follows the first is most often its consequence.
    errors.first().map(spot).into_iter().collect()
}

/// An exclusion constraint is built in one go under an exclusive lock; there is no other way.
pub(crate) fn exclusion_constraint(file: &File<'_>) -> Vec<Spot> {
    let mut spots = Vec::new();
    for table in file.alters_others() {
        for action in table.actions() {
            let ast::AlterTableAction::AddConstraint(added) = &action else { continue };
            if let Some(ast::Constraint::ExcludeConstraint(_)) = added.constraint() {
                let message = "its index is built while nobody else can read or write the table";
                spots.push(Spot { range: range(action.syntax()), message: message.to_owned() });
            }
        }
    }
    spots
}

/// One statement over all rows holds its locks until the last of them, and leaves as many dead rows.
pub(crate) fn whole_table_change(file: &File<'_>) -> Vec<Spot> {
    let mut spots = Vec::new();
    for statement in file.statements() {
        let (table, verb) = match &statement {
            ast::Stmt::Update(update) if update.where_clause_or_current_of().is_none() => {
                (update.relation_name().map(|name| words(name.syntax())), "UPDATE")
            }
            ast::Stmt::Delete(delete) if delete.where_clause_or_current_of().is_none() => {
                (delete.relation_name().map(|name| words(name.syntax())), "DELETE")
            }
            _ => continue,
        };
        let name = table.and_then(|words| words.into_iter().rfind(|word| word != "*")).unwrap_or_default();
        if !file.makes(&name) {
            let message = format!("{verb} of all rows in one transaction: they stay locked until its end");
            spots.push(Spot { range: range(syntax(&statement)), message });
        }
    }
    spots
}

/// VACUUM FULL and CLUSTER write the table anew under an exclusive lock.
pub(crate) fn rewriting_maintenance(file: &File<'_>) -> Vec<Spot> {
    let mut spots = Vec::new();
    for statement in file.statements() {
        let verb = match &statement {
            ast::Stmt::Vacuum(_) if words(syntax(&statement)).iter().any(|word| word == "FULL") => {
                "VACUUM FULL"
            }
            ast::Stmt::Cluster(_) => "CLUSTER",
            _ => continue,
        };
        let message =
            format!("{verb} writes the whole table anew, with nobody else reading or writing meanwhile");
        spots.push(Spot { range: range(syntax(&statement)), message });
    }
    spots
}

/// Every column of the domain is read, unless the constraint is not to be proved yet.
pub(crate) fn domain_constraint(file: &File<'_>) -> Vec<Spot> {
    let mut spots = Vec::new();
    for statement in file.statements() {
        let ast::Stmt::AlterDomain(_) = &statement else { continue };
        let words = words(syntax(&statement));
        let adds = words.iter().any(|word| word == "ADD");
        let unproved = words.array_windows().any(|[not, valid]| not == "NOT" && valid == "VALID");
        if adds && !unproved {
            let message = "every column of the domain is read, while nobody else can write to its table";
            spots.push(Spot { range: range(syntax(&statement)), message: message.to_owned() });
        }
    }
    spots
}

/// The statements that stand in a transaction which the file begins itself.
fn in_transactions(file: &File<'_>) -> Vec<ast::Stmt> {
    let mut open = false;
    let mut inside = Vec::new();
    for statement in file.statements() {
        match &statement {
            ast::Stmt::Commit(_) => open = false,
            ast::Stmt::Rollback(_) if to_savepoint(&statement) => {}
            ast::Stmt::Rollback(_) => open = false,
            _ if open => inside.push(statement),
            ast::Stmt::Begin(_) => open = true,
            _ => {}
        }
    }
    inside
}

fn to_savepoint(rollback: &ast::Stmt) -> bool {
    words(syntax(rollback)).iter().any(|word| word == "TO")
}

/// The database refuses it.
pub(crate) fn concurrently_in_transaction(file: &File<'_>) -> Vec<Spot> {
    let inside = in_transactions(file).into_iter();
    let concurrent =
        inside.filter(|statement| words(syntax(statement)).iter().any(|word| word == "CONCURRENTLY"));
    let message = "CONCURRENTLY does not work between BEGIN and COMMIT";
    concurrent.map(|it| Spot { range: range(syntax(&it)), message: message.to_owned() }).collect()
}

/// The second BEGIN does nothing.
pub(crate) fn transaction_nesting(file: &File<'_>) -> Vec<Spot> {
    let begins = in_transactions(file).into_iter().filter(|it| matches!(it, ast::Stmt::Begin(_)));
    let message = "a transaction has begun already, so that this does nothing";
    begins.map(|it| Spot { range: range(syntax(&it)), message: message.to_owned() }).collect()
}

/// What goes along is named nowhere.
pub(crate) fn cascade(file: &File<'_>) -> Vec<Spot> {
    let mut spots = Vec::new();
    for statement in file.statements() {
        let words = words(syntax(&statement));
        let drops = words.first().is_some_and(|word| word == "DROP");
        let last = words.iter().rev().find(|word| *word != ";");
        if drops && last.is_some_and(|word| word == "CASCADE") {
            let message = "CASCADE drops whatever hangs on it, and nobody sees what that is".to_owned();
            spots.push(Spot { range: range(syntax(&statement)), message });
        }
    }
    spots
}
