INSERT INTO customers (name, email) VALUES ('a', 'a@b.c');
INSERT INTO products VALUES (1, 9.99, 'p');
INSERT INTO orders VALUES (DEFAULT, 1, 'new', '2025-01-01');
INSERT INTO lines VALUES (1, 1, 3);
