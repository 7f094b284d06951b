-- forward

-- alone: cannot run inside a transaction
-- locks SHARE UPDATE EXCLUSIVE on public.customers
DROP INDEX CONCURRENTLY public.customers_email;

-- alone: cannot run inside a transaction
-- locks SHARE UPDATE EXCLUSIVE on public.orders
DROP INDEX CONCURRENTLY public.orders_placed;

-- locks ACCESS EXCLUSIVE on public.lines, ACCESS EXCLUSIVE on public.orders, ACCESS EXCLUSIVE on public.products
ALTER TABLE public.lines DROP CONSTRAINT lines_order_fkey,
    DROP CONSTRAINT lines_product_fkey;

-- locks ACCESS EXCLUSIVE on public.orders, ACCESS EXCLUSIVE on public.customers
ALTER TABLE public.orders DROP CONSTRAINT orders_customer_fkey;

CREATE SCHEMA archive;

CREATE EXTENSION citext WITH SCHEMA public;

CREATE TABLE archive.log (
    at timestamp with time zone NOT NULL,
    what jsonb
)
PARTITION BY RANGE (at);

CREATE TABLE archive.log_rest (
    at timestamp with time zone NOT NULL,
    what jsonb
);

-- hazard data-loss: column public.customers.notes: the column and its values are lost
-- locks ACCESS EXCLUSIVE on public.customers
ALTER TABLE public.customers ALTER COLUMN id DROP DEFAULT,
    DROP COLUMN notes,
    ALTER COLUMN name TYPE text USING name::text,
    ADD CONSTRAINT customers_name_is_set CHECK (name IS NOT NULL) NOT VALID;

-- apart: in a transaction of its own, so that no other lock is held meanwhile
-- hazard may-fail: column public.customers.name: rows where it is null stop it
-- locks SHARE UPDATE EXCLUSIVE on public.customers
BEGIN;
ALTER TABLE public.customers VALIDATE CONSTRAINT customers_name_is_set;
COMMIT;

-- locks ACCESS EXCLUSIVE on public.customers
ALTER TABLE public.customers ALTER COLUMN name SET NOT NULL;

-- locks ACCESS EXCLUSIVE on public.customers
ALTER TABLE public.customers DROP CONSTRAINT customers_name_is_set;

-- locks ACCESS EXCLUSIVE on public.customers
ALTER TABLE public.customers ALTER COLUMN email TYPE public.citext USING email::public.citext,
    ADD COLUMN country character(2),
    ALTER COLUMN name SET DEFAULT ''::text;

-- alone: cannot run inside a transaction
-- hazard may-fail: unique public.customers.customers_email_key: rows that break the constraint stop it
-- locks SHARE UPDATE EXCLUSIVE on public.customers
CREATE UNIQUE INDEX CONCURRENTLY customers_email_key ON public.customers USING btree (email);

-- locks ACCESS EXCLUSIVE on public.customers
ALTER TABLE public.customers ADD CONSTRAINT customers_email_key UNIQUE USING INDEX customers_email_key;

-- hazard rewrite: column public.lines."order": its values are converted from integer to bigint
-- hazard may-fail: column public.lines."order": a value that does not convert stops it
-- hazard rewrite: column public.lines.product: its values are converted from integer to bigint
-- hazard may-fail: column public.lines.product: a value that does not convert stops it
-- hazard rewrite: column public.lines.quantity: its values are converted from smallint to integer
-- hazard may-fail: column public.lines.quantity: a value that does not convert stops it
-- locks ACCESS EXCLUSIVE on public.lines
ALTER TABLE public.lines DROP CONSTRAINT lines_pkey,
    ALTER COLUMN "order" TYPE bigint USING "order"::bigint,
    ALTER COLUMN product TYPE bigint USING product::bigint,
    ALTER COLUMN quantity TYPE integer USING quantity::integer,
    ADD CONSTRAINT lines_quantity_is_set CHECK (quantity IS NOT NULL) NOT VALID;

-- apart: in a transaction of its own, so that no other lock is held meanwhile
-- hazard may-fail: column public.lines.quantity: rows where it is null stop it
-- locks SHARE UPDATE EXCLUSIVE on public.lines
BEGIN;
ALTER TABLE public.lines VALIDATE CONSTRAINT lines_quantity_is_set;
COMMIT;

