CREATE TABLE orders (id integer, due date, paid text);
CREATE TABLE bills (id integer, paid text, due date);
CREATE FUNCTION all_orders() RETURNS SETOF orders LANGUAGE sql BEGIN ATOMIC SELECT * FROM orders; END;
CREATE FUNCTION all_bills() RETURNS SETOF bills LANGUAGE sql BEGIN ATOMIC SELECT * FROM bills; END;
