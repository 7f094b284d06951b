//! Turns rows with addresses into objects with names, and `pg_depend` into bonds.

use std::cell::OnceCell;
use std::collections::{HashMap, HashSet};

use foldhash::fast::FixedState;

use evenkeel_core::catalog::DuplicateObject;
use evenkeel_core::{Bond, Catalog, Entry, KindName, Node, ObjectId, Unmodelled};

use super::{Address, Dependence, Reader, Row, Swept, Tables};
use crate::kinds::{Object, Surroundings, Target};

pub(super) type Map<K, V> = HashMap<K, V, FixedState>;

/// What was read, each entry with its address.
struct Found {
    addresses: Vec<Address>,
    entries: Vec<Entry<Object>>,
}

pub(super) fn catalog(reader: Reader) -> Result<Catalog<Object>, DuplicateObject> {
    let Reader { mut objects, swept, dependences, actor, .. } = reader;
    fill_in(&mut objects);
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

/// Tells columns their tables, and whatever knows columns by number only their names.
fn fill_in(objects: &mut Vec<Row<Object>>) {
    let is_table = |row: &mut Row<Object>| matches!(row.value, Object::Table(_));
    let is_column = |row: &mut Row<Object>| matches!(row.value, Object::Column(_));
    let tables: Vec<_> = objects.extract_if(.., is_table).collect();
    let mut columns: Vec<_> = objects.extract_if(.., is_column).collect();
    let known = Tables::of(tables.iter());
    columns.iter_mut().for_each(|row| row.value.fill_in(row.address.1, &known));
    let known = Tables::of(tables.iter().chain(&columns));
    objects.iter_mut().for_each(|row| row.value.fill_in(row.address.1, &known));
    drop(known);
    objects.extend(tables);
    objects.extend(columns);
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

    /// A partition's copy of a foreign key or trigger, or what the database keeps inside such a copy.
    fn is_copy_in_partition(&self, dependent: Address, found: &Found) -> bool {
        let Some(at) = self.resolve(dependent) else { return false };
        let is_copied = matches!(found.entries[at].id.kind(), "foreign_key" | "trigger");
        let class = found.addresses[at].0;
        let mut inside = self.way(dependent).take_while(|address| !self.entries.contains_key(address));
        is_copied && inside.any(|address| address.0 == class)
    }

    fn resolve(&self, address: Address) -> Option<usize> {
        self.way(address).find_map(|address| self.entries.get(&address)).copied()
    }

    /// The address, what the database keeps it inside of, and so on outwards.
    fn way(&self, address: Address) -> impl Iterator<Item = Address> {
        let outwards = |address: &Address| match self.inside.get(address) {
            Some(outer) => Some(*outer),
            None if address.2 != 0 => Some((address.0, address.1, 0)),
            None => None,
        };
        // Nothing is nested deeper than a partition's index inside a constraint inside a table.
        std::iter::successors(Some(address), outwards).take(8)
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
        if addresses.is_copy_in_partition(*dependent, found) {
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

/// Where the entries stand, by their names; the map of all is made only when somebody asks for more than surroundings.
struct Places<'a> {
    found: &'a [Entry<Object>],
    schemas: Map<&'a str, usize>,
    tables: Map<&'a str, usize>,
    all: OnceCell<Map<&'a ObjectId, usize>>,
}

impl<'a> Places<'a> {
    fn of(found: &'a [Entry<Object>]) -> Self {
        let of_kind = |kind, parts| {
            let entries = found.iter().enumerate().filter(move |(_, entry)| entry.id.kind() == kind);
            entries.filter_map(move |(at, entry)| Some((entry.id.leading(parts)?, at))).collect()
        };
        Places { found, schemas: of_kind("schema", 1), tables: of_kind("table", 2), all: OnceCell::new() }
    }

    fn at(&self, id: &ObjectId) -> Option<usize> {
        let all = || self.found.iter().enumerate().map(|(at, entry)| (&entry.id, at)).collect();
        self.all.get_or_init(all).get(id).copied()
    }

    /// The table or schema that the path begins with.
    fn around(&self, id: &ObjectId) -> Option<(usize, Bond)> {
        match id.parts().count() {
            0 | 1 => None,
            2 => Some((*self.schemas.get(id.leading(1)?)?, Bond::Needs)),
            _ => Some((*self.tables.get(id.leading(2)?)?, Bond::PartOf)),
        }
    }
}

/// Bonds that names tell: columns to tables, objects to schemas, what kinds say themselves, and inheritance.
fn named(found: &[Entry<Object>], bonds: &mut Vec<(usize, usize, Bond)>) {
    let places = Places::of(found);
    let parents = parents(found);
    for (at, entry) in found.iter().enumerate() {
        let mut bind = |to: Option<usize>, bond: Bond| bonds.extend(to.map(|to| (at, to, bond)));
        let around = places.around(&entry.id);
        match &entry.node {
            Node::Modelled(object) => {
                match object.surroundings() {
                    Surroundings::OfPath => around.iter().for_each(|(to, bond)| bind(Some(*to), *bond)),
                    Surroundings::Of(id, bond) => bind(places.at(&id), bond),
                    Surroundings::Nothing => {}
                }
                object.bonds().iter().for_each(|(to, bond)| bind(places.at(to), *bond));
                let above = inherited(object, &entry.id, &parents);
                above.iter().for_each(|above| bind(places.at(above), Bond::Inherits));
            }
            Node::Unmodelled(_) if said_of_another(&entry.id) => {}
            Node::Unmodelled(_) => around.iter().for_each(|(to, bond)| bind(Some(*to), *bond)),
        }
    }
}

/// Whether its path is that of the object it is about.
fn said_of_another(id: &ObjectId) -> bool {
    matches!(id.kind(), "comment" | "privileges" | "owner")
}

/// The parents of each table that has any.
type Parents = Map<ObjectId, Vec<ObjectId>>;

fn parents(found: &[Entry<Object>]) -> Parents {
    let mut parents = Parents::default();
    for object in found.iter().filter_map(|entry| entry.node.modelled()) {
        if let Object::Partition(link) = object {
            parents.entry(link.child_id()).or_default().push(link.parent_id());
        }
        if let Object::Inheritance(link) = object {
            parents.entry(link.child_id()).or_default().push(link.parent_id());
        }
    }
    parents
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
