-- forward

-- locks ACCESS EXCLUSIVE on public.dv
DROP VIEW public.dv;

DROP FUNCTION public.deep();

-- locks ACCESS EXCLUSIVE on public.n
DROP INDEX public.n_x;

-- locks ACCESS EXCLUSIVE on public.a, ACCESS EXCLUSIVE on public.b
ALTER TABLE public.a DROP CONSTRAINT a_b_id_fkey;

-- locks ACCESS EXCLUSIVE on public.b, ACCESS EXCLUSIVE on public.a
ALTER TABLE public.b DROP CONSTRAINT b_a_id_fkey;

ALTER TEXT SEARCH DICTIONARY public.d (stopwords = 'english');

-- hazard rewrite: column public.a.id: its values are converted from integer to bigint
-- hazard may-fail: column public.a.id: a value that does not convert stops it
-- hazard rewrite: column public.a.b_id: its values are converted from integer to bigint
-- hazard may-fail: column public.a.b_id: a value that does not convert stops it
-- locks ACCESS EXCLUSIVE on public.a
ALTER TABLE public.a ALTER COLUMN id TYPE bigint USING id::bigint,
    ALTER COLUMN b_id TYPE bigint USING b_id::bigint;

-- hazard rewrite: column public.b.id: its values are converted from integer to bigint
-- hazard may-fail: column public.b.id: a value that does not convert stops it
-- hazard rewrite: column public.b.a_id: its values are converted from integer to bigint
-- hazard may-fail: column public.b.a_id: a value that does not convert stops it
-- locks ACCESS EXCLUSIVE on public.b
ALTER TABLE public.b ALTER COLUMN id TYPE bigint USING id::bigint,
    ALTER COLUMN a_id TYPE bigint USING a_id::bigint;

-- locks ACCESS EXCLUSIVE on public.doc
ALTER TABLE public.doc DROP COLUMN ts;

ALTER TEXT SEARCH CONFIGURATION public.c ALTER MAPPING FOR asciihword, hword, hword_asciipart, hword_part, word WITH pg_catalog.simple;

-- hazard rewrite: column public.doc.id: its values are converted from integer to bigint
-- hazard may-fail: column public.doc.id: a value that does not convert stops it
-- hazard rewrite: column public.doc.body: its values are converted from text to character varying(100)
-- hazard may-fail: column public.doc.body: a value that does not convert stops it
-- locks ACCESS EXCLUSIVE on public.doc
ALTER TABLE public.doc ALTER COLUMN id TYPE bigint USING id::bigint,
    ALTER COLUMN body TYPE character varying(100) USING body::character varying(100),
    ADD COLUMN ts tsvector GENERATED ALWAYS AS (to_tsvector('public.c'::regconfig, (body)::text)) STORED;

CREATE FUNCTION public.deep()
RETURNS bigint
LANGUAGE sql
BEGIN ATOMIC
 SELECT count(*) AS count
    FROM public.doc;
END;

-- hazard rewrite: column public.n.id: its values are converted from integer to text
-- hazard may-fail: column public.n.id: a value that does not convert stops it
-- hazard rewrite: column public.n.x: its values are converted from text to integer
-- hazard may-fail: column public.n.x: a value that does not convert stops it
-- hazard long-lock: unique public.n.n_x_key: an index over all rows is built while everyone waits
-- hazard may-fail: unique public.n.n_x_key: rows that break the constraint stop it
-- locks ACCESS EXCLUSIVE on public.n
ALTER TABLE public.n DROP CONSTRAINT n_x_key,
    ALTER COLUMN id TYPE text USING id::text,
    ALTER COLUMN x TYPE integer USING x::integer,
    ADD CONSTRAINT n_x_key UNIQUE (x);

-- hazard long-lock: index public.doc_ts: writers wait while it is built
-- locks SHARE on public.doc
CREATE INDEX doc_ts ON public.doc USING gin (ts);

-- hazard long-lock: index public.n_x: writers wait while it is built
-- locks SHARE on public.n
CREATE INDEX n_x ON public.n USING btree (id text_pattern_ops DESC) INCLUDE (x);

-- hazard may-fail: foreign_key public.a.a_b_id_fkey: rows without a partner stop it
-- hazard long-lock: foreign_key public.a.a_b_id_fkey: all rows are checked while writers of both tables wait
-- locks SHARE ROW EXCLUSIVE on public.a, SHARE ROW EXCLUSIVE on public.b
ALTER TABLE public.a ADD CONSTRAINT a_b_id_fkey FOREIGN KEY (b_id) REFERENCES public.b(id);

-- hazard may-fail: foreign_key public.b.b_a_id_fkey: rows without a partner stop it
-- hazard long-lock: foreign_key public.b.b_a_id_fkey: all rows are checked while writers of both tables wait
-- locks SHARE ROW EXCLUSIVE on public.b, SHARE ROW EXCLUSIVE on public.a
ALTER TABLE public.b ADD CONSTRAINT b_a_id_fkey FOREIGN KEY (a_id) REFERENCES public.a(id);