-- locks ACCESS EXCLUSIVE on public.lines
ALTER TABLE public.lines ALTER COLUMN quantity SET NOT NULL;

-- locks ACCESS EXCLUSIVE on public.lines
ALTER TABLE public.lines DROP CONSTRAINT lines_quantity_is_set;

-- locks ACCESS EXCLUSIVE on public.lines
ALTER TABLE public.lines ADD COLUMN discount numeric,
    ALTER COLUMN quantity SET DEFAULT 1;

-- alone: cannot run inside a transaction
-- hazard may-fail: primary_key public.lines.lines_pkey: rows that break the constraint stop it
-- locks SHARE UPDATE EXCLUSIVE on public.lines
CREATE UNIQUE INDEX CONCURRENTLY lines_pkey ON public.lines USING btree (product, "order");

-- locks ACCESS EXCLUSIVE on public.lines
ALTER TABLE public.lines ADD CONSTRAINT lines_pkey PRIMARY KEY USING INDEX lines_pkey;

-- locks ACCESS EXCLUSIVE on public.orders
ALTER TABLE public.orders ALTER COLUMN id DROP DEFAULT;

-- locks SHARE ROW EXCLUSIVE on public.order_numbers
ALTER SEQUENCE public.order_numbers START WITH 1000 CACHE 10;

-- locks ACCESS EXCLUSIVE on public.orders
ALTER TABLE public.orders ALTER COLUMN status DROP DEFAULT,
    ENABLE ROW LEVEL SECURITY;

ALTER TYPE public.status RENAME TO status__evenkeel_old;

CREATE TYPE public.status AS ENUM ('new', 'packed', 'paid');

-- hazard rewrite: column public.orders.status: its values are converted from public.status to public.status
-- hazard may-fail: column public.orders.status: rows that hold lost do not fit the new type
-- hazard long-lock: column public.orders.status: all rows are read while everyone waits
-- hazard may-fail: column public.orders.status: rows where it is null stop it
-- locks ACCESS EXCLUSIVE on public.orders
ALTER TABLE public.orders ALTER COLUMN status TYPE public.status USING status::text::public.status,
    ALTER COLUMN status SET NOT NULL;

DROP TYPE public.status__evenkeel_old;

-- hazard rewrite: column public.orders.id: its values are converted from integer to bigint
-- hazard may-fail: column public.orders.id: a value that does not convert stops it
-- hazard rewrite: column public.orders.customer: its values are converted from integer to bigint
-- hazard may-fail: column public.orders.customer: a value that does not convert stops it
-- locks ACCESS EXCLUSIVE on public.orders
ALTER TABLE public.orders ALTER COLUMN id TYPE bigint USING id::bigint,
    ALTER COLUMN customer TYPE bigint USING customer::bigint,
    ADD CONSTRAINT orders_customer_is_set CHECK (customer IS NOT NULL) NOT VALID;

-- apart: in a transaction of its own, so that no other lock is held meanwhile
-- hazard may-fail: column public.orders.customer: rows where it is null stop it
-- locks SHARE UPDATE EXCLUSIVE on public.orders
BEGIN;
ALTER TABLE public.orders VALIDATE CONSTRAINT orders_customer_is_set;
COMMIT;

-- locks ACCESS EXCLUSIVE on public.orders
ALTER TABLE public.orders ALTER COLUMN customer SET NOT NULL;

-- locks ACCESS EXCLUSIVE on public.orders
ALTER TABLE public.orders DROP CONSTRAINT orders_customer_is_set;

-- hazard rewrite: column public.orders.placed: its values are converted from timestamp without time zone to timestamp with time zone, unless TimeZone is UTC
-- hazard may-fail: column public.orders.placed: a value that does not convert stops it
-- locks ACCESS EXCLUSIVE on public.orders
ALTER TABLE public.orders ALTER COLUMN placed TYPE timestamp with time zone USING placed::timestamp with time zone,
    ALTER COLUMN id SET DEFAULT nextval('public.order_numbers'::regclass),
    ALTER COLUMN placed SET DEFAULT now(),
    ALTER COLUMN status SET DEFAULT 'packed'::public.status,
    ADD CONSTRAINT placed_when_paid CHECK (((status <> 'paid'::public.status) OR (placed IS NOT NULL))) NOT VALID;

