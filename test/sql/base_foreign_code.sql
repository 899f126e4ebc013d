-- Promise: Triggers of tables that reference contacts run in a merge with nobody acting, and see no contact.
-- Promise: What code of others sets, search_path and identity included, is undone before ours goes on.
-- Promise: A trigger finds the names of its table's schema only where nobody else may create there.
-- Promise: A deferred trigger or a held cursor of others that would run later refuses the merge.
-- Promise: A key with an action on what our statements delete makes them refuse to work (55000).
-- Promise: A key by a column of another type (42804) or without an id (42501) is made by superusers only.
-- Promise: What our deletion in merge() and remove_user() sets off sees and may nothing.
-- Promise: Temporary objects of other roles refuse merge() and remove_user(); they cannot PREPARE (42501).
-- Promise: A table of others that is replaced or changes hands in the midst of a merge refuses it.
-- Promise: No deferred trigger and no cursor of others outlives merge() or remove_user().
-- Promise: Code of others reads, moves and closes no cursor of the caller.
-- Promise: A row that a trigger writes anew for a merged contact does not vanish: it refuses the merge.
-- Promise: Functions with the owner's rights refuse to be called in what a foreign key sets off (42501).
-- Promise: The names in an error that code of others raises are not taken for what they say.
\set VERBOSITY terse
\pset tuples_only on
\pset format unaligned
SET client_min_messages = warning;
CREATE ROLE regress_contacts_app;
CREATE ROLE regress_contacts_evil;
CREATE SCHEMA regress_evil AUTHORIZATION regress_contacts_evil;
SELECT contacts.grant_application('regress_contacts_app') AS granted \gset
GRANT REFERENCES ON contacts.contacts TO regress_contacts_evil;
GRANT USAGE ON SCHEMA contacts TO regress_contacts_evil;
SELECT contacts.grant_reporting('regress_contacts_evil') AS granted \gset
SELECT contacts.create_account('Foreign code', 'Olga', 'olga@example.com', '+919811000031', 'enterprise') AS account \gset
CREATE TABLE public.witness (what text);
GRANT INSERT, SELECT ON public.witness TO PUBLIC;
GRANT USAGE ON SCHEMA regress_evil TO PUBLIC;

