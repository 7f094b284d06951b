-- forward

-- locks ACCESS EXCLUSIVE on a.v
DROP VIEW a.v;

-- locks ACCESS EXCLUSIVE on a.t
DROP INDEX a.t_f_idx;

-- locks ACCESS EXCLUSIVE on b.u, ACCESS EXCLUSIVE on a.t
ALTER TABLE b.u DROP CONSTRAINT u_id_fkey;

CREATE TYPE b.e AS ENUM ('x');

CREATE SEQUENCE b.t_id_seq AS integer;

SET check_function_bodies = off;

CREATE FUNCTION a.f(integer, integer DEFAULT 2)
RETURNS bigint
LANGUAGE sql
IMMUTABLE
AS $$SELECT $1$$;

CREATE FUNCTION b.f(integer)
RETURNS integer
LANGUAGE sql
IMMUTABLE
AS $$SELECT $1$$;

RESET check_function_bodies;

-- locks ACCESS EXCLUSIVE on a.t
ALTER TABLE a.t DROP CONSTRAINT t_n_check,
    ALTER COLUMN n DROP DEFAULT,
    DROP COLUMN g;

DROP FUNCTION a.f(integer);

-- hazard rewrite: column a.t.e: its values are converted from a.e to b.e
-- hazard may-fail: check a.t.t_n_check: rows that break the constraint stop it
-- hazard long-lock: check a.t.t_n_check: all rows are read while everyone waits
-- locks ACCESS EXCLUSIVE on a.t
ALTER TABLE a.t ALTER COLUMN e TYPE b.e USING e::text::b.e,
    ADD COLUMN g bigint GENERATED ALWAYS AS (a.f(id)) STORED,
    ALTER COLUMN n SET DEFAULT a.f(1),
    ADD CONSTRAINT t_n_check CHECK ((a.f(n) > 0));

CREATE TABLE b.t (
    id integer DEFAULT nextval('b.t_id_seq'::regclass) NOT NULL,
    e b.e,
    n integer DEFAULT b.f(1),
    g integer GENERATED ALWAYS AS (b.f(id)) STORED,
    CONSTRAINT t_pkey PRIMARY KEY (id),
    CONSTRAINT t_n_check CHECK ((b.f(n) > 0))
);

-- locks SHARE ROW EXCLUSIVE on b.t_id_seq
ALTER SEQUENCE b.t_id_seq OWNED BY b.t.id;

-- locks SHARE on b.t
CREATE INDEX t_f_idx ON b.t USING btree (b.f(n));

-- hazard may-fail: foreign_key b.u.u_id_fkey: rows without a partner stop it
-- hazard long-lock: foreign_key b.u.u_id_fkey: all rows are checked while writers of both tables wait
-- locks SHARE ROW EXCLUSIVE on b.u, SHARE ROW EXCLUSIVE on b.t
ALTER TABLE b.u ADD CONSTRAINT u_id_fkey FOREIGN KEY (id) REFERENCES b.t(id);

CREATE VIEW a.v AS
SELECT a.f(t.id) AS x
   FROM a.t;

DROP TYPE a.e;

-- backward

-- locks ACCESS EXCLUSIVE on a.v
DROP VIEW a.v;

-- locks ACCESS EXCLUSIVE on b.u, ACCESS EXCLUSIVE on b.t
ALTER TABLE b.u DROP CONSTRAINT u_id_fkey;

CREATE TYPE a.e AS ENUM ('x');

SET check_function_bodies = off;

CREATE FUNCTION a.f(integer)
RETURNS integer
LANGUAGE sql
IMMUTABLE
AS $$SELECT $1$$;

RESET check_function_bodies;

-- locks ACCESS EXCLUSIVE on a.t
ALTER TABLE a.t DROP CONSTRAINT t_n_check,
    ALTER COLUMN n DROP DEFAULT,
    DROP COLUMN g;

DROP FUNCTION a.f(integer, integer);

-- hazard rewrite: column a.t.e: its values are converted from b.e to a.e
-- hazard may-fail: check a.t.t_n_check: rows that break the constraint stop it
-- hazard long-lock: check a.t.t_n_check: all rows are read while everyone waits
-- locks ACCESS EXCLUSIVE on a.t
ALTER TABLE a.t ALTER COLUMN e TYPE a.e USING e::text::a.e,
    ADD COLUMN g integer GENERATED ALWAYS AS (a.f(id)) STORED,
    ALTER COLUMN n SET DEFAULT a.f(1),
    ADD CONSTRAINT t_n_check CHECK ((a.f(n) > 0));

-- hazard long-lock: index a.t_f_idx: writers wait while it is built
-- locks SHARE on a.t
CREATE INDEX t_f_idx ON a.t USING btree (a.f(n));

-- hazard may-fail: foreign_key b.u.u_id_fkey: rows without a partner stop it
-- hazard long-lock: foreign_key b.u.u_id_fkey: all rows are checked while writers of both tables wait
-- locks SHARE ROW EXCLUSIVE on b.u, SHARE ROW EXCLUSIVE on a.t
ALTER TABLE b.u ADD CONSTRAINT u_id_fkey FOREIGN KEY (id) REFERENCES a.t(id);

CREATE VIEW a.v AS
SELECT a.f(t.id) AS x
   FROM a.t;

-- hazard data-loss: table b.t: the table and all its rows are lost
-- locks ACCESS EXCLUSIVE on b.t
DROP TABLE b.t;

DROP FUNCTION b.f(integer);

DROP TYPE b.e;
