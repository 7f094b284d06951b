CREATE TYPE c AS (a integer, b text);
CREATE TABLE new OF c (a WITH OPTIONS PRIMARY KEY, b WITH OPTIONS DEFAULT 'y' CHECK (b <> ''));
CREATE TABLE becomes_typed OF c (a WITH OPTIONS NOT NULL, b WITH OPTIONS DEFAULT 'x');
CREATE TABLE becomes_plain (a integer, b text, c integer, PRIMARY KEY (a));
