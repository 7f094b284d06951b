-- forward

CREATE EXTENSION btree_gist WITH SCHEMA public;

-- hazard long-lock: exclusion public.a.no_overlap: an index over all rows is built while everyone waits
-- hazard may-fail: exclusion public.a.no_overlap: rows that break the constraint stop it
-- locks ACCESS EXCLUSIVE on public.a
ALTER TABLE public.a ADD CONSTRAINT no_overlap EXCLUDE USING gist (room WITH =, during WITH &&);

COMMENT ON EXTENSION btree_gist IS 'support for indexing common datatypes in GiST';

-- backward

-- locks ACCESS EXCLUSIVE on public.a
ALTER TABLE public.a DROP CONSTRAINT no_overlap;

DROP EXTENSION btree_gist;
