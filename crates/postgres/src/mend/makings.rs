//! What a script does about each object that a database lacks: the statement that makes it, behind the question whether it
//! is there. Must not know what else stands in the script.

use std::collections::BTreeSet;

use evenkeel_core::sql::{Ident, Name, Sql};
use evenkeel_core::{Action, Catalog, ObjectId, Plan, Step, sql};

use super::guards::{
    block, going_on, guarded, handed_over, has, lacks, lines_at, not_so, one_line, one_line_at, retype,
    statement,
};
use super::{List, Listed, Mending};
use crate::kinds::column::Column;
use crate::kinds::identity::Identity;
use crate::kinds::inheritance::Inheritance;
use crate::kinds::relation::{columns_of, inherited_from};
use crate::kinds::{Object, table_of};

/// What is said of other objects, and comes last.
const SAID: [&str; 4] = ["comment", "owner", "privileges", "default_privileges"];
/// What statements set of a column inside its definition.
const WITHIN: &str = "not null";

pub(super) struct Makings<'a> {
    declared: &'a Catalog<Object>,
    list: &'a List,
    /// Plans that make by itself what the whole plan makes inside other things: columns first.
    apart: [&'a Plan; 2],
    /// What has a statement of its own in the whole plan.
    own: BTreeSet<&'a ObjectId>,
}

/// Statements for the same thing that follow one another.
struct Piece<'a> {
    object: &'a ObjectId,
    steps: Vec<&'a Step>,
}

