CREATE TYPE e AS ENUM ('b', 'a', 'c');
CREATE DOMAIN d AS e NOT NULL DEFAULT 'a' CHECK (VALUE::e <> 'b');
CREATE DOMAIN dd AS d CHECK (VALUE::e <> 'c');
CREATE TABLE t (id integer PRIMARY KEY, e e DEFAULT 'b', d d, dd dd DEFAULT 'a', list d[]);
