CREATE TABLE parent (id integer);
ALTER TABLE parent ADD CONSTRAINT positive CHECK (id > 0) NOT VALID;
