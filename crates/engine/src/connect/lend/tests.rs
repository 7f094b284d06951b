//! The endpoint against a real server, spoken to by a real driver and, where that would not do it, byte by byte.

use std::path::Path;

use tempfile::TempDir;
use tokio::io::AsyncWriteExt;
use tokio::net::UnixStream;
use tokio_postgres::{Client, NoTls, SimpleQueryMessage};

use super::frames::{Frame, Inbox};
use super::{Endpoint, Manner, Passed, message};
use crate::connect::Session;
use crate::testing::{run, scratch};

/// Lends a session on which `BEGIN` was said, or not, to some steps; what passed, and the session afterwards.
fn lend(manner: Manner, steps: impl AsyncFnOnce(&Path), after: impl AsyncFnOnce(Vec<Passed>, &Session)) {
    run(async {
        let scratch = scratch().await;
        let session = Session::connect_lendable(scratch.target()).await.unwrap();
        let folder = tempfile::tempdir().unwrap();
        let mut endpoint = Endpoint::open(folder.path()).unwrap();
        session.batch("CREATE TABLE t (a int); INSERT INTO t VALUES (1)").await.unwrap();
        if manner == Manner::Within {
            session.batch("BEGIN").await.unwrap();
        }
        let mut passed = Vec::new();
        let work = steps(folder.path());
        endpoint.serve(&session, (manner, None), &mut passed, work).await.unwrap();
        after(passed, &session).await;
        drop(session);
        scratch.close().await.unwrap();
    });
}

async fn client(folder: &Path) -> Client {
    let config = format!("host={} user=anybody dbname=anything", folder.display());
    let (client, connection) = tokio_postgres::connect(&config, NoTls).await.unwrap();
    tokio::spawn(connection);
    client
}

async fn numbers(session: &Session) -> Vec<String> {
    let rows = session.rows("SELECT a FROM t ORDER BY a").await.unwrap();
    rows.into_iter().map(|row| row[0].clone().unwrap()).collect()
}

/// A client that says what no driver would.
struct Raw {
    stream: UnixStream,
    inbox: Inbox,
}

impl Raw {
    async fn enter(folder: &Path) -> Raw {
        let mut stream = UnixStream::connect(folder.join(".s.PGSQL.5432")).await.unwrap();
        let greeting = [&3_u32.rotate_left(16).to_be_bytes()[..], b"user\0me\0\0"].concat();
        let length = u32::try_from(greeting.len() + 4).unwrap().to_be_bytes();
        stream.write_all(&[&length, greeting.as_slice()].concat()).await.unwrap();
        let mut raw = Raw { stream, inbox: Inbox::default() };
        raw.until_ready().await;
        raw
    }

    async fn say(&mut self, frames: &[Frame]) {
        let bytes: Vec<u8> = frames.iter().flat_map(|frame| frame.bytes.clone()).collect();
        self.stream.write_all(&bytes).await.unwrap();
    }

    async fn next(&mut self) -> Frame {
        loop {
            if let Some(frame) = self.inbox.next() {
                return frame;
            }
            assert_ne!(self.inbox.fill(&mut self.stream).await.unwrap(), 0, "the endpoint hung up");
        }
    }

    /// The letters of what comes until one of them, with it.
    async fn until(&mut self, last: u8) -> String {
        let mut tags = String::new();
        loop {
            let frame = self.next().await;
            tags.push(char::from(frame.tag));
            if frame.tag == last {
                if last == message::READY {
                    tags.push(char::from(frame.body()[0]));
                }
                return tags;
            }
        }
    }

    async fn until_ready(&mut self) -> String {
        self.until(message::READY).await
    }
}

fn parse(sql: &str) -> Frame {
    Frame::new(message::PARSE, &message::body(&["", sql], &[0, 0]))
}

fn bind(portal: &str) -> Frame {
    Frame::new(message::BIND, &message::body(&[portal, ""], &[0; 6]))
}

fn execute(portal: &str, rows: u8) -> Frame {
    Frame::new(message::EXECUTE, &message::body(&[portal], &[0, 0, 0, rows]))
}

fn say(tag: u8) -> Frame {
    Frame::new(tag, &[])
}

