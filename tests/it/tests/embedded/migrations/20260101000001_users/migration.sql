CREATE TABLE users (id integer PRIMARY KEY, name text NOT NULL DEFAULT '"quoted" {braces} \ and ''more''');
