CREATE TABLE a (a integer, b text);