#[test]
fn simple_and_extended_cycles_pass_through() {
    let steps = async |folder: &Path| {
        let one = client(folder).await;
        let rows = one.simple_query("SELECT 'ä' AS x; INSERT INTO t VALUES (2), (3)").await.unwrap();
        assert!(
            rows.iter().any(|row| matches!(row, SimpleQueryMessage::Row(row) if row.get(0) == Some("ä")))
        );
        assert!(rows.iter().any(|row| matches!(row, SimpleQueryMessage::CommandComplete(2))));
        let two = client(folder).await;
        let (first, second) =
            (one.prepare("SELECT $1::int + 1").await.unwrap(), two.prepare("SELECT $1::text").await.unwrap());
        assert_eq!(one.query_one(&first, &[&41_i32]).await.unwrap().get::<_, i32>(0), 42);
        assert_eq!(two.query_one(&second, &[&"x"]).await.unwrap().get::<_, &str>(0), "x");
        assert_eq!(two.query("SELECT a FROM t WHERE a > $1", &[&1_i32]).await.unwrap().len(), 2);
        let error = one.query("SELECT a FROM t WHERE b > $1", &[&1_i32]).await.unwrap_err();
        assert_eq!(error.as_db_error().unwrap().message(), "column \"b\" does not exist");
        // Whatever somebody sends, a statement without words among it, is answered.
        one.batch_execute("").await.unwrap();
        assert_eq!(one.simple_query(";;").await.unwrap().len(), 1);
    };
    lend(Manner::Within, steps, async |passed, session| {
        assert_eq!(numbers(session).await, ["1", "2", "3"]);
        let sql: Vec<&str> = passed.iter().map(|one| one.sql.as_str()).collect();
        assert!(sql.contains(&"SELECT a FROM t WHERE a > $1"), "{sql:?}");
        let refused: Vec<&str> =
            passed.iter().filter_map(|one| Some(one.refused.as_ref()?.sqlstate.as_str())).collect();
        assert_eq!(refused, ["42703"]);
        // It is one transaction, and ours.
        session.batch("ROLLBACK").await.unwrap();
        assert_eq!(numbers(session).await, ["1"]);
    });
}

#[test]
fn what_fails_by_itself_undoes_nothing_else() {
    let steps = async |folder: &Path| {
        let one = client(folder).await;
        one.batch_execute("INSERT INTO t VALUES (2)").await.unwrap();
        // All of a text is undone, as without a transaction around it.
        let error = one.batch_execute("INSERT INTO t VALUES (3); SELECT 1/0").await.unwrap_err();
        assert_eq!(error.code().unwrap().code(), "22012");
        one.execute("INSERT INTO t VALUES ($1)", &[&4_i32]).await.unwrap();
    };
    lend(Manner::Within, steps, async |_, session| assert_eq!(numbers(session).await, ["1", "2", "4"]));
}

#[test]
fn a_clients_transaction_is_a_savepoint() {
    let steps = async |folder: &Path| {
        let (mut one, two) = (client(folder).await, client(folder).await);
        let begun = one.transaction().await.unwrap();
        begun.batch_execute("INSERT INTO t VALUES (2)").await.unwrap();
        two.batch_execute("INSERT INTO t VALUES (3)").await.unwrap();
        begun.rollback().await.unwrap();
        let kept = one.transaction().await.unwrap();
        kept.execute("INSERT INTO t VALUES ($1)", &[&4_i32]).await.unwrap();
        kept.commit().await.unwrap();
        // What fails in it keeps it from going on, until it is rolled back.
        one.batch_execute("START TRANSACTION ISOLATION LEVEL SERIALIZABLE; INSERT INTO t VALUES (5)")
            .await
            .unwrap();
        one.batch_execute("SELECT nothing").await.unwrap_err();
        let error = one.batch_execute("INSERT INTO t VALUES (6)").await.unwrap_err();
        assert_eq!(error.code().unwrap().code(), "25P02");
        let error = one.query("SELECT $1::int", &[&1_i32]).await.unwrap_err();
        assert_eq!(error.code().unwrap().code(), "25P02");
        two.batch_execute("INSERT INTO t VALUES (7)").await.unwrap();
        one.batch_execute("COMMIT").await.unwrap();
        one.batch_execute("INSERT INTO t VALUES (8); COMMIT; BEGIN; INSERT INTO t VALUES (9); ROLLBACK")
            .await
            .unwrap();
    };
    // What another client did while a transaction was open that was rolled back went with it, because there is one session.
    lend(Manner::Within, steps, async |_, session| assert_eq!(numbers(session).await, ["1", "4", "8"]));
}

