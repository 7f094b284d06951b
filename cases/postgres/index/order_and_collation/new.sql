CREATE TABLE a (b text, c integer, d text COLLATE "C");
CREATE INDEX a_1 ON a (b COLLATE "C" DESC NULLS LAST, c DESC, d COLLATE "POSIX" NULLS FIRST);
CREATE INDEX a_2 ON a (d text_pattern_ops);
