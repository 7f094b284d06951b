CREATE TYPE x AS ENUM ('a');
CREATE TABLE y (id integer);
