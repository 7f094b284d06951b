use super::*;

fn graph(size: usize, edges: &[(usize, usize)]) -> Graph {
    let mut graph = Graph::new(size);
    for (first, then) in edges {
        graph.before(*first, *then);
    }
    graph.dedup();
    graph
}

#[test]
fn free_nodes_come_by_key() {
    let keys = [2, 1, 0, 3];
    assert_eq!(graph(4, &[]).sorted(&keys), [2, 1, 0, 3]);
    assert_eq!(graph(4, &[(3, 2)]).sorted(&keys), [1, 0, 3, 2]);
}

#[test]
fn loops_are_found_and_left_out_of_the_order() {
    let looped = graph(5, &[(0, 1), (1, 2), (2, 1), (2, 3), (3, 4)]);
    assert_eq!(looped.sorted(&[0, 1, 2, 3, 4]), [0]);
    let mut component = looped.loops().remove(0);
    component.sort_unstable();
    assert_eq!(component, [1, 2]);
    assert_eq!(looped.cycle_in(&component).len(), 2);
}

#[test]
fn a_long_chain_does_not_exhaust_the_stack() {
    let edges: Vec<_> = (0..100_000).map(|n| (n, n + 1)).collect();
    assert!(graph(100_001, &edges).loops().is_empty());
}
