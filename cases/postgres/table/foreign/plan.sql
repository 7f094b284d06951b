-- forward

-- locks ACCESS EXCLUSIVE on public.v
DROP VIEW public.v;

CREATE TABLE public.above (
    id integer
);

-- locks SHARE UPDATE EXCLUSIVE on public.above
CREATE FOREIGN TABLE public.below (
    more integer OPTIONS (k 'v')
)
INHERITS (public.above)
SERVER s;

CREATE TABLE public.parent (
    id integer,
    a text
)
PARTITION BY RANGE (id);

CREATE FOREIGN TABLE public.part (
    id integer,
    a text
)
SERVER s OPTIONS (a 'b');

-- hazard may-fail: check public.t.positive: rows that break the constraint stop it
-- hazard long-lock: check public.t.positive: all rows are read while everyone waits
-- locks ACCESS EXCLUSIVE on public.t
ALTER TABLE public.t ALTER COLUMN note DROP DEFAULT,
    DROP COLUMN old,
    OPTIONS (ADD q 'r', SET x 'z'),
    ALTER COLUMN id TYPE bigint,
    ALTER COLUMN id DROP NOT NULL,
    ALTER COLUMN note OPTIONS (ADD c 'd'),
    ADD COLUMN "N" integer DEFAULT 0 NOT NULL,
    ADD CONSTRAINT positive CHECK ((id > 0));

-- hazard may-fail: partition public.part: rows outside the bound stop it
-- locks SHARE UPDATE EXCLUSIVE on public.parent, ACCESS EXCLUSIVE on public.part
ALTER TABLE ONLY public.parent ATTACH PARTITION public.part FOR VALUES FROM (0) TO (9);

-- locks ACCESS EXCLUSIVE on public.gone
DROP FOREIGN TABLE public.gone;

-- locks ACCESS EXCLUSIVE on public.moved
DROP FOREIGN TABLE public.moved;

CREATE FOREIGN TABLE public.moved (
    id integer
)
SERVER s2;

CREATE VIEW public.v AS
SELECT moved.id
   FROM public.moved;

-- hazard data-loss: table public.turned: the table and all its rows are lost
-- locks ACCESS EXCLUSIVE on public.turned
DROP TABLE public.turned;

CREATE FOREIGN TABLE public.turned (
    id integer
)
SERVER s;

-- locks SHARE UPDATE EXCLUSIVE on public.t
COMMENT ON COLUMN public.t.id IS 'further away';

-- locks ACCESS EXCLUSIVE on public.t
ALTER FOREIGN TABLE public.t OWNER TO case_owner;

GRANT INSERT ON TABLE public.t TO case_app;

GRANT UPDATE (id) ON TABLE public.t TO case_app;

-- backward

REVOKE ALL (id) ON TABLE public.t FROM case_app;

-- locks ACCESS EXCLUSIVE on public.v
DROP VIEW public.v;

CREATE FOREIGN TABLE public.gone (
    id integer
)
SERVER s;

-- locks ACCESS EXCLUSIVE on public.t
ALTER TABLE public.t DROP CONSTRAINT positive,
    DROP COLUMN "N";

-- locks ACCESS EXCLUSIVE on public.below
DROP FOREIGN TABLE public.below;

-- hazard data-loss: table public.above: the table and all its rows are lost
-- locks ACCESS EXCLUSIVE on public.above
DROP TABLE public.above;

-- locks ACCESS EXCLUSIVE on public.moved
DROP FOREIGN TABLE public.moved;

CREATE FOREIGN TABLE public.moved (
    id integer
)
SERVER s;

CREATE VIEW public.v AS
SELECT moved.id
   FROM public.moved;

-- locks ACCESS EXCLUSIVE on public.part, ACCESS EXCLUSIVE on public.parent
DROP FOREIGN TABLE public.part;

-- locks ACCESS EXCLUSIVE on public.parent
DROP TABLE public.parent;

-- locks ACCESS EXCLUSIVE on public.turned
DROP FOREIGN TABLE public.turned;

CREATE TABLE public.turned (
    id integer
);

-- locks ACCESS EXCLUSIVE on public.t
ALTER FOREIGN TABLE public.t OWNER TO CURRENT_USER;

-- hazard long-lock: column public.t.id: all rows are read while everyone waits
-- hazard may-fail: column public.t.id: rows where it is null stop it
-- locks ACCESS EXCLUSIVE on public.t
ALTER TABLE public.t OPTIONS (DROP q, SET x 'y'),
    ALTER COLUMN id TYPE integer,
    ALTER COLUMN id SET NOT NULL,
    ALTER COLUMN note OPTIONS (DROP c),
    ADD COLUMN old text OPTIONS (a 'b'),
    ALTER COLUMN note SET DEFAULT 'x'::text;

-- locks SHARE UPDATE EXCLUSIVE on public.t
COMMENT ON COLUMN public.t.id IS 'far away';

REVOKE INSERT ON TABLE public.t FROM case_app;
