-- forward

CREATE ACCESS METHOD heap2 TYPE TABLE HANDLER pg_catalog.heap_tableam_handler;

CREATE TABLE public.u (
    a integer
)
USING heap2;

DROP ACCESS METHOD gone;

DROP ACCESS METHOD m;

CREATE ACCESS METHOD m TYPE INDEX HANDLER pg_catalog.hashhandler;

COMMENT ON ACCESS METHOD heap2 IS 'h';

-- backward

CREATE ACCESS METHOD gone TYPE INDEX HANDLER pg_catalog.bthandler;

-- hazard data-loss: table public.u: the table and all its rows are lost
-- locks ACCESS EXCLUSIVE on public.u
DROP TABLE public.u;

DROP ACCESS METHOD heap2;

DROP ACCESS METHOD m;

CREATE ACCESS METHOD m TYPE INDEX HANDLER pg_catalog.bthandler;
