CREATE TABLE "order" ("group" INT, key TEXT, "table" INT DEFAULT 1);
