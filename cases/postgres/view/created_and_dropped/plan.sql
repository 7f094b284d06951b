-- forward

CREATE VIEW public."Odd ""view" AS
SELECT 1 AS "a""b",
    'x''y'::text AS "select";

CREATE VIEW public.checked WITH (check_option='local') AS
SELECT t.id
   FROM public.t
  WHERE (t.n > (0)::numeric);

CREATE VIEW public.cascaded WITH (check_option='cascaded') AS
SELECT checked.id
   FROM public.checked
  WHERE (checked.id = ANY (ARRAY[1, 2, 3]));

CREATE VIEW public.grouped AS
SELECT t.id,
    t."Name",
    count(*) AS count
   FROM public.t
  GROUP BY t.id;

CREATE VIEW public.listed AS
SELECT "*VALUES*".column1 AS a,
    "*VALUES*".column2 AS b
   FROM ( VALUES (1,'x'::text), (2,'y'::text)) "*VALUES*";

CREATE VIEW public.nums AS
WITH RECURSIVE nums(n) AS (
         VALUES (1)
        UNION ALL
         SELECT (nums_1.n + 1)
           FROM nums nums_1
          WHERE (nums_1.n < 10)
        )
 SELECT nums.n
   FROM nums;

CREATE VIEW public.plain AS
SELECT t.id,
    t."Name",
    t.n
   FROM public.t;

-- locks ACCESS EXCLUSIVE on public.plain
ALTER VIEW public.plain ALTER COLUMN n SET DEFAULT 5;

CREATE VIEW public.a_reads_z AS
SELECT plain."Name"
   FROM public.plain;

CREATE VIEW public.z WITH (security_barrier='true', security_invoker='true') AS
SELECT t.id AS number,
    a."Name" AS "Label"
   FROM public.a_reads_z a,
    public.t;

-- locks SHARE UPDATE EXCLUSIVE on public."Odd ""view"
COMMENT ON COLUMN public."Odd ""view"."a""b" IS 'odd';

-- locks SHARE UPDATE EXCLUSIVE on public.plain
COMMENT ON VIEW public.plain IS 'as it is';

-- locks SHARE UPDATE EXCLUSIVE on public.plain
COMMENT ON COLUMN public.plain."Name" IS 'a name';

-- backward

-- locks ACCESS EXCLUSIVE on public."Odd ""view"
DROP VIEW public."Odd ""view";

-- locks ACCESS EXCLUSIVE on public.cascaded
DROP VIEW public.cascaded;

-- locks ACCESS EXCLUSIVE on public.checked
DROP VIEW public.checked;

-- locks ACCESS EXCLUSIVE on public.grouped
DROP VIEW public.grouped;

-- locks ACCESS EXCLUSIVE on public.listed
DROP VIEW public.listed;

-- locks ACCESS EXCLUSIVE on public.nums
DROP VIEW public.nums;

-- locks ACCESS EXCLUSIVE on public.z
DROP VIEW public.z;

-- locks ACCESS EXCLUSIVE on public.a_reads_z
DROP VIEW public.a_reads_z;

-- locks ACCESS EXCLUSIVE on public.plain
DROP VIEW public.plain;