#[test]
fn transactions_that_overlap_end_one_by_one() {
    let steps = async |folder: &Path| {
        let (one, two) = (client(folder).await, client(folder).await);
        one.batch_execute("BEGIN").await.unwrap();
        two.batch_execute("BEGIN").await.unwrap();
        one.batch_execute("INSERT INTO t VALUES (2); COMMIT").await.unwrap();
        two.batch_execute("INSERT INTO t VALUES (3); ROLLBACK").await.unwrap();
        one.batch_execute("BEGIN").await.unwrap();
        two.batch_execute("BEGIN").await.unwrap();
        one.batch_execute("ROLLBACK").await.unwrap();
        let error = two.batch_execute("INSERT INTO t VALUES (4)").await.unwrap_err();
        assert_eq!(error.code().unwrap().code(), "25P02");
        two.batch_execute("ROLLBACK; INSERT INTO t VALUES (5)").await.unwrap();
    };
    lend(Manner::Within, steps, async |_, session| assert_eq!(numbers(session).await, ["1", "5"]));
}

#[test]
fn savepoints_of_a_client_are_its_own() {
    let steps = async |folder: &Path| {
        let mut one = client(folder).await;
        let mut outer = one.transaction().await.unwrap();
        outer.batch_execute("INSERT INTO t VALUES (2)").await.unwrap();
        let inner = outer.savepoint("s").await.unwrap();
        inner.batch_execute("INSERT INTO t VALUES (3)").await.unwrap();
        inner.batch_execute("SELECT nothing").await.unwrap_err();
        inner.rollback().await.unwrap();
        let inner = outer.savepoint("s").await.unwrap();
        inner.batch_execute("INSERT INTO t VALUES (4)").await.unwrap();
        inner.commit().await.unwrap();
        outer.commit().await.unwrap();
    };
    lend(Manner::Within, steps, async |_, session| assert_eq!(numbers(session).await, ["1", "2", "4"]));
}

#[test]
fn rows_are_copied_in_and_out() {
    let steps = async |folder: &Path| {
        let mut raw = Raw::enter(folder).await;
        raw.say(&[message::query("COPY t FROM STDIN")]).await;
        assert_eq!(raw.until(message::COPY_IN).await, "G");
        raw.say(&[Frame::new(message::COPY_DATA, b"2\n3\n"), say(message::COPY_DONE)]).await;
        assert_eq!(raw.until_ready().await, "CZI");
        raw.say(&[message::query("COPY t FROM STDIN")]).await;
        raw.say(&[Frame::new(message::COPY_FAIL, b"no\0"), message::query("SELECT 1 WHERE false")]).await;
        assert_eq!(raw.until_ready().await, "GEZI");
        assert_eq!(raw.until_ready().await, "TCZI");
        raw.say(&[message::query("COPY t TO STDOUT")]).await;
        assert_eq!(raw.until_ready().await, "HdddcCZI");
    };
    lend(Manner::Within, steps, async |_, session| assert_eq!(numbers(session).await, ["1", "2", "3"]));
}

#[test]
fn a_client_that_goes_in_the_middle_leaves_the_session_whole() {
    let steps = async |folder: &Path| {
        let mut raw = Raw::enter(folder).await;
        raw.say(&[message::query("COPY t FROM STDIN"), Frame::new(message::COPY_DATA, b"2\n")]).await;
        raw.until(message::COPY_IN).await;
        drop(raw);
        let mut raw = Raw::enter(folder).await;
        raw.say(&[parse("INSERT INTO t VALUES (3)"), bind("")]).await;
        drop(raw);
        let mut raw = Raw::enter(folder).await;
        raw.say(&[message::query("BEGIN; INSERT INTO t VALUES (4)")]).await;
        assert_eq!(raw.until_ready().await, "CCZT");
        drop(raw);
        client(folder).await.batch_execute("INSERT INTO t VALUES (5)").await.unwrap();
    };
    lend(Manner::Within, steps, async |_, session| assert_eq!(numbers(session).await, ["1", "5"]));
}

