CREATE OPERATOR CLASS stays FOR TYPE integer USING btree AS OPERATOR 1 >, OPERATOR 2 >=, OPERATOR 3 =, OPERATOR 5 <, FUNCTION 1 down(integer, integer);
CREATE OPERATOR FAMILY shared USING hash;
CREATE OPERATOR CLASS "new One" FOR TYPE integer USING hash FAMILY shared AS OPERATOR 1 =, FUNCTION 1 hashint4(integer);
CREATE OPERATOR CLASS boxes FOR TYPE box USING gist AS OPERATOR 1 <<, OPERATOR 15 <->(box, point) FOR ORDER BY float_ops,
    FUNCTION 1 gist_box_consistent(internal, box, smallint, oid, internal), FUNCTION 2 gist_box_union(internal, internal),
    FUNCTION 5 gist_box_penalty(internal, internal, internal), FUNCTION 6 gist_box_picksplit(internal, internal),
    FUNCTION 7 gist_box_same(box, box, internal), FUNCTION 8 gist_box_distance(internal, box, smallint, oid, internal);
CREATE OPERATOR CLASS points FOR TYPE point USING gist AS OPERATOR 11 >^(point, point),
    FUNCTION 1 gist_point_consistent(internal, point, smallint, oid, internal), FUNCTION 2 gist_box_union(internal, internal),
    FUNCTION 3 gist_point_compress(internal), FUNCTION 5 gist_box_penalty(internal, internal, internal),
    FUNCTION 6 gist_box_picksplit(internal, internal), FUNCTION 7 gist_box_same(box, box, internal), STORAGE box;
COMMENT ON OPERATOR CLASS stays USING btree IS 'down';
COMMENT ON OPERATOR FAMILY shared USING hash IS 'shared';
CREATE TABLE t (a integer, b integer);
CREATE INDEX t_a ON t (a stays);
CREATE INDEX t_b ON t USING hash (b "new One");
