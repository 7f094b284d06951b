CREATE TABLE t (
    id integer PRIMARY KEY,
    price numeric(10,2),
    at date NOT NULL,
    ratio real,
    name varchar(5),
    doc jsonb,
    size integer CHECK (size > 0),
    span interval(0)
);
CREATE TABLE parts (id integer PRIMARY KEY, v numeric(8,1)) PARTITION BY RANGE (id);
CREATE TABLE parts_1 PARTITION OF parts FOR VALUES FROM (0) TO (10);
