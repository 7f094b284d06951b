-- forward

COMMENT ON EXTENSION plpgsql IS NULL;

COMMENT ON SCHEMA public IS 'ours';

-- backward

COMMENT ON EXTENSION plpgsql IS 'PL/pgSQL procedural language';

COMMENT ON SCHEMA public IS 'standard public schema';
