-- forward

CREATE SEQUENCE public.a_x_seq;

CREATE SEQUENCE public.b_id_seq AS smallint;

-- hazard rewrite: column public.a.x: its values are converted from integer to bigint
-- hazard may-fail: column public.a.x: a value that does not convert stops it
-- hazard long-lock: column public.a.x: all rows are read while everyone waits
-- hazard may-fail: column public.a.x: rows where it is null stop it
-- locks ACCESS EXCLUSIVE on public.a
ALTER TABLE public.a ALTER COLUMN id DROP DEFAULT,
    ALTER COLUMN x TYPE bigint USING x::bigint,
    ALTER COLUMN x SET NOT NULL,
    ALTER COLUMN x SET DEFAULT nextval('public.a_x_seq'::regclass);

-- hazard rewrite: column public.b.id: its values are converted from integer to smallint
-- hazard may-fail: column public.b.id: a value that does not convert stops it
-- locks ACCESS EXCLUSIVE on public.b
ALTER TABLE public.b ALTER COLUMN id TYPE smallint USING id::smallint,
    ALTER COLUMN id SET DEFAULT nextval('public.b_id_seq'::regclass);

-- locks SHARE ROW EXCLUSIVE on public.a_x_seq
ALTER SEQUENCE public.a_x_seq OWNED BY public.a.x;

-- locks SHARE ROW EXCLUSIVE on public.b_id_seq
ALTER SEQUENCE public.b_id_seq OWNED BY public.b.id;

-- hazard data-loss: sequence public.a_id_seq: its current value is lost
-- locks ACCESS EXCLUSIVE on public.a_id_seq
DROP SEQUENCE public.a_id_seq;

-- backward

CREATE SEQUENCE public.a_id_seq AS integer;

-- locks ACCESS EXCLUSIVE on public.a
ALTER TABLE public.a ALTER COLUMN x DROP DEFAULT,
    ALTER COLUMN id SET DEFAULT nextval('public.a_id_seq'::regclass);

-- locks ACCESS EXCLUSIVE on public.b
ALTER TABLE public.b ALTER COLUMN id DROP DEFAULT;

-- locks SHARE ROW EXCLUSIVE on public.a_id_seq
ALTER SEQUENCE public.a_id_seq OWNED BY public.a.id;

-- hazard data-loss: sequence public.a_x_seq: its current value is lost
-- locks ACCESS EXCLUSIVE on public.a_x_seq
DROP SEQUENCE public.a_x_seq;

-- hazard rewrite: column public.a.x: its values are converted from bigint to integer
-- hazard may-fail: column public.a.x: a value that does not convert stops it
-- locks ACCESS EXCLUSIVE on public.a
ALTER TABLE public.a ALTER COLUMN x TYPE integer USING x::integer,
    ALTER COLUMN x DROP NOT NULL;

-- hazard data-loss: sequence public.b_id_seq: its current value is lost
-- locks ACCESS EXCLUSIVE on public.b_id_seq
DROP SEQUENCE public.b_id_seq;

-- hazard rewrite: column public.b.id: its values are converted from smallint to integer
-- hazard may-fail: column public.b.id: a value that does not convert stops it
-- locks ACCESS EXCLUSIVE on public.b
ALTER TABLE public.b ALTER COLUMN id TYPE integer USING id::integer;
