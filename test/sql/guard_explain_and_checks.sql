-- Promise: EXPLAIN by a role under row security shows plans of our tables without costs and counts.
-- Promise: EXPLAIN ANALYZE of our tables is refused to a role under row security (42501).
-- Promise: EXPLAIN of other tables, and for those who see every row, is as ever.
\set VERBOSITY terse
\pset tuples_only on
\pset format unaligned

CREATE ROLE regress_contacts_app;
SELECT contacts.grant_application('regress_contacts_app') AS granted \gset
SELECT contacts.create_account('Explained', 'Olga', 'olga@example.com', '+919811000001', 'enterprise') AS account \gset
BEGIN;
SELECT contacts.act_as(:account, 1) AS acting \gset
INSERT INTO contacts.contacts (name, visibility) SELECT 'Secret Takeover', 'only_me' FROM generate_series(1, 3000);
COMMIT;
ANALYZE contacts.contacts;

CREATE FUNCTION public.regress_plan(statement text, options text DEFAULT '') RETURNS SETOF text LANGUAGE plpgsql AS $$
BEGIN
	RETURN QUERY EXECUTE 'EXPLAIN (' || concat_ws(', ', 'VERBOSE false', nullif(options, '')) || ') ' || statement;
EXCEPTION WHEN insufficient_privilege THEN
	RETURN NEXT SQLSTATE || ' ' || SQLERRM;
END $$;
GRANT EXECUTE ON FUNCTION public.regress_plan(text, text) TO regress_contacts_app;

SET ROLE regress_contacts_app;
BEGIN;
-- the account has no user 2: identity is that of the owner, whose rows these are,
-- but what EXPLAIN may print does not depend on whose they are
SELECT contacts.act_as(:account, 1) AS acting \gset
SELECT count(*) FROM public.regress_plan($$SELECT * FROM contacts.contacts WHERE name = 'Secret Takeover'$$) p WHERE p ~ '(rows|cost)=';
SELECT count(*) > 0 FROM public.regress_plan($$SELECT * FROM contacts.contacts WHERE name = 'Secret Takeover'$$) p WHERE p ~ 'Scan';
SELECT count(*) FROM public.regress_plan($$SELECT * FROM (SELECT count(*) FROM contacts.contacts) x$$) p WHERE p ~ '(rows|cost)=';
SELECT count(*) FROM public.regress_plan($$WITH x AS (SELECT 1 FROM contacts.contacts) SELECT * FROM x$$) p WHERE p ~ '(rows|cost)=';
SELECT count(*) FROM public.regress_plan($$SELECT 1 WHERE EXISTS (SELECT FROM contacts.contact_phones)$$, 'COSTS true, BUFFERS true') p WHERE p ~ '(rows|cost)=';
SELECT * FROM public.regress_plan($$SELECT * FROM contacts.contacts$$, 'ANALYZE');
PREPARE q AS SELECT * FROM contacts.contacts WHERE audience = -1;
SELECT count(*) FROM public.regress_plan($$EXECUTE q$$) p WHERE p ~ '(rows|cost)=';
SELECT * FROM public.regress_plan($$EXECUTE q$$, 'ANALYZE');
-- other tables are explained as ever
SELECT count(*) > 0 FROM public.regress_plan($$SELECT * FROM pg_class$$, 'ANALYZE') p WHERE p ~ 'rows=.*actual';
ROLLBACK;
-- and so is everything to those who see every row
RESET ROLE;
SELECT count(*) > 0 FROM public.regress_plan($$SELECT * FROM contacts.contacts WHERE name = 'Secret Takeover'$$) p WHERE p ~ 'rows=[0-9]';

DROP FUNCTION public.regress_plan(text, text);
DROP OWNED BY regress_contacts_app;
DROP ROLE regress_contacts_app;
