CREATE TABLE t (rowid TEXT, _rowid_ TEXT, a INT);
