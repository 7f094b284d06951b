//! Questions that find the rows on which a way would fail, or which it would lose: asked of the database as it is before
//! the first statement. Must not know how rows are shown.

use evenkeel_core::sql::{Ident, Sql};
use evenkeel_core::{Action, Catalog, Direction, Disposition, ObjectId, Pair, Question, View, sql};

use crate::canon::folded;
use crate::dialect::Sqlite;
use crate::kinds::Object;
use crate::kinds::index::Uniqueness;
use crate::kinds::table::diff::Change;
use crate::kinds::table::diff::{OldRows, missing, value_for_old_rows};
use crate::kinds::table::hazards::collates_anew;
use crate::kinds::table::{Column, Conflict, ForeignKey, KeyPart, Rule, Storage, Table, Typing};
use crate::quarantine::{Choice, Holds, is_alter, table};
use crate::token::{Token, tokens};

/// All questions about a way, whose view leads from what is to what will be.
pub fn questions(view: &View<'_, Sqlite>, choice: &Choice, direction: Direction) -> Vec<Question> {
    let mut found = Vec::new();
    for (id, what) in &view.delta.dispositions {
        let (old, new) = (table(view.catalogs.old, id), table(view.catalogs.new, id));
        match (old, new) {
            (Some(old), _) if view.acts(id, Action::Drop) => {
                let asker = Asker { id, pair: Pair::of(old, old), view, choice, direction };
                let rows = asker.all();
                found.push(Question { is_loss: true, ..asker.misfit(id, "goes with all its rows", rows) });
            }
            (Some(old), Some(new)) if is_alter(Some(what)) => {
                found.extend(Asker { id, pair: Pair::of(old, new), view, choice, direction }.altered());
            }
            _ => found.extend(index(view, id, what, choice, direction)),
        }
    }
    // What a way there loses was agreed to when it was made.
    found.retain(|question| direction == Direction::Back || !question.is_loss);
    found
}

/// Rows that a unique index would refuse. One that is only made anew held them before.
fn index(
    view: &View<'_, Sqlite>,
    id: &ObjectId,
    what: &Disposition<Change>,
    choice: &Choice,
    direction: Direction,
) -> Option<Question> {
    let Object::Index(index) = view.catalogs.new.get(id)? else { return None };
    if *what != Disposition::Create || index.uniqueness != Uniqueness::Unique {
        return None;
    }
    let (on, old) = named(view.catalogs.old, &index.table)?;
    let pair = Pair::of(old, table(view.catalogs.new, on)?);
    let asker = Asker { id: on, pair, view, choice, direction };
    let parts: Vec<Sql> =
        index.parts.iter().map(|part| written(part.strip_suffix(" desc").unwrap_or(part))).collect();
    let condition = index.predicate.as_deref().map(written);
    let (why, rows, mend) = asker.twice(&parts, condition.as_ref());
    Some(Question { mend, ..asker.misfit(id, &why, rows) })
}

/// The table of that name, however it is written.
pub(crate) fn named<'a>(catalog: &'a Catalog<Object>, key: &str) -> Option<(&'a ObjectId, &'a Table)> {
    let mut tables = catalog.modelled().filter_map(|(id, object)| Some((id, object.table()?)));
    tables.find(|(_, table)| folded(&table.name) == key)
}

pub(crate) fn written(canonical: &str) -> Sql {
    Sql::from_database(crate::canon::shown(canonical))
}

/// A table that changes.
struct Asker<'a> {
    id: &'a ObjectId,
    pair: Pair<&'a Table>,
    view: &'a View<'a, Sqlite>,
    choice: &'a Choice,
    direction: Direction,
}

