-- forward

-- hazard data-loss: table public.gone_1: the table and all its rows are lost
-- locks ACCESS EXCLUSIVE on public.gone_1, ACCESS EXCLUSIVE on public.gone
DROP TABLE public.gone_1;

-- locks ACCESS EXCLUSIVE on public.gone
DROP TABLE public.gone;

-- hazard data-loss: table public.log_2025: the table and all its rows are lost
-- locks ACCESS EXCLUSIVE on public.log_2025, ACCESS EXCLUSIVE on public.log
DROP TABLE public.log_2025;

-- hazard data-loss: column public.log.note: the column and its values are lost
-- locks ACCESS EXCLUSIVE on public.log, ACCESS EXCLUSIVE on public.log_2025, ACCESS EXCLUSIVE on public.log_2026
ALTER TABLE public.log DROP COLUMN note;

-- hazard data-loss: table public.tied_1: the table and all its rows are lost
-- locks ACCESS EXCLUSIVE on public.tied_1, ACCESS EXCLUSIVE on public.tied, ACCESS EXCLUSIVE on public.target
DROP TABLE public.tied_1;

-- backward

CREATE TABLE public.gone (
    id integer NOT NULL
)
PARTITION BY LIST (id);

CREATE TABLE public.gone_1 (
    id integer NOT NULL
);

-- locks ACCESS EXCLUSIVE on public.log, ACCESS EXCLUSIVE on public.log_2025, ACCESS EXCLUSIVE on public.log_2026
ALTER TABLE public.log ADD COLUMN note text;

CREATE TABLE public.log_2025 (
    id integer NOT NULL,
    day date NOT NULL,
    note text,
    CONSTRAINT log_2025_pkey PRIMARY KEY (id, day)
);

CREATE TABLE public.tied_1 (
    id integer NOT NULL,
    target integer
);

-- hazard may-fail: partition public.gone_1: rows outside the bound stop it
-- locks SHARE UPDATE EXCLUSIVE on public.gone, ACCESS EXCLUSIVE on public.gone_1
ALTER TABLE ONLY public.gone ATTACH PARTITION public.gone_1 FOR VALUES IN (1);

-- hazard may-fail: partition public.tied_1: rows outside the bound stop it
-- locks SHARE UPDATE EXCLUSIVE on public.tied, ACCESS EXCLUSIVE on public.tied_1, SHARE ROW EXCLUSIVE on public.target
ALTER TABLE ONLY public.tied ATTACH PARTITION public.tied_1 FOR VALUES IN (1);

-- locks SHARE on public.log
CREATE INDEX by_note ON ONLY public.log USING btree (note);

-- locks SHARE on public.log_2025
CREATE INDEX log_2025_note_idx ON public.log_2025 USING btree (note);

-- hazard may-fail: partition public.log_2025: rows outside the bound stop it
-- locks SHARE UPDATE EXCLUSIVE on public.log, ACCESS EXCLUSIVE on public.log_2025
ALTER TABLE ONLY public.log ATTACH PARTITION public.log_2025 FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');

-- hazard long-lock: index public.log_2026_note_idx: writers wait while it is built
-- locks SHARE on public.log_2026
CREATE INDEX log_2026_note_idx ON public.log_2026 USING btree (note);

-- locks SHARE UPDATE EXCLUSIVE on public.log, ACCESS EXCLUSIVE on public.log_2025
ALTER INDEX public.by_note ATTACH PARTITION public.log_2025_note_idx;

-- locks SHARE UPDATE EXCLUSIVE on public.log, ACCESS EXCLUSIVE on public.log_2025
ALTER INDEX public.log_pkey ATTACH PARTITION public.log_2025_pkey;

-- locks SHARE UPDATE EXCLUSIVE on public.log, ACCESS EXCLUSIVE on public.log_2026
ALTER INDEX public.by_note ATTACH PARTITION public.log_2026_note_idx;
