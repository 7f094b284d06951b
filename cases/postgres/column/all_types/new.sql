CREATE TABLE a (id integer, c1 bit(3), c2 varbit(5), c3 "char", c4 char(1), c5 bpchar, c6 time(3), c7 timetz, c8 timestamp(2) with time zone, c9 interval day to second(2),
    c10 numeric, c11 numeric(5,2), c12 float4, c13 double precision, c14 money, c15 inet, c16 macaddr8, c17 point, c18 tsvector, c19 uuid, c20 xml, c21 jsonpath, c22 int4range, c23 datemultirange,
    c24 name, c25 oid, c26 regclass, c27 text[][], c28 varchar, c29 pg_lsn, c30 interval year);
