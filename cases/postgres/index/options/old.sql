CREATE TABLE a (b integer, c text);
CREATE INDEX a_b ON a (b) WITH (fillfactor = 70);
CREATE INDEX a_c ON a (c);
CREATE INDEX a_w ON a (c) WITH (fillfactor = 60) WHERE b > 0;
