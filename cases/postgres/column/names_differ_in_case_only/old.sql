CREATE TABLE a ("Name" text, name integer);
