CREATE TABLE parent (id integer PRIMARY KEY);
CREATE VIEW "Odd ""one" AS SELECT id FROM parent;
