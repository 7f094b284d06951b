-- What the migrations of the matrix find.
CREATE TABLE t (id integer PRIMARY KEY, name text NOT NULL, n integer NOT NULL DEFAULT 0);
INSERT INTO t SELECT i, 'name ' || i FROM generate_series(1, 200) i;
CREATE INDEX old_1 ON t (n);
CREATE INDEX old_2 ON t (n, id);
CREATE INDEX old_3 ON t (id, n);
CREATE TYPE mood AS ENUM ('good');
CREATE TABLE moods (m mood NOT NULL);
CREATE TABLE p (id integer NOT NULL, v text) PARTITION BY RANGE (id);
CREATE TABLE p_1 PARTITION OF p FOR VALUES FROM (0) TO (100);
CREATE TABLE p_2 PARTITION OF p FOR VALUES FROM (100) TO (200);
CREATE TABLE p_3 PARTITION OF p FOR VALUES FROM (200) TO (300);
INSERT INTO p SELECT i, 'v' || i FROM generate_series(0, 299) i;
-- One row for each effect, so that an effect that came twice is seen.
CREATE TABLE log (what text NOT NULL);
-- What pgbench works on.
CREATE TABLE load (id integer PRIMARY KEY, n integer NOT NULL);
INSERT INTO load SELECT i, 0 FROM generate_series(1, 100) i;
-- Whoever holds the lock 4711 keeps COMMIT waiting.
CREATE FUNCTION gate() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_advisory_xact_lock_shared(4711);
    RETURN NULL;
END
$$;
CREATE CONSTRAINT TRIGGER at_commit AFTER INSERT ON log DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW EXECUTE FUNCTION gate();
