CREATE DOMAIN d AS integer CHECK (VALUE > 0);
CREATE DOMAIN fresh AS text DEFAULT 'f';
CREATE TYPE e AS ENUM ('1', '2');
CREATE TABLE t (id integer PRIMARY KEY, a integer DEFAULT 1, b d, c fresh, x e, y d, z d);