impl<'a> Makings<'a> {
    pub(super) fn of(mending: &Mending<'a>, whole: &'a Plan, apart: [&'a Plan; 2]) -> Makings<'a> {
        let mut makings =
            Makings { declared: mending.declared, list: mending.list, apart, own: BTreeSet::new() };
        let made = |object: &ObjectId| {
            let steps =
                whole.steps.iter().filter(|step| step.object == *object && step.action == Action::Create);
            steps.count()
        };
        let created =
            whole.steps.iter().filter(|step| step.action == Action::Create).map(|step| &step.object);
        // What is made inside another thing may have something set by a statement behind it.
        makings.own = created.filter(|object| makings.statements(object).len() <= made(object)).collect();
        makings
    }

    /// A block for each object, in the order in which all of them can be made.
    pub(super) fn blocks(&self, whole: &Plan) -> Vec<String> {
        pieces(whole)
            .iter()
            .filter(|piece| is_made(piece.object))
            .filter_map(|piece| self.piece(piece))
            .chain(self.handed_down_since())
            .collect()
    }

    /// Kinds that a script makes and does not look at again.
    pub(super) fn unlisted(&self, whole: &Plan) -> Vec<String> {
        let made = pieces(whole).into_iter().filter(|piece| is_made(piece.object));
        made.filter(|piece| self.list.object(piece.object).is_none())
            .map(|piece| piece.object.to_string())
            .collect()
    }

    /// The names of columns that are computed.
    pub(super) fn computed(&self) -> impl Iterator<Item = &str> {
        let columns = self.declared.of_kind("column").iter();
        columns
            .filter(|entry| self.is_computed(&entry.id))
            .filter_map(|entry| Some(self.list.object(&entry.id)?.name.as_str()))
    }

    /// Comments, owners and rights, which are told by the statements that make them so.
    pub(super) fn said(&self) -> String {
        let made = |kind: &'static str| {
            let facts = self.list.facts(kind);
            facts.map(|(fact, making)| one_line(&lacks(fact), making)).collect::<Vec<Sql>>()
        };
        let take_back = |kinds: &'static str| sql!("    PERFORM pg_temp.take_back({});", Sql::raw(kinds));
        let mut lines = vec![take_back("'comment', 'owner'")];
        lines.extend(["comment", "owner"].into_iter().flat_map(made));
        lines.push(take_back("'default privileges', 'privileges'"));
        lines.extend(["default privileges", "privileges"].into_iter().flat_map(made));
        block("", &lines)
    }

    fn piece(&self, piece: &Piece<'a>) -> Option<String> {
        let Some(listed) = self.list.object(piece.object) else {
            return Some(self.unless_there(piece));
        };
        let title = piece.object.to_string();
        let made = piece.steps.iter().filter(|step| step.action == Action::Create);
        let statements: Vec<Sql> = made.map(|step| step.statement.sql()).collect();
        if statements.is_empty() {
            return None;
        }
        let lines = match piece.object.kind() {
            "table" => self.table(piece.object, listed, &statements[0]),
            "domain" | "publication" => self.with_parts(piece.object, listed, &statements),
            "function" | "procedure" => self.routine(listed)?,
            "check" => self.check(piece.object, listed, &statements),
            "sequence_owner" => {
                let column = self.owner_of(piece.object)?;
                // Whose it is in the end is said of its table; until then it is whose the table is.
                let owned = statements.into_iter().next_back();
                let all: Vec<Sql> = [handed_over(listed, &column)].into_iter().chain(owned).collect();
                let counts = self.declared.get(&column).is_some_and(is_number);
                let on = counts.then(|| going_on(listed, &column));
                std::iter::once(guarded(&lacks(listed), &all)).chain(on).collect()
            }
            _ => vec![guarded(&lacks(listed), &statements)],
        };
        let with_facts = matches!(piece.object.kind(), "table" | "sequence" | "domain" | "extension");
        let facts = self.settings(listed).filter(|_| with_facts);
        let facts = facts.map(|(fact, making)| one_line(&not_so(listed, fact), making));
        Some(block(&title, &lines.into_iter().chain(facts).collect::<Vec<_>>()))
    }

    /// What statements set of a thing once it is there.
    fn settings(&self, listed: &'a Listed) -> impl Iterator<Item = (&'a Listed, &'a Sql)> {
        let facts = self.list.facts_about(listed).filter(|fact| {
            !matches!(fact.kind.as_str(), WITHIN | "body" | "comment" | "owner" | "privileges")
        });
        // What is about a part of it is told with the whole.
        facts.filter(|_| listed.part() == 0).filter_map(|fact| Some((fact, fact.making.as_ref()?)))
    }

    /// A table is made whole, or gets what it lacks.
    fn table(&self, id: &ObjectId, listed: &Listed, making: &Sql) -> Vec<Sql> {
        let columns = columns_of(self.declared, id).into_iter();
        let columns = columns.filter_map(|(id, _)| self.column(id));
        let parts =
            self.inside(id).into_iter().filter(|part| part.parts().count() > 2 && !self.is_of_column(part));
        let parts = parts.filter_map(|part| self.part(part));
        let otherwise = Sql::join(columns.chain(parts), "\n");
        let whole = sql!(
            "    IF NOT {} THEN\n{}\n    ELSE\n{}\n    END IF;",
            has(listed),
            statement(8, making),
            otherwise
        );
        // One that is not there yet comes with the parent's.
        let own = self.of_handed_down(id, |column, fact| sql!("{} AND {}", has(column), lacks(fact)));
        std::iter::once(whole).chain(own).chain(self.parents(id, listed)).collect()
    }

    /// What is set of the columns that a table is handed down, where this is so of column and fact.
    fn of_handed_down(&self, id: &ObjectId, so: fn(&Listed, &Listed) -> Sql) -> Vec<Sql> {
        let columns = self.declared.below("column", id).filter(|(id, _)| self.link(id).is_some());
        let columns = columns.filter_map(|(id, _)| self.list.object(id));
        columns
            .flat_map(|column| {
                let facts = self.facts_within(column);
                facts.map(move |(fact, making)| one_line(&so(column, fact), making))
            })
            .collect()
    }

    /// What is set of columns that came by way of a parent meanwhile.
    fn handed_down_since(&self) -> Option<String> {
        let tables = self.declared.of_kind("table").iter();
        let lines = tables.flat_map(|table| self.of_handed_down(&table.id, |_, fact| lacks(fact)));
        let mut lines: Vec<Sql> = lines.collect();
        if lines.is_empty() {
            return None;
        }
        lines.insert(0, Sql::raw("    PERFORM pg_temp.look_again();"));
        Some(block("columns that came from a parent", &lines))
    }

    /// A table that is there gets the parents that it lacks.
    fn parents(&self, id: &ObjectId, listed: &Listed) -> Vec<Sql> {
        let links = self.declared.below("inheritance", id);
        let links = links.filter_map(|(id, link)| Some((id, <&Inheritance>::try_from(link).ok()?)));
        let mut links: Vec<_> = links.collect();
        links.sort_by_key(|(_, link)| link.position.0);
        let missing = links.iter().filter_map(|(id, link)| {
            let making = sql!("ALTER TABLE {} INHERIT {}", Name::from(&table_of(id)), link.parent_name());
            Some(one_line(&sql!("{} AND {}", has(listed), lacks(self.list.object(id)?)), &making))
        });
        missing.collect()
    }

    /// What is set of a column inside its definition.
    fn within(&self, column: &'a Listed, indent: usize) -> impl Iterator<Item = Sql> {
        let facts = self.facts_within(column);
        facts.map(move |(fact, making)| one_line_at(indent, &lacks(fact), making))
    }

    fn facts_within(&self, column: &'a Listed) -> impl Iterator<Item = (&'a Listed, &'a Sql)> {
        self.list.facts(WITHIN).filter(|(fact, _)| fact.name == column.name)
    }

    /// A check, which children that are made after it would take for valid.
    fn check(&self, id: &ObjectId, listed: &Listed, statements: &[Sql]) -> Vec<Sql> {
        let heirs = self.heirs(id);
        if heirs.is_empty() {
            return vec![guarded(&lacks(listed), statements)];
        }
        let condition = Sql::join([listed].into_iter().chain(heirs).map(lacks), " OR ");
        let away = sql!(
            "ALTER TABLE {} DROP CONSTRAINT IF EXISTS {}",
            Name::from(&table_of(id)),
            Ident::new(id.name())
        );
        let all: Vec<Sql> = std::iter::once(away).chain(statements.iter().cloned()).collect();
        vec![guarded(&condition, &all)]
    }

    /// What it is handed down to.
    fn heirs(&self, id: &ObjectId) -> Vec<&'a Listed> {
        let all = self.declared.of_kind(id.kind()).iter().map(|entry| &entry.id);
        let heirs = all.filter(|heir| inherited_from(self.declared, heir) == Some(id));
        heirs.flat_map(|heir| self.list.object(heir).into_iter().chain(self.heirs(heir))).collect()
    }

