-- forward

-- locks SHARE ROW EXCLUSIVE on public.tree_2
ALTER TABLE ONLY public.tree_2 ENABLE TRIGGER b;

-- locks ACCESS EXCLUSIVE on public.tree, ACCESS EXCLUSIVE on public.tree_1, ACCESS EXCLUSIVE on public.tree_2, ACCESS EXCLUSIVE on public.tree_2_1
DROP TRIGGER d ON public.tree;

-- locks SHARE ROW EXCLUSIVE on public.tree_1
ALTER TABLE ONLY public.tree_1 ENABLE REPLICA TRIGGER a;

-- locks SHARE ROW EXCLUSIVE on public.tree, SHARE ROW EXCLUSIVE on public.tree_1, SHARE ROW EXCLUSIVE on public.tree_2, SHARE ROW EXCLUSIVE on public.tree_2_1
CREATE OR REPLACE TRIGGER c AFTER INSERT OR UPDATE ON public.tree FOR EACH ROW EXECUTE FUNCTION public.say_so();

-- locks SHARE ROW EXCLUSIVE on public.tree, SHARE ROW EXCLUSIVE on public.tree_1, SHARE ROW EXCLUSIVE on public.tree_2, SHARE ROW EXCLUSIVE on public.tree_2_1
ALTER TABLE public.tree ENABLE ALWAYS TRIGGER c;

-- locks SHARE ROW EXCLUSIVE on public.tree_1
ALTER TABLE ONLY public.tree_1 DISABLE TRIGGER c;

-- locks SHARE ROW EXCLUSIVE on public.tree, SHARE ROW EXCLUSIVE on public.tree_1, SHARE ROW EXCLUSIVE on public.tree_2, SHARE ROW EXCLUSIVE on public.tree_2_1
CREATE TRIGGER e AFTER INSERT ON public.tree FOR EACH ROW EXECUTE FUNCTION public.say_so();

-- locks SHARE ROW EXCLUSIVE on public.tree, SHARE ROW EXCLUSIVE on public.tree_1, SHARE ROW EXCLUSIVE on public.tree_2, SHARE ROW EXCLUSIVE on public.tree_2_1
ALTER TABLE public.tree DISABLE TRIGGER e;

-- locks SHARE ROW EXCLUSIVE on public.tree_2_1
ALTER TABLE ONLY public.tree_2_1 ENABLE TRIGGER e;

-- backward

-- locks ACCESS EXCLUSIVE on public.tree, ACCESS EXCLUSIVE on public.tree_1, ACCESS EXCLUSIVE on public.tree_2, ACCESS EXCLUSIVE on public.tree_2_1
DROP TRIGGER e ON public.tree;

-- locks SHARE ROW EXCLUSIVE on public.tree_1
ALTER TABLE ONLY public.tree_1 DISABLE TRIGGER a;

-- locks SHARE ROW EXCLUSIVE on public.tree_2
ALTER TABLE ONLY public.tree_2 ENABLE ALWAYS TRIGGER b;

-- locks SHARE ROW EXCLUSIVE on public.tree, SHARE ROW EXCLUSIVE on public.tree_1, SHARE ROW EXCLUSIVE on public.tree_2, SHARE ROW EXCLUSIVE on public.tree_2_1
CREATE OR REPLACE TRIGGER c AFTER INSERT ON public.tree FOR EACH ROW EXECUTE FUNCTION public.say_so();

-- locks SHARE ROW EXCLUSIVE on public.tree_1
ALTER TABLE ONLY public.tree_1 DISABLE TRIGGER c;

-- locks SHARE ROW EXCLUSIVE on public.tree, SHARE ROW EXCLUSIVE on public.tree_1, SHARE ROW EXCLUSIVE on public.tree_2, SHARE ROW EXCLUSIVE on public.tree_2_1
CREATE TRIGGER d AFTER INSERT ON public.tree FOR EACH ROW EXECUTE FUNCTION public.say_so();

-- locks SHARE ROW EXCLUSIVE on public.tree_2_1
ALTER TABLE ONLY public.tree_2_1 DISABLE TRIGGER d;
