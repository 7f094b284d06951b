CREATE TABLE a (b integer CHECK (fits(b)), c integer CHECK (fits(c)));
