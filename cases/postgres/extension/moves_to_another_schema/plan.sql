-- forward

ALTER EXTENSION citext SET SCHEMA tools;

-- backward

ALTER EXTENSION citext SET SCHEMA public;
