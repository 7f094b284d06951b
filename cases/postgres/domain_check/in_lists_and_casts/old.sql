CREATE DOMAIN d AS text CHECK (VALUE IN ('a', 'b'));
CREATE DOMAIN v AS varchar CHECK (VALUE IN ('a', 'b'));
