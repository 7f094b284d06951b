CREATE DOMAIN code AS text CHECK (VALUE <> '');
CREATE TABLE r (a text);
CREATE TABLE h (id integer PRIMARY KEY, r r);
