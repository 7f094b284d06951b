-- forward

CREATE SEQUENCE public.down AS integer INCREMENT BY -1;

CREATE SEQUENCE public.plain;

CREATE SEQUENCE public.small AS smallint INCREMENT BY 2 MINVALUE -10 MAXVALUE 100 START WITH 4 CACHE 5 CYCLE;

-- hazard data-loss: sequence public.dropped: its current value is lost
-- locks ACCESS EXCLUSIVE on public.dropped
DROP SEQUENCE public.dropped;

-- backward

CREATE SEQUENCE public.dropped;

-- hazard data-loss: sequence public.down: its current value is lost
-- locks ACCESS EXCLUSIVE on public.down
DROP SEQUENCE public.down;

-- hazard data-loss: sequence public.plain: its current value is lost
-- locks ACCESS EXCLUSIVE on public.plain
DROP SEQUENCE public.plain;

-- hazard data-loss: sequence public.small: its current value is lost
-- locks ACCESS EXCLUSIVE on public.small
DROP SEQUENCE public.small;
