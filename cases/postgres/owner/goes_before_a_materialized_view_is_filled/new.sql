CREATE TABLE measured (id integer NOT NULL);
CREATE VIEW recent AS SELECT id FROM measured WHERE id > 1;
CREATE MATERIALIZED VIEW kept AS SELECT id FROM recent;
