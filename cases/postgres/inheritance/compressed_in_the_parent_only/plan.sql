-- forward

CREATE TABLE public.parent (
    id integer NOT NULL,
    words tsvector COMPRESSION pglz,
    note text,
    CONSTRAINT parent_pkey PRIMARY KEY (id)
);

-- locks ACCESS EXCLUSIVE on public.parent, ACCESS EXCLUSIVE on public.child
ALTER TABLE public.parent ALTER COLUMN note SET STORAGE EXTERNAL;

-- locks SHARE UPDATE EXCLUSIVE on public.parent
CREATE TABLE public.child ()
INHERITS (public.parent);

-- locks ACCESS EXCLUSIVE on public.child
ALTER TABLE public.child ALTER COLUMN words SET COMPRESSION default,
    ALTER COLUMN note SET STORAGE EXTENDED;

-- backward

-- hazard data-loss: table public.child: the table and all its rows are lost
-- locks ACCESS EXCLUSIVE on public.child
DROP TABLE public.child;

-- hazard data-loss: table public.parent: the table and all its rows are lost
-- locks ACCESS EXCLUSIVE on public.parent
DROP TABLE public.parent;
