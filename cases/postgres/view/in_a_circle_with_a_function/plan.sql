-- forward

CREATE VIEW public.large_orders AS
SELECT NULL::integer AS id, NULL::numeric AS total, NULL::text COLLATE "C" AS "the class" WHERE false;

SET check_function_bodies = off;

CREATE FUNCTION public.at_least(amount numeric)
RETURNS SETOF public.large_orders
LANGUAGE sql
STABLE
AS $$ SELECT id, total, 'a' COLLATE "C" FROM public.orders WHERE total >= amount $$;

RESET check_function_bodies;

-- locks ACCESS EXCLUSIVE on public.large_orders
CREATE OR REPLACE VIEW public.large_orders WITH (security_barrier='true') AS
SELECT at_least.id,
    at_least.total,
    at_least."the class"
   FROM public.at_least((1000)::numeric) at_least(id, total, "the class");

CREATE MATERIALIZED VIEW public.kept AS
SELECT count(*) AS many
   FROM public.large_orders;

CREATE VIEW public.over_it AS
SELECT large_orders.id
   FROM public.large_orders;

-- locks SHARE UPDATE EXCLUSIVE on public.large_orders
COMMENT ON VIEW public.large_orders IS 'from a thousand on';

-- backward

-- locks ACCESS EXCLUSIVE on public.kept
DROP MATERIALIZED VIEW public.kept;

-- locks ACCESS EXCLUSIVE on public.over_it
DROP VIEW public.over_it;

-- locks ACCESS EXCLUSIVE on public.large_orders
CREATE OR REPLACE VIEW public.large_orders AS
SELECT NULL::integer AS id, NULL::numeric AS total, NULL::text COLLATE "C" AS "the class" WHERE false;

DROP FUNCTION public.at_least(numeric);

-- locks ACCESS EXCLUSIVE on public.large_orders
DROP VIEW public.large_orders;
