CREATE FUNCTION default_of_a(text) RETURNS text LANGUAGE sql AS $$ SELECT $1 || 'x' $$;
