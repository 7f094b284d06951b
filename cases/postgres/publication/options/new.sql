CREATE PUBLICATION a WITH (publish = 'delete, truncate', publish_via_partition_root = true);
CREATE PUBLICATION everything FOR ALL TABLES WITH (publish_via_partition_root = true);
CREATE PUBLICATION turned FOR ALL TABLES;
CREATE PUBLICATION "C o" WITH (publish = '');
COMMENT ON PUBLICATION a IS 'two';
ALTER PUBLICATION a OWNER TO case_owner;
