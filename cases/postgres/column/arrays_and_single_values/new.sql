CREATE TYPE e AS ENUM ('b', 'a');
CREATE TABLE t (a boolean, b text[], c text, d integer[], x e, y e[], z text, s text);
