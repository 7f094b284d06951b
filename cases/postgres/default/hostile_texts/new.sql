CREATE TABLE a (b text DEFAULT 'it''s; -- {} $1', c text DEFAULT E'line\nbreak\\ $$ /* */', d jsonb DEFAULT '{"a": "b''c"}', e text[] DEFAULT ARRAY['a', 'b,"c"']);
