//! Turns rows with addresses into objects with names, and `pg_depend` into bonds.

use std::collections::{HashMap, HashSet};

use foldhash::fast::FixedState;

use evenkeel_core::catalog::DuplicateObject;
use evenkeel_core::{Bond, Catalog, Entry, KindName, Node, ObjectId, Unmodelled};

use super::{Address, Dependence, Reader, Row, Swept};
use crate::kinds::table::Table;
use crate::kinds::{Object, Target};

type Map<K, V> = HashMap<K, V, FixedState>;

/// What was read, each entry with its address.
struct Found {
    addresses: Vec<Address>,
    entries: Vec<Entry<Object>>,
}

pub(super) fn catalog(reader: Reader) -> Result<Catalog<Object>, DuplicateObject> {
    let Reader { mut objects, swept, dependences, actor, .. } = reader;
    complete_definitions(&mut objects);
    let satellites: Vec<_> = objects.extract_if(.., |row| row.value.target_mut().is_some()).collect();
    let mut found = Found::new(objects);
    found.add_unmodelled(swept);
    let addresses = Addresses::new(&found, &dependences);
    let satellites: Vec<_> =
        satellites.into_iter().filter_map(|row| aimed(row, &found, &addresses)).collect();
    let mut bonds = depended(&dependences, &found, &addresses);
    found.entries.extend(satellites);
    named(&found.entries, &mut bonds);
    Ok(Catalog::build(found.entries, bonds)?.seen_by(actor))
}

impl Found {
    fn new(rows: Vec<Row<Object>>) -> Self {
        let entry = |Row { address, position, value }: Row<Object>| {
            (address, Entry { id: value.id(), position, node: Node::Modelled(value) })
        };
        let (addresses, entries) = rows.into_iter().map(entry).unzip();
        Found { addresses, entries }
    }

    /// The sweep need not know which kinds are modelled: what a kind has read already is left out here.
    fn add_unmodelled(&mut self, swept: Vec<Row<(KindName, Swept)>>) {
        let modelled = self.addresses.iter().copied().filter(|address| address.1 != 0);
        let modelled: HashSet<Address, FixedState> = modelled.collect();
        for Row { address, value: (kind, swept), .. } in swept {
            if modelled.contains(&address) {
                continue;
            }
            let path: Vec<&str> = swept.path.iter().map(String::as_str).collect();
            let node = Node::Unmodelled(Unmodelled { definition: swept.definition });
            self.addresses.push(address);
            self.entries.push(Entry { id: ObjectId::new(kind, &path), position: 0, node });
        }
    }
}

/// Tells columns their tables, and plain indexes and keys the names of their columns, which rows know by number only.
fn complete_definitions(objects: &mut [Row<Object>]) {
    let tables: Map<u32, Table> = objects
        .iter()
        .filter_map(|row| Some((row.address.1, <&Table>::try_from(&row.value).ok()?.clone())))
        .collect();
    for row in objects.iter_mut() {
        let table = row.value.relation().unwrap_or(row.address.1);
        row.value.settle(tables.get(&table));
    }
    let mut names: Map<(u32, i32), String> = Map::default();
    for row in objects.iter() {
        if let Object::Column(column) = &row.value {
            names.insert((row.address.1, row.address.2), column.name.clone());
        }
    }
    let name = |table, number| names.get(&(table, number)).map(String::as_str);
    for row in objects {
        row.value.complete(&name);
    }
}

/// Which entry an address belongs to, over whatever the database itself keeps inside it.
struct Addresses {
    entries: Map<Address, usize>,
    inside: Map<Address, Address>,
}

impl Addresses {
    fn new(found: &Found, dependences: &[Dependence]) -> Self {
        let addressed = found.addresses.iter().enumerate().filter(|(_, address)| address.1 != 0);
        let entries: Map<Address, usize> = addressed.map(|(at, address)| (*address, at)).collect();
        let mut inside = Map::default();
        // What is said to be internal outranks what merely goes along.
        for rank in ["=ieP", "aS"] {
            for Dependence { dependent, on, how } in dependences {
                if rank.contains(*how) && !entries.contains_key(dependent) {
                    inside.entry(*dependent).or_insert(*on);
                }
            }
        }
        Addresses { entries, inside }
    }

    fn is_copy_in_partition(&self, dependent: &Address, found: &Found) -> bool {
        let copy_of = (!self.entries.contains_key(dependent)).then(|| self.resolve(*dependent)).flatten();
        copy_of.is_some_and(|at| {
            let is_copied = matches!(found.entries[at].id.kind(), "foreign_key" | "trigger");
            found.addresses[at].0 == dependent.0 && is_copied
        })
    }

    fn resolve(&self, address: Address) -> Option<usize> {
        let mut address = address;
        // Nothing is nested deeper than a partition's index inside a constraint inside a table.
        for _ in 0..8 {
            if let Some(at) = self.entries.get(&address) {
                return Some(*at);
            }
            address = match self.inside.get(&address) {
                Some(outer) => *outer,
                None if address.2 != 0 => (address.0, address.1, 0),
                None => return None,
            };
        }
        None
    }
}