CREATE VIEW public.dv AS
SELECT public.deep() AS n;

-- backward

-- locks ACCESS EXCLUSIVE on public.dv
DROP VIEW public.dv;

DROP FUNCTION public.deep();

-- locks ACCESS EXCLUSIVE on public.n
DROP INDEX public.n_x;

-- locks ACCESS EXCLUSIVE on public.a, ACCESS EXCLUSIVE on public.b
ALTER TABLE public.a DROP CONSTRAINT a_b_id_fkey;

-- locks ACCESS EXCLUSIVE on public.b, ACCESS EXCLUSIVE on public.a
ALTER TABLE public.b DROP CONSTRAINT b_a_id_fkey;

ALTER TEXT SEARCH DICTIONARY public.d (stopwords);

-- hazard rewrite: column public.a.id: its values are converted from bigint to integer
-- hazard may-fail: column public.a.id: a value that does not convert stops it
-- hazard rewrite: column public.a.b_id: its values are converted from bigint to integer
-- hazard may-fail: column public.a.b_id: a value that does not convert stops it
-- locks ACCESS EXCLUSIVE on public.a
ALTER TABLE public.a ALTER COLUMN id TYPE integer USING id::integer,
    ALTER COLUMN b_id TYPE integer USING b_id::integer;

-- hazard rewrite: column public.b.id: its values are converted from bigint to integer
-- hazard may-fail: column public.b.id: a value that does not convert stops it
-- hazard rewrite: column public.b.a_id: its values are converted from bigint to integer
-- hazard may-fail: column public.b.a_id: a value that does not convert stops it
-- locks ACCESS EXCLUSIVE on public.b
ALTER TABLE public.b ALTER COLUMN id TYPE integer USING id::integer,
    ALTER COLUMN a_id TYPE integer USING a_id::integer;

-- locks ACCESS EXCLUSIVE on public.doc
ALTER TABLE public.doc DROP COLUMN ts;

ALTER TEXT SEARCH CONFIGURATION public.c ALTER MAPPING FOR asciihword, hword, hword_asciipart, hword_part, word WITH pg_catalog.english_stem;

-- hazard rewrite: column public.doc.id: its values are converted from bigint to integer
-- hazard may-fail: column public.doc.id: a value that does not convert stops it
-- locks ACCESS EXCLUSIVE on public.doc
ALTER TABLE public.doc ALTER COLUMN id TYPE integer USING id::integer,
    ALTER COLUMN body TYPE text USING body::text,
    ADD COLUMN ts tsvector GENERATED ALWAYS AS (to_tsvector('public.c'::regconfig, body)) STORED;

CREATE FUNCTION public.deep()
RETURNS integer
LANGUAGE sql
BEGIN ATOMIC
 SELECT (count(*))::integer AS count
    FROM public.doc;
END;

-- hazard rewrite: column public.n.id: its values are converted from text to integer
-- hazard may-fail: column public.n.id: a value that does not convert stops it
-- hazard rewrite: column public.n.x: its values are converted from integer to text
-- hazard may-fail: column public.n.x: a value that does not convert stops it
-- hazard long-lock: unique public.n.n_x_key: an index over all rows is built while everyone waits
-- hazard may-fail: unique public.n.n_x_key: rows that break the constraint stop it
-- locks ACCESS EXCLUSIVE on public.n
ALTER TABLE public.n DROP CONSTRAINT n_x_key,
    ALTER COLUMN id TYPE integer USING id::integer,
    ALTER COLUMN x TYPE text USING x::text,
    ADD CONSTRAINT n_x_key UNIQUE NULLS NOT DISTINCT (x);

-- hazard long-lock: index public.doc_ts: writers wait while it is built
-- locks SHARE on public.doc
CREATE INDEX doc_ts ON public.doc USING gin (ts);

-- hazard long-lock: index public.n_x: writers wait while it is built
-- locks SHARE on public.n
CREATE INDEX n_x ON public.n USING btree (x text_pattern_ops DESC) INCLUDE (id);

-- hazard may-fail: foreign_key public.a.a_b_id_fkey: rows without a partner stop it
-- hazard long-lock: foreign_key public.a.a_b_id_fkey: all rows are checked while writers of both tables wait
-- locks SHARE ROW EXCLUSIVE on public.a, SHARE ROW EXCLUSIVE on public.b
ALTER TABLE public.a ADD CONSTRAINT a_b_id_fkey FOREIGN KEY (b_id) REFERENCES public.b(id);

-- hazard may-fail: foreign_key public.b.b_a_id_fkey: rows without a partner stop it
-- hazard long-lock: foreign_key public.b.b_a_id_fkey: all rows are checked while writers of both tables wait
-- locks SHARE ROW EXCLUSIVE on public.b, SHARE ROW EXCLUSIVE on public.a
ALTER TABLE public.b ADD CONSTRAINT b_a_id_fkey FOREIGN KEY (a_id) REFERENCES public.a(id);

CREATE VIEW public.dv AS
SELECT public.deep() AS n;
