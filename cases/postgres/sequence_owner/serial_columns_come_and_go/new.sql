CREATE TABLE a (id integer PRIMARY KEY, x bigserial);
CREATE TABLE b (id smallserial PRIMARY KEY);
