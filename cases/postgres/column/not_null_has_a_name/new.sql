CREATE TABLE a (id integer CONSTRAINT "id is there" NOT NULL, b text, c text CONSTRAINT c_there NOT NULL);
