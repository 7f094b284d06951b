//! Tables that stand in trees: children and partitions, and what is on them.

use super::{Key, any, once_in, schema, table};
use crate::random::Random;

pub(super) fn child(key: Key, random: &mut Random) -> String {
    let on = table(key.home);
    let own = any(random, &["", "", "own integer", "own text DEFAULT 'x'", "id integer", "a text"]);
    let also = any(random, &["", "", "", ", app.users", ", \"Odd schema\".child1"]);
    format!("CREATE TABLE {}.child{} ({own}) INHERITS ({on}{also})", schema(key.home), key.home)
}

/// Once in a while a table of the name that is no partition.
pub(super) fn partition(key: Key, random: &mut Random) -> String {
    let on = table(key.home);
    let by_range = [
        any(random, &["FOR VALUES FROM (0) TO (10)", "FOR VALUES FROM (0) TO (5)"]),
        any(random, &["FOR VALUES FROM (10) TO (20)", "FOR VALUES FROM (10) TO (MAXVALUE)"]),
        "DEFAULT",
    ];
    let by_list = ["FOR VALUES IN (1, 2)", "FOR VALUES IN (3, NULL)", "DEFAULT"];
    let remainder = format!("FOR VALUES WITH (modulus 3, remainder {})", key.name);
    let bound = match random.below(6) {
        0 => by_list[key.name],
        1 => &remainder,
        _ => by_range[key.name],
    };
    let name = part(key.home, key.name);
    let below = any(random, &["", "", "", " PARTITION BY RANGE (id)", " PARTITION BY LIST (id)"]);
    match random.below(7) {
        0 => format!("CREATE TABLE {name} (LIKE {on}{})", once_in(random, 2, " INCLUDING ALL")),
        _ => format!("CREATE TABLE {name} PARTITION OF {on} {bound}{below}"),
    }
}

pub(super) fn sub_partition(key: Key, random: &mut Random) -> String {
    let bound = any(
        random,
        &["FOR VALUES FROM (0) TO (3)", "FOR VALUES FROM (3) TO (4)", "FOR VALUES IN (0, 1)", "DEFAULT"],
    );
    let name = format!("{}.sub{}_{}", schema(key.home), key.home, key.name);
    format!("CREATE TABLE {name} PARTITION OF {} {bound}", part(key.home, 0))
}

/// Something on a single table of a tree.
pub(super) fn thing(key: Key, random: &mut Random) -> String {
    let on = match random.below(5) {
        0 | 1 => part(key.home, 0),
        2 => part(key.home, 1),
        3 => format!("{}.sub{}_0", schema(key.home), key.home),
        _ => format!("{}.child{}", schema(key.home), key.home),
    };
    let name = key.name;
    let choices = [
        format!("CREATE INDEX tree{}_{name} ON {on} (id)", key.home),
        format!("CREATE UNIQUE INDEX tree{}_{name} ON {on} (id, a)", key.home),
        format!("ALTER TABLE {on} ADD CONSTRAINT tree{}_{name} UNIQUE (id)", key.home),
        format!("ALTER TABLE {on} ADD PRIMARY KEY (id)"),
        format!("ALTER TABLE {on} ADD CONSTRAINT ck0 CHECK (id IS NOT NULL)"),
        format!("ALTER TABLE {on} ADD CONSTRAINT own CHECK (id > -5)"),
        format!("ALTER TABLE {on} ADD CONSTRAINT fk0 FOREIGN KEY (id) REFERENCES app.users (id)"),
        format!("ALTER TABLE {on} ALTER COLUMN a SET DEFAULT NULL"),
        format!("ALTER TABLE {on} ALTER COLUMN id SET DEFAULT 4"),
        format!("ALTER TABLE {on} ALTER COLUMN id SET NOT NULL"),
        format!("ALTER TABLE {on} ADD COLUMN c integer"),
        format!("ALTER TABLE {on} ADD COLUMN a text"),
        format!("ALTER TABLE {on} DISABLE TRIGGER tr"),
        format!("ALTER TABLE {on} ENABLE ALWAYS TRIGGER tr"),
        format!("CREATE TRIGGER below BEFORE INSERT ON {on} FOR EACH ROW EXECUTE FUNCTION app.routine0()"),
        format!("ALTER TABLE {on} INHERIT app.users"),
        format!("ALTER TABLE {on} NO INHERIT {}", table(key.home)),
        format!("ALTER TABLE {} DETACH PARTITION {on}", table(key.home)),
        format!("CREATE POLICY below ON {on} USING (id > 3)"),
        format!("CREATE VIEW {}.leaf{} AS SELECT * FROM {on}", schema(key.home), key.home),
        format!("ALTER TABLE {on} REPLICA IDENTITY FULL"),
        format!("ALTER TABLE {on} SET (fillfactor = 60)"),
        format!("CREATE STATISTICS {}.leaf_st{} ON id, a FROM {on}", schema(key.home), key.home),
        format!("COMMENT ON TABLE {on} IS 'leaf'"),
        format!("GRANT SELECT ON {on} TO pg_monitor"),
    ];
    choices[random.below(choices.len())].clone()
}

fn part(home: usize, name: usize) -> String {
    format!("{}.part{home}_{name}", schema(home))
}
