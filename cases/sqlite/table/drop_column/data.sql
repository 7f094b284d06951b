INSERT INTO users VALUES (1, 'ann', 30, 'a@x'), (5, 'bob', 40, NULL);
