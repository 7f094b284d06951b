CREATE TABLE parent (id integer, x text DEFAULT 'p');
CREATE TABLE child () INHERITS (parent);
ALTER TABLE child ALTER x SET DEFAULT 'c', ALTER id SET NOT NULL;
