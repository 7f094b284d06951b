//! The shared algorithms on a dialect of three kinds: boxes, things inside boxes, and ropes between things.

use serde::Serialize;

use super::*;
use crate::catalog::{Bond, Entry, Node, Unmodelled};
use crate::delta::Outcome;
use crate::dialect::{Cause, Dependent, Grip, Home, Rank, Reaction, Shape, Slot};
use crate::object::ObjectId;
use crate::plan::Step;
use crate::render;
use crate::sql::{Name, Sql};

struct Toys;

/// A name, a value that can be altered, and whether it is held by what it is part of.
#[derive(Clone, Debug, PartialEq, Serialize)]
struct Toy {
    id: ObjectId,
    value: i32,
    part_of: Option<ObjectId>,
}

impl Dialect for Toys {
    type Object = Toy;
    type Change = i32;

    fn compare(&self, pair: Pair<&Toy>) -> Outcome<i32> {
        // Negative values cannot be altered.
        if pair.new.value < 0 { Outcome::Recreate } else { Outcome::Alter(pair.new.value) }
    }

    fn reaction(&self, cause: &Cause<'_, Self>, _: &Dependent<'_, Self>) -> Reaction<i32> {
        match cause.what {
            Disposition::Drop | Disposition::Recreate => Reaction::Recreate,
            Disposition::Alter(_) | Disposition::Create => Reaction::Keep,
        }
    }

    fn home(&self, view: &View<'_, Self>, id: &ObjectId, action: Action) -> Home {
        let objects = view.objects(id);
        let toy = if action == Action::Drop { objects.old } else { objects.new };
        match toy.and_then(|toy| toy.part_of.clone()) {
            Some(owner) if action != Action::Alter => Home::Within(owner, Grip::Loose(0)),
            Some(_) | None => Home::Apart,
        }
    }

    fn rank(&self, _: &ObjectId, _: Action) -> Rank {
        Rank::default()
    }

    fn slots(&self, id: &ObjectId, _: &Toy) -> Vec<Slot> {
        vec![Slot(id.name().to_owned())]
    }

    fn shape(&self, _: &Catalog<Toy>, _: &ObjectId) -> Option<Shape> {
        None
    }

    fn extra_edges(&self, _: &View<'_, Self>) -> Vec<((ObjectId, Action), (ObjectId, Action))> {
        Vec::new()
    }

    fn render(&self, _: &View<'_, Self>, work: &Work<'_, Self>) -> Vec<Step> {
        let parts = Sql::join(work.parts.iter().map(|part| Name::from(part.id)), ", ");
        let word = match work.action {
            Action::Drop => Sql::raw("DROP"),
            Action::Alter => Sql::raw("ALTER"),
            Action::Create | Action::Rename => Sql::raw("CREATE"),
        };
        let mut sql = crate::sql!("{} {}", word, Name::from(work.id));
        if !parts.is_empty() {
            sql.push(crate::sql!(" ({})", parts));
        }
        vec![Step::new(work.id, work.action, sql)]
    }
}

/// Builds a catalog from lines like `thing a 1`, `thing a 1 in box b`, and bonds like `a needs b`.
fn catalog(text: &str) -> Catalog<Toy> {
    let mut entries: Vec<Entry<Toy>> = Vec::new();
    let mut bonds = Vec::new();
    let place = |entries: &[Entry<Toy>], name: &str| {
        entries.iter().position(|entry| entry.id.name() == name).unwrap()
    };
    for line in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
        let words: Vec<&str> = line.split(' ').collect();
        match words.as_slice() {
            [dependent, "needs", dependency] => {
                bonds.push((place(&entries, dependent), place(&entries, dependency), Bond::Needs));
            }
            ["strange", name, definition] => {
                let node = Node::Unmodelled(Unmodelled { definition: (*definition).to_owned() });
                entries.push(Entry { id: ObjectId::new("strange", &[name]), position: 0, node });
            }
            [_, name, value, rest @ ..] => {
                let part_of = rest.last().map(|owner| ObjectId::new("box", &[owner]));
                if let Some(owner) = rest.last() {
                    bonds.push((entries.len(), place(&entries, owner), Bond::PartOf));
                }
                let kind = if words[0] == "box" { "box" } else { "thing" };
                let id = ObjectId::new(kind, &[name]);
                let toy = Toy { id: id.clone(), value: value.parse().unwrap(), part_of };
                entries.push(Entry { id, position: 0, node: Node::Modelled(toy) });
            }
            _ => panic!("what is {line:?}"),
        }
    }
    Catalog::build(entries, bonds).unwrap()
}

