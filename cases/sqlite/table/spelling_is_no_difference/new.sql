CREATE TABLE "t" ("a" INT, -- the key
 [b] VARCHAR(10) DEFAULT 1 REFERENCES "t" (`a`) NOT DEFERRABLE,
 PRIMARY KEY ("a") CHECK ((A > 0)) /* no comma */
);
