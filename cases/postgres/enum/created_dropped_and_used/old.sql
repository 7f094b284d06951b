CREATE TYPE gone AS ENUM ('a');
CREATE TABLE a (id integer, g gone);
