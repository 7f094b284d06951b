CREATE TABLE a (id integer DEFAULT 5, b text DEFAULT 'new', c text, d date DEFAULT CURRENT_DATE);
