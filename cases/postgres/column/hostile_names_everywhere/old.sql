CREATE SCHEMA "my schema";
CREATE TABLE "my schema"."order" (id integer PRIMARY KEY);
