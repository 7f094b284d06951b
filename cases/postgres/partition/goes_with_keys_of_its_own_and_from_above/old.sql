CREATE TABLE orders (region text, id integer, bill integer, PRIMARY KEY (region, id)) PARTITION BY LIST (region);
CREATE TABLE bills (region text, id integer, PRIMARY KEY (region, id)) PARTITION BY LIST (region);
ALTER TABLE orders ADD CONSTRAINT billed FOREIGN KEY (region, bill) REFERENCES bills;
ALTER TABLE bills ADD CONSTRAINT ordered FOREIGN KEY (region, id) REFERENCES orders;
