CREATE TABLE parent (id integer, x text);
