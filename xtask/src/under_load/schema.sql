-- pgbench's tables, in a schema as an application has one.
CREATE TYPE mood AS ENUM ('calm', 'busy');

CREATE TABLE pgbench_branches (
    bid integer NOT NULL PRIMARY KEY,
    bbalance integer,
    filler character(88)
);

CREATE TABLE pgbench_tellers (
    tid integer NOT NULL PRIMARY KEY,
    bid integer,
    tbalance integer,
    filler character(84)
);

CREATE TABLE pgbench_history (
    tid integer,
    bid integer,
    aid integer,
    delta integer,
    mtime timestamp without time zone,
    filler character(22)
);

CREATE TABLE pgbench_accounts (
    aid integer NOT NULL PRIMARY KEY,
    bid integer,
    abalance integer,
    filler character(84),
    code varchar(20) DEFAULT 'none',
    price numeric(8, 2) DEFAULT 1,
    seen timestamp DEFAULT '2026-01-01',
    state mood NOT NULL DEFAULT 'calm',
    owner integer NOT NULL DEFAULT 1,
    CONSTRAINT owned CHECK (owner > 0)
);

CREATE INDEX accounts_by_owner ON pgbench_accounts (owner);
