INSERT INTO users VALUES (1, 'ann'), (9, 'bob');