-- apart: in a transaction of its own, so that no other lock is held meanwhile
-- hazard may-fail: check public.orders.placed_when_paid: rows that break the constraint stop it
-- locks SHARE UPDATE EXCLUSIVE on public.orders
BEGIN;
ALTER TABLE public.orders VALIDATE CONSTRAINT placed_when_paid;
COMMIT;

-- hazard rewrite: column public.products.id: its values are converted from integer to bigint
-- hazard may-fail: column public.products.id: a value that does not convert stops it
-- locks ACCESS EXCLUSIVE on public.products
ALTER TABLE public.products DROP CONSTRAINT products_price_check,
    ALTER COLUMN id TYPE bigint USING id::bigint,
    ALTER COLUMN price TYPE numeric(10,2) USING price::numeric(10,2),
    ADD CONSTRAINT products_title_is_set CHECK (title IS NOT NULL) NOT VALID;

-- apart: in a transaction of its own, so that no other lock is held meanwhile
-- hazard may-fail: column public.products.title: rows where it is null stop it
-- locks SHARE UPDATE EXCLUSIVE on public.products
BEGIN;
ALTER TABLE public.products VALIDATE CONSTRAINT products_title_is_set;
COMMIT;

-- locks ACCESS EXCLUSIVE on public.products
ALTER TABLE public.products ALTER COLUMN title SET NOT NULL;

-- locks ACCESS EXCLUSIVE on public.products
ALTER TABLE public.products DROP CONSTRAINT products_title_is_set;

-- locks ACCESS EXCLUSIVE on public.products
ALTER TABLE public.products ADD COLUMN search tsvector GENERATED ALWAYS AS (to_tsvector('simple'::regconfig, title)) STORED,
    ADD CONSTRAINT products_price_check CHECK ((price >= (0)::numeric)) NOT VALID;

-- apart: in a transaction of its own, so that no other lock is held meanwhile
-- hazard may-fail: check public.products.products_price_check: rows that break the constraint stop it
-- locks SHARE UPDATE EXCLUSIVE on public.products
BEGIN;
ALTER TABLE public.products VALIDATE CONSTRAINT products_price_check;
COMMIT;

-- locks SHARE on archive.log
CREATE INDEX log_at ON ONLY archive.log USING btree (at DESC);

-- locks SHARE on archive.log_rest
CREATE INDEX log_rest_at_idx ON archive.log_rest USING btree (at DESC);

-- hazard may-fail: partition archive.log_rest: rows outside the bound stop it
-- locks SHARE UPDATE EXCLUSIVE on archive.log, ACCESS EXCLUSIVE on archive.log_rest
ALTER TABLE ONLY archive.log ATTACH PARTITION archive.log_rest DEFAULT;

-- alone: cannot run inside a transaction
-- locks SHARE UPDATE EXCLUSIVE on public.orders
CREATE INDEX CONCURRENTLY orders_placed ON public.orders USING btree (placed) WHERE (status = 'new'::public.status);

-- alone: cannot run inside a transaction
-- locks SHARE UPDATE EXCLUSIVE on public.products
CREATE INDEX CONCURRENTLY products_search ON public.products USING gin (search);

-- locks SHARE UPDATE EXCLUSIVE on archive.log, ACCESS EXCLUSIVE on archive.log_rest
ALTER INDEX archive.log_at ATTACH PARTITION archive.log_rest_at_idx;

-- locks SHARE ROW EXCLUSIVE on public.lines, SHARE ROW EXCLUSIVE on public.orders, SHARE ROW EXCLUSIVE on public.products
ALTER TABLE public.lines ADD CONSTRAINT lines_order_fkey FOREIGN KEY ("order") REFERENCES public.orders(id) ON DELETE CASCADE NOT VALID,
    ADD CONSTRAINT lines_product_fkey FOREIGN KEY (product) REFERENCES public.products(id) NOT VALID;

