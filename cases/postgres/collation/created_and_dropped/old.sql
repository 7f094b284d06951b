CREATE COLLATION gone (locale = 'C');
CREATE TABLE t (a text COLLATE gone);
