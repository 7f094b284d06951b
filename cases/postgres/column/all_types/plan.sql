-- forward

-- locks ACCESS EXCLUSIVE on public.a
ALTER TABLE public.a ADD COLUMN c1 bit(3),
    ADD COLUMN c2 bit varying(5),
    ADD COLUMN c3 "char",
    ADD COLUMN c4 character(1),
    ADD COLUMN c5 bpchar,
    ADD COLUMN c6 time(3) without time zone,
    ADD COLUMN c7 time with time zone,
    ADD COLUMN c8 timestamp(2) with time zone,
    ADD COLUMN c9 interval day to second(2),
    ADD COLUMN c10 numeric,
    ADD COLUMN c11 numeric(5,2),
    ADD COLUMN c12 real,
    ADD COLUMN c13 double precision,
    ADD COLUMN c14 money,
    ADD COLUMN c15 inet,
    ADD COLUMN c16 macaddr8,
    ADD COLUMN c17 point,
    ADD COLUMN c18 tsvector,
    ADD COLUMN c19 uuid,
    ADD COLUMN c20 xml,
    ADD COLUMN c21 jsonpath,
    ADD COLUMN c22 int4range,
    ADD COLUMN c23 datemultirange,
    ADD COLUMN c24 name,
    ADD COLUMN c25 oid,
    ADD COLUMN c26 regclass,
    ADD COLUMN c27 text[],
    ADD COLUMN c28 character varying,
    ADD COLUMN c29 pg_lsn,
    ADD COLUMN c30 interval year;

-- backward

-- hazard data-loss: column public.a.c1: the column and its values are lost
-- hazard data-loss: column public.a.c2: the column and its values are lost
-- hazard data-loss: column public.a.c3: the column and its values are lost
-- hazard data-loss: column public.a.c4: the column and its values are lost
-- hazard data-loss: column public.a.c5: the column and its values are lost
-- hazard data-loss: column public.a.c6: the column and its values are lost
-- hazard data-loss: column public.a.c7: the column and its values are lost
-- hazard data-loss: column public.a.c8: the column and its values are lost
-- hazard data-loss: column public.a.c9: the column and its values are lost
-- hazard data-loss: column public.a.c10: the column and its values are lost
-- hazard data-loss: column public.a.c11: the column and its values are lost
-- hazard data-loss: column public.a.c12: the column and its values are lost
-- hazard data-loss: column public.a.c13: the column and its values are lost
-- hazard data-loss: column public.a.c14: the column and its values are lost
-- hazard data-loss: column public.a.c15: the column and its values are lost
-- hazard data-loss: column public.a.c16: the column and its values are lost
-- hazard data-loss: column public.a.c17: the column and its values are lost
-- hazard data-loss: column public.a.c18: the column and its values are lost
-- hazard data-loss: column public.a.c19: the column and its values are lost
-- hazard data-loss: column public.a.c20: the column and its values are lost
-- hazard data-loss: column public.a.c21: the column and its values are lost
-- hazard data-loss: column public.a.c22: the column and its values are lost
-- hazard data-loss: column public.a.c23: the column and its values are lost
-- hazard data-loss: column public.a.c24: the column and its values are lost
-- hazard data-loss: column public.a.c25: the column and its values are lost
-- hazard data-loss: column public.a.c26: the column and its values are lost
-- hazard data-loss: column public.a.c27: the column and its values are lost
-- hazard data-loss: column public.a.c28: the column and its values are lost
-- hazard data-loss: column public.a.c29: the column and its values are lost
-- hazard data-loss: column public.a.c30: the column and its values are lost
-- locks ACCESS EXCLUSIVE on public.a
ALTER TABLE public.a DROP COLUMN c1,
    DROP COLUMN c2,
    DROP COLUMN c3,
    DROP COLUMN c4,
    DROP COLUMN c5,
    DROP COLUMN c6,
    DROP COLUMN c7,
    DROP COLUMN c8,
    DROP COLUMN c9,
    DROP COLUMN c10,
    DROP COLUMN c11,
    DROP COLUMN c12,
    DROP COLUMN c13,
    DROP COLUMN c14,
    DROP COLUMN c15,
    DROP COLUMN c16,
    DROP COLUMN c17,
    DROP COLUMN c18,
    DROP COLUMN c19,
    DROP COLUMN c20,
    DROP COLUMN c21,
    DROP COLUMN c22,
    DROP COLUMN c23,
    DROP COLUMN c24,
    DROP COLUMN c25,
    DROP COLUMN c26,
    DROP COLUMN c27,
    DROP COLUMN c28,
    DROP COLUMN c29,
    DROP COLUMN c30;
