//! What a database answers that is asked for its inventory. Must not know how it was asked.

use std::collections::BTreeMap;

use evenkeel_core::sql::Sql;
use evenkeel_core::{KindName, ObjectId};

/// An object, or a fact about one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listed {
    pub kind: String,
    pub name: String,
    /// Whose number it goes by: (class, oid, sub-id).
    address: (u32, u32, i32),
    /// The names that lead to it, and what tells it from others of its name; facts have none.
    path: Vec<String>,
    signature: Option<String>,
    pub fingerprint: String,
    /// What makes a fact so.
    pub making: Option<Sql>,
}

/// Everything that a database answered.
#[derive(Clone, Debug, Default)]
pub struct List {
    pub(super) all: Vec<Listed>,
    /// Other fingerprints that are as good, because the database tells the same in other words.
    pub(super) also: Vec<(String, String, String)>,
    objects: BTreeMap<(String, Vec<String>, Option<String>), usize>,
}

impl List {
    /// From the rows that the last statement of [`super::question`] answers; those that cannot be read are left out.
    pub fn of(rows: &[Vec<Option<String>>]) -> List {
        let mut all: Vec<Listed> = rows.iter().filter_map(|row| listed(row)).collect();
        all.sort_by(|a, b| (&a.kind, &a.name).cmp(&(&b.kind, &b.name)));
        let objects = all.iter().enumerate().filter(|(_, it)| it.making.is_none());
        let key = |it: &Listed| (it.kind.clone(), it.path.clone(), it.signature.clone());
        let objects = objects.map(|(at, it)| (key(it), at)).collect();
        List { all, also: Vec::new(), objects }
    }

    /// With what another database tells in other words that is the same.
    #[must_use]
    pub fn also(mut self, other: &List) -> List {
        let known = |it: &&Listed| {
            !self
                .all
                .iter()
                .any(|one| (&one.kind, &one.name, &one.fingerprint) == (&it.kind, &it.name, &it.fingerprint))
        };
        let named = |it: &&Listed| self.all.iter().any(|one| (&one.kind, &one.name) == (&it.kind, &it.name));
        let also = other.all.iter().filter(known).filter(named);
        self.also = also.map(|it| (it.kind.clone(), it.name.clone(), it.fingerprint.clone())).collect();
        self
    }

    /// The row of an object; nothing for kinds that scripts do not look for.
    pub fn object(&self, id: &ObjectId) -> Option<&Listed> {
        let (path, signature) = key(id);
        let at = self.objects.get(&(id.kind().to_owned(), path, signature))?;
        Some(&self.all[*at])
    }

    /// Everything but facts.
    pub fn objects(&self) -> impl Iterator<Item = &Listed> {
        self.all.iter().filter(|it| it.making.is_none())
    }

    /// What is told of this very object, or with its columns of this table.
    pub(super) fn facts_about<'a>(&'a self, object: &'a Listed) -> impl Iterator<Item = &'a Listed> {
        let (class, oid, _) = object.address;
        let about = move |it: &&Listed| it.making.is_some() && it.address.0 == class && it.address.1 == oid;
        self.all.iter().filter(about)
    }

    /// The facts of this kind.
    pub(super) fn facts<'a>(&'a self, kind: &'a str) -> impl Iterator<Item = (&'a Listed, &'a Sql)> {
        self.all.iter().filter(move |it| it.kind == kind).filter_map(|it| Some((it, it.making.as_ref()?)))
    }
}

impl Listed {
    /// The number of the object that it is or is about.
    pub(super) fn address(&self) -> (u32, u32) {
        (self.address.0, self.address.1)
    }

    /// Whether it is about a column of a table, or is one.
    pub(super) fn part(&self) -> i32 {
        self.address.2
    }
}

/// How the database names what we name by an id.
fn key(id: &ObjectId) -> (Vec<String>, Option<String>) {
    const USER_MAPPING: KindName = "user_mapping";
    let path = id.parts().map(str::to_owned).collect::<Vec<_>>();
    match (id.kind(), id.words()) {
        // Said of a server.
        (USER_MAPPING, Some(words)) => (path.into_iter().skip(1).collect(), Some(words.to_owned())),
        _ => (path, id.signature().map(str::to_owned)),
    }
}

fn listed(row: &[Option<String>]) -> Option<Listed> {
    let [kind, name, class, oid, part, path, signature, fingerprint, making] = row else { return None };
    let number = |cell: &Option<String>| cell.as_ref().and_then(|text| text.parse().ok()).unwrap_or_default();
    Some(Listed {
        kind: kind.clone()?,
        name: name.clone()?,
        address: (number(class), number(oid), part.as_ref()?.parse().ok()?),
        path: path.as_ref().and_then(|text| serde_json::from_str(text).ok()).unwrap_or_default(),
        signature: signature.clone(),
        fingerprint: fingerprint.clone().unwrap_or_default(),
        making: making.clone().map(Sql::from_database),
    })
}
