CREATE TYPE c AS (a integer, b text);
CREATE TABLE gone OF c;
CREATE TABLE becomes_typed (a integer NOT NULL, b text DEFAULT 'x');
CREATE TABLE becomes_plain OF c (PRIMARY KEY (a));
