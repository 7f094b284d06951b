CREATE TABLE orders (id integer, note integer, CONSTRAINT orders_key PRIMARY KEY (id) INCLUDE (note));
CREATE TABLE lines (id integer, orders_id integer CONSTRAINT lines_orders REFERENCES orders (id));
CREATE TABLE extras (orders_id integer CONSTRAINT extras_orders REFERENCES orders (id));
