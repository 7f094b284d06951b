CREATE TABLE a (id integer, x integer, CONSTRAINT a_key PRIMARY KEY (id));
CREATE TABLE b (id integer, CONSTRAINT b_key PRIMARY KEY (id) DEFERRABLE);
