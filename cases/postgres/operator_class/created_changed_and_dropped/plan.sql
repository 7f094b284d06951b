-- forward

DROP OPERATOR CLASS public.gone USING btree;

DROP OPERATOR FAMILY public.gone USING btree;

-- locks ACCESS EXCLUSIVE on public.t
DROP INDEX public.t_a;

DROP OPERATOR CLASS public.stays USING btree;

CREATE OPERATOR CLASS public.stays FOR TYPE integer USING btree FAMILY public.stays AS
    OPERATOR 1 pg_catalog.>(integer, integer),
    OPERATOR 2 pg_catalog.>=(integer, integer),
    OPERATOR 3 pg_catalog.=(integer, integer),
    OPERATOR 5 pg_catalog.<(integer, integer),
    FUNCTION 1 (integer, integer) public.down(integer, integer);

CREATE OPERATOR FAMILY public.boxes USING gist;

CREATE OPERATOR CLASS public.boxes FOR TYPE box USING gist FAMILY public.boxes AS
    FUNCTION 1 (box, box) pg_catalog.gist_box_consistent(internal, box, smallint, oid, internal),
    FUNCTION 2 (box, box) pg_catalog.gist_box_union(internal, internal),
    FUNCTION 5 (box, box) pg_catalog.gist_box_penalty(internal, internal, internal),
    FUNCTION 6 (box, box) pg_catalog.gist_box_picksplit(internal, internal),
    FUNCTION 7 (box, box) pg_catalog.gist_box_same(box, box, internal);

CREATE OPERATOR FAMILY public.points USING gist;

CREATE OPERATOR CLASS public.points FOR TYPE point USING gist FAMILY public.points AS
    FUNCTION 1 (point, point) pg_catalog.gist_point_consistent(internal, point, smallint, oid, internal),
    FUNCTION 2 (point, point) pg_catalog.gist_box_union(internal, internal),
    FUNCTION 5 (point, point) pg_catalog.gist_box_penalty(internal, internal, internal),
    FUNCTION 6 (point, point) pg_catalog.gist_box_picksplit(internal, internal),
    FUNCTION 7 (point, point) pg_catalog.gist_box_same(box, box, internal),
    STORAGE box;

CREATE OPERATOR FAMILY public.shared USING hash;

CREATE OPERATOR CLASS public."new One" FOR TYPE integer USING hash FAMILY public.shared AS
    OPERATOR 1 pg_catalog.=(integer, integer),
    FUNCTION 1 (integer, integer) pg_catalog.hashint4(integer);

ALTER OPERATOR FAMILY public.boxes USING gist ADD FUNCTION 8 (box, box) pg_catalog.gist_box_distance(internal, box, smallint, oid, internal);

ALTER OPERATOR FAMILY public.boxes USING gist ADD OPERATOR 1 pg_catalog.<<(box, box);

ALTER OPERATOR FAMILY public.boxes USING gist ADD OPERATOR 15 pg_catalog.<->(box, point) FOR ORDER BY pg_catalog.float_ops;

ALTER OPERATOR FAMILY public.points USING gist ADD FUNCTION 3 (point, point) pg_catalog.gist_point_compress(internal);

ALTER OPERATOR FAMILY public.points USING gist ADD OPERATOR 11 pg_catalog.>^(point, point);

-- locks ACCESS EXCLUSIVE on public.t
ALTER TABLE public.t ADD COLUMN b integer;

-- hazard long-lock: index public.t_a: writers wait while it is built
-- locks SHARE on public.t
CREATE INDEX t_a ON public.t USING btree (a public.stays);

-- hazard long-lock: index public.t_b: writers wait while it is built
-- locks SHARE on public.t
CREATE INDEX t_b ON public.t USING hash (b public."new One");

COMMENT ON OPERATOR FAMILY public.shared USING hash IS 'shared';

COMMENT ON OPERATOR CLASS public.stays USING btree IS 'down';

-- backward

DROP OPERATOR CLASS public.boxes USING gist;

DROP OPERATOR CLASS public.points USING gist;

DROP OPERATOR FAMILY public.boxes USING gist;

DROP OPERATOR FAMILY public.points USING gist;

-- locks ACCESS EXCLUSIVE on public.t
DROP INDEX public.t_a;

DROP OPERATOR CLASS public.stays USING btree;

CREATE OPERATOR CLASS public.stays FOR TYPE integer USING btree FAMILY public.stays AS
    OPERATOR 1 pg_catalog.>(integer, integer),
    OPERATOR 3 pg_catalog.=(integer, integer),
    OPERATOR 5 pg_catalog.<(integer, integer),
    FUNCTION 1 (integer, integer) public.down(integer, integer);

CREATE OPERATOR FAMILY public.gone USING btree;

CREATE OPERATOR CLASS public.gone FOR TYPE integer USING btree FAMILY public.gone AS
    OPERATOR 1 pg_catalog.>(integer, integer),
    OPERATOR 5 pg_catalog.<(integer, integer),
    FUNCTION 1 (integer, integer) public.down(integer, integer);

-- hazard data-loss: column public.t.b: the column and its values are lost
-- locks ACCESS EXCLUSIVE on public.t
ALTER TABLE public.t DROP COLUMN b;

DROP OPERATOR CLASS public."new One" USING hash;

DROP OPERATOR FAMILY public.shared USING hash;

-- hazard long-lock: index public.t_a: writers wait while it is built
-- locks SHARE on public.t
CREATE INDEX t_a ON public.t USING btree (a public.stays);
