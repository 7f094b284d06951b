CREATE TABLE orders (id integer PRIMARY KEY, total numeric NOT NULL);
CREATE TABLE notes (id integer PRIMARY KEY);

CREATE VIEW large_orders AS SELECT id, total, 'a' COLLATE "C" AS "the class" FROM orders;

CREATE FUNCTION at_least(amount numeric) RETURNS SETOF large_orders LANGUAGE sql STABLE
    AS $$ SELECT id, total, 'a' COLLATE "C" FROM public.orders WHERE total >= amount $$;

CREATE OR REPLACE VIEW large_orders WITH (security_barrier = true)
    AS SELECT id, total, "the class" FROM at_least(1000);

COMMENT ON VIEW large_orders IS 'from a thousand on';
CREATE VIEW over_it AS SELECT id FROM large_orders;
CREATE MATERIALIZED VIEW kept AS SELECT count(*) AS many FROM large_orders;
