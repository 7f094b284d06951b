-- forward

-- locks SHARE UPDATE EXCLUSIVE on public.a, SHARE UPDATE EXCLUSIVE on public.b
CREATE PUBLICATION whole FOR TABLE ONLY public.a,
    ONLY public.b;

-- locks SHARE UPDATE EXCLUSIVE on public.b
ALTER PUBLICATION changed ADD TABLE ONLY public.b;

-- backward

DROP PUBLICATION whole;

-- locks SHARE UPDATE EXCLUSIVE on public.b
ALTER PUBLICATION changed DROP TABLE ONLY public.b;
