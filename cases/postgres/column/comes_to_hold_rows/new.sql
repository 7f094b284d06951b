CREATE TABLE addresses (street text, city text DEFAULT upper('rome'));
CREATE TABLE orders (id integer PRIMARY KEY, shipped_to addresses);
