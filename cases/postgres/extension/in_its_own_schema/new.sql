CREATE SCHEMA ext;
CREATE EXTENSION hstore SCHEMA ext;
CREATE EXTENSION "uuid-ossp" SCHEMA ext;
CREATE TABLE a (id uuid DEFAULT ext.uuid_generate_v4(), attributes ext.hstore);
CREATE INDEX a_attributes ON a USING gist (attributes);