-- apart: in a transaction of its own, so that no other lock is held meanwhile
-- hazard may-fail: foreign_key public.lines.lines_order_fkey: rows without a partner stop it
-- hazard may-fail: foreign_key public.lines.lines_product_fkey: rows without a partner stop it
-- locks SHARE UPDATE EXCLUSIVE on public.lines
BEGIN;
ALTER TABLE public.lines VALIDATE CONSTRAINT lines_order_fkey,
    VALIDATE CONSTRAINT lines_product_fkey;
COMMIT;

-- hazard data-loss: table old_schema.log: the table and all its rows are lost
-- locks ACCESS EXCLUSIVE on old_schema.log
DROP TABLE old_schema.log;

-- hazard data-loss: sequence public.customers_id_seq: its current value is lost
-- locks ACCESS EXCLUSIVE on public.customers_id_seq
DROP SEQUENCE public.customers_id_seq;

-- hazard rewrite: column public.customers.id: its values are converted from integer to bigint
-- hazard may-fail: column public.customers.id: a value that does not convert stops it
-- locks ACCESS EXCLUSIVE on public.customers
ALTER TABLE public.customers ALTER COLUMN id TYPE bigint USING id::bigint;

-- hazard may-fail: identity public.customers.id: its numbers start anew and may meet values that rows hold already
-- locks ACCESS EXCLUSIVE on public.customers
ALTER TABLE public.customers ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY;

-- locks SHARE ROW EXCLUSIVE on public.orders, SHARE ROW EXCLUSIVE on public.customers
ALTER TABLE public.orders ADD CONSTRAINT orders_customer_fkey FOREIGN KEY (customer) REFERENCES public.customers(id) ON DELETE RESTRICT NOT VALID;

-- apart: in a transaction of its own, so that no other lock is held meanwhile
-- hazard may-fail: foreign_key public.orders.orders_customer_fkey: rows without a partner stop it
-- locks SHARE UPDATE EXCLUSIVE on public.orders
BEGIN;
ALTER TABLE public.orders VALIDATE CONSTRAINT orders_customer_fkey;
COMMIT;

DROP TYPE public.unused;

DROP SCHEMA old_schema;

COMMENT ON EXTENSION citext IS 'data type for case-insensitive character strings';

-- locks SHARE UPDATE EXCLUSIVE on public.customers
COMMENT ON TABLE public.customers IS 'who buys and pays';

COMMENT ON TYPE public.status IS 'of an order';

-- backward

-- alone: cannot run inside a transaction
-- locks SHARE UPDATE EXCLUSIVE on public.orders
DROP INDEX CONCURRENTLY public.orders_placed;

-- locks ACCESS EXCLUSIVE on public.lines, ACCESS EXCLUSIVE on public.orders, ACCESS EXCLUSIVE on public.products
ALTER TABLE public.lines DROP CONSTRAINT lines_order_fkey,
    DROP CONSTRAINT lines_product_fkey;

-- locks ACCESS EXCLUSIVE on public.orders, ACCESS EXCLUSIVE on public.customers
ALTER TABLE public.orders DROP CONSTRAINT orders_customer_fkey;

CREATE SCHEMA old_schema;

CREATE TYPE public.unused AS ENUM ('x');

CREATE TABLE old_schema.log (
    at timestamp without time zone,
    what text
);

-- locks ACCESS EXCLUSIVE on public.customers
ALTER TABLE public.customers DROP CONSTRAINT customers_email_key,
    ALTER COLUMN name DROP DEFAULT;

-- locks ACCESS EXCLUSIVE on public.customers
ALTER TABLE public.customers ALTER COLUMN id DROP IDENTITY;

CREATE SEQUENCE public.customers_id_seq AS integer;

