//! Sessions with a real server.

use std::net::TcpListener;
use std::time::Duration;

use super::*;
use crate::scratch::Scratch;
use crate::scratch::tests::{request, run};

/// Runs steps with a session in a scratch database.
fn with_session(steps: impl AsyncFnOnce(&Scratch, &Session)) {
    run(async {
        let scratch = Scratch::acquire(&request()).await.unwrap();
        let session = scratch.session().await.unwrap();
        steps(&scratch, &session).await;
        scratch.close().await.unwrap();
    });
}

async fn refused(session: &Session, sql: &str) -> Report {
    let error = session.batch(sql).await.unwrap_err();
    error.report().unwrap_or_else(|| panic!("{sql}: {error}")).clone()
}

#[test]
fn rows_of_several_statements_come_in_order() {
    with_session(async |_, session| {
        let sql = "SELECT 1, NULL; CREATE TEMP TABLE t (a int); SELECT 'x' WHERE false; SELECT a FROM t; VALUES (2), (3)";
        let rows = session.rows(sql).await.unwrap();
        let text = |text: &str| Some(text.to_owned());
        assert_eq!(rows, [vec![text("1"), None], vec![text("2")], vec![text("3")]]);
        session.batch("DROP TABLE t").await.unwrap();
        let mut seen = Vec::new();
        let mut keep = |set: usize, row: &tokio_postgres::SimpleQueryRow| {
            seen.push((set, row.get(0).unwrap().to_owned()));
        };
        session.each_row(sql, &mut keep).await.unwrap();
        assert_eq!(seen, [(0, "1".to_owned()), (3, "2".to_owned()), (3, "3".to_owned())]);
        let count = session.execute_params("INSERT INTO t SELECT $1::int", &[&7_i32]).await.unwrap();
        assert_eq!(count, 1);
        let rows = session.query_params("SELECT a FROM t WHERE a > $1", &[&6_i32]).await.unwrap();
        assert_eq!(rows[0].get::<_, i32>(0), 7);
    });
}

#[test]
fn a_refusal_says_all_that_the_server_said() {
    with_session(async |_, session| {
        let report = refused(session, "SELECT 'ä';\nSELECT 1 FROM bogus").await;
        assert_eq!((report.sqlstate.as_str(), report.severity.as_str()), ("42P01", "ERROR"));
        assert_eq!(report.position, Some("SELECT 'ä';\nSELECT 1 FROM ".chars().count()));
        assert_eq!(report.message, "relation \"bogus\" does not exist");
        let inner = refused(session, "DO $$ BEGIN EXECUTE 'SELECT nope'; END $$").await;
        assert_eq!(inner.internal_query.as_deref(), Some("SELECT nope"));
        assert_eq!((inner.position, inner.internal_position), (None, Some(7)));
        assert!(inner.context.unwrap().contains("inline_code_block"));
        session.batch("CREATE TABLE t (a int CONSTRAINT positive CHECK (a > 0))").await.unwrap();
        let broken = refused(session, "INSERT INTO t VALUES (-1)").await;
        assert_eq!((broken.table.as_deref(), broken.constraint.as_deref()), (Some("t"), Some("positive")));
        assert!(broken.detail.unwrap().contains("(-1)"));
    });
}

#[test]
fn missing_objects_are_told_from_mistakes() {
    with_session(async |_, session| {
        session.batch("CREATE TABLE t (a int)").await.unwrap();
        let missing = [
            "SELECT * FROM x",
            "SELECT b FROM t",
            "SELECT f()",
            "CREATE TABLE s.t ()",
            "CREATE TABLE u (a nothing)",
            "CREATE TABLE u (a int REFERENCES t (a))",
            "DROP INDEX i",
            "CREATE TRIGGER g AFTER INSERT ON t EXECUTE FUNCTION f()",
        ];
        for sql in missing {
            assert!(session.batch(sql).await.unwrap_err().is_undefined_object(), "{sql}");
        }
        for sql in ["SELEC", "CREATE TABLE t ()", "SELECT 1/0"] {
            assert!(!session.batch(sql).await.unwrap_err().is_undefined_object(), "{sql}");
        }
    });
}

#[test]
fn notices_are_kept_until_they_are_taken() {
    with_session(async |_, session| {
        session
            .batch("DROP TABLE IF EXISTS x; DO $$ BEGIN RAISE WARNING 'careful' USING HINT = 'h'; END $$")
            .await
            .unwrap();
        let notices = session.take_notices();
        let said: Vec<_> = notices.iter().map(|n| (n.severity.as_str(), n.message.as_str())).collect();
        assert_eq!(said, [("NOTICE", "table \"x\" does not exist, skipping"), ("WARNING", "careful")]);
        assert_eq!(notices[1].hint.as_deref(), Some("h"));
        assert!(session.take_notices().is_empty());
    });
}

#[test]
fn a_lock_that_is_not_had_in_time_is_told() {
    with_session(async |scratch, session| {
        session.batch("CREATE TABLE t ()").await.unwrap();
        session.batch("BEGIN; LOCK t").await.unwrap();
        let other = scratch.session().await.unwrap();
        let error = other.batch("SET lock_timeout = '1ms'; SELECT * FROM t").await.unwrap_err();
        assert!(error.is_lock_timeout() && !error.is_lost(), "{error}");
    });
}

