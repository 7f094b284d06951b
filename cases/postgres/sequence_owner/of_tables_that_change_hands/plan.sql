-- forward

-- locks SHARE ROW EXCLUSIVE on public.leaves
ALTER SEQUENCE public.leaves OWNED BY NONE;

-- locks ACCESS EXCLUSIVE on public.leaves
ALTER SEQUENCE public.leaves OWNER TO CURRENT_USER;

CREATE SEQUENCE public.made;

-- locks SHARE ROW EXCLUSIVE on public.s
ALTER SEQUENCE public.s OWNED BY NONE;

-- locks ACCESS EXCLUSIVE on public.s
ALTER SEQUENCE public.s OWNER TO case_owner;

-- locks SHARE ROW EXCLUSIVE on public.s
ALTER SEQUENCE public.s OWNED BY public.u.id;

-- locks ACCESS EXCLUSIVE on public.t
ALTER TABLE public.t OWNER TO case_owner;

-- locks ACCESS EXCLUSIVE on public.free
ALTER SEQUENCE public.free OWNER TO case_owner;

-- locks SHARE ROW EXCLUSIVE on public.free
ALTER SEQUENCE public.free OWNED BY public.t.id;

-- locks ACCESS EXCLUSIVE on public.made
ALTER SEQUENCE public.made OWNER TO case_owner;

-- locks SHARE ROW EXCLUSIVE on public.made
ALTER SEQUENCE public.made OWNED BY public.t.n;

-- locks ACCESS EXCLUSIVE on public.v
ALTER TABLE public.v OWNER TO CURRENT_USER;

-- locks ACCESS EXCLUSIVE on public.given
ALTER SEQUENCE public.given OWNER TO CURRENT_USER;

-- locks SHARE ROW EXCLUSIVE on public.given
ALTER SEQUENCE public.given OWNED BY public.v.id;

-- backward

-- locks SHARE ROW EXCLUSIVE on public.free
ALTER SEQUENCE public.free OWNED BY NONE;

-- locks ACCESS EXCLUSIVE on public.free
ALTER SEQUENCE public.free OWNER TO CURRENT_USER;

-- locks SHARE ROW EXCLUSIVE on public.given
ALTER SEQUENCE public.given OWNED BY NONE;

-- hazard data-loss: sequence public.made: its current value is lost
-- locks ACCESS EXCLUSIVE on public.made
DROP SEQUENCE public.made;

-- locks ACCESS EXCLUSIVE on public.given
ALTER SEQUENCE public.given OWNER TO case_boss;

-- locks ACCESS EXCLUSIVE on public.t
ALTER TABLE public.t OWNER TO CURRENT_USER;

-- locks SHARE ROW EXCLUSIVE on public.s
ALTER SEQUENCE public.s OWNED BY NONE;

-- locks ACCESS EXCLUSIVE on public.s
ALTER SEQUENCE public.s OWNER TO CURRENT_USER;

-- locks SHARE ROW EXCLUSIVE on public.s
ALTER SEQUENCE public.s OWNED BY public.t.id;

-- locks ACCESS EXCLUSIVE on public.v
ALTER TABLE public.v OWNER TO case_owner;

-- locks ACCESS EXCLUSIVE on public.leaves
ALTER SEQUENCE public.leaves OWNER TO case_owner;

-- locks SHARE ROW EXCLUSIVE on public.leaves
ALTER SEQUENCE public.leaves OWNED BY public.v.id;