-- hazard data-loss: column public.customers.country: the column and its values are lost
-- hazard rewrite: column public.customers.id: its values are converted from bigint to integer
-- hazard may-fail: column public.customers.id: a value that does not convert stops it
-- hazard rewrite: column public.customers.name: its values are converted from text to character varying(50)
-- hazard may-fail: column public.customers.name: a value that does not convert stops it
-- hazard rewrite: column public.customers.email: its values are converted from public.citext to text
-- hazard may-fail: column public.customers.email: a value that does not convert stops it
-- locks ACCESS EXCLUSIVE on public.customers
ALTER TABLE public.customers DROP COLUMN country,
    ALTER COLUMN id TYPE integer USING id::integer,
    ALTER COLUMN name TYPE character varying(50) USING name::character varying(50),
    ALTER COLUMN name DROP NOT NULL,
    ALTER COLUMN email TYPE text USING email::text,
    ADD COLUMN notes text,
    ALTER COLUMN id SET DEFAULT nextval('public.customers_id_seq'::regclass);

-- hazard data-loss: column public.lines.discount: the column and its values are lost
-- hazard rewrite: column public.lines."order": its values are converted from bigint to integer
-- hazard may-fail: column public.lines."order": a value that does not convert stops it
-- hazard rewrite: column public.lines.product: its values are converted from bigint to integer
-- hazard may-fail: column public.lines.product: a value that does not convert stops it
-- hazard rewrite: column public.lines.quantity: its values are converted from integer to smallint
-- hazard may-fail: column public.lines.quantity: a value that does not convert stops it
-- locks ACCESS EXCLUSIVE on public.lines
ALTER TABLE public.lines DROP CONSTRAINT lines_pkey,
    ALTER COLUMN quantity DROP DEFAULT,
    DROP COLUMN discount,
    ALTER COLUMN "order" TYPE integer USING "order"::integer,
    ALTER COLUMN product TYPE integer USING product::integer,
    ALTER COLUMN quantity TYPE smallint USING quantity::smallint,
    ALTER COLUMN quantity DROP NOT NULL;

-- alone: cannot run inside a transaction
-- hazard may-fail: primary_key public.lines.lines_pkey: rows that break the constraint stop it
-- locks SHARE UPDATE EXCLUSIVE on public.lines
CREATE UNIQUE INDEX CONCURRENTLY lines_pkey ON public.lines USING btree ("order", product);

-- locks ACCESS EXCLUSIVE on public.lines
ALTER TABLE public.lines ADD CONSTRAINT lines_pkey PRIMARY KEY USING INDEX lines_pkey;

-- locks ACCESS EXCLUSIVE on public.orders
ALTER TABLE public.orders DROP CONSTRAINT placed_when_paid,
    ALTER COLUMN id DROP DEFAULT;

-- locks SHARE ROW EXCLUSIVE on public.order_numbers
ALTER SEQUENCE public.order_numbers START WITH 1 CACHE 1;

-- locks ACCESS EXCLUSIVE on public.orders
ALTER TABLE public.orders ALTER COLUMN placed DROP DEFAULT,
    ALTER COLUMN status DROP DEFAULT,
    DISABLE ROW LEVEL SECURITY;

ALTER TYPE public.status RENAME TO status__evenkeel_old;

CREATE TYPE public.status AS ENUM ('new', 'paid', 'lost');

-- hazard rewrite: column public.orders.status: its values are converted from public.status to public.status
-- hazard may-fail: column public.orders.status: rows that hold packed do not fit the new type
-- locks ACCESS EXCLUSIVE on public.orders
ALTER TABLE public.orders ALTER COLUMN status TYPE public.status USING status::text::public.status,
    ALTER COLUMN status DROP NOT NULL;

DROP TYPE public.status__evenkeel_old;

-- hazard rewrite: column public.orders.id: its values are converted from bigint to integer
-- hazard may-fail: column public.orders.id: a value that does not convert stops it
-- hazard rewrite: column public.orders.customer: its values are converted from bigint to integer
-- hazard may-fail: column public.orders.customer: a value that does not convert stops it
-- hazard rewrite: column public.orders.placed: its values are converted from timestamp with time zone to timestamp without time zone, unless TimeZone is UTC
-- hazard may-fail: column public.orders.placed: a value that does not convert stops it
-- locks ACCESS EXCLUSIVE on public.orders
ALTER TABLE public.orders ALTER COLUMN id TYPE integer USING id::integer,
    ALTER COLUMN customer TYPE integer USING customer::integer,
    ALTER COLUMN customer DROP NOT NULL,
    ALTER COLUMN placed TYPE timestamp without time zone USING placed::timestamp without time zone,
    ALTER COLUMN id SET DEFAULT nextval('public.order_numbers'::regclass),
    ALTER COLUMN status SET DEFAULT 'new'::public.status;

