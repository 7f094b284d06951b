-- forward

-- locks ACCESS EXCLUSIVE on public.becomes_plain
ALTER TABLE public.becomes_plain NOT OF;

-- locks ACCESS EXCLUSIVE on public.becomes_plain
ALTER TABLE public.becomes_plain ADD COLUMN c integer;

CREATE TABLE public.new (
    a integer NOT NULL,
    b text DEFAULT 'y'::text,
    CONSTRAINT new_pkey PRIMARY KEY (a),
    CONSTRAINT new_b_check CHECK ((b <> ''::text))
);

-- locks ACCESS EXCLUSIVE on public.becomes_typed
ALTER TABLE public.becomes_typed OF public.c;

-- locks ACCESS EXCLUSIVE on public.new
ALTER TABLE public.new OF public.c;

-- hazard data-loss: table public.gone: the table and all its rows are lost
-- locks ACCESS EXCLUSIVE on public.gone
DROP TABLE public.gone;

-- backward

-- locks ACCESS EXCLUSIVE on public.becomes_typed
ALTER TABLE public.becomes_typed NOT OF;

-- hazard data-loss: column public.becomes_plain.c: the column and its values are lost
-- locks ACCESS EXCLUSIVE on public.becomes_plain
ALTER TABLE public.becomes_plain DROP COLUMN c;

CREATE TABLE public.gone (
    a integer,
    b text
);

-- locks ACCESS EXCLUSIVE on public.becomes_plain
ALTER TABLE public.becomes_plain OF public.c;

-- locks ACCESS EXCLUSIVE on public.gone
ALTER TABLE public.gone OF public.c;

-- hazard data-loss: table public.new: the table and all its rows are lost
-- locks ACCESS EXCLUSIVE on public.new
DROP TABLE public.new;
