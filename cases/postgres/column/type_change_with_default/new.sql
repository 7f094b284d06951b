CREATE TABLE a (id bigint DEFAULT 1, b integer DEFAULT 5, c text DEFAULT 'abc', d integer DEFAULT 1);
