CREATE DOMAIN code AS text CHECK (VALUE <> '');
CREATE TABLE r (a text, b code);
CREATE TABLE h (id integer PRIMARY KEY, r r);
