CREATE TABLE measured (id integer NOT NULL);
CREATE VIEW recent AS SELECT id FROM measured WHERE id > 1;
ALTER VIEW recent OWNER TO case_owner;
