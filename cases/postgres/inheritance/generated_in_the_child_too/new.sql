CREATE TABLE kept (id integer);
CREATE TABLE parent (a integer, b integer GENERATED ALWAYS AS (a * 2) STORED);
CREATE TABLE child (b integer GENERATED ALWAYS AS (a * 2) STORED, a integer);
ALTER TABLE child INHERIT parent;
