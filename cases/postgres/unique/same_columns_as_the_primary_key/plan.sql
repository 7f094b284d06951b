-- forward

CREATE TABLE public.t (
    id integer NOT NULL,
    CONSTRAINT t_pkey PRIMARY KEY (id)
);

-- locks ACCESS EXCLUSIVE on public.t
ALTER TABLE public.t ADD CONSTRAINT again UNIQUE (id),
    ADD CONSTRAINT once_more UNIQUE (id);

-- backward

-- hazard data-loss: table public.t: the table and all its rows are lost
-- locks ACCESS EXCLUSIVE on public.t
DROP TABLE public.t;
