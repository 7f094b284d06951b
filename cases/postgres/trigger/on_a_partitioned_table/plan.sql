-- forward

-- locks ACCESS EXCLUSIVE on public.p, ACCESS EXCLUSIVE on public.p1, ACCESS EXCLUSIVE on public.p2, ACCESS EXCLUSIVE on public.p21, ACCESS EXCLUSIVE on public.p3
DROP TRIGGER goes ON public.p;

CREATE TABLE public.p3 (
    id integer,
    n integer
);

-- hazard may-fail: partition public.p3: rows outside the bound stop it
-- locks SHARE UPDATE EXCLUSIVE on public.p, ACCESS EXCLUSIVE on public.p3
ALTER TABLE ONLY public.p ATTACH PARTITION public.p3 FOR VALUES FROM (20) TO (30);

-- locks SHARE ROW EXCLUSIVE on public.p, SHARE ROW EXCLUSIVE on public.p1, SHARE ROW EXCLUSIVE on public.p2, SHARE ROW EXCLUSIVE on public.p21, SHARE ROW EXCLUSIVE on public.p3
CREATE OR REPLACE TRIGGER changes AFTER INSERT OR UPDATE ON public.p FOR EACH ROW EXECUTE FUNCTION public.tell_parts();

-- locks SHARE ROW EXCLUSIVE on public.p, SHARE ROW EXCLUSIVE on public.p1, SHARE ROW EXCLUSIVE on public.p2, SHARE ROW EXCLUSIVE on public.p21, SHARE ROW EXCLUSIVE on public.p3
ALTER TABLE public.p DISABLE TRIGGER changes;

-- locks SHARE ROW EXCLUSIVE on public.p, SHARE ROW EXCLUSIVE on public.p1, SHARE ROW EXCLUSIVE on public.p2, SHARE ROW EXCLUSIVE on public.p21, SHARE ROW EXCLUSIVE on public.p3
CREATE TRIGGER comes AFTER UPDATE OF n ON public.p FOR EACH ROW WHEN ((new.n > old.n)) EXECUTE FUNCTION public.tell_parts();

-- locks SHARE ROW EXCLUSIVE on public.p, SHARE ROW EXCLUSIVE on public.p1, SHARE ROW EXCLUSIVE on public.p2, SHARE ROW EXCLUSIVE on public.p21, SHARE ROW EXCLUSIVE on public.p3
CREATE CONSTRAINT TRIGGER late AFTER INSERT ON public.p DEFERRABLE INITIALLY IMMEDIATE FOR EACH ROW EXECUTE FUNCTION public.tell_parts();

-- locks SHARE ROW EXCLUSIVE on public.p1
CREATE OR REPLACE TRIGGER below BEFORE INSERT ON public.p1 FOR EACH ROW EXECUTE FUNCTION public.tell_parts();

-- backward

-- locks ACCESS EXCLUSIVE on public.p, ACCESS EXCLUSIVE on public.p1, ACCESS EXCLUSIVE on public.p2, ACCESS EXCLUSIVE on public.p21, ACCESS EXCLUSIVE on public.p3
DROP TRIGGER comes ON public.p;

-- locks ACCESS EXCLUSIVE on public.p, ACCESS EXCLUSIVE on public.p1, ACCESS EXCLUSIVE on public.p2, ACCESS EXCLUSIVE on public.p21, ACCESS EXCLUSIVE on public.p3
DROP TRIGGER late ON public.p;

-- locks SHARE ROW EXCLUSIVE on public.p, SHARE ROW EXCLUSIVE on public.p1, SHARE ROW EXCLUSIVE on public.p2, SHARE ROW EXCLUSIVE on public.p21, SHARE ROW EXCLUSIVE on public.p3
CREATE OR REPLACE TRIGGER changes AFTER INSERT ON public.p FOR EACH ROW EXECUTE FUNCTION public.tell_parts();

-- locks SHARE ROW EXCLUSIVE on public.p, SHARE ROW EXCLUSIVE on public.p1, SHARE ROW EXCLUSIVE on public.p2, SHARE ROW EXCLUSIVE on public.p21, SHARE ROW EXCLUSIVE on public.p3
CREATE TRIGGER goes AFTER INSERT ON public.p FOR EACH ROW EXECUTE FUNCTION public.tell_parts();

-- locks SHARE ROW EXCLUSIVE on public.p1
CREATE OR REPLACE TRIGGER below AFTER INSERT ON public.p1 FOR EACH ROW EXECUTE FUNCTION public.tell_parts();

-- hazard data-loss: table public.p3: the table and all its rows are lost
-- locks ACCESS EXCLUSIVE on public.p3, ACCESS EXCLUSIVE on public.p
DROP TABLE public.p3;
