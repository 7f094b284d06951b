//! Finds drops and adds that may be renames, so that nobody is asked too late. Must not decide which they are.

use std::collections::BTreeMap;

use crate::catalog::Catalog;
use crate::delta::{Delta, Disposition};
use crate::dialect::{Dialect, Shape};
use crate::object::{KindName, ObjectId};
use crate::pair::Pair;

/// A dropped and an added object of one shape: either a rename, or a loss and a new thing.
pub type Candidate = Pair<ObjectId>;

/// All candidates, outermost objects first; of a table that may be renamed, its columns are not asked about.
pub fn candidates<D: Dialect>(
    dialect: &D,
    catalogs: Pair<&Catalog<D::Object>>,
    delta: &Delta<D::Change>,
) -> Vec<Candidate> {
    let mut leaving: BTreeMap<(KindName, Shape), Vec<&ObjectId>> = BTreeMap::new();
    let mut coming: BTreeMap<(KindName, Shape), Vec<&ObjectId>> = BTreeMap::new();
    for (id, disposition) in &delta.dispositions {
        let (catalog, side) = match disposition {
            Disposition::Drop => (catalogs.old, &mut leaving),
            Disposition::Create => (catalogs.new, &mut coming),
            Disposition::Alter(_) | Disposition::Recreate => continue,
        };
        if let Some(shape) = dialect.shape(catalog, id) {
            side.entry((id.kind(), shape)).or_default().push(id);
        }
    }
    let mut found = Vec::new();
    for (key, olds) in &leaving {
        for old in olds {
            for new in coming.get(key).into_iter().flatten() {
                found.push(Pair::of((*old).clone(), (*new).clone()));
            }
        }
    }
    found.sort_by(|a, b| {
        (a.old.parts().count(), &a.old, &a.new).cmp(&(b.old.parts().count(), &b.old, &b.new))
    });
    found
}
