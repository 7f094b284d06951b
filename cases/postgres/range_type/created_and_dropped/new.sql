CREATE TYPE stays AS RANGE (SUBTYPE = time);
CREATE TYPE plain AS RANGE (SUBTYPE = text);
CREATE TYPE "All" AS RANGE (SUBTYPE = text, SUBTYPE_OPCLASS = text_pattern_ops, COLLATION = "C", MULTIRANGE_TYPE_NAME = "Many");
CREATE TYPE diff AS RANGE (SUBTYPE = double precision, SUBTYPE_DIFF = float8mi, MULTIRANGE_TYPE_NAME = diffs);
CREATE TABLE t (p plain, a "All"[], m "Many", d diffs DEFAULT '{}');
