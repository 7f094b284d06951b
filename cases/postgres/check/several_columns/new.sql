CREATE TABLE a (b integer, c integer, d text, CONSTRAINT both_sides CHECK (b < c AND (d IS NULL OR length(d) > b)), CONSTRAINT one_of CHECK (num_nonnulls(b, c, d) >= 1));