impl Asker<'_> {
    fn misfit(&self, object: &ObjectId, why: &str, rows: Sql) -> Question {
        Question::misfit(object, why, rows).of([self.id])
    }

    fn name(&self) -> Ident<'_> {
        Ident::new(&self.pair.old.name)
    }

    fn all(&self) -> Sql {
        sql!("SELECT {} FROM {}", shown(self.pair.old), self.name())
    }

    /// All rows, on the way there with the value that is asked about.
    fn with_value(&self, value: &Ident<'_>) -> Sql {
        match self.direction {
            Direction::There => sql!("SELECT {}, {} FROM {}", shown(self.pair.old), value, self.name()),
            Direction::Back => self.all(),
        }
    }

    fn altered(&self) -> Vec<Question> {
        let Pair { old, new } = self.pair;
        let mut found = Vec::new();
        for key in missing(old, new) {
            let column = &old.columns[&key];
            if column.generated.is_none() {
                let rows = sql!("{} WHERE {} IS NOT NULL", self.all(), Ident::new(&column.name));
                let object = self.id.child("column", &column.name);
                found.push(Question { is_loss: true, ..self.misfit(&object, "goes with its values", rows) });
            }
        }
        let stored = || new.ordered_columns().filter(|(_, column)| column.generated.is_none());
        found.extend(stored().filter_map(|(key, column)| self.nulls(key, column)));
        found.extend(stored().filter_map(|(key, column)| self.mistyped(key, column)));
        let coming = new
            .constraints
            .iter()
            .filter(|one| !old.constraints.contains(one) || collates_anew(self.pair, one));
        found.extend(coming.filter_map(|constraint| {
            let (why, rows, mend) = self.broken(&constraint.rule)?;
            let mend = mend.filter(|_| self.direction == Direction::There);
            Some(Question { mend, ..self.misfit(self.id, &why, rows) })
        }));
        found
    }

    fn nulls(&self, key: &str, column: &Column) -> Option<Question> {
        // What replaces a null by the default refuses no row.
        column.not_null.as_ref().filter(|it| it.conflict != Conflict::Replace)?;
        let object = self.id.child("column", &column.name);
        match (self.pair.old.columns.get(key), self.direction) {
            (Some(there), direction) if there.not_null.is_none() => {
                let condition = sql!("{} IS NULL", Ident::new(&there.name));
                let rows = sql!("{} WHERE {}", self.all(), condition);
                Some(match direction {
                    Direction::There => {
                        let why = "may not be null any more, and there are rows where it is";
                        Question {
                            mend: Some(self.filled(there, column, &condition)),
                            ..self.misfit(&object, why, rows)
                        }
                    }
                    Direction::Back => self.misfit(&object, "may not be null again", rows),
                })
            }
            (None, direction) if value_for_old_rows(column) == OldRows::Null => {
                Some(match (direction, self.waits(&column.name)) {
                    (Direction::There, _) => self.misfit(
                        &object,
                        "has no DEFAULT and may not be null, and there are rows that need a value",
                        self.all(),
                    ),
                    (Direction::Back, Some(waits)) => self.misfit(
                        &object,
                        "may not be empty, and rows that were written since have no value for it",
                        sql!("{} WHERE NOT EXISTS ({})", self.all(), waits),
                    ),
                    (Direction::Back, None) => {
                        self.misfit(&object, "comes back empty and may not be", self.all())
                    }
                })
            }
            (Some(_) | None, _) => None,
        }
    }

    /// Puts the default, or a value that says nothing, where there is none.
    fn filled(&self, there: &Column, column: &Column, condition: &Sql) -> Sql {
        let value = match &column.default {
            Some(default) => sql!("({})", written(default)),
            None if column.type_name.contains("CHAR") || column.type_name.contains("TEXT") => Sql::raw("''"),
            None => Sql::raw("0"),
        };
        sql!("UPDATE {} SET {} = {} WHERE {}", self.name(), Ident::new(&there.name), value, condition)
    }

    /// Values that a strict table surely refuses.
    fn mistyped(&self, key: &str, column: &Column) -> Option<Question> {
        let Pair { old, new } = self.pair;
        let there = old.columns.get(key)?;
        let anew = old.typing == Typing::Flexible || there.type_name != column.type_name;
        if new.typing != Typing::Strict || !anew {
            return None;
        }
        let name = Ident::new(&there.name);
        let condition = match column.type_name.as_str() {
            "INT" | "INTEGER" => sql!(
                "typeof({}) = 'blob' OR typeof({}) = 'text' AND {} NOT GLOB '*[0-9]*' \
                 OR typeof({}) = 'real' AND {} <> CAST({} AS INTEGER)",
                name,
                name,
                name,
                name,
                name,
                name
            ),
            "REAL" => {
                sql!("typeof({}) = 'blob' OR typeof({}) = 'text' AND {} NOT GLOB '*[0-9]*'", name, name, name)
            }
            "TEXT" => sql!("typeof({}) = 'blob'", name),
            "BLOB" => sql!("typeof({}) NOT IN ('blob', 'null')", name),
            _ => return None,
        };
        let rows = sql!("{} WHERE {}", self.with_value(&name), condition);
        let why = ["has values that ", &column.type_name, " cannot hold"].concat();
        let mend = self.emptied(&[key.to_owned()], &condition);
        let mend = mend.filter(|_| self.direction == Direction::There);
        Some(Question { mend, ..self.misfit(&self.id.child("column", &column.name), &why, rows) })
    }

    /// Empties columns where a condition is met, or takes the rows away where one of them may not be empty.
    fn emptied(&self, keys: &[String], condition: &Sql) -> Option<Sql> {
        let open = |table: &Table, key: &String| {
            table
                .columns
                .get(key)
                .is_some_and(|column| column.not_null.is_none() && column.generated.is_none())
        };
        if !keys.iter().all(|key| open(self.pair.old, key) && open(self.pair.new, key)) {
            return Some(sql!("DELETE FROM {} WHERE {}", self.name(), condition));
        }
        let names = keys.iter().filter_map(|key| self.pair.old.columns.get(key));
        let set = Sql::join(names.map(|column| sql!("{} = NULL", Ident::new(&column.name))), ", ");
        Some(sql!("UPDATE {} SET {} WHERE {}", self.name(), set, condition))
    }

    /// Rows in quarantine that are the same as one of the table.
    fn waits(&self, column: &str) -> Option<Sql> {
        let keeping = self.choice.of(self.id)?;
        let Holds::Values { key, dropped, .. } = &keeping.holds else { return None };
        let same = keeping.same(&self.pair.old.name, key);
        dropped
            .iter()
            .any(|name| name == column)
            .then(|| sql!("SELECT 1 FROM {} WHERE {}", keeping.place(), same))
    }

    /// The columns that are there on both sides, as they are written now.
    fn names(&self, keys: &[String]) -> Option<Vec<Sql>> {
        let Pair { old, new } = self.pair;
        let stays = |key: &String| old.columns.get(key).filter(|_| new.columns.contains_key(key));
        keys.iter().map(|key| Some(Ident::new(&stays(key)?.name).into())).collect()
    }

    /// The rows that a constraint would refuse, where its columns are there already.
    fn broken(&self, rule: &Rule) -> Option<(String, Sql, Option<Sql>)> {
        match rule {
            Rule::PrimaryKey { parts, .. } | Rule::Unique { parts, .. } => {
                let collated = |part: &KeyPart| {
                    let name = self.names(std::slice::from_ref(&part.column))?.pop()?;
                    let column = self.pair.new.columns.get(&part.column)?;
                    let collation = part.collation.as_ref().or(column.collation.as_ref());
                    Some(match collation {
                        Some(collation) => sql!("{} COLLATE {}", name, Ident::new(collation)),
                        None => name,
                    })
                };
                let columns: Option<Vec<Sql>> = parts.iter().map(collated).collect();
                Some(self.twice(&columns?, None))
            }
            Rule::ForeignKey(key) => self.alone(key),
            Rule::Check { expression } => {
                let condition = written(expression);
                let (source, broken) = (self.source(expression), sql!("NOT ({})", condition));
                let rows = sql!("SELECT {} FROM {} WHERE {}", shown(self.pair.old), source, broken);
                let plain = source == Sql::from(self.name());
                let mend = plain.then(|| sql!("DELETE FROM {} WHERE {}", self.name(), broken));
                Some((format!("has rows that break CHECK ({condition})"), rows, mend))
            }
        }
    }

    fn twice(&self, columns: &[Sql], condition: Option<&Sql>) -> (String, Sql, Option<Sql>) {
        let name = self.name();
        let known = columns.iter().map(|column| sql!("{} IS NOT NULL", column));
        let filled = Sql::join(known.chain(condition.map(|it| sql!("({})", it))), " AND ");
        let list = Sql::join(columns, ", ");
        let rows =
            sql!("SELECT {} FROM {} WHERE {} GROUP BY {} HAVING count(*) > 1", list, name, filled, list);
        let mend =
            (self.pair.old.storage == Storage::Rowid && self.direction == Direction::There).then(|| {
                let first = sql!("SELECT min(rowid) FROM {} WHERE {} GROUP BY {}", name, filled, list);
                sql!("DELETE FROM {} WHERE {} AND rowid NOT IN ({})", name, filled, first)
            });
        (format!("would hold values twice in ({list})"), rows, mend)
    }

    fn alone(&self, key: &ForeignKey) -> Option<(String, Sql, Option<Sql>)> {
        let columns = self.names(&key.columns)?;
        let target = Ident::new(&key.table);
        let filled = Sql::join(columns.iter().map(|column| sql!("{} IS NOT NULL", column)), " AND ");
        let condition = match named(self.view.catalogs.old, &key.table) {
            // It has no row yet.
            None => filled,
            Some((_, other)) => {
                let to = keys_of(key, other)?;
                let same = columns.iter().zip(&to);
                let same = same.map(|(own, to)| sql!("target.{} = {}.{}", Ident::new(to), self.name(), own));
                sql!(
                    "{} AND NOT EXISTS (SELECT 1 FROM {} AS target WHERE {})",
                    filled,
                    target,
                    Sql::join(same, " AND ")
                )
            }
        };
        let rows = sql!("{} WHERE {}", self.all(), condition);
        let mend = self.emptied(&key.columns, &condition);
        Some((format!("refers to rows of {target} that are not there"), rows, mend))
    }

    /// The rows of a table with those columns that an expression speaks of and that are not there yet.
    fn source(&self, expression: &str) -> Sql {
        let Pair { old, new } = self.pair;
        let name = self.name();
        let words = tokens(expression);
        let spoken: Vec<String> = words.iter().filter_map(Token::name).map(|name| folded(&name)).collect();
        let coming = missing(new, old).into_iter().filter(|key| spoken.contains(key));
        let values: Vec<Sql> = coming
            .map(|key| {
                let column = &new.columns[&key];
                let recalled = self.choice.of(self.id).and_then(|keeping| keeping.recalled(column));
                let value = recalled.unwrap_or_else(|| self.beginning(column));
                sql!(", {} AS {}", value, Ident::new(&column.name))
            })
            .collect();
        if values.is_empty() {
            return name.into();
        }
        let rowid = match old.primary_key() {
            None => sql!("{}.rowid AS rowid, ", name),
            Some(_) => Sql::default(),
        };
        sql!("(SELECT {}{}.*{} FROM {}) AS {}", rowid, name, Sql::join(values, ""), name, name)
    }

    /// What rows that are there hold of a new column.
    fn beginning(&self, column: &Column) -> Sql {
        match (self.direction, &column.default) {
            (Direction::There, Some(default)) => sql!("({})", written(default)),
            (Direction::There | Direction::Back, _) => Sql::raw("NULL"),
        }
    }
}

/// The columns that a foreign key refers to, which are the other table's primary key where it names none.
pub(crate) fn keys_of(key: &ForeignKey, other: &Table) -> Option<Vec<String>> {
    if !key.to.is_empty() {
        return Some(key.to.clone());
    }
    let (parts, _) = other.primary_key()?;
    Some(parts.iter().map(|part| part.column.clone()).collect())
}

/// The columns by which a row is named.
fn shown(table: &Table) -> Sql {
    match table.primary_key() {
        Some((parts, _)) => {
            let columns = parts.iter().filter_map(|part| table.columns.get(&part.column));
            Sql::join(columns.map(|column| Ident::new(&column.name)), ", ")
        }
        None => Sql::raw("rowid"),
    }
}