    /// What is made with its parts inside, each of which may come to it later.
    fn with_parts(&self, id: &ObjectId, listed: &Listed, statements: &[Sql]) -> Vec<Sql> {
        let parts: Vec<Sql> = self.inside(id).into_iter().filter_map(|part| self.part(part)).collect();
        match parts.is_empty() {
            true => vec![guarded(&lacks(listed), statements)],
            false => vec![sql!(
                "    IF {} THEN\n{}\n    ELSE\n{}\n    END IF;",
                lacks(listed),
                Sql::join(statements.iter().map(|making| statement(8, making)), "\n"),
                Sql::join(parts, "\n")
            )],
        }
    }

    /// What the whole plan makes inside this.
    fn inside(&self, id: &ObjectId) -> Vec<&'a ObjectId> {
        let all = self.declared.modelled().map(|(id, _)| id);
        let belongs = |part: &ObjectId| match id.kind() {
            "domain" => part.is_below(id) || part.as_kind("domain") == *id,
            "publication" => part.is_below(id) && part.kind().starts_with("publication_"),
            _ => part.is_below(id),
        };
        let within = all.filter(|part| belongs(part) && part.kind() != id.kind());
        within.filter(|part| part.kind() != "column" && !self.own.contains(part)).collect()
    }

    fn is_of_column(&self, part: &ObjectId) -> bool {
        matches!(part.kind(), "default" | "identity")
    }

    fn column(&self, id: &ObjectId) -> Option<Sql> {
        let listed = self.list.object(id)?;
        let column = <&Column>::try_from(self.declared.get(id)?).ok()?;
        let mut adding = self.statements(id);
        // To a table with children an identity comes behind the column.
        adding.extend(made(self.apart[0], &id.as_kind("identity")));
        let handed = self.link(id).map_or_else(Sql::default, |link| sql!(" AND NOT {}", has(link)));
        let mut inside = Vec::new();
        if column.generated.is_none() {
            inside.push(one_line_at(12, &sql!("{}{}", lacks(listed), handed), &retype(column)));
        }
        if self.link(id).is_none() {
            inside.extend(self.within(listed, 12));
        }
        let parts = [id.as_kind("default"), id.as_kind("identity")];
        inside.extend(parts.iter().filter(|part| !self.own.contains(part)).filter_map(|part| {
            let listed = self.list.object(part)?;
            let mut making = self.statements(part);
            making.extend(self.identity(part).map(|identity| identity.going_on().statement.sql()));
            Some(lines_at(12, &lacks(listed), &making))
        }));
        let adding = match adding.is_empty() {
            true => {
                return (!inside.is_empty()).then(|| {
                    sql!("        IF {} THEN\n{}\n        END IF;", has(listed), Sql::join(inside, "\n"))
                });
            }
            false => sql!(
                "        IF NOT {}{} THEN\n{}",
                has(listed),
                handed,
                Sql::join(adding.iter().map(|making| statement(12, making)), "\n")
            ),
        };
        let otherwise = match inside.is_empty() {
            true => Sql::default(),
            false => sql!("\n        ELSE\n{}", Sql::join(inside, "\n")),
        };
        Some(sql!("{}{}\n        END IF;", adding, otherwise))
    }

    fn part(&self, id: &ObjectId) -> Option<Sql> {
        let listed = self.list.object(id)?;
        let making = self.statements(id);
        let link = self.link(id).filter(|_| self.comes_from_above(id));
        let handed = link.map_or_else(Sql::default, |link| sql!(" AND NOT {}", has(link)));
        (!making.is_empty()).then(|| lines_at(8, &sql!("{}{}", lacks(listed), handed), &making))
    }

    /// Whether the statement that makes it for a parent makes it for the children too.
    fn comes_from_above(&self, id: &ObjectId) -> bool {
        let above = inherited_from(self.declared, id);
        let making = above.map(|above| self.statements(above)).unwrap_or_default();
        !making.iter().any(|statement| statement.as_str().starts_with("ALTER TABLE ONLY "))
    }

    /// A routine is replaced where it stands, as long as it takes and gives the same.
    fn routine(&self, listed: &Listed) -> Option<Vec<Sql>> {
        let (body, making) = self.list.facts("body").find(|(body, _)| body.address() == listed.address())?;
        let condition = sql!("{} OR {}", lacks(listed), lacks(body));
        Some(vec![guarded(&condition, std::slice::from_ref(making))])
    }

    /// The statements that make a thing by itself.
    fn statements(&self, id: &ObjectId) -> Vec<Sql> {
        let found = self.apart.iter().map(|plan| made(plan, id));
        found.into_iter().find(|found| !found.is_empty()).unwrap_or_default()
    }

    /// The link over which a parent hands it down.
    fn link(&self, id: &ObjectId) -> Option<&'a Listed> {
        let above = inherited_from(self.declared, id)?;
        let (child, parent) = (table_of(id), table_of(above));
        let both: Vec<&str> = child.parts().chain(parent.parts()).collect();
        let link = [child.as_kind("partition"), ObjectId::new("inheritance", &both)];
        link.iter().find_map(|link| self.list.object(link))
    }

    fn is_computed(&self, id: &ObjectId) -> bool {
        let column = self.declared.get(id).and_then(|object| <&Column>::try_from(object).ok());
        column.is_some_and(|column| column.generated.is_some())
    }

    fn identity(&self, id: &ObjectId) -> Option<&'a Identity> {
        self.declared.get(id).and_then(|object| <&Identity>::try_from(object).ok())
    }

    /// The column that a sequence belongs to.
    fn owner_of(&self, id: &ObjectId) -> Option<ObjectId> {
        let bonds = self.declared.bonds(id);
        bonds.map(|(on, _)| on).find(|on| on.kind() == "column").cloned()
    }

    /// Something of which only the database knows whether it is there.
    fn unless_there(&self, piece: &Piece<'_>) -> String {
        let statements = piece.steps.iter().map(|step| statement(4, &step.statement.sql()));
        let caught = Sql::raw("EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL;");
        block(&piece.object.to_string(), &[Sql::join(statements, "\n"), caught])
    }
}

/// Whether the values of a column can be what a sequence counted.
fn is_number(column: &Object) -> bool {
    const NUMBERS: [&str; 4] = ["smallint", "integer", "bigint", "numeric"];
    <&Column>::try_from(column).is_ok_and(|column| NUMBERS.contains(&column.data_type.as_str()))
}

fn is_made(id: &ObjectId) -> bool {
    id.kind() != "setting" && !SAID.contains(&id.kind())
}

/// The statements by which a plan makes this.
fn made(plan: &Plan, id: &ObjectId) -> Vec<Sql> {
    let steps = plan.steps.iter().filter(|step| step.object == *id && step.action == Action::Create);
    steps.map(|step| step.statement.sql()).collect()
}

fn pieces(plan: &Plan) -> Vec<Piece<'_>> {
    let mut pieces: Vec<Piece<'_>> = Vec::new();
    for step in &plan.steps {
        match pieces.last_mut() {
            Some(last) if *last.object == step.object => last.steps.push(step),
            Some(_) | None => pieces.push(Piece { object: &step.object, steps: vec![step] }),
        }
    }
    pieces
}
