CREATE TABLE orders (id integer, paid text);
CREATE TABLE bills (id integer, paid text);
CREATE FUNCTION all_orders() RETURNS SETOF orders LANGUAGE sql BEGIN ATOMIC SELECT * FROM orders; END;
