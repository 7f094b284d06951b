CREATE TYPE gone AS (a integer, b text);
CREATE TYPE c AS (stays integer, goes text, changes integer, collated text);
CREATE TYPE nothing AS ();
