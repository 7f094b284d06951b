//! A directed graph over numbers: strongly connected components and a stable topological order.
//! Must not know what the numbers stand for.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

/// `after[a]` holds every `b` that has to come after `a`.
#[derive(Clone, Debug, Default)]
pub(crate) struct Graph {
    after: Vec<Vec<usize>>,
}

impl Graph {
    pub(crate) fn new(size: usize) -> Self {
        Graph { after: vec![Vec::new(); size] }
    }

    /// `first` before `then`; a node is never before itself.
    pub(crate) fn before(&mut self, first: usize, then: usize) {
        if first != then {
            self.after[first].push(then);
        }
    }

    pub(crate) fn dedup(&mut self) {
        for list in &mut self.after {
            list.sort_unstable();
            list.dedup();
        }
    }

    /// Kahn's algorithm, always taking the free node with the lowest key; equal keys do not occur.
    /// Nodes on a cycle are missing from the answer.
    pub(crate) fn sorted(&self, key: &[usize]) -> Vec<usize> {
        let mut waiting = vec![0_usize; self.after.len()];
        for then in self.after.iter().flatten() {
            waiting[*then] += 1;
        }
        let mut free: BinaryHeap<Reverse<(usize, usize)>> = (0..self.after.len())
            .filter(|node| waiting[*node] == 0)
            .map(|node| Reverse((key[node], node)))
            .collect();
        let mut order = Vec::with_capacity(self.after.len());
        while let Some(Reverse((_, node))) = free.pop() {
            order.push(node);
            for then in &self.after[node] {
                waiting[*then] -= 1;
                if waiting[*then] == 0 {
                    free.push(Reverse((key[*then], *then)));
                }
            }
        }
        order
    }

    /// The components of more than one node, by Tarjan's algorithm with a stack of its own.
    pub(crate) fn loops(&self) -> Vec<Vec<usize>> {
        let mut search = Search::new(self.after.len());
        for start in 0..self.after.len() {
            if search.index[start] == UNSEEN {
                search.visit(self, start);
            }
        }
        search.loops
    }

    /// One cycle inside a component, each node before the next, the last before the first.
    pub(crate) fn cycle_in(&self, component: &[usize]) -> Vec<usize> {
        let inside = |node: &usize| component.contains(node);
        let mut path = vec![component[0]];
        loop {
            let here = path[path.len() - 1];
            let Some(next) = self.after[here].iter().copied().find(inside) else { return path };
            match path.iter().position(|node| *node == next) {
                Some(start) => return path.split_off(start),
                None => path.push(next),
            }
        }
    }
}

const UNSEEN: usize = usize::MAX;

struct Search {
    index: Vec<usize>,
    low: Vec<usize>,
    on_stack: Vec<bool>,
    stack: Vec<usize>,
    next: usize,
    loops: Vec<Vec<usize>>,
}

impl Search {
    fn new(size: usize) -> Self {
        Search {
            index: vec![UNSEEN; size],
            low: vec![0; size],
            on_stack: vec![false; size],
            stack: Vec::new(),
            next: 0,
            loops: Vec::new(),
        }
    }

    fn enter(&mut self, node: usize) {
        self.index[node] = self.next;
        self.low[node] = self.next;
        self.next += 1;
        self.stack.push(node);
        self.on_stack[node] = true;
    }

    fn visit(&mut self, graph: &Graph, start: usize) {
        self.enter(start);
        let mut walk = vec![(start, 0)];
        while let Some((node, at)) = walk.pop() {
            let Some(then) = graph.after[node].get(at).copied() else {
                self.leave(node);
                if let Some((above, _)) = walk.last() {
                    self.low[*above] = self.low[*above].min(self.low[node]);
                }
                continue;
            };
            walk.push((node, at + 1));
            if self.index[then] == UNSEEN {
                self.enter(then);
                walk.push((then, 0));
            } else if self.on_stack[then] {
                self.low[node] = self.low[node].min(self.index[then]);
            }
        }
    }

    fn leave(&mut self, node: usize) {
        if self.low[node] != self.index[node] {
            return;
        }
        let at = self
            .stack
            .iter()
            .rposition(|other| *other == node)
            .expect("a node is on the stack until it is left");
        let component = self.stack.split_off(at);
        for member in &component {
            self.on_stack[*member] = false;
        }
        if component.len() > 1 {
            self.loops.push(component);
        }
    }
}

#[cfg(test)]
mod tests;