CREATE FUNCTION pg_temp.outcome(statement text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE detail text;
BEGIN
	EXECUTE statement;
	RETURN 'ok';
EXCEPTION WHEN OTHERS THEN
	GET STACKED DIAGNOSTICS detail = PG_EXCEPTION_DETAIL;
	RETURN SQLSTATE || ' ' || SQLERRM || coalesce(' | ' || nullif(detail, ''), '');
END $$;
CREATE FUNCTION pg_temp.id(text) RETURNS uuid LANGUAGE sql AS
	'SELECT id FROM contacts.contacts WHERE name = $1';
CREATE FUNCTION pg_temp.merge(survivor text, duplicate text, dry boolean) RETURNS jsonb LANGUAGE sql AS
	'SELECT contacts.merge(pg_temp.id(survivor), ARRAY[pg_temp.id(duplicate)], dry_run => dry) -> ''merged''';

-- operators that tell, should our statements ever meet them with the rights of a superuser
SET ROLE regress_contacts_evil;
CREATE FUNCTION regress_evil.tell(text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
	IF (SELECT rolsuper FROM pg_catalog.pg_roles WHERE rolname OPERATOR(pg_catalog.=) current_user) THEN
		INSERT INTO public.witness VALUES ('with the rights of a superuser: ' || $1);
	END IF;
END $$;
CREATE FUNCTION regress_evil.equal(bigint, bigint) RETURNS boolean LANGUAGE plpgsql AS $$
BEGIN PERFORM regress_evil.tell('bigint'); RETURN $1 OPERATOR(pg_catalog.=) $2; END $$;
CREATE OPERATOR regress_evil.= (FUNCTION = regress_evil.equal, LEFTARG = bigint, RIGHTARG = bigint);
CREATE FUNCTION regress_evil.equal(uuid, uuid) RETURNS boolean LANGUAGE plpgsql AS $$
BEGIN PERFORM regress_evil.tell('uuid'); RETURN $1 OPERATOR(pg_catalog.=) $2; END $$;
CREATE OPERATOR regress_evil.= (FUNCTION = regress_evil.equal, LEFTARG = uuid, RIGHTARG = uuid);
CREATE FUNCTION regress_evil.equal(text, text) RETURNS boolean LANGUAGE plpgsql AS $$
BEGIN PERFORM regress_evil.tell('text'); RETURN $1 OPERATOR(pg_catalog.=) $2; END $$;
CREATE OPERATOR regress_evil.= (FUNCTION = regress_evil.equal, LEFTARG = text, RIGHTARG = text);

-- what a trigger of theirs does: takes over the path, throws the identity away, notes who acts
CREATE FUNCTION regress_evil.take_over() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	PERFORM regress_evil.tell('trigger');
	INSERT INTO public.witness SELECT 'acting: ' || u FROM (SELECT contacts.actor_user()) a(u) WHERE u IS NOT NULL;
	INSERT INTO public.witness SELECT 'sees ' || name FROM contacts.contacts;
	PERFORM pg_catalog.set_config('search_path', 'regress_evil, pg_catalog', false);
	RETURN coalesce(NEW, OLD);
END $$;
CREATE FUNCTION regress_evil.throw_away() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	EXECUTE 'RESET ALL';
	RETURN coalesce(NEW, OLD);
END $$;
CREATE TABLE regress_evil.calls (id int PRIMARY KEY, account_id bigint, contact_id uuid,
	FOREIGN KEY (account_id, contact_id) REFERENCES contacts.contacts (account_id, id) ON DELETE CASCADE);
CREATE TRIGGER take_over AFTER UPDATE OR DELETE ON regress_evil.calls
	FOR EACH ROW EXECUTE FUNCTION regress_evil.take_over();
CREATE TRIGGER take_over_statement BEFORE UPDATE OR DELETE ON regress_evil.calls
	FOR EACH STATEMENT EXECUTE FUNCTION regress_evil.take_over();
RESET ROLE;
GRANT INSERT ON regress_evil.calls TO regress_contacts_app;

SET ROLE regress_contacts_app;
BEGIN;
SELECT contacts.act_as(:account, 1) AS acting \gset
INSERT INTO contacts.users (name, role) VALUES ('Cora', 'contact_manager'), ('Mia', 'contact_manager');
COMMIT;
BEGIN;
SELECT contacts.act_as(:account, 2) AS acting \gset
INSERT INTO contacts.contacts (name, phone, visibility) VALUES
	('A', '+919830000001', 'everyone'), ('B', '+919830000002', 'everyone'), ('C', '+919830000003', 'everyone'),
	('D', '+919830000004', 'everyone'), ('Mine', '+919830000005', 'only_me'), ('Mine too', '+919830000006', 'only_me');
COMMIT;
RESET ROLE;
INSERT INTO regress_evil.calls SELECT row_number() OVER (), account_id, id FROM contacts.contacts
	WHERE account_id = :account AND name IN ('A', 'B', 'C', 'D', 'Mine');
TRUNCATE public.witness;

-- 1. a merge that moves a row of theirs, and one whose DELETE the server follows into their table
SET ROLE regress_contacts_app;
BEGIN;
SELECT contacts.act_as(:account, 2) AS acting \gset
SELECT current_setting('search_path') AS path \gset
SELECT jsonb_array_length(pg_temp.merge('A', 'B', true));
SELECT jsonb_array_length(pg_temp.merge('A', 'B', false));
SELECT contacts.actor_user(), current_setting('search_path') = :'path';
COMMIT;
SELECT * FROM public.witness;

-- 2. the same where their trigger throws away all settings
RESET ROLE;
ALTER TABLE regress_evil.calls DISABLE TRIGGER take_over;
ALTER TABLE regress_evil.calls DISABLE TRIGGER take_over_statement;
CREATE TRIGGER throw_away AFTER UPDATE ON regress_evil.calls
	FOR EACH STATEMENT EXECUTE FUNCTION regress_evil.throw_away();
SET ROLE regress_contacts_app;
BEGIN;
SELECT contacts.act_as(:account, 2) AS acting \gset
SELECT pg_temp.id('A') AS a, pg_temp.id('C') AS c \gset
SELECT contacts.merge(:'a', ARRAY[:'c']::uuid[]) -> 'moved' -> 'regress_evil.calls';
SELECT contacts.actor_user(), current_setting('search_path') = :'path';
COMMIT;

-- 3. a user leaves: our DELETE, whose action in their table runs their triggers
RESET ROLE;
DROP TRIGGER throw_away ON regress_evil.calls;
ALTER TABLE regress_evil.calls ENABLE TRIGGER take_over;
ALTER TABLE regress_evil.calls ENABLE TRIGGER take_over_statement;
SET ROLE regress_contacts_app;
BEGIN;
SELECT contacts.act_as(:account, 1) AS acting \gset
SELECT contacts.remove_user(2, 'delete') AS removed \gset
SELECT contacts.actor_user(), current_setting('search_path') = :'path';
-- (before PostgreSQL 18 the server runs AFTER triggers of an action with the rights and
-- the identity of whoever set it off: the caller's, never the extension's owner's)
SELECT * FROM public.witness WHERE what !~ '^acting';
ROLLBACK;

-- 4. a key of theirs with an action on another table than contacts: our own statement would set it off
RESET ROLE;
GRANT REFERENCES ON contacts.contact_phones TO regress_contacts_evil;
GRANT USAGE ON TYPE contacts.phone TO regress_contacts_evil;
SET ROLE regress_contacts_evil;
CREATE TABLE regress_evil.numbers (account_id bigint, contact_id uuid, phone contacts.phone,
	FOREIGN KEY (account_id, contact_id, phone) REFERENCES contacts.contact_phones ON DELETE CASCADE);
RESET ROLE;
INSERT INTO regress_evil.numbers SELECT account_id, contact_id, phone FROM contacts.contact_phones WHERE account_id = :account AND phone = '+919830000004';
SET ROLE regress_contacts_app;
BEGIN;
SELECT contacts.act_as(:account, 2) AS acting \gset
SELECT pg_temp.outcome($$UPDATE contacts.contacts SET phone = NULL WHERE name = 'D'$$);
ROLLBACK;
SELECT * FROM public.witness;
-- so do rules, deferrable constraints over expressions, tables behind tables: whatever comes after the action
RESET ROLE;
DROP TABLE regress_evil.numbers;
GRANT REFERENCES ON contacts.department_members, contacts.users TO regress_contacts_evil;
SET ROLE regress_contacts_evil;
CREATE TABLE regress_evil.members (account_id bigint, department_id int, user_id int,
	FOREIGN KEY (account_id, department_id, user_id) REFERENCES contacts.department_members ON DELETE CASCADE);
CREATE RULE later AS ON DELETE TO regress_evil.members DO ALSO INSERT INTO regress_evil.members VALUES (NULL, 1, 1);
SET ROLE regress_contacts_app;
BEGIN;
SELECT contacts.act_as(:account, 1) AS acting \gset
SELECT pg_temp.outcome($$SELECT contacts.remove_user(3)$$);
ROLLBACK;
RESET ROLE;
DROP TABLE regress_evil.members;
-- a key on what our statements neither delete nor renumber is everybody's
SET ROLE regress_contacts_evil;
CREATE TABLE regress_evil.assigned (account_id bigint, user_id int,
	FOREIGN KEY (account_id, user_id) REFERENCES contacts.users ON DELETE CASCADE);
SET ROLE regress_contacts_app;
BEGIN;
SELECT contacts.act_as(:account, 1) AS acting \gset
SELECT pg_temp.outcome($$SELECT contacts.remove_user(3)$$);
ROLLBACK;
RESET ROLE;
DROP TABLE regress_evil.assigned;
SET ROLE regress_contacts_app;
BEGIN;
SELECT contacts.act_as(:account, 2) AS acting \gset
SELECT pg_temp.outcome($$UPDATE contacts.contacts SET phone = NULL WHERE name = 'D'$$);
ROLLBACK;

-- a superuser's table may have such a key: what comes of it has that superuser's rights, not
-- those of our statement, and what it sets does not outlive that statement
RESET ROLE;
CREATE ROLE regress_contacts_super SUPERUSER;
SET ROLE regress_contacts_super;
CREATE TABLE regress_evil.supers (account_id bigint, contact_id uuid, phone contacts.phone,
	FOREIGN KEY (account_id, contact_id, phone) REFERENCES contacts.contact_phones ON DELETE CASCADE);
CREATE FUNCTION regress_evil.rewrites() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	DELETE FROM contacts.audit_log WHERE false;
	INSERT INTO public.witness VALUES ('history is written');
	RETURN OLD;
EXCEPTION WHEN insufficient_privilege THEN
	RETURN OLD;
END $$;
CREATE TRIGGER rewrites BEFORE DELETE ON regress_evil.supers FOR EACH ROW EXECUTE FUNCTION regress_evil.rewrites();
CREATE TABLE regress_evil.dismissed (account_id bigint, contact_a uuid, contact_b uuid,
	FOREIGN KEY (account_id, contact_a, contact_b) REFERENCES contacts.duplicate_dismissals ON DELETE CASCADE);
CREATE FUNCTION regress_evil.sets_path() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	PERFORM pg_catalog.set_config('search_path', 'regress_evil, pg_catalog', false);
	RETURN OLD;
END $$;
CREATE TRIGGER sets_path BEFORE DELETE ON regress_evil.dismissed FOR EACH ROW EXECUTE FUNCTION regress_evil.sets_path();
RESET ROLE;
BEGIN;
SELECT contacts.act_as(:account, 2) AS acting \gset
INSERT INTO contacts.contacts (name) VALUES ('Else');
INSERT INTO contacts.duplicate_dismissals (account_id, contact_a, contact_b, audience_a, audience_b, user_id)
	SELECT a.account_id, a.id, b.id, 0, 0, 2 FROM contacts.contacts a JOIN contacts.contacts b ON b.account_id = a.account_id AND b.id > a.id
	WHERE a.account_id = :account AND a.name = 'D' AND b.name = 'Else';
INSERT INTO regress_evil.dismissed SELECT account_id, contact_a, contact_b FROM contacts.duplicate_dismissals WHERE account_id = :account;
SAVEPOINT s;
INSERT INTO regress_evil.supers SELECT account_id, contact_id, phone FROM contacts.contact_phones WHERE account_id = :account AND phone = '+919830000004';
SET LOCAL ROLE regress_contacts_app;
SELECT pg_temp.outcome($$UPDATE contacts.contacts SET phone = NULL WHERE name = 'D'$$);
SELECT * FROM public.witness;
ROLLBACK TO s;
SET LOCAL ROLE regress_contacts_app;
SELECT pg_temp.outcome($$SELECT pg_temp.merge('A', 'D', false)$$);
SELECT * FROM public.witness;
ROLLBACK;
RESET ROLE;
DROP TABLE regress_evil.supers, regress_evil.dismissed;
DROP OWNED BY regress_contacts_super;
DROP ROLE regress_contacts_super;

-- 5. a table in a schema where others may create: its triggers do not find what others planted
RESET ROLE;
CREATE SCHEMA regress_shared;
GRANT CREATE, USAGE ON SCHEMA regress_shared TO regress_contacts_evil, regress_contacts_app;
CREATE TABLE regress_shared.deals (id int PRIMARY KEY, account_id bigint, contact_id uuid, note varchar,
	FOREIGN KEY (account_id, contact_id) REFERENCES contacts.contacts (account_id, id));
CREATE FUNCTION regress_shared.normalise(text) RETURNS text LANGUAGE sql AS 'SELECT $1';
CREATE FUNCTION regress_shared.normalise() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN NEW.note := normalise(NEW.note); RETURN NEW; END $$;
CREATE TRIGGER normalise BEFORE UPDATE ON regress_shared.deals FOR EACH ROW EXECUTE FUNCTION regress_shared.normalise();
SET ROLE regress_contacts_evil;
CREATE FUNCTION regress_shared.normalise(varchar) RETURNS text LANGUAGE plpgsql AS $$
BEGIN PERFORM regress_evil.tell('planted'); RETURN $1; END $$;
RESET ROLE;
INSERT INTO regress_shared.deals SELECT 1, account_id, id, 'x' FROM contacts.contacts WHERE account_id = :account AND name = 'D';
SET ROLE regress_contacts_app;
BEGIN;
SELECT contacts.act_as(:account, 2) AS acting \gset
SELECT pg_temp.outcome($$SELECT pg_temp.merge('A', 'D', false)$$);
SELECT * FROM public.witness;
ROLLBACK;
-- with the schema its owner's alone, the trigger finds it
RESET ROLE;
REVOKE CREATE ON SCHEMA regress_shared FROM regress_contacts_evil, regress_contacts_app;
DROP FUNCTION regress_shared.normalise(varchar);
SET ROLE regress_contacts_app;
BEGIN;
SELECT contacts.act_as(:account, 2) AS acting \gset
SELECT pg_temp.outcome($$SELECT pg_temp.merge('A', 'D', false)$$);
SELECT * FROM public.witness;
ROLLBACK;

-- 6. a deferred trigger of another table of theirs would run with the merger's identity
RESET ROLE;
SET ROLE regress_contacts_evil;
CREATE TABLE regress_evil.later (x int);
CREATE CONSTRAINT TRIGGER later AFTER INSERT ON regress_evil.later DEFERRABLE INITIALLY DEFERRED
	FOR EACH ROW EXECUTE FUNCTION regress_evil.take_over();
CREATE FUNCTION regress_evil.put_off() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN INSERT INTO regress_evil.later VALUES (1); RETURN NULL; END $$;
CREATE TRIGGER put_off AFTER UPDATE ON regress_evil.calls FOR EACH STATEMENT EXECUTE FUNCTION regress_evil.put_off();
SET ROLE regress_contacts_app;
BEGIN;
SELECT contacts.act_as(:account, 2) AS acting \gset
SELECT pg_temp.outcome($$SELECT pg_temp.merge('A', 'D', false)$$);
ROLLBACK;

-- nor a cursor that would be read at the end of the transaction
RESET ROLE;
SET ROLE regress_contacts_evil;
DROP TRIGGER put_off ON regress_evil.calls;
CREATE FUNCTION regress_evil.hold() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN EXECUTE 'DECLARE held CURSOR WITH HOLD FOR SELECT contacts.actor_user()'; RETURN NULL; END $$;
CREATE TRIGGER hold AFTER UPDATE ON regress_evil.calls FOR EACH STATEMENT EXECUTE FUNCTION regress_evil.hold();
SET ROLE regress_contacts_app;
BEGIN;
SELECT contacts.act_as(:account, 2) AS acting \gset
SELECT pg_temp.outcome($$SELECT pg_temp.merge('A', 'D', false)$$);
ROLLBACK;

-- 7. a key whose column is of a type of theirs: the server would run their cast with the
-- rights of the owner of contacts, so it is not made
RESET ROLE;
DROP TABLE regress_evil.calls;
SET ROLE regress_contacts_evil;
CREATE TYPE regress_evil.reference AS (id uuid);
CREATE FUNCTION regress_evil.id_of(regress_evil.reference) RETURNS uuid IMMUTABLE LANGUAGE plpgsql AS $$
BEGIN PERFORM regress_evil.tell('cast'); RETURN ($1).id; END $$;
CREATE CAST (regress_evil.reference AS uuid) WITH FUNCTION regress_evil.id_of(regress_evil.reference) AS IMPLICIT;
SELECT pg_temp.outcome($$CREATE TABLE regress_evil.typed (account_id bigint, contact regress_evil.reference,
	FOREIGN KEY (account_id, contact) REFERENCES contacts.contacts (account_id, id))$$);
CREATE TABLE regress_evil.typed (account_id bigint, contact regress_evil.reference);
SELECT pg_temp.outcome($$ALTER TABLE regress_evil.typed ADD FOREIGN KEY (account_id, contact) REFERENCES contacts.contacts (account_id, id)$$);
SELECT pg_temp.outcome($$ALTER TABLE regress_evil.typed ADD FOREIGN KEY (account_id, contact) REFERENCES contacts.contacts (account_id, id) NOT VALID$$);
DROP TABLE regress_evil.typed;
SELECT * FROM public.witness;
-- one that a superuser has made refuses a merge
RESET ROLE;
CREATE DOMAIN regress_evil.contact_id AS uuid;
CREATE TABLE regress_evil.typed (account_id bigint, contact_id regress_evil.contact_id,
	FOREIGN KEY (account_id, contact_id) REFERENCES contacts.contacts (account_id, id));
INSERT INTO regress_evil.typed SELECT account_id, id FROM contacts.contacts WHERE account_id = :account AND name = 'D';
SET ROLE regress_contacts_app;
BEGIN;
SELECT contacts.act_as(:account, 2) AS acting \gset
SELECT pg_temp.outcome($$SELECT pg_temp.merge('A', 'D', false)$$);
ROLLBACK;

-- 8. nor is such a key made in a session that has not loaded the library yet
\c
SET ROLE regress_contacts_evil;
CREATE TABLE regress_evil.typed_too (account_id bigint, contact regress_evil.reference,
	FOREIGN KEY (account_id, contact) REFERENCES contacts.contacts (account_id, id));
\c
SET ROLE regress_contacts_evil;
CREATE TABLE regress_evil.typed_too (account_id bigint, contact regress_evil.reference);
\c
SET ROLE regress_contacts_evil;
ALTER TABLE regress_evil.typed_too ADD FOREIGN KEY (account_id, contact) REFERENCES contacts.contacts (account_id, id);

-- the eyes that our DELETE needs are not lent to what it sets off, and be that a
-- trigger of the caller's own table, in a function that reads with an old snapshot
RESET ROLE;
GRANT CREATE ON SCHEMA regress_evil TO regress_contacts_app;
GRANT REFERENCES ON contacts.contacts TO regress_contacts_app;
SET ROLE regress_contacts_app;
CREATE TABLE regress_evil.own (account_id bigint, contact_id uuid,
	FOREIGN KEY (account_id, contact_id) REFERENCES contacts.contacts (account_id, id) ON DELETE CASCADE);
CREATE FUNCTION regress_evil.peek() RETURNS text STABLE LANGUAGE plpgsql AS $$
DECLARE
	may boolean := contacts.can('contacts.delete') OR contacts.can('contacts.write') OR contacts.can('contacts.read');
	there boolean := contacts.sees(-2);
BEGIN
	RETURN format('%s %s, sees %s, may %s', contacts.actor_user(), there,
		(SELECT string_agg(name, ' ' ORDER BY name) FROM contacts.contacts), may);
END $$;
CREATE FUNCTION regress_evil.peep() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE state text := 'ok';
BEGIN
	INSERT INTO public.witness VALUES (TG_OP || ' ' || regress_evil.peek());
	BEGIN
		DELETE FROM contacts.contacts;
		UPDATE contacts.contacts SET city = 'theirs';
	EXCEPTION WHEN OTHERS THEN
		state := SQLSTATE;
	END;
	INSERT INTO public.witness VALUES (TG_OP || ' ' || state);
	-- nor is the right to delete, in tables whose rows the whole account sees
	BEGIN
		DELETE FROM contacts.contact_persons WHERE NOT is_primary;
		state := 'deleted persons';
	EXCEPTION WHEN OTHERS THEN
		state := SQLSTATE;
	END;
	INSERT INTO public.witness VALUES (TG_OP || ' ' || state);
	RETURN NULL;
END $$;
CREATE TRIGGER peep AFTER DELETE ON regress_evil.own FOR EACH STATEMENT EXECUTE FUNCTION regress_evil.peep();
RESET ROLE;
GRANT INSERT ON public.witness TO PUBLIC;
TRUNCATE public.witness;
INSERT INTO regress_evil.own SELECT account_id, id FROM contacts.contacts WHERE account_id = :account AND name LIKE 'Mine%';
SET ROLE regress_contacts_app;
BEGIN;
SELECT contacts.act_as(:account, 1) AS acting \gset
SELECT contacts.remove_user(2, 'delete') AS removed \gset
SELECT DISTINCT what FROM public.witness ORDER BY 1;
SELECT count(*) FROM regress_evil.own;
ROLLBACK;
BEGIN;
SELECT contacts.act_as(:account, 2) AS acting \gset
SELECT contacts.merge((SELECT id FROM contacts.contacts WHERE name = 'Mine'), ARRAY(SELECT id FROM contacts.contacts WHERE name = 'Mine too')) AS merged \gset
SELECT DISTINCT what FROM public.witness ORDER BY 1;
ROLLBACK;
RESET ROLE;
DROP TABLE regress_evil.own;

-- nor are those of a merge that a leaving user makes necessary, where the server
-- checks a key of the remover's own table with the eyes of whoever acts
RESET ROLE;
GRANT REFERENCES ON contacts.contact_phones TO regress_contacts_app;
SET ROLE regress_contacts_app;
CREATE FUNCTION regress_evil.look() RETURNS int LANGUAGE plpgsql AS $$
BEGIN INSERT INTO public.witness SELECT 'sees ' || name FROM contacts.contacts; RETURN 1; END $$;
CREATE FUNCTION regress_evil.look(int) RETURNS int IMMUTABLE LANGUAGE plpgsql AS 'BEGIN RETURN regress_evil.look(); END';
CREATE TABLE regress_evil.lines (account_id bigint, contact_id uuid, phone contacts.phone,
	FOREIGN KEY (account_id, contact_id, phone) REFERENCES contacts.contact_phones (account_id, contact_id, phone));
CREATE INDEX ON regress_evil.lines (account_id) WHERE account_id > regress_evil.look(1);
BEGIN;
SELECT contacts.act_as(:account, 3) AS acting \gset
INSERT INTO contacts.contacts (name, phone, visibility) VALUES ('Mia knows', '+919830000006', 'only_me'), ('Mia''s own', '+919830000007', 'only_me');
COMMIT;
\c
TRUNCATE public.witness;
SET ROLE regress_contacts_app;
BEGIN;
SELECT contacts.act_as(:account, 1) AS acting \gset
SELECT contacts.remove_user(2, 'transfer', 3) AS removed \gset
SELECT DISTINCT what FROM public.witness WHERE what ~ 'M' ORDER BY 1;
ROLLBACK;
-- a key by value would tell of any number whether somebody keeps it privately
CREATE TABLE regress_evil.guess (account_id bigint, phone contacts.phone, audience int,
	FOREIGN KEY (account_id, phone, audience) REFERENCES contacts.contacts (account_id, phone, audience));
DROP TABLE regress_evil.lines;
-- what they make in the merger's session refuses the merge: temporary objects, prepared statements
RESET ROLE;
CREATE TABLE regress_evil.trap (account_id bigint, contact_id uuid, FOREIGN KEY (account_id, contact_id) REFERENCES contacts.contacts (account_id, id));
ALTER TABLE regress_evil.trap OWNER TO regress_contacts_evil;
SET ROLE regress_contacts_evil;
CREATE FUNCTION regress_evil.trap() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	EXECUTE TG_ARGV[0];
	RETURN NULL;
END $$;
-- (by what the deletion of the duplicate sets off in an empty table as well)
ALTER TABLE regress_evil.trap DROP CONSTRAINT trap_account_id_contact_id_fkey;
ALTER TABLE regress_evil.trap ADD FOREIGN KEY (account_id, contact_id) REFERENCES contacts.contacts (account_id, id) ON DELETE CASCADE;
RESET ROLE;
CREATE FUNCTION pg_temp.trapped(moment text, what text, account bigint, member integer, statement text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE outcome text := 'done';
BEGIN
	-- a statement on the table is only made where it has a row
	INSERT INTO regress_evil.trap SELECT c.account_id, c.id FROM contacts.contacts c WHERE c.account_id = account AND c.name = 'Mine too';
	SET LOCAL ROLE regress_contacts_evil;
	EXECUTE format('CREATE TRIGGER trap %s ON regress_evil.trap FOR EACH STATEMENT EXECUTE FUNCTION regress_evil.trap(%L)', moment, what);
	SET LOCAL ROLE regress_contacts_app;
	PERFORM contacts.act_as(account, member);
	BEGIN
		EXECUTE statement;
	EXCEPTION WHEN OTHERS THEN
		outcome := SQLSTATE || ' ' || SQLERRM;
	END;
	RESET ROLE;
	DROP TRIGGER trap ON regress_evil.trap;
	RETURN format('%s, %s: %s', moment, what, outcome);
END $$;
\set merge '$$SELECT contacts.merge((SELECT id FROM contacts.contacts WHERE name = \'Mine\'), ARRAY(SELECT id FROM contacts.contacts WHERE name = \'Mine too\'))$$'
BEGIN; SELECT pg_temp.trapped('BEFORE UPDATE', 'CREATE TEMP VIEW orders AS SELECT 1', :account, 2, :merge); ROLLBACK;
BEGIN; SELECT pg_temp.trapped('BEFORE DELETE', 'CREATE TEMP VIEW orders AS SELECT 1', :account, 2, :merge); ROLLBACK;
BEGIN; SELECT pg_temp.trapped('BEFORE DELETE', 'CREATE TEMP VIEW orders AS SELECT 1', :account, 1, $$SELECT contacts.remove_user(2, 'delete')$$); ROLLBACK;
BEGIN; SELECT pg_temp.trapped('BEFORE UPDATE', 'PREPARE orders AS SELECT 1', :account, 2, :merge); ROLLBACK;
BEGIN; SELECT pg_temp.trapped('AFTER DELETE', 'PREPARE orders AS SELECT 1', :account, 2, :merge); ROLLBACK;
BEGIN; SELECT pg_temp.trapped('BEFORE UPDATE', 'SELECT 1', :account, 2, :merge); ROLLBACK;
DROP TABLE regress_evil.trap;
-- but the caller's own and a superuser's code may use temporary tables
CREATE TABLE regress_evil.log (account_id bigint, contact_id uuid, FOREIGN KEY (account_id, contact_id) REFERENCES contacts.contacts (account_id, id));
ALTER TABLE regress_evil.log OWNER TO regress_contacts_app;
INSERT INTO regress_evil.log SELECT account_id, id FROM contacts.contacts WHERE account_id = :account AND name = 'Mine too';
CREATE TRIGGER log BEFORE UPDATE ON regress_evil.log FOR EACH STATEMENT EXECUTE FUNCTION regress_evil.trap('CREATE TEMP TABLE IF NOT EXISTS changed (x uuid)');
SET ROLE regress_contacts_app;
BEGIN;
SELECT contacts.act_as(:account, 2) AS acting \gset
SELECT contacts.merge((SELECT id FROM contacts.contacts WHERE name = 'Mine'), ARRAY(SELECT id FROM contacts.contacts WHERE name = 'Mine too')) ->> 'moved' IS NOT NULL;
ROLLBACK;
RESET ROLE;
DROP TABLE regress_evil.log;

-- a key over the audience is moved by a merge, but stands against a change of hands: no matter of time
CREATE TABLE regress_evil.shares (account_id bigint, contact_id uuid, audience int,
	FOREIGN KEY (account_id, contact_id, audience) REFERENCES contacts.contacts (account_id, id, audience));
INSERT INTO regress_evil.shares SELECT account_id, id, audience FROM contacts.contacts WHERE account_id = :account AND name = 'Mine';
SET ROLE regress_contacts_app;
BEGIN;
SELECT contacts.act_as(:account, 1) AS acting \gset
\set VERBOSITY default
SELECT contacts.remove_user(2, 'publish');
\set VERBOSITY terse
ROLLBACK;
-- what the server's check of such a key runs leaves no temporary objects either
RESET ROLE;
TRUNCATE regress_evil.shares;
ALTER TABLE regress_evil.shares OWNER TO regress_contacts_evil;
SET ROLE regress_contacts_evil;
CREATE FUNCTION regress_evil.spread() RETURNS int LANGUAGE plpgsql AS $$
BEGIN
	IF current_setting('regress.armed', true) = '2' THEN EXECUTE 'CREATE TEMP VIEW orders AS SELECT 1'; END IF;
	RETURN 1;
END $$;
CREATE FUNCTION regress_evil.spread(int) RETURNS int IMMUTABLE LANGUAGE plpgsql AS 'BEGIN RETURN regress_evil.spread(); END';
CREATE INDEX spread ON regress_evil.shares (account_id) WHERE account_id > regress_evil.spread(1);
RESET ROLE;
SET regress.armed = '2';
SET ROLE regress_contacts_app;
BEGIN;
SELECT contacts.act_as(:account, 1) AS acting \gset
SELECT contacts.remove_user(2, 'publish');
ROLLBACK;
RESET ROLE;
DROP INDEX regress_evil.spread;
-- nor are the names in an error of theirs taken for what they say
CREATE FUNCTION regress_evil.pretend(int) RETURNS int IMMUTABLE LANGUAGE plpgsql AS $$
BEGIN
	IF current_setting('regress.armed', true) = '1' THEN RAISE EXCEPTION USING ERRCODE = '23503', SCHEMA = 'x'; END IF;
	RETURN 1;
END $$;
CREATE INDEX ON regress_evil.shares (account_id) WHERE account_id > regress_evil.pretend(1);
SET regress.armed = '1';
SET ROLE regress_contacts_app;
BEGIN;
SELECT contacts.act_as(:account, 1) AS acting \gset
SELECT contacts.remove_user(2, 'publish');
ROLLBACK;
RESET ROLE;
RESET regress.armed;
DROP TABLE regress_evil.shares;

-- 9. a table that somebody puts in the place of a superuser's, in the midst of a merge
RESET ROLE;
ALTER TABLE regress_evil.typed DROP CONSTRAINT typed_account_id_contact_id_fkey;
GRANT REFERENCES ON contacts.contacts TO regress_contacts_evil;
CREATE TABLE regress_evil.second (account_id bigint, contact_id uuid, FOREIGN KEY (account_id, contact_id) REFERENCES contacts.contacts (account_id, id));
SET ROLE regress_contacts_evil;
CREATE TABLE regress_evil.first (account_id bigint, contact_id uuid, FOREIGN KEY (account_id, contact_id) REFERENCES contacts.contacts (account_id, id));
CREATE FUNCTION regress_evil.swap() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	DROP TABLE regress_evil.second;
	CREATE TABLE regress_evil.second (account_id bigint, contact_id uuid);
	GRANT ALL ON regress_evil.second TO PUBLIC;
	CREATE TRIGGER take_over BEFORE UPDATE ON regress_evil.second FOR EACH STATEMENT EXECUTE FUNCTION regress_evil.take_over();
	RETURN NULL;
END $$;
CREATE TRIGGER swap BEFORE UPDATE ON regress_evil.first FOR EACH STATEMENT EXECUTE FUNCTION regress_evil.swap();
SET ROLE regress_contacts_app;
BEGIN;
SELECT contacts.act_as(:account, 2) AS acting \gset
INSERT INTO contacts.contacts (name) VALUES ('E'), ('F');
RESET ROLE;
INSERT INTO regress_evil.first SELECT account_id, id FROM contacts.contacts WHERE account_id = :account AND name = 'F';
INSERT INTO regress_evil.second SELECT account_id, id FROM contacts.contacts WHERE account_id = :account AND name = 'F';
SET LOCAL ROLE regress_contacts_app;
\set VERBOSITY default
SELECT contacts.merge(e.id, ARRAY[f.id]) FROM contacts.contacts e, contacts.contacts f WHERE e.name = 'E' AND f.name = 'F';
\set VERBOSITY terse
ROLLBACK;
SELECT * FROM public.witness;
-- or one that changes hands
RESET ROLE;
GRANT regress_contacts_app TO regress_contacts_evil;
ALTER TABLE regress_evil.second OWNER TO regress_contacts_evil;
SET ROLE regress_contacts_evil;
CREATE OR REPLACE FUNCTION regress_evil.swap() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	ALTER TABLE regress_evil.second OWNER TO regress_contacts_app;
	RETURN NULL;
END $$;
SET ROLE regress_contacts_app;
BEGIN;
SELECT contacts.act_as(:account, 2) AS acting \gset
INSERT INTO contacts.contacts (name) VALUES ('E'), ('F');
RESET ROLE;
INSERT INTO regress_evil.first SELECT account_id, id FROM contacts.contacts WHERE account_id = :account AND name = 'F';
INSERT INTO regress_evil.second SELECT account_id, id FROM contacts.contacts WHERE account_id = :account AND name = 'F';
SET LOCAL ROLE regress_contacts_app;
SELECT contacts.merge(e.id, ARRAY[f.id]) FROM contacts.contacts e, contacts.contacts f WHERE e.name = 'E' AND f.name = 'F';
ROLLBACK;

-- 10. what our deletion sets off leaves nothing behind either
RESET ROLE;
CREATE FUNCTION pg_temp.outcome(statement text) RETURNS text LANGUAGE plpgsql AS $$
BEGIN EXECUTE statement; RETURN 'ok'; EXCEPTION WHEN OTHERS THEN RETURN SQLSTATE || ' ' || SQLERRM; END $$;
CREATE FUNCTION pg_temp.merge(survivor text, duplicate text, dry boolean) RETURNS jsonb LANGUAGE sql AS
	'SELECT contacts.merge(a.id, ARRAY[b.id], dry_run => dry) -> ''survivor'' FROM contacts.contacts a, contacts.contacts b WHERE a.name = survivor AND b.name = duplicate';
TRUNCATE public.witness;
DROP TABLE IF EXISTS regress_evil.first, regress_evil.second;
REVOKE regress_contacts_app FROM regress_contacts_evil;
SET ROLE regress_contacts_evil;
CREATE TABLE regress_evil.gone (account_id bigint, contact_id uuid, note text,
	FOREIGN KEY (account_id, contact_id) REFERENCES contacts.contacts (account_id, id) ON DELETE CASCADE);
GRANT ALL ON regress_evil.gone TO regress_contacts_app;
CREATE FUNCTION regress_evil.witness() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	INSERT INTO public.witness SELECT 'at the end: ' || u FROM (SELECT contacts.actor_user()) a(u) WHERE u IS NOT NULL;
	RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER at_the_end AFTER DELETE ON regress_evil.gone DEFERRABLE INITIALLY DEFERRED
	FOR EACH ROW EXECUTE FUNCTION regress_evil.witness();
SET ROLE regress_contacts_app;
BEGIN;
SELECT contacts.act_as(:account, 1) AS acting \gset
INSERT INTO contacts.users (name, phone, role) VALUES ('Leaver', '+919811000097', 'contact_manager') RETURNING user_id AS leaver \gset
SELECT contacts.act_as(:account, :leaver) AS acting \gset
INSERT INTO contacts.contacts (name, visibility) VALUES ('Left', 'only_me') RETURNING id AS left_id \gset
INSERT INTO regress_evil.gone VALUES (:account, :'left_id');
SELECT contacts.act_as(:account, 1) AS acting \gset
SELECT pg_temp.outcome(format('SELECT contacts.remove_user(%s, ''delete'')', :leaver));
ROLLBACK;
-- a row that comes anew while others are moved
RESET ROLE;
SET ROLE regress_contacts_evil;
DROP TRIGGER at_the_end ON regress_evil.gone;
CREATE TABLE regress_evil.moved (account_id bigint, contact_id uuid,
	FOREIGN KEY (account_id, contact_id) REFERENCES contacts.contacts (account_id, id));
GRANT ALL ON regress_evil.moved TO regress_contacts_app;
CREATE FUNCTION regress_evil.anew() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN INSERT INTO regress_evil.gone VALUES (OLD.account_id, OLD.contact_id, 'anew'); RETURN NEW; END $$;
CREATE TRIGGER anew BEFORE UPDATE ON regress_evil.moved FOR EACH ROW EXECUTE FUNCTION regress_evil.anew();
SET ROLE regress_contacts_app;
BEGIN;
SELECT contacts.act_as(:account, 1) AS acting \gset
INSERT INTO contacts.contacts (name) VALUES ('E'), ('F');
INSERT INTO regress_evil.moved SELECT account_id, id FROM contacts.contacts WHERE name = 'F';
SELECT pg_temp.outcome($$SELECT pg_temp.merge('E', 'F', true)$$);
SELECT pg_temp.outcome($$SELECT pg_temp.merge('E', 'F', false)$$);
ROLLBACK;
-- cursors: one that takes the place of the caller's, one that stays, and the caller's own
RESET ROLE;
SET ROLE regress_contacts_evil;
CREATE OR REPLACE FUNCTION regress_evil.anew() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
	r record;
	stays CONSTANT refcursor := 'stays';
BEGIN
	FOR r IN SELECT statement, regress_evil.tried(statement) AS outcome FROM (VALUES
		(1, 'CLOSE c'), (2, 'FETCH ALL FROM c'), (3, 'MOVE ALL IN c')) AS s(n, statement) ORDER BY n LOOP
		INSERT INTO public.witness VALUES (r.statement || ': ' || r.outcome);
	END LOOP;
	OPEN stays FOR SELECT 1;
	RETURN NEW;
END $$;
CREATE FUNCTION regress_evil.tried(statement text) RETURNS text LANGUAGE plpgsql AS $$
BEGIN EXECUTE statement; RETURN 'ok'; EXCEPTION WHEN OTHERS THEN RETURN SQLSTATE; END $$;
SET ROLE regress_contacts_app;
BEGIN;
SELECT contacts.act_as(:account, 1) AS acting \gset
INSERT INTO contacts.contacts (name) VALUES ('E'), ('F');
INSERT INTO regress_evil.moved SELECT account_id, id FROM contacts.contacts WHERE name = 'F';
DECLARE c CURSOR FOR SELECT name FROM contacts.contacts WHERE name IN ('E', 'F') ORDER BY name;
SELECT pg_temp.outcome($$SELECT pg_temp.merge('E', 'F', false)$$);
ROLLBACK;
RESET ROLE;
SET ROLE regress_contacts_evil;
CREATE OR REPLACE FUNCTION regress_evil.anew() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE r record;
BEGIN
	FOR r IN SELECT statement, regress_evil.tried(statement) AS outcome FROM (VALUES
		(1, 'CLOSE c'), (2, 'FETCH ALL FROM c'), (3, 'MOVE ALL IN c')) AS s(n, statement) ORDER BY n LOOP
		INSERT INTO public.witness VALUES (r.statement || ': ' || r.outcome);
	END LOOP;
	RETURN NEW;
END $$;
SET ROLE regress_contacts_app;
BEGIN;
SELECT contacts.act_as(:account, 1) AS acting \gset
INSERT INTO contacts.contacts (name) VALUES ('E'), ('F');
INSERT INTO regress_evil.moved SELECT account_id, id FROM contacts.contacts WHERE name = 'F';
DECLARE c CURSOR FOR SELECT name FROM contacts.contacts WHERE name IN ('E', 'F') ORDER BY name;
SELECT pg_temp.outcome($$SELECT pg_temp.merge('E', 'F', false)$$);
FETCH ALL FROM c;
SELECT * FROM public.witness;
ROLLBACK;
-- 11. where the rights are the owner's, nobody acts in it either
RESET ROLE;
GRANT EXECUTE ON FUNCTION contacts.private_quota(), contacts.issue_token(text, text[], timestamptz, integer) TO regress_contacts_evil;
SET ROLE regress_contacts_evil;
CREATE FUNCTION regress_evil.take() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE r record;
BEGIN
	FOR r IN SELECT statement, regress_evil.tried(statement) AS outcome FROM (VALUES
		(1, 'SELECT contacts.private_quota()'), (2, 'SELECT contacts.issue_token(''x'', ''{}'')')) AS s(n, statement) ORDER BY n LOOP
		INSERT INTO public.witness VALUES (r.statement || ': ' || r.outcome);
	END LOOP;
	RETURN OLD;
END $$;
CREATE TRIGGER take BEFORE DELETE ON regress_evil.gone FOR EACH ROW EXECUTE FUNCTION regress_evil.take();
SET ROLE regress_contacts_app;
BEGIN;
SELECT contacts.act_as(:account, 1) AS acting \gset
INSERT INTO contacts.contacts (name) VALUES ('E');
INSERT INTO regress_evil.gone SELECT account_id, id FROM contacts.contacts WHERE name = 'E';
DELETE FROM contacts.contacts WHERE name = 'E';
SELECT * FROM public.witness;
ROLLBACK;

RESET ROLE;
DROP SCHEMA regress_shared, regress_evil CASCADE;
DROP TABLE public.witness;
DROP OWNED BY regress_contacts_app, regress_contacts_evil;
DROP ROLE regress_contacts_app, regress_contacts_evil;
