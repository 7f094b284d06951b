CREATE TABLE a (id serial PRIMARY KEY, x character varying(10) DEFAULT 'a'::character varying, y int4, z timestamptz DEFAULT now());
CREATE UNIQUE INDEX a_x ON a USING btree (x ASC NULLS LAST);
