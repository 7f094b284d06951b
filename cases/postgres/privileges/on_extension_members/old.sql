CREATE EXTENSION hstore SCHEMA public;
CREATE EXTENSION pg_stat_statements SCHEMA public;
