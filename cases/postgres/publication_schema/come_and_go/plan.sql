-- forward

ALTER PUBLICATION p DROP TABLES IN SCHEMA s;

CREATE SCHEMA "C";

CREATE TABLE public.other (
    id integer
);

-- locks SHARE UPDATE EXCLUSIVE on public.other
CREATE PUBLICATION q FOR TABLE ONLY public.other,
    TABLES IN SCHEMA "C",
    TABLES IN SCHEMA s;

ALTER PUBLICATION p ADD TABLES IN SCHEMA "C";

DROP SCHEMA gone;

-- backward

DROP PUBLICATION q;

CREATE SCHEMA gone;

ALTER PUBLICATION p ADD TABLES IN SCHEMA gone;

ALTER PUBLICATION p ADD TABLES IN SCHEMA s;

-- hazard data-loss: table public.other: the table and all its rows are lost
-- locks ACCESS EXCLUSIVE on public.other
DROP TABLE public.other;

DROP SCHEMA "C";
