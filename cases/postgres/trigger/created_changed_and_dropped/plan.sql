-- forward

-- locks ACCESS EXCLUSIVE on public.t
DROP TRIGGER goes ON public.t;

-- locks ACCESS EXCLUSIVE on public.t
DROP TRIGGER late ON public.t;

-- locks SHARE ROW EXCLUSIVE on public.t
CREATE TRIGGER "Odd ""one" AFTER TRUNCATE ON public.t FOR EACH STATEMENT EXECUTE FUNCTION public.tell_change();

-- locks SHARE ROW EXCLUSIVE on public.t
ALTER TABLE public.t ENABLE REPLICA TRIGGER always;

-- locks SHARE ROW EXCLUSIVE on public.t
CREATE OR REPLACE TRIGGER changes AFTER INSERT OR DELETE ON public.t FOR EACH ROW EXECUTE FUNCTION public.other();

-- locks SHARE ROW EXCLUSIVE on public.t
CREATE OR REPLACE TRIGGER changes_disabled AFTER UPDATE ON public.t FOR EACH ROW EXECUTE FUNCTION public.tell_change();

-- locks SHARE ROW EXCLUSIVE on public.t
ALTER TABLE public.t DISABLE TRIGGER changes_disabled,
    ENABLE TRIGGER disabled;

-- locks SHARE ROW EXCLUSIVE on public.t
CREATE CONSTRAINT TRIGGER late AFTER INSERT ON public.t DEFERRABLE INITIALLY IMMEDIATE FOR EACH ROW EXECUTE FUNCTION public.tell_change();

-- locks SHARE ROW EXCLUSIVE on public.t
CREATE TRIGGER new_replica AFTER UPDATE OF "Odd" ON public.t FOR EACH ROW EXECUTE FUNCTION public.tell_change();

-- locks SHARE ROW EXCLUSIVE on public.t
ALTER TABLE public.t ENABLE REPLICA TRIGGER new_replica;

-- locks SHARE ROW EXCLUSIVE on public.t
CREATE OR REPLACE TRIGGER rows AFTER UPDATE ON public.t REFERENCING NEW TABLE AS "After" FOR EACH STATEMENT EXECUTE FUNCTION public.tell_change();

-- locks SHARE ROW EXCLUSIVE on public.v
CREATE OR REPLACE TRIGGER on_view INSTEAD OF INSERT OR UPDATE ON public.v FOR EACH ROW EXECUTE FUNCTION public.tell_change();

COMMENT ON TRIGGER "Odd ""one" ON public.t IS 'odd';

-- backward

-- locks ACCESS EXCLUSIVE on public.t
DROP TRIGGER "Odd ""one" ON public.t;

-- locks ACCESS EXCLUSIVE on public.t
DROP TRIGGER late ON public.t;

-- locks ACCESS EXCLUSIVE on public.t
DROP TRIGGER new_replica ON public.t;

-- locks SHARE ROW EXCLUSIVE on public.t
ALTER TABLE public.t ENABLE ALWAYS TRIGGER always;

-- locks SHARE ROW EXCLUSIVE on public.t
CREATE OR REPLACE TRIGGER changes BEFORE INSERT OR UPDATE OF n ON public.t FOR EACH ROW WHEN ((new.n > 0)) EXECUTE FUNCTION public.tell_change('a', 'it''s');

-- locks SHARE ROW EXCLUSIVE on public.t
CREATE OR REPLACE TRIGGER changes_disabled AFTER DELETE ON public.t FOR EACH ROW EXECUTE FUNCTION public.tell_change();

-- locks SHARE ROW EXCLUSIVE on public.t
ALTER TABLE public.t DISABLE TRIGGER changes_disabled,
    DISABLE TRIGGER disabled;

-- locks SHARE ROW EXCLUSIVE on public.t
CREATE TRIGGER goes BEFORE INSERT ON public.t FOR EACH ROW EXECUTE FUNCTION public.tell_change();

-- locks SHARE ROW EXCLUSIVE on public.t
CREATE CONSTRAINT TRIGGER late AFTER INSERT ON public.t DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION public.tell_change();

-- locks SHARE ROW EXCLUSIVE on public.t
CREATE OR REPLACE TRIGGER rows AFTER UPDATE ON public.t REFERENCING OLD TABLE AS before NEW TABLE AS after FOR EACH STATEMENT EXECUTE FUNCTION public.tell_change();

-- locks SHARE ROW EXCLUSIVE on public.v
CREATE OR REPLACE TRIGGER on_view INSTEAD OF INSERT ON public.v FOR EACH ROW EXECUTE FUNCTION public.tell_change();
