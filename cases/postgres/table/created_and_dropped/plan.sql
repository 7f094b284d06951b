-- forward

CREATE TABLE public.b (
    id bigint GENERATED ALWAYS AS IDENTITY NOT NULL,
    name text DEFAULT 'x'::text NOT NULL,
    code character(3) COLLATE pg_catalog."C",
    CONSTRAINT b_pkey PRIMARY KEY (id),
    CONSTRAINT b_name_code_key UNIQUE (name, code),
    CONSTRAINT b_name_check CHECK ((length(name) < 10))
);

CREATE TABLE public.without_columns ();

-- hazard data-loss: table public.a: the table and all its rows are lost
-- locks ACCESS EXCLUSIVE on public.a
DROP TABLE public.a;

-- backward

CREATE TABLE public.a (
    id integer
);

-- hazard data-loss: table public.b: the table and all its rows are lost
-- locks ACCESS EXCLUSIVE on public.b
DROP TABLE public.b;

-- hazard data-loss: table public.without_columns: the table and all its rows are lost
-- locks ACCESS EXCLUSIVE on public.without_columns
DROP TABLE public.without_columns;
