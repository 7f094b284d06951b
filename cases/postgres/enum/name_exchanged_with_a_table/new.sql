CREATE TYPE y AS ENUM ('a');
CREATE TABLE x (id integer, y y);
