CREATE TABLE t (id integer, label text);
