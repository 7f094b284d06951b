CREATE TABLE a (tenant integer, id integer, PRIMARY KEY (tenant, id));
CREATE TABLE b (tenant integer NOT NULL, a integer, CONSTRAINT f FOREIGN KEY (tenant, a) REFERENCES a ON DELETE SET NULL (a));