#[test]
fn a_cursor_does_not_keep_the_others_waiting() {
    let steps = async |folder: &Path| {
        let (mut raw, other) = (Raw::enter(folder).await, client(folder).await);
        raw.say(&[parse("SELECT generate_series(1, 3)"), bind("c"), execute("c", 2), say(message::FLUSH)])
            .await;
        assert_eq!(raw.until(b's').await, "12DDs");
        other.batch_execute("INSERT INTO t VALUES (2)").await.unwrap();
        raw.say(&[execute("c", 2), say(message::FLUSH)]).await;
        assert_eq!(raw.until(message::COMPLETE).await, "DC");
        raw.say(&[say(message::SYNC)]).await;
        assert_eq!(raw.until_ready().await, "ZI");
        // What is refused before an answer was wanted is refused to the end of the sentence.
        raw.say(&[parse("SELECT nothing"), say(message::FLUSH)]).await;
        assert_eq!(raw.until(message::ERROR).await, "E");
        raw.say(&[bind(""), execute("", 0), say(message::SYNC)]).await;
        assert_eq!(raw.until_ready().await, "ZI");
    };
    lend(Manner::Within, steps, async |_, session| assert_eq!(numbers(session).await, ["1", "2"]));
}

#[test]
fn transactions_are_known_in_the_extended_protocol() {
    let steps = async |folder: &Path| {
        let mut raw = Raw::enter(folder).await;
        let describe = Frame::new(message::DESCRIBE, b"P\0");
        for (sql, told) in
            [("BEGIN", "12nCZT"), ("INSERT INTO t VALUES (2)", "12nCZT"), ("ROLLBACK", "12nCZI")]
        {
            raw.say(&[parse(sql), bind(""), describe.clone(), execute("", 0), say(message::SYNC)]).await;
            assert_eq!(raw.until_ready().await, told, "{sql}");
        }
    };
    lend(Manner::Within, steps, async |_, session| assert_eq!(numbers(session).await, ["1"]));
}

#[test]
fn outside_of_our_transaction_everything_is_as_it_is_said() {
    let steps = async |folder: &Path| {
        let one = client(folder).await;
        one.batch_execute("CREATE INDEX CONCURRENTLY i ON t (a)").await.unwrap();
        one.batch_execute("BEGIN; INSERT INTO t VALUES (2); COMMIT").await.unwrap();
        one.execute("INSERT INTO t VALUES ($1)", &[&3_i32]).await.unwrap();
        let mut raw = Raw::enter(folder).await;
        raw.say(&[message::query("BEGIN; INSERT INTO t VALUES (4)")]).await;
        assert_eq!(raw.until_ready().await, "CCZT");
    };
    lend(Manner::Bare, steps, async |_, session| assert_eq!(numbers(session).await, ["1", "2", "3"]));
}

#[test]
fn what_needs_no_transaction_is_told_apart() {
    let steps = async |folder: &Path| {
        let one = client(folder).await;
        one.batch_execute("CREATE INDEX CONCURRENTLY i ON t (a)").await.unwrap_err();
        one.batch_execute("BEGIN").await.unwrap();
        one.batch_execute("CREATE INDEX CONCURRENTLY i ON t (a)").await.unwrap_err();
    };
    lend(Manner::Within, steps, async |passed, _| {
        let told: Vec<bool> = passed.iter().map(Passed::needs_no_transaction).collect();
        assert_eq!(told, [true, false, false]);
    });
}

#[test]
fn the_work_may_end_in_the_middle_of_a_cycle() {
    run(async {
        let scratch = scratch().await;
        let session = Session::connect_lendable(scratch.target()).await.unwrap();
        let folder: TempDir = tempfile::tempdir().unwrap();
        let mut endpoint = Endpoint::open(folder.path()).unwrap();
        let mut passed: Vec<Passed> = Vec::new();
        let work = async {
            let mut raw = Raw::enter(folder.path()).await;
            raw.say(&[message::query("SELECT pg_sleep(0.2), 'done'")]).await;
            tokio::task::yield_now().await;
        };
        endpoint.serve(&session, (Manner::Bare, None), &mut passed, work).await.unwrap();
        assert_eq!(session.rows("SELECT 1").await.unwrap(), [[Some("1".to_owned())]]);
        drop(session);
        scratch.close().await.unwrap();
    });
}
