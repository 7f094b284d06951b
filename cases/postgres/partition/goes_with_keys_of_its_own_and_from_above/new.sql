CREATE TABLE orders (region text, id integer, bill integer, PRIMARY KEY (region, id)) PARTITION BY LIST (region);
CREATE TABLE bills (region text, id integer, PRIMARY KEY (region, id)) PARTITION BY LIST (region);
ALTER TABLE orders ADD CONSTRAINT billed FOREIGN KEY (region, bill) REFERENCES bills;
ALTER TABLE bills ADD CONSTRAINT ordered FOREIGN KEY (region, id) REFERENCES orders;
CREATE TABLE orders_north PARTITION OF orders FOR VALUES IN ('north');
CREATE TABLE bills_north PARTITION OF bills FOR VALUES IN ('north');
ALTER TABLE orders_north ADD CONSTRAINT billed_here FOREIGN KEY (region, bill) REFERENCES bills_north;
ALTER TABLE bills_north ADD CONSTRAINT ordered_here FOREIGN KEY (region, id) REFERENCES orders_north;