#[test]
fn a_statement_can_be_cancelled_from_elsewhere() {
    with_session(async |scratch, session| {
        let (cancel, pid) = (session.cancel_token(), session.backend_pid().await.unwrap());
        let other = scratch.session().await.unwrap();
        let (result, ()) = tokio::join!(session.batch("SELECT pg_sleep(60)"), async {
            // A request that comes before the statement has begun is forgotten by the server.
            let begun = format!(
                "DO $$ BEGIN WHILE NOT EXISTS (SELECT FROM pg_stat_activity WHERE pid = {pid} \
                 AND wait_event = 'PgSleep') LOOP PERFORM pg_stat_clear_snapshot(); END LOOP; END $$"
            );
            other.batch(&begun).await.unwrap();
            cancel.cancel().await.unwrap();
        });
        assert!(result.unwrap_err().is_cancelled());
        session.batch("SELECT 1").await.unwrap();
    });
}

#[test]
fn an_ended_session_is_lost_and_says_why() {
    with_session(async |scratch, session| {
        let pid = session.backend_pid().await.unwrap();
        assert_eq!(session.backend_pid().await.unwrap(), pid);
        let other = scratch.session().await.unwrap();
        let rows = other.query_params("SELECT pg_terminate_backend($1)", &[&pid]).await.unwrap();
        assert!(rows[0].get::<_, bool>(0));
        let first = session.batch("SELECT 1").await.unwrap_err();
        assert!(first.is_lost(), "{first:?}");
        let later = session.batch("SELECT 1").await.unwrap_err();
        assert!(matches!(later, ServerError::Lost { .. }), "{later:?}");
        assert!(format!("{first} {later}").contains("administrator command"), "{first} / {later}");
    });
}

#[test]
fn sessions_name_themselves() {
    with_session(async |scratch, session| {
        let rows = session.rows("SHOW application_name").await.unwrap();
        assert_eq!(rows, [[Some("evenkeel".to_owned())]]);
        assert_eq!(session.server_version().major(), scratch.major());
        assert_eq!(session.target(), scratch.target());
    });
}

#[test]
fn databases_are_made_and_dropped_under_any_name() {
    with_session(async |scratch, session| {
        let name = "Mixed \"quoted\" näme";
        create_database(session, name, "template0").await.unwrap();
        let inside = Session::connect(&scratch.target().with_database(name)).await.unwrap();
        assert_eq!(inside.rows("SELECT current_database()").await.unwrap(), [[Some(name.to_owned())]]);
        assert_eq!(drop_database(session, name).await.unwrap_err().sqlstate(), Some("55006"));
        drop(inside);
        session
            .batch("SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE datname LIKE 'Mixed%'")
            .await
            .unwrap();
        drop_database(session, name).await.unwrap();
        let error = Session::connect(&scratch.target().with_database(name)).await.err().unwrap();
        assert!(
            matches!(&error, ConnectError::NoSuchDatabase { database, .. } if database == name),
            "{error}"
        );
    });
}

#[test]
fn refusals_of_a_real_server_are_told_apart() {
    with_session(async |scratch, session| {
        session.batch("CREATE ROLE asleep NOLOGIN; ALTER ROLE asleep CONNECTION LIMIT 0; CREATE ROLE full_up LOGIN CONNECTION LIMIT 0").await.unwrap();
        let Host::Socket { folder, .. } = &scratch.target().hosts()[0] else { panic!("a socket") };
        let as_user = |user: &str| {
            let url = format!("host={} user={user} dbname=postgres", folder.display());
            Target::resolve(&url, &environment(&[])).unwrap()
        };
        let error = Session::connect(&as_user("nobody_here")).await.err().unwrap();
        assert!(matches!(error, ConnectError::NoSuchRole { .. }), "{error}");
        let error = Session::connect(&as_user("full_up")).await.err().unwrap();
        assert!(matches!(error, ConnectError::TooManyConnections { .. }), "{error}");
        session.batch("DROP ROLE asleep; DROP ROLE full_up").await.unwrap();
    });
}

#[test]
fn what_is_not_there_is_told() {
    run(async {
        // A port that was free a moment ago, and that nobody listens on.
        let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        let connect = async |url: &str| Session::connect(&resolve(url)).await.err().unwrap();
        let error = connect(&format!("postgres://127.0.0.1:{port}")).await;
        assert_eq!(error.to_string(), format!("nobody listens at 127.0.0.1:{port}"));
        assert!(error.hint().unwrap().contains("is the server running?"));
        let error = connect("postgres:///d?host=/nowhere/at/all").await;
        assert_eq!(error.to_string(), "nobody listens at /nowhere/at/all/.s.PGSQL.5432");
        let error = connect("postgres://no-such-host.invalid/d").await;
        assert!(
            matches!(&error, ConnectError::DoesNotResolve { host, .. } if host == "no-such-host.invalid"),
            "{error}"
        );
        // Somebody who accepts and says nothing.
        let silent = TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("postgres://127.0.0.1:{}?connect_timeout=1", silent.local_addr().unwrap().port());
        let error = connect(&url).await;
        assert!(matches!(error, ConnectError::Timeout { seconds: 1, .. }), "{error}");
    });
}

#[test]
fn further_hosts_are_tried() {
    with_session(async |scratch, _| {
        let Host::Socket { folder, .. } = &scratch.target().hosts()[0] else { panic!("a socket") };
        let url = format!("host=/nowhere,{} user=postgres dbname=postgres", folder.display());
        Session::connect(&resolve(&url)).await.unwrap();
        let url =
            format!("host={} user=postgres dbname=postgres target_session_attrs=read-only", folder.display());
        let error = Session::connect(&resolve(&url)).await.err().unwrap();
        assert!(matches!(error, ConnectError::WrongRole { .. }), "{error}");
    });
}

#[test]
fn waiting_gives_up_in_time() {
    run(async {
        let target = resolve("postgres:///d?host=/nowhere/at/all");
        let error = wait_for(&target, Duration::from_millis(120)).await.err().unwrap();
        assert!(matches!(error, ConnectError::Refused { .. }), "{error}");
    });
}
