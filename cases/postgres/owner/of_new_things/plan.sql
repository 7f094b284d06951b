-- forward

CREATE SCHEMA theirs;

CREATE SEQUENCE s.made_id_seq AS integer;

CREATE SEQUENCE s.theirs_n_seq AS integer;

CREATE TABLE s.made (
    id integer DEFAULT nextval('s.made_id_seq'::regclass) NOT NULL,
    at date,
    CONSTRAINT made_pkey PRIMARY KEY (id)
)
PARTITION BY RANGE (id);

CREATE TABLE s.part (
    id integer DEFAULT nextval('s.made_id_seq'::regclass) NOT NULL,
    at date,
    CONSTRAINT part_pkey PRIMARY KEY (id)
);

-- locks ACCESS EXCLUSIVE on s.theirs
ALTER TABLE s.theirs ADD COLUMN n integer DEFAULT nextval('s.theirs_n_seq'::regclass) NOT NULL;

-- hazard may-fail: partition s.part: rows outside the bound stop it
-- locks SHARE UPDATE EXCLUSIVE on s.made, ACCESS EXCLUSIVE on s.part
ALTER TABLE ONLY s.made ATTACH PARTITION s.part FOR VALUES FROM (0) TO (9);

-- locks ACCESS EXCLUSIVE on s.theirs_n_seq
ALTER SEQUENCE s.theirs_n_seq OWNER TO case_owner;

-- locks SHARE ROW EXCLUSIVE on s.theirs_n_seq
ALTER SEQUENCE s.theirs_n_seq OWNED BY s.theirs.n;

-- locks SHARE UPDATE EXCLUSIVE on s.made
CREATE STATISTICS s.stats ON at, id FROM s.made;

-- locks SHARE UPDATE EXCLUSIVE on s.made, ACCESS EXCLUSIVE on s.part
ALTER INDEX s.made_pkey ATTACH PARTITION s.part_pkey;

ALTER SCHEMA theirs OWNER TO case_app;

GRANT CREATE ON SCHEMA s TO case_owner;

-- locks ACCESS EXCLUSIVE on s.made
ALTER TABLE s.made OWNER TO case_owner;

-- locks ACCESS EXCLUSIVE on s.made_id_seq
ALTER SEQUENCE s.made_id_seq OWNER TO case_owner;

-- locks SHARE ROW EXCLUSIVE on s.made_id_seq
ALTER SEQUENCE s.made_id_seq OWNED BY s.made.id;

ALTER STATISTICS s.stats OWNER TO case_app;

-- backward

REVOKE ALL ON SCHEMA s FROM case_owner;

-- hazard data-loss: column s.theirs.n: the column and its values are lost
-- locks ACCESS EXCLUSIVE on s.theirs
ALTER TABLE s.theirs DROP COLUMN n;

-- hazard data-loss: table s.part: the table and all its rows are lost
-- locks ACCESS EXCLUSIVE on s.part, ACCESS EXCLUSIVE on s.made
DROP TABLE s.part;

-- locks ACCESS EXCLUSIVE on s.made
DROP TABLE s.made;

DROP SCHEMA theirs;
