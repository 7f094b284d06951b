-- forward

CREATE EXTENSION citext WITH SCHEMA public;

-- hazard long-lock: column public.a.email: its indexes are built anew while everyone waits
-- hazard may-fail: check public.a.a_email_check: rows that break the constraint stop it
-- hazard long-lock: check public.a.a_email_check: all rows are read while everyone waits
-- locks ACCESS EXCLUSIVE on public.a
ALTER TABLE public.a DROP CONSTRAINT a_email_check,
    ALTER COLUMN email TYPE public.citext USING email::public.citext,
    ADD CONSTRAINT a_email_check CHECK ((email OPERATOR(public.<>) ''::public.citext));

COMMENT ON EXTENSION citext IS 'data type for case-insensitive character strings';

-- backward

-- locks ACCESS EXCLUSIVE on public.a
DROP INDEX public.a_email;

-- hazard rewrite: column public.a.email: its values are converted from public.citext to text
-- hazard may-fail: column public.a.email: a value that does not convert stops it
-- hazard long-lock: unique public.a.a_email_key: an index over all rows is built while everyone waits
-- hazard may-fail: unique public.a.a_email_key: rows that break the constraint stop it
-- hazard may-fail: check public.a.a_email_check: rows that break the constraint stop it
-- hazard long-lock: check public.a.a_email_check: all rows are read while everyone waits
-- locks ACCESS EXCLUSIVE on public.a
ALTER TABLE public.a DROP CONSTRAINT a_email_check,
    DROP CONSTRAINT a_email_key,
    ALTER COLUMN email TYPE text USING email::text,
    ADD CONSTRAINT a_email_key UNIQUE (email),
    ADD CONSTRAINT a_email_check CHECK ((email <> ''::text));

-- hazard long-lock: index public.a_email: writers wait while it is built
-- locks SHARE on public.a
CREATE INDEX a_email ON public.a USING btree (email, id);

DROP EXTENSION citext;
