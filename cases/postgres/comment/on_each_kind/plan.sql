-- forward

COMMENT ON EXTENSION btree_gist IS 'extension';

-- locks SHARE UPDATE EXCLUSIVE on public.a
COMMENT ON TABLE public.a IS 'table';

COMMENT ON CONSTRAINT a_c ON public.a IS 'check';

COMMENT ON CONSTRAINT a_f ON public.a IS 'foreign key';

COMMENT ON CONSTRAINT a_key ON public.a IS 'primary key';

COMMENT ON CONSTRAINT a_u ON public.a IS 'unique';

COMMENT ON CONSTRAINT a_x ON public.a IS 'exclusion';

-- locks SHARE UPDATE EXCLUSIVE on public.a
COMMENT ON COLUMN public.a.c IS 'column';

-- locks SHARE UPDATE EXCLUSIVE on public.a
COMMENT ON INDEX public.a_i IS 'index';

-- locks SHARE UPDATE EXCLUSIVE on public.a
COMMENT ON INDEX public.a_key IS 'index of the primary key';

COMMENT ON TYPE public.e IS 'enum';

-- locks SHARE UPDATE EXCLUSIVE on public.q
COMMENT ON SEQUENCE public.q IS 'sequence';

COMMENT ON SCHEMA s IS 'schema';

-- backward

-- locks SHARE UPDATE EXCLUSIVE on public.a
COMMENT ON TABLE public.a IS NULL;

COMMENT ON CONSTRAINT a_c ON public.a IS NULL;

COMMENT ON CONSTRAINT a_f ON public.a IS NULL;

COMMENT ON CONSTRAINT a_key ON public.a IS NULL;

COMMENT ON CONSTRAINT a_u ON public.a IS NULL;

COMMENT ON CONSTRAINT a_x ON public.a IS NULL;

-- locks SHARE UPDATE EXCLUSIVE on public.a
COMMENT ON COLUMN public.a.c IS NULL;

-- locks SHARE UPDATE EXCLUSIVE on public.a
COMMENT ON INDEX public.a_i IS NULL;

-- locks SHARE UPDATE EXCLUSIVE on public.a
COMMENT ON INDEX public.a_key IS NULL;

COMMENT ON TYPE public.e IS NULL;

-- locks SHARE UPDATE EXCLUSIVE on public.q
COMMENT ON SEQUENCE public.q IS NULL;

COMMENT ON SCHEMA s IS NULL;

COMMENT ON EXTENSION btree_gist IS 'support for indexing common datatypes in GiST';
