CREATE UNLOGGED TABLE users (id integer);
CREATE TABLE orders (id integer, customer users);
