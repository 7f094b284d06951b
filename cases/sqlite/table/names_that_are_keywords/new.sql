CREATE TABLE "order" ("group" INT NOT NULL, key TEXT, "table" INT DEFAULT 1, CHECK ("group" > "table"));
