CREATE TABLE b (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    name text NOT NULL DEFAULT 'x' CHECK (length(name) < 10),
    code char(3) COLLATE "C",
    UNIQUE (name, code)
);
CREATE TABLE without_columns ();
