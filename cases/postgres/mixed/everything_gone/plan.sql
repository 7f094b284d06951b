-- forward

-- locks ACCESS EXCLUSIVE on public.p, ACCESS EXCLUSIVE on s.a, ACCESS EXCLUSIVE on public.p_1
ALTER TABLE public.p DROP CONSTRAINT p_id_fkey;

-- hazard data-loss: table public.child: the table and all its rows are lost
-- locks ACCESS EXCLUSIVE on public.child
DROP TABLE public.child;

-- hazard data-loss: table public.p_1: the table and all its rows are lost
-- locks ACCESS EXCLUSIVE on public.p_1, ACCESS EXCLUSIVE on public.p, ACCESS EXCLUSIVE on s.a
DROP TABLE public.p_1;

-- locks ACCESS EXCLUSIVE on public.p
DROP TABLE public.p;

-- hazard data-loss: table public.parent: the table and all its rows are lost
-- locks ACCESS EXCLUSIVE on public.parent
DROP TABLE public.parent;

-- hazard data-loss: table s.b: the table and all its rows are lost
-- locks ACCESS EXCLUSIVE on s.b, ACCESS EXCLUSIVE on s.a
DROP TABLE s.b;

-- hazard data-loss: table s.a: the table and all its rows are lost
-- locks ACCESS EXCLUSIVE on s.a
DROP TABLE s.a;

DROP TYPE s.e;

DROP EXTENSION citext;

DROP SCHEMA s;

-- backward

CREATE SCHEMA s;

CREATE EXTENSION citext WITH SCHEMA public;

CREATE TYPE s.e AS ENUM ('a', 'b');

CREATE SEQUENCE s.b_n_seq AS integer;

CREATE TABLE public.p (
    id integer NOT NULL,
    day date NOT NULL,
    CONSTRAINT p_pkey PRIMARY KEY (id, day)
)
PARTITION BY RANGE (day);

CREATE TABLE public.p_1 (
    id integer NOT NULL,
    day date NOT NULL,
    CONSTRAINT p_1_pkey PRIMARY KEY (id, day)
);

CREATE TABLE public.parent (
    x integer,
    CONSTRAINT parent_x_check CHECK ((x > 0))
);

-- locks SHARE UPDATE EXCLUSIVE on public.parent
CREATE TABLE public.child ()
INHERITS (public.parent);

CREATE TABLE s.a (
    id bigint GENERATED ALWAYS AS IDENTITY NOT NULL,
    e s.e DEFAULT 'a'::s.e,
    mail public.citext,
    CONSTRAINT a_pkey PRIMARY KEY (id),
    CONSTRAINT a_mail_key UNIQUE (mail)
);

CREATE TABLE s.b (
    a bigint,
    n integer DEFAULT nextval('s.b_n_seq'::regclass) NOT NULL
);

-- hazard may-fail: partition public.p_1: rows outside the bound stop it
-- locks SHARE UPDATE EXCLUSIVE on public.p, ACCESS EXCLUSIVE on public.p_1, SHARE ROW EXCLUSIVE on s.a
ALTER TABLE ONLY public.p ATTACH PARTITION public.p_1 FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');

-- locks SHARE ROW EXCLUSIVE on s.b_n_seq
ALTER SEQUENCE s.b_n_seq OWNED BY s.b.n;

-- locks SHARE UPDATE EXCLUSIVE on public.p, ACCESS EXCLUSIVE on public.p_1
ALTER INDEX public.p_pkey ATTACH PARTITION public.p_1_pkey;

-- locks SHARE ROW EXCLUSIVE on public.p, SHARE ROW EXCLUSIVE on s.a, SHARE ROW EXCLUSIVE on public.p_1
ALTER TABLE public.p ADD CONSTRAINT p_id_fkey FOREIGN KEY (id) REFERENCES s.a(id);

-- locks SHARE ROW EXCLUSIVE on s.b, SHARE ROW EXCLUSIVE on s.a
ALTER TABLE s.b ADD CONSTRAINT b_a_fkey FOREIGN KEY (a) REFERENCES s.a(id);

COMMENT ON EXTENSION citext IS 'data type for case-insensitive character strings';

-- locks SHARE UPDATE EXCLUSIVE on s.a
COMMENT ON TABLE s.a IS 'a';
