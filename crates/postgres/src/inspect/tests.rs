use evenkeel_core::ObjectId;

use super::*;

fn row(cells: [&str; 6]) -> [Option<&str>; 6] {
    cells.map(Some)
}

#[test]
fn a_version_chooses_its_text() {
    let text = "a {{15: new | old}} b {{18: , x |}}";
    assert_eq!(for_version(text, 14), "a  old b ");
    assert_eq!(for_version(text, 15), "a  new  b ");
    assert_eq!(for_version(text, 18), "a  new  b  , x ");
}

#[test]
fn every_version_has_a_query_without_choices_left() {
    for major in 14..=18 {
        for part in [Part::Whole, Part::Definitions, Part::Rows, Part::Bonds, Part::Others] {
            let query = query(major * 10_000, part, &Holdings::everything());
            assert!(!query.contains("{{") && !query.contains("}}"), "version {major}");
        }
    }
}

#[test]
fn the_parts_are_the_whole() {
    let tags = |part| {
        let query = query(150_000, part, &Holdings::everything());
        let tags = query
            .match_indices("', a::oid")
            .map(|(at, _)| query[..at].rsplit('\'').next().unwrap().to_owned());
        tags.collect::<Vec<_>>()
    };
    let mut parts =
        [tags(Part::Definitions), tags(Part::Rows), tags(Part::Bonds), tags(Part::Others)].concat();
    let mut whole = tags(Part::Whole);
    assert_eq!(whole.len(), KINDS.len() + 3);
    assert_eq!(tags(Part::Definitions).len(), DEFINITIONS.len());
    assert_eq!(tags(Part::Rows).len(), ROWS.len());
    assert_eq!(tags(Part::Bonds).len(), BONDS.len());
    parts.sort();
    whole.sort();
    assert_eq!(parts, whole);
}

#[test]
fn rows_in_any_order_make_one_catalog() {
    let table = r#"{"schema":"s","name":"t","unlogged":false,"partition_key":null,"options":[],"toast_options":[],
        "tablespace":null,"access_method":null,"row_security":false,"force_row_security":false,
        "is_partition":false,"has_children":false}"#;
    let rows = [
        row(["column", "1259", "16400", "1", "1", r#"{"name":"id","type":"integer","not_null":true}"#]),
        row(["table", "1259", "16400", "0", "0", table]),
        row(["schema", "2615", "16390", "0", "0", r#"{"name":"s"}"#]),
        row(["comment", "1259", "16400", "1", "0", r#"{"text":"its number"}"#]),
    ];
    let read = |order: &[usize]| {
        let mut reader = Reader::new();
        order.iter().for_each(|at| reader.row(&rows[*at]).unwrap());
        reader.finish().unwrap()
    };
    let catalog = read(&[0, 1, 2, 3]);
    let column = ObjectId::new("column", &["s", "t", "id"]);
    assert!(catalog.contains(&column));
    assert!(catalog.contains(&ObjectId::of("comment", &column)));
    let on: Vec<String> = catalog.bonds(&column).map(|(on, _)| on.to_string()).collect();
    assert_eq!(on, ["table s.t"]);
    let fingerprint = evenkeel_core::fingerprint::fingerprint;
    assert_eq!(fingerprint(&catalog), fingerprint(&read(&[3, 2, 1, 0])));
}

#[test]
fn rows_that_cannot_be_understood_are_errors() {
    for (cells, told) in [
        (
            row(["gadget", "1", "2", "0", "0", "{}"]),
            "the catalog holds an object of the unknown kind \"gadget\"",
        ),
        (row(["#sweep", "1", "2", "0", "0", r#"{"kind":"gizmo","path":[],"definition":""}"#]), "gizmo"),
        (row(["schema", "1", "2", "0", "0", r#"{"name":3}"#]), "invalid type"),
        (row(["schema", "1", "2", "0", "0", r#"{"name":"#]), "EOF while parsing"),
        (row(["#depend", "1", "2", "0", "0", "1 x n"]), "it is no dependence"),
    ] {
        let error = Reader::new().row(&cells).unwrap_err().to_string();
        assert!(error.contains(told), "{error}");
    }
    assert!(Reader::new().row(&[Some("schema"), None]).unwrap_err().to_string().contains("six cells"));
}
