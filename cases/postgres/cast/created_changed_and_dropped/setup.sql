CREATE FUNCTION to_inet(integer) RETURNS inet LANGUAGE sql IMMUTABLE AS $$ SELECT '0.0.0.0'::inet + $1 $$;
