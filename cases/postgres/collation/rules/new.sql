CREATE COLLATION c (provider = icu, locale = 'und', rules = '&a < g');
CREATE COLLATION d (provider = icu, locale = 'und');
