-- forward

CREATE TABLE public.fresh (
    id bigint NOT NULL
);

-- locks ACCESS EXCLUSIVE on public.fresh
ALTER TABLE public.fresh ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (MAXVALUE 2147483647);

-- locks SHARE ROW EXCLUSIVE on public.fresh_id_seq
ALTER SEQUENCE public.fresh_id_seq AS integer MINVALUE 1 MAXVALUE 2147483647;

-- locks SHARE ROW EXCLUSIVE on public.narrow_id_seq
ALTER SEQUENCE public.narrow_id_seq AS bigint MINVALUE 1 MAXVALUE 2147483647;

-- locks SHARE ROW EXCLUSIVE on public.wide_id_seq
ALTER SEQUENCE public.wide_id_seq AS bigint MINVALUE 1 MAXVALUE 1000;

-- locks ACCESS EXCLUSIVE on public.wide
ALTER TABLE public.wide ALTER COLUMN id SET START WITH 10 SET CACHE 5;

-- backward

-- locks SHARE ROW EXCLUSIVE on public.narrow_id_seq
ALTER SEQUENCE public.narrow_id_seq AS integer MINVALUE 1 MAXVALUE 2147483647;

-- locks SHARE ROW EXCLUSIVE on public.wide_id_seq
ALTER SEQUENCE public.wide_id_seq AS smallint MINVALUE 1 MAXVALUE 1000;

-- locks ACCESS EXCLUSIVE on public.wide
ALTER TABLE public.wide ALTER COLUMN id SET START WITH 1 SET CACHE 1;

-- hazard data-loss: table public.fresh: the table and all its rows are lost
-- locks ACCESS EXCLUSIVE on public.fresh
DROP TABLE public.fresh;
