//! The bonds of many entries in one piece of memory. Must not know what the entries are.

use super::Bond;

/// For each entry, others with the bond between them, sorted.
#[derive(Clone, Debug, Default)]
pub struct Links {
    /// Where the entry's own begin in `all`; one more than there are entries.
    starts: Vec<usize>,
    all: Vec<(usize, Bond)>,
}

impl Links {
    /// `links` are (entry, other, bond) in any order; the same link twice is one.
    pub(super) fn new(entries: usize, links: &[(usize, usize, Bond)]) -> Self {
        let mut starts = vec![0; entries + 1];
        for (from, _, _) in links {
            starts[from + 1] += 1;
        }
        for at in 0..entries {
            starts[at + 1] += starts[at];
        }
        let mut next = starts.clone();
        let mut all = vec![(0, Bond::Needs); links.len()];
        for (from, to, bond) in links {
            all[next[*from]] = (*to, *bond);
            next[*from] += 1;
        }
        let mut links = Links { starts, all };
        links.settle();
        links
    }

    /// Sorts what each entry has, and lets go of what it has twice.
    fn settle(&mut self) {
        let mut kept = 0;
        for at in 0..self.starts.len() - 1 {
            let (start, end) = (self.starts[at], self.starts[at + 1]);
            self.all[start..end].sort_unstable();
            self.starts[at] = kept;
            for from in start..end {
                let twice = kept > self.starts[at] && self.all[kept - 1] == self.all[from];
                if !twice {
                    self.all[kept] = self.all[from];
                    kept += 1;
                }
            }
        }
        self.all.truncate(kept);
        if let Some(end) = self.starts.last_mut() {
            *end = kept;
        }
    }

    pub fn at(&self, entry: usize) -> &[(usize, Bond)] {
        &self.all[self.starts[entry]..self.starts[entry + 1]]
    }

    /// (entry, other, bond), in order.
    pub(super) fn iter(&self) -> impl Iterator<Item = (usize, usize, Bond)> {
        let own = |(from, ends): (usize, &[usize])| {
            self.all[ends[0]..ends[1]].iter().map(move |(to, bond)| (from, *to, *bond))
        };
        self.starts.windows(2).enumerate().flat_map(own)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_are_sorted_and_single() {
        let (needs, part) = (Bond::Needs, Bond::PartOf);
        let links = Links::new(4, &[(2, 1, part), (0, 3, needs), (2, 0, needs), (2, 1, part), (2, 1, needs)]);
        assert_eq!(links.at(0), [(3, needs)]);
        assert_eq!(links.at(1), []);
        assert_eq!(links.at(2), [(0, needs), (1, needs), (1, part)]);
        assert_eq!(links.at(3), []);
        let all: Vec<_> = links.iter().map(|(from, to, _)| (from, to)).collect();
        assert_eq!(all, [(0, 3), (2, 0), (2, 1), (2, 1)]);
        assert_eq!(Links::new(0, &[]).iter().count(), 0);
    }
}
