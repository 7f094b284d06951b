CREATE TABLE a (b integer, c text);
CREATE INDEX a_b ON a (b);
CREATE INDEX a_c ON a (c) WITH (fillfactor = 50, deduplicate_items = off);
CREATE INDEX a_w ON a (c) WITH (fillfactor = 80) WHERE b > 0;
