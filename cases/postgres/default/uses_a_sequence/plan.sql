-- forward

CREATE SEQUENCE public.other_numbers START WITH 100;

-- locks ACCESS EXCLUSIVE on public.a
ALTER TABLE public.a ALTER COLUMN b SET DEFAULT nextval('public.other_numbers'::regclass),
    ALTER COLUMN id SET DEFAULT nextval('public.other_numbers'::regclass);

-- hazard data-loss: sequence public.numbers: its current value is lost
-- locks ACCESS EXCLUSIVE on public.numbers
DROP SEQUENCE public.numbers;

-- backward

CREATE SEQUENCE public.numbers;

-- locks ACCESS EXCLUSIVE on public.a
ALTER TABLE public.a ALTER COLUMN b DROP DEFAULT,
    ALTER COLUMN id SET DEFAULT nextval('public.numbers'::regclass);

-- hazard data-loss: sequence public.other_numbers: its current value is lost
-- locks ACCESS EXCLUSIVE on public.other_numbers
DROP SEQUENCE public.other_numbers;
