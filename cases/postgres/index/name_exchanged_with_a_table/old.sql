CREATE TABLE x (id integer);
CREATE INDEX y ON x (id);
