CREATE TABLE orders (id integer, note bigint, CONSTRAINT orders_key PRIMARY KEY (id) INCLUDE (note));
CREATE TABLE lines (id integer, orders_id integer CONSTRAINT lines_orders REFERENCES orders (id));
