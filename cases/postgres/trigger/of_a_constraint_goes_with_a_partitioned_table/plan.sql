-- forward

CREATE TABLE public.q (
    id integer
);

-- hazard data-loss: table public.p1: the table and all its rows are lost
-- locks ACCESS EXCLUSIVE on public.p1, ACCESS EXCLUSIVE on public.p
DROP TABLE public.p1;

-- locks ACCESS EXCLUSIVE on public.p
DROP TABLE public.p;

-- backward

CREATE TABLE public.p (
    id integer
)
PARTITION BY RANGE (id);

CREATE TABLE public.p1 (
    id integer
);

-- hazard may-fail: partition public.p1: rows outside the bound stop it
-- locks SHARE UPDATE EXCLUSIVE on public.p, ACCESS EXCLUSIVE on public.p1
ALTER TABLE ONLY public.p ATTACH PARTITION public.p1 FOR VALUES FROM (0) TO (10);

-- locks SHARE ROW EXCLUSIVE on public.p, SHARE ROW EXCLUSIVE on public.p1
CREATE CONSTRAINT TRIGGER late AFTER INSERT ON public.p DEFERRABLE INITIALLY IMMEDIATE FOR EACH ROW EXECUTE FUNCTION public.tell_constraint();

-- hazard data-loss: table public.q: the table and all its rows are lost
-- locks ACCESS EXCLUSIVE on public.q
DROP TABLE public.q;
