CREATE TABLE y (id integer, other text);
CREATE INDEX x ON y (id);
