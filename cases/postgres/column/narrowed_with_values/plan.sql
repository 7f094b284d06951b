-- forward

-- hazard rewrite: column public.parts.v: its values are converted from numeric(8,3) to numeric(8,1)
-- hazard may-fail: column public.parts.v: a value that does not convert stops it
-- locks ACCESS EXCLUSIVE on public.parts, ACCESS EXCLUSIVE on public.parts_1
ALTER TABLE public.parts ALTER COLUMN v TYPE numeric(8,1) USING v::numeric(8,1);

-- hazard rewrite: column public.t.price: its values are converted from numeric(10,4) to numeric(10,2)
-- hazard may-fail: column public.t.price: a value that does not convert stops it
-- hazard rewrite: column public.t.at: its values are converted from timestamp without time zone to date
-- hazard may-fail: column public.t.at: a value that does not convert stops it
-- hazard rewrite: column public.t.ratio: its values are converted from double precision to real
-- hazard may-fail: column public.t.ratio: a value that does not convert stops it
-- hazard rewrite: column public.t.name: its values are converted from character varying(20) to character varying(5)
-- hazard may-fail: column public.t.name: a value that does not convert stops it
-- hazard rewrite: column public.t.doc: its values are converted from json to jsonb
-- hazard may-fail: column public.t.doc: a value that does not convert stops it
-- hazard rewrite: column public.t.size: its values are converted from bigint to integer
-- hazard may-fail: column public.t.size: a value that does not convert stops it
-- hazard rewrite: column public.t.span: its values are converted from interval to interval(0)
-- hazard may-fail: column public.t.span: a value that does not convert stops it
-- locks ACCESS EXCLUSIVE on public.t
ALTER TABLE public.t ALTER COLUMN price TYPE numeric(10,2) USING price::numeric(10,2),
    ALTER COLUMN at TYPE date USING at::date,
    ALTER COLUMN ratio TYPE real USING ratio::real,
    ALTER COLUMN name TYPE character varying(5) USING name::character varying(5),
    ALTER COLUMN doc TYPE jsonb USING doc::jsonb,
    ALTER COLUMN size TYPE integer USING size::integer,
    ALTER COLUMN span TYPE interval(0) USING span::interval(0);

-- backward

-- hazard rewrite: column public.parts.v: its values are converted from numeric(8,1) to numeric(8,3)
-- hazard may-fail: column public.parts.v: a value that does not convert stops it
-- locks ACCESS EXCLUSIVE on public.parts, ACCESS EXCLUSIVE on public.parts_1
ALTER TABLE public.parts ALTER COLUMN v TYPE numeric(8,3) USING v::numeric(8,3);

-- hazard rewrite: column public.t.price: its values are converted from numeric(10,2) to numeric(10,4)
-- hazard may-fail: column public.t.price: a value that does not convert stops it
-- hazard rewrite: column public.t.at: its values are converted from date to timestamp without time zone
-- hazard may-fail: column public.t.at: a value that does not convert stops it
-- hazard rewrite: column public.t.ratio: its values are converted from real to double precision
-- hazard may-fail: column public.t.ratio: a value that does not convert stops it
-- hazard rewrite: column public.t.doc: its values are converted from jsonb to json
-- hazard may-fail: column public.t.doc: a value that does not convert stops it
-- hazard rewrite: column public.t.size: its values are converted from integer to bigint
-- hazard may-fail: column public.t.size: a value that does not convert stops it
-- locks ACCESS EXCLUSIVE on public.t
ALTER TABLE public.t ALTER COLUMN price TYPE numeric(10,4) USING price::numeric(10,4),
    ALTER COLUMN at TYPE timestamp without time zone USING at::timestamp without time zone,
    ALTER COLUMN ratio TYPE double precision USING ratio::double precision,
    ALTER COLUMN name TYPE character varying(20) USING name::character varying(20),
    ALTER COLUMN doc TYPE json USING doc::json,
    ALTER COLUMN size TYPE bigint USING size::bigint,
    ALTER COLUMN span TYPE interval USING span::interval;
