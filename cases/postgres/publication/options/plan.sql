-- forward

DROP PUBLICATION gone;

DROP PUBLICATION turned;

CREATE PUBLICATION "C o" WITH (publish = '');

ALTER PUBLICATION a SET (publish = 'delete, truncate', publish_via_partition_root = true);

ALTER PUBLICATION everything SET (publish_via_partition_root = true);

CREATE PUBLICATION turned FOR ALL TABLES;

COMMENT ON PUBLICATION a IS 'two';

ALTER PUBLICATION a OWNER TO case_owner;

-- backward

DROP PUBLICATION "C o";

DROP PUBLICATION turned;

ALTER PUBLICATION everything SET (publish_via_partition_root = false);

CREATE PUBLICATION gone;

CREATE PUBLICATION turned;

ALTER PUBLICATION a OWNER TO CURRENT_USER;

ALTER PUBLICATION a SET (publish = 'insert, update', publish_via_partition_root = false);

COMMENT ON PUBLICATION a IS 'one';
