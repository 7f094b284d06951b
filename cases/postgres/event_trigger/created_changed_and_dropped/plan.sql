-- forward

DROP EVENT TRIGGER changes;

DROP EVENT TRIGGER goes;

DROP FUNCTION public.gone();

CREATE SCHEMA app;

SET check_function_bodies = off;

CREATE FUNCTION app.other()
RETURNS event_trigger
LANGUAGE plpgsql
AS $$BEGIN END$$;

RESET check_function_bodies;

CREATE EVENT TRIGGER "Odd ""one" ON table_rewrite
    EXECUTE FUNCTION app.other();

ALTER EVENT TRIGGER "Odd ""one" ENABLE REPLICA;

COMMENT ON EVENT TRIGGER "Odd ""one" IS 'odd';

CREATE EVENT TRIGGER changes ON ddl_command_end
    WHEN TAG IN ('CREATE TABLE', 'DROP TABLE')
    EXECUTE FUNCTION public.tell();

COMMENT ON EVENT TRIGGER changes IS 'stays';

ALTER EVENT TRIGGER disabled ENABLE;

ALTER EVENT TRIGGER firing ENABLE ALWAYS;

-- backward

DROP EVENT TRIGGER "Odd ""one";

DROP EVENT TRIGGER changes;

DROP FUNCTION app.other();

SET check_function_bodies = off;

CREATE FUNCTION public.gone()
RETURNS event_trigger
LANGUAGE plpgsql
AS $$BEGIN END$$;

RESET check_function_bodies;

DROP SCHEMA app;

CREATE EVENT TRIGGER changes ON ddl_command_end
    EXECUTE FUNCTION public.tell();

COMMENT ON EVENT TRIGGER changes IS 'stays';

ALTER EVENT TRIGGER disabled DISABLE;

ALTER EVENT TRIGGER firing ENABLE;

CREATE EVENT TRIGGER goes ON ddl_command_start
    EXECUTE FUNCTION public.gone();