fn depended(dependences: &[Dependence], found: &Found, addresses: &Addresses) -> Vec<(usize, usize, Bond)> {
    let mut bonds = Vec::with_capacity(dependences.len());
    let without_address = found.addresses.iter().enumerate().filter(|(_, address)| address.1 == 0);
    let unaddressed: Map<&ObjectId, usize> =
        without_address.map(|(at, _)| (&found.entries[at].id, at)).collect();
    for Dependence { dependent, on, how } in dependences {
        let (Some(from), Some(to)) = (addresses.resolve(*dependent), addresses.resolve(*on)) else {
            continue;
        };
        let (from_kind, to_kind) = (found.entries[from].id.kind(), found.entries[to].id.kind());
        // A partition's copy of a foreign key or trigger is the parent's affair, and so is what the copy hangs on.
        if addresses.is_copy_in_partition(dependent, found) {
            continue;
        }
        // Parents and children, tables and their types are tied by objects of their own.
        if from_kind == "table" && matches!(to_kind, "table" | "composite_type") {
            continue;
        }
        let direct = addresses.entries.contains_key(dependent);
        let bond = match how {
            'a' | 'i' | 'S' if direct => Bond::PartOf,
            // Also from a constraint whose index is attached to the index of a partitioned table.
            'P' => Bond::Inherits,
            _ => Bond::Needs,
        };
        let bearer = found.entries[from].node.modelled().and_then(|object| object.bearer(to_kind));
        let from = bearer.and_then(|part| unaddressed.get(&part).copied()).unwrap_or(from);
        bonds.push((from, to, bond));
    }
    bonds
}

/// The parents of each table that has any.
type Parents = Map<ObjectId, Vec<ObjectId>>;

/// Bonds that names tell: columns to tables, objects to schemas, what kinds say themselves, and inheritance.
fn named(found: &[Entry<Object>], bonds: &mut Vec<(usize, usize, Bond)>) {
    let places: Map<&ObjectId, usize> = found.iter().enumerate().map(|(at, entry)| (&entry.id, at)).collect();
    let mut parents: Parents = Map::default();
    for entry in found {
        match &entry.node {
            Node::Modelled(Object::Partition(link)) => {
                parents.entry(link.child_id()).or_default().push(link.parent_id());
            }
            Node::Modelled(Object::Inheritance(link)) => {
                parents.entry(link.child_id()).or_default().push(link.parent_id());
            }
            Node::Modelled(_) | Node::Unmodelled(_) => {}
        }
    }
    for (at, entry) in found.iter().enumerate() {
        let mut bind = |to: &ObjectId, bond: Bond| {
            if let Some(to) = places.get(to) {
                bonds.push((at, *to, bond));
            }
        };
        match &entry.node {
            Node::Modelled(object) => {
                let surroundings = object.surroundings();
                surroundings.iter().chain(&object.bonds()).for_each(|(to, bond)| bind(to, *bond));
                inherited(object, &entry.id, &parents).iter().for_each(|above| bind(above, Bond::Inherits));
            }
            Node::Unmodelled(_) => surrounding(&entry.id).iter().for_each(|(to, bond)| bind(to, *bond)),
        }
    }
}

/// The table or schema that the path of an unmodelled object names.
fn surrounding(id: &ObjectId) -> Option<(ObjectId, Bond)> {
    let parts: Vec<&str> = id.parts().collect();
    match (id.kind(), parts.as_slice()) {
        ("comment" | "privileges" | "owner", _) | (_, [_] | []) => None,
        (_, [schema, _]) => Some((ObjectId::new("schema", &[schema]), Bond::Needs)),
        (_, [schema, table, ..]) => Some((ObjectId::new("table", &[schema, table]), Bond::PartOf)),
    }
}

/// The same column or constraint on each parent of its table, if it is handed down.
fn inherited(object: &Object, id: &ObjectId, parents: &Parents) -> Vec<ObjectId> {
    let may_be = !parents.is_empty() && object.is_handed_down();
    let above = if may_be { parents.get(&crate::kinds::table_of(id)) } else { None };
    above.into_iter().flatten().map(|parent| parent.child(id.kind(), id.name())).collect()
}

/// A satellite with its target; None when that is an extension's or not ours.
fn aimed(row: Row<Object>, found: &Found, addresses: &Addresses) -> Option<Entry<Object>> {
    let Row { address, mut value, .. } = row;
    let at = addresses.resolve(address)?;
    let host = &found.entries[at];
    let known = match (value.own_target(&host.id), host.node.modelled(), addresses.entries.get(&address)) {
        (Some(own), _, _) => Some(own),
        (None, Some(object), Some(_)) => Target::of(object),
        (None, Some(object), None) => {
            Some(Target::part(object, address.2).or_else(|| Target::index_behind(object))?)
        }
        (None, None, Some(_)) => None,
        (None, None, None) => return None,
    };
    let node = |value: Object| match known.is_some() {
        true => Node::Modelled(value),
        // No statement can say it about that here.
        false => {
            let definition = serde_json::to_string(&value).unwrap_or_default();
            Node::Unmodelled(Unmodelled { definition })
        }
    };
    *value.target_mut()? = Some(known.clone().unwrap_or_else(|| Target::unmodelled(&host.id)));
    Some(Entry { id: value.id(), position: 0, node: node(value) })
}
