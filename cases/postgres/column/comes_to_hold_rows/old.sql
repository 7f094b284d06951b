CREATE TABLE addresses (street text, seen timestamptz DEFAULT now());
CREATE TABLE orders (id integer PRIMARY KEY, shipped_to text);
