-- forward

CREATE SCHEMA "Odd Schema";

CREATE SCHEMA shop;

CREATE TABLE "Odd Schema"."Order" (
    "select" integer
);

CREATE TABLE shop.item (
    id integer NOT NULL,
    a integer,
    CONSTRAINT item_pkey PRIMARY KEY (id)
);

-- locks SHARE ROW EXCLUSIVE on shop.item, SHARE ROW EXCLUSIVE on public.a
ALTER TABLE shop.item ADD CONSTRAINT item_a_fkey FOREIGN KEY (a) REFERENCES public.a(id);

-- backward

-- hazard data-loss: table "Odd Schema"."Order": the table and all its rows are lost
-- locks ACCESS EXCLUSIVE on "Odd Schema"."Order"
DROP TABLE "Odd Schema"."Order";

-- hazard data-loss: table shop.item: the table and all its rows are lost
-- locks ACCESS EXCLUSIVE on shop.item, ACCESS EXCLUSIVE on public.a
DROP TABLE shop.item;

DROP SCHEMA "Odd Schema";

DROP SCHEMA shop;
