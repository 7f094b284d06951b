-- forward

-- locks ACCESS EXCLUSIVE on public.a
ALTER TABLE public.a ALTER COLUMN id SET (n_distinct='-1'),
    ALTER COLUMN b RESET (n_distinct),
    ALTER COLUMN c RESET (n_distinct_inherited),
    ALTER COLUMN c SET (n_distinct='7');

-- backward

-- locks ACCESS EXCLUSIVE on public.a
ALTER TABLE public.a ALTER COLUMN id RESET (n_distinct),
    ALTER COLUMN b SET (n_distinct='5'),
    ALTER COLUMN c SET (n_distinct='-0.5', n_distinct_inherited='10');
