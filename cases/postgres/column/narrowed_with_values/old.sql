CREATE TABLE t (
    id integer PRIMARY KEY,
    price numeric(10,4),
    at timestamp NOT NULL,
    ratio double precision,
    name varchar(20),
    doc json,
    size bigint CHECK (size > 0),
    span interval
);
CREATE TABLE parts (id integer PRIMARY KEY, v numeric(8,3)) PARTITION BY RANGE (id);
CREATE TABLE parts_1 PARTITION OF parts FOR VALUES FROM (0) TO (10);
