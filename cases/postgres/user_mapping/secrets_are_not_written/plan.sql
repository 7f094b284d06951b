-- forward

-- refused: 2 changes cannot be made
-- refused:   user_mapping server.s for case_reader: an option holds a secret, which is read by nobody: write the statement by hand
-- refused:   user_mapping server.s for case_app: an option holds a secret, which is read by nobody: write the statement by hand

-- backward

-- refused: 1 change cannot be made
-- refused:   user_mapping server.s for case_reader: an option holds a secret, which is read by nobody: write the statement by hand
