use evenkeel_core::ObjectId;
use rusqlite::Connection;

use crate::inspect::{Reader, script};

#[test]
fn a_table_is_told_with_all_that_belongs_to_it() {
    let db = Connection::open_in_memory().unwrap();
    db.execute_batch(
        "CREATE TABLE p (id INTEGER PRIMARY KEY AUTOINCREMENT, \"a b\" VARCHAR(10) NOT NULL DEFAULT 'x' COLLATE NOCASE,
            n INT AS (id * 2) STORED, up INT REFERENCES p (id) ON DELETE CASCADE, CONSTRAINT pos CHECK (n > 0));
         CREATE UNIQUE INDEX i ON p (lower(\"a b\"), n DESC) WHERE n > 1;
         CREATE TRIGGER r AFTER DELETE ON p BEGIN SELECT 1; END;",
    )
    .unwrap();
    let mut reader = Reader::new();
    let mut statement = db.prepare(script()).unwrap();
    let mut rows = statement.query([]).unwrap();
    while let Some(row) = rows.next().unwrap() {
        let cells: [Option<String>; 3] = std::array::from_fn(|at| row.get(at).unwrap());
        reader.row(&cells.each_ref().map(Option::as_deref)).unwrap();
    }
    let catalog = reader.finish().unwrap();
    let text = super::table(&catalog, &ObjectId::new("table", &["p"])).unwrap();
    let expect = "\
Table p
 Column | Type        | Collation | Nullable | Default
--------+-------------+-----------+----------+-------------------------------------
 id     | INTEGER     |           |          |
 \"a b\"  | VARCHAR(10) | nocase    | not null | 'x'
 n      | INT         |           |          | generated always as (id * 2) stored
 up     | INT         |           |          |
Keys:
    PRIMARY KEY (id) autoincrement
Indexes:
    i UNIQUE (lower(\"a b\"), n desc) WHERE n > 1
Check constraints:
    pos CHECK (n > 0)
Foreign keys:
    (up) references p (id) on delete cascade
Referenced by:
    p (up) references p (id) on delete cascade
Triggers:
    r after delete
";
    assert_eq!(text, expect, "{text}");
    assert_eq!(super::table(&catalog, &ObjectId::new("table", &["q"])), None);
}