-- hazard rewrite: column public.products.id: its values are converted from bigint to integer
-- hazard may-fail: column public.products.id: a value that does not convert stops it
-- hazard rewrite: column public.products.price: its values are converted from numeric(10,2) to numeric(8,2)
-- hazard may-fail: column public.products.price: a value that does not convert stops it
-- locks ACCESS EXCLUSIVE on public.products
ALTER TABLE public.products DROP CONSTRAINT products_price_check,
    DROP COLUMN search,
    ALTER COLUMN id TYPE integer USING id::integer,
    ALTER COLUMN price TYPE numeric(8,2) USING price::numeric(8,2),
    ALTER COLUMN title DROP NOT NULL,
    ADD CONSTRAINT products_price_check CHECK ((price > (0)::numeric)) NOT VALID;

-- apart: in a transaction of its own, so that no other lock is held meanwhile
-- hazard may-fail: check public.products.products_price_check: rows that break the constraint stop it
-- locks SHARE UPDATE EXCLUSIVE on public.products
BEGIN;
ALTER TABLE public.products VALIDATE CONSTRAINT products_price_check;
COMMIT;

-- locks SHARE ROW EXCLUSIVE on public.customers_id_seq
ALTER SEQUENCE public.customers_id_seq OWNED BY public.customers.id;

-- alone: cannot run inside a transaction
-- locks SHARE UPDATE EXCLUSIVE on public.customers
CREATE INDEX CONCURRENTLY customers_email ON public.customers USING btree (email);

-- alone: cannot run inside a transaction
-- locks SHARE UPDATE EXCLUSIVE on public.orders
CREATE INDEX CONCURRENTLY orders_placed ON public.orders USING btree (placed);

-- locks SHARE ROW EXCLUSIVE on public.lines, SHARE ROW EXCLUSIVE on public.orders, SHARE ROW EXCLUSIVE on public.products
ALTER TABLE public.lines ADD CONSTRAINT lines_order_fkey FOREIGN KEY ("order") REFERENCES public.orders(id) NOT VALID,
    ADD CONSTRAINT lines_product_fkey FOREIGN KEY (product) REFERENCES public.products(id) NOT VALID;

-- locks SHARE ROW EXCLUSIVE on public.orders, SHARE ROW EXCLUSIVE on public.customers
ALTER TABLE public.orders ADD CONSTRAINT orders_customer_fkey FOREIGN KEY (customer) REFERENCES public.customers(id) NOT VALID;

-- apart: in a transaction of its own, so that no other lock is held meanwhile
-- hazard may-fail: foreign_key public.lines.lines_order_fkey: rows without a partner stop it
-- hazard may-fail: foreign_key public.lines.lines_product_fkey: rows without a partner stop it
-- locks SHARE UPDATE EXCLUSIVE on public.lines
BEGIN;
ALTER TABLE public.lines VALIDATE CONSTRAINT lines_order_fkey,
    VALIDATE CONSTRAINT lines_product_fkey;
COMMIT;

-- apart: in a transaction of its own, so that no other lock is held meanwhile
-- hazard may-fail: foreign_key public.orders.orders_customer_fkey: rows without a partner stop it
-- locks SHARE UPDATE EXCLUSIVE on public.orders
BEGIN;
ALTER TABLE public.orders VALIDATE CONSTRAINT orders_customer_fkey;
COMMIT;

-- hazard data-loss: table archive.log_rest: the table and all its rows are lost
-- locks ACCESS EXCLUSIVE on archive.log_rest, ACCESS EXCLUSIVE on archive.log
DROP TABLE archive.log_rest;

-- locks ACCESS EXCLUSIVE on archive.log
DROP TABLE archive.log;

DROP EXTENSION citext;

DROP SCHEMA archive;

-- locks SHARE UPDATE EXCLUSIVE on public.customers
COMMENT ON TABLE public.customers IS 'who buys';