fn check(old: &str, new: &str, expected: &[&str]) {
    let (old, new) = (catalog(old), catalog(new));
    let plan = plan(&Toys, Pair::of(&old, &new)).unwrap();
    let script = render::script(&plan);
    let lines: Vec<&str> = script.lines().filter(|line| !line.is_empty()).collect();
    assert_eq!(lines, expected);
}

fn refused(old: &str, new: &str) -> String {
    plan(&Toys, Pair::of(&catalog(old), &catalog(new))).unwrap_err().to_string()
}

#[test]
fn equal_catalogs_need_nothing() {
    check("thing a 1\nthing b 2\na needs b", "thing b 2\nthing a 1\na needs b", &[]);
}

#[test]
fn what_is_needed_comes_first_and_goes_last() {
    check("", "thing a 1\nthing b 1\na needs b", &["CREATE b;", "CREATE a;"]);
    check("thing a 1\nthing b 1\nb needs a", "", &["DROP b;", "DROP a;"]);
}

#[test]
fn parts_are_done_inside_their_owners() {
    check("", "box b 1\nthing z 1 in b\nthing a 1 in b", &["CREATE b (a, z);"]);
    check("box b 1\nthing a 1 in b", "", &["DROP b (a);"]);
    check("box b 1", "box b 1\nthing a 1 in b", &["CREATE a;"]);
}

#[test]
fn a_part_is_set_apart_to_break_a_loop() {
    // The box needs the rope, the rope needs a thing inside the box.
    let new = "box b 1\nthing t 1 in b\nthing rope 1\nrope needs t\nb needs rope";
    let new_catalog = catalog(new);
    let old = catalog("");
    assert!(plan(&Toys, Pair::of(&old, &new_catalog)).is_err(), "t is part of b, and b waits for the rope");
    let mutual = "box b 1\nbox c 1\nthing x 1 in b\nthing y 1 in c\nx needs c\ny needs b";
    let mutual_catalog = catalog(mutual);
    let plan = plan(&Toys, Pair::of(&old, &mutual_catalog)).unwrap();
    assert!(!plan.repairs.is_empty());
    let created: Vec<String> = plan.steps.iter().map(|step| step.statement.sql().to_string()).collect();
    assert_eq!(created, ["CREATE b", "CREATE c", "CREATE x", "CREATE y"]);
}

#[test]
fn a_loop_that_nothing_can_break_is_named() {
    let told = refused("", "thing a 1\nthing b 1\na needs b\nb needs a");
    assert!(told.starts_with("these changes wait for one another in a circle"), "{told}");
    assert!(told.contains("create thing a") && told.contains("create thing b"), "{told}");
}

#[test]
fn recreating_spreads_to_whoever_hangs_on_it() {
    check(
        "thing a 1\nthing b 1\nthing c 1\nb needs a\nc needs b",
        "thing a -1\nthing b 1\nthing c 1\nb needs a\nc needs b",
        &["DROP c;", "DROP b;", "DROP a;", "CREATE a;", "CREATE b;", "CREATE c;"],
    );
}

#[test]
fn altering_does_not_spread() {
    check("thing a 1\nthing b 1\nb needs a", "thing a 2\nthing b 1\nb needs a", &["ALTER a;"]);
}

#[test]
fn a_name_is_given_up_before_it_is_taken() {
    check("box n 1", "thing n 1", &["DROP n;", "CREATE n;"]);
    check("thing n 1", "box n 1", &["DROP n;", "CREATE n;"]);
}

#[test]
fn strangers_that_differ_or_stand_in_the_way_are_named() {
    assert!(refused("", "strange s x").contains("strange s would have to be created"));
    assert!(refused("strange s x", "").contains("strange s would have to be dropped"));
    assert!(refused("strange s x", "strange s y").contains("strange s differs"));
    let told = refused("thing a 1\nstrange s x\ns needs a", "thing a -1\nstrange s x\ns needs a");
    assert!(told.contains("strange s hangs on thing a, which has to change"), "{told}");
    check("thing a 1\nstrange s x", "thing a 2\nstrange s x", &["ALTER a;"]);
}

#[test]
fn two_objects_of_one_name_are_no_catalog() {
    let toy = |value| Entry {
        id: ObjectId::new("thing", &["a"]),
        position: 0,
        node: Node::Modelled(Toy { id: ObjectId::new("thing", &["a"]), value, part_of: None }),
    };
    let twice = Catalog::build(vec![toy(1), toy(2)], []).unwrap_err();
    assert_eq!(twice.to_string(), "the catalog holds thing a twice");
}
