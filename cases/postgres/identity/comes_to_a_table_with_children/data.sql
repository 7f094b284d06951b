INSERT INTO events VALUES ('2025-06-01'), ('2026-06-01'), ('2026-07-01');
INSERT INTO people VALUES ('a');
INSERT INTO teachers VALUES ('b', 'c');
