CREATE TABLE a (id integer, b text DEFAULT 'old', c text DEFAULT 'gone', d date);
