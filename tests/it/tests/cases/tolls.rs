//! What changing a column's type costs, by what the server does: are the table and its index new relations afterwards?
//! Held against what plans say. Must not know plans.

use evenkeel_core::{Literal, Sql, sql};
use evenkeel_engine::connect::Session;
use evenkeel_postgres::casts::{Toll, toll};

use crate::Answer;
use crate::server::{self, Server, batch};

/// Every type of a line is turned into every other one of it.
const TYPES: &[&str] = &[
    "smallint,integer,bigint,oid,regclass,numeric,numeric(10;2),numeric(12;2),numeric(12;4),real,double precision",
    "text,varchar,varchar(10),varchar(20),char(5),bpchar,name,citext",
    "bit(4),bit(8),varbit,varbit(4),varbit(8)",
    "inet,cidr",
    "date,timestamp,timestamp(3),timestamp(6),timestamptz,timestamptz(3),time,time(3),timetz,timetz(3)",
    "interval,interval(3),interval(6)",
    "text[],varchar[],varchar(10)[],varchar(20)[],integer[],oid[],numeric(10;2)[],numeric[],timestamp(3)[],timestamp[]",
    "json,jsonb,text,bytea,uuid",
];

const TRY: &str = "
CREATE TABLE tried (of text, into_type text, heap boolean, index boolean);
CREATE FUNCTION column_type() RETURNS text LANGUAGE sql AS
    'SELECT format_type(atttypid, atttypmod) FROM pg_attribute WHERE attrelid = to_regclass(''t'') AND attname = ''x''';
CREATE PROCEDURE try_all(types text[]) LANGUAGE plpgsql AS $$
DECLARE
    pair record;
    before oid[];
    told text;
BEGIN
    FOR pair IN SELECT a, b FROM unnest(types) a, unnest(types) b WHERE a <> b LOOP
        BEGIN
            EXECUTE format('CREATE TABLE t (x %s)', pair.a);
            BEGIN
                CREATE INDEX ti ON t (x);
            EXCEPTION WHEN undefined_object THEN NULL;
            END;
            before := ARRAY[(SELECT relfilenode FROM pg_class WHERE relname = 't'),
                (SELECT relfilenode FROM pg_class WHERE relname = 'ti')];
            told := column_type();
            EXECUTE format('ALTER TABLE t ALTER COLUMN x TYPE %s USING x::%1$s', pair.b);
            INSERT INTO tried SELECT told, column_type(),
                (SELECT relfilenode FROM pg_class WHERE relname = 't') <> before[1],
                coalesce((SELECT relfilenode FROM pg_class WHERE relname = 'ti') <> before[2], false);
            DROP TABLE t;
        EXCEPTION
            WHEN cannot_coerce OR datatype_mismatch OR undefined_object THEN NULL;
        END;
        COMMIT;
    END LOOP;
END $$";

pub(crate) fn are_as_told(server: &Server) -> Answer {
    server::run(judge(server))
}

async fn judge(server: &Server) -> Answer {
    let session = server.with_schema("tolls", &[TRY]).await?;
    // Not every server comes with it.
    let _ = session.batch("CREATE EXTENSION citext").await;
    batch(&session, "SET TimeZone = 'UTC'").await?;
    for types in TYPES {
        batch(&session, sql!("CALL try_all({})", array(types)).as_str()).await?;
    }
    let mut wrong = held_against(&session, |toll| match toll {
        Toll::Nothing => (false, Some(false)),
        Toll::Indexes | Toll::RowsUnlessUtc => (false, Some(true)),
        Toll::Rows => (true, None),
    })
    .await?;
    batch(&session, "SET TimeZone = 'Europe/Paris'; TRUNCATE tried").await?;
    batch(&session, sql!("CALL try_all({})", array("timestamp,timestamptz,timestamptz(3)")).as_str()).await?;
    wrong.extend(
        held_against(&session, |toll| match toll {
            Toll::Nothing => (false, Some(false)),
            Toll::Indexes => (false, Some(true)),
            Toll::RowsUnlessUtc | Toll::Rows => (true, None),
        })
        .await?,
    );
    if wrong.is_empty() { Ok(()) } else { Err(wrong.join("\n")) }
}

fn array(types: &str) -> Sql {
    let types = types.split(',').map(|name| name.replace(';', ","));
    let literals: Vec<Sql> = types.map(|name| Literal(&name).into()).collect();
    sql!("ARRAY[{}]", Sql::join(literals, ", "))
}

/// Where the server did something else; `expects` says whether the table is new, and whether its index is.
async fn held_against(session: &Session, expects: fn(Toll) -> (bool, Option<bool>)) -> Answer<Vec<String>> {
    let rows = session.rows("SELECT of, into_type, heap, index FROM tried").await;
    let rows = rows.map_err(|error| error.to_string())?;
    if rows.len() < 4 {
        return Err(format!("only {} types could be changed", rows.len()));
    }
    let mut wrong = Vec::new();
    for row in rows {
        let [Some(of), Some(to), Some(heap), Some(index)] = &row[..] else { continue };
        let told = toll(&Sql::from_database(of), &Sql::from_database(to));
        let (new_heap, new_index) = expects(told);
        let found = (heap == "t", index == "t");
        let no_index = ["json", "xml"].contains(&to.as_str()) || ["json", "xml"].contains(&of.as_str());
        if found.0 != new_heap || (!no_index && new_index.is_some_and(|new| new != found.1)) {
            wrong.push(format!(
                "{of} to {to}: told {told:?}, and the table is new: {heap}, its index: {index}"
            ));
        }
    }
    Ok(wrong)
}
