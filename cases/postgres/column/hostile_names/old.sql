CREATE TABLE "a ""table""" ("a column" integer, "select" text, "semi;colon" text);
