-- forward

CREATE SCHEMA come;

CREATE TABLE come.t (
    id integer
);

DROP SCHEMA gone;

GRANT SELECT ON TABLE come.t TO case_app;

ALTER DEFAULT PRIVILEGES IN SCHEMA come GRANT SELECT ON TABLES TO case_app;

-- backward

CREATE SCHEMA gone;

-- hazard data-loss: table come.t: the table and all its rows are lost
-- locks ACCESS EXCLUSIVE on come.t
DROP TABLE come.t;

DROP SCHEMA come;

ALTER DEFAULT PRIVILEGES IN SCHEMA gone GRANT SELECT ON TABLES TO case_app;
