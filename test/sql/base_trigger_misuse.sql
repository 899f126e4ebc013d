-- Promise: A trigger function attached otherwise than the extension does it says so, and does nothing.
-- Promise: A trigger function that is called as a plain one says so.
\set VERBOSITY terse
\pset tuples_only on
\pset format unaligned
SET client_min_messages = warning;
CREATE TABLE public.misuse (account_id bigint, id uuid, contact_id uuid, phone text,
	email text, audience integer, is_primary boolean, role text, name integer);

-- every trigger function at every moment, on a table that is not ours
CREATE FUNCTION pg_temp.misuse(function text, at text, level text) RETURNS text
LANGUAGE plpgsql AS $$
BEGIN
	EXECUTE format('CREATE TRIGGER misused %s INSERT OR UPDATE OR DELETE ON public.misuse FOR EACH %s EXECUTE FUNCTION %s',
		at, level, function);
	BEGIN
		INSERT INTO public.misuse (account_id) VALUES (1);
		UPDATE public.misuse SET account_id = 1;
		DELETE FROM public.misuse;
		RAISE EXCEPTION 'nothing refused';
	EXCEPTION WHEN OTHERS THEN
		EXECUTE 'DROP TRIGGER misused ON public.misuse';
		RETURN SQLSTATE || CASE WHEN SQLSTATE = '39P01' THEN '' ELSE ' ' || SQLERRM END;
	END;
END $$;
SELECT DISTINCT pg_temp.misuse(p.oid::regprocedure::text, w.at, w.level)
FROM pg_proc p, (VALUES ('BEFORE', 'ROW'), ('AFTER', 'ROW'), ('BEFORE', 'STATEMENT'), ('AFTER', 'STATEMENT')) w(at, level)
WHERE p.pronamespace = 'contacts'::regnamespace AND p.prorettype = 'trigger'::regtype;

-- on our own tables, but not as we attach them
CREATE FUNCTION pg_temp.outcome(statement text) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
	EXECUTE statement;
	RETURN 'ok';
EXCEPTION WHEN OTHERS THEN
	RETURN SQLSTATE || ' ' || SQLERRM;
END $$;
BEGIN;
CREATE TRIGGER misused AFTER INSERT ON contacts.plans FOR EACH STATEMENT EXECUTE FUNCTION contacts.contact_sync_primary();
SELECT pg_temp.outcome($$INSERT INTO contacts.plans (name, private_contacts_allowed) VALUES ('x', false)$$);
DROP TRIGGER misused ON contacts.plans;
CREATE TRIGGER misused AFTER INSERT ON contacts.plans REFERENCING NEW TABLE AS n FOR EACH STATEMENT EXECUTE FUNCTION contacts.audit_change();
SELECT pg_temp.outcome($$INSERT INTO contacts.plans (name, private_contacts_allowed) VALUES ('x', false)$$);
DROP TRIGGER misused ON contacts.plans;
CREATE TRIGGER misused BEFORE INSERT ON contacts.plans FOR EACH ROW EXECUTE FUNCTION contacts.contact_child_before_row();
SELECT pg_temp.outcome($$INSERT INTO contacts.plans (name, private_contacts_allowed) VALUES ('x', false)$$);
DROP TRIGGER misused ON contacts.plans;
CREATE TRIGGER misused AFTER INSERT ON contacts.plans FOR EACH ROW EXECUTE FUNCTION contacts.guard_write();
SELECT pg_temp.outcome($$INSERT INTO contacts.plans (name, private_contacts_allowed) VALUES ('x', false)$$);
ROLLBACK;

-- called as what it is not
SELECT pg_temp.outcome($$SELECT contacts.guard_write()$$);
DROP TABLE public.misuse;
