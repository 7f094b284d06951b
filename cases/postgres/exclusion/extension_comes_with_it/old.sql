CREATE TABLE a (room integer, during tsrange);
