SELECT nextval('a'), nextval('a'), nextval('b'), nextval('c');
