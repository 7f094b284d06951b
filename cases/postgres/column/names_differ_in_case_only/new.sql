CREATE TABLE a ("Name" text, "NAME" integer, "nAme" date);
