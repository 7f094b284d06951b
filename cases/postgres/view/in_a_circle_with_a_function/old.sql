CREATE TABLE orders (id integer PRIMARY KEY, total numeric NOT NULL);
CREATE TABLE notes (id integer PRIMARY KEY);
