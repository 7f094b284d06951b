CREATE TABLE a (id integer, x integer, CONSTRAINT a_key PRIMARY KEY (id) INCLUDE (x) WITH (fillfactor = 70));
CREATE TABLE b (id integer, CONSTRAINT b_key PRIMARY KEY (id) DEFERRABLE INITIALLY DEFERRED);
