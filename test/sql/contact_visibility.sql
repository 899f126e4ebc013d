-- Promise: A contact marked only_me is invisible to everybody else, the account's owner included.
-- Promise: A team contact is seen by the members of its department and by who sees every department.
-- Promise: Without an identity reads are empty and writes fail.
-- Promise: A number is unique per audience, and no unique violation tells of a hidden contact.
-- Promise: A child row of a hidden and of a missing contact get one and the same error.
-- Promise: A reporter only reads, an agent edits only their own contacts, a manager whatever they see.
-- Promise: A note is edited by its author, or by who holds contacts.write.
-- Promise: Another's contact is taken private in one's own name alone, by who holds contacts.delete.
-- Promise: The history of a private contact is its owner's alone.
-- Promise: Who leaves a department no longer sees its contacts, with the next transaction.
\set VERBOSITY terse
\pset tuples_only on
\pset format unaligned

CREATE ROLE regress_contacts_app;
SELECT contacts.grant_application('regress_contacts_app') AS granted \gset

-- The outcome of a statement as clients branch on it: rows, or SQLSTATE and constraint.
CREATE FUNCTION pg_temp.outcome(statement text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE rows bigint; state text; con text;
BEGIN
	EXECUTE statement;
	GET DIAGNOSTICS rows = ROW_COUNT;
	RETURN 'ok ' || rows;
EXCEPTION WHEN OTHERS THEN
	GET STACKED DIAGNOSTICS state = RETURNED_SQLSTATE, con = CONSTRAINT_NAME;
	RETURN state || coalesce(' ' || nullif(con, ''), '');
END $$;
-- All that an error says, with the ids made alike.
CREATE FUNCTION pg_temp.error_text(statement text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE state text; message text; detail text; hint text; con text;
BEGIN
	EXECUTE statement;
	RETURN 'no error';
EXCEPTION WHEN OTHERS THEN
	GET STACKED DIAGNOSTICS state = RETURNED_SQLSTATE, message = MESSAGE_TEXT,
		detail = PG_EXCEPTION_DETAIL, hint = PG_EXCEPTION_HINT, con = CONSTRAINT_NAME;
	RETURN regexp_replace(concat_ws('|', state, message, detail, hint, con),
		'[0-9a-f]{8}-[0-9a-f-]{27}', 'ID', 'g');
END $$;

--
-- An account: owner 1, contact manager 2 and agent 3 in Sales, agent 4 in
-- Support, reporter 5, manager 6 in both; and another account with an owner.
--
SELECT contacts.create_account('Visibility', 'Olga', 'olga@example.com', '+919811000001', 'enterprise') AS account \gset
SELECT contacts.create_account('Elsewhere', 'Eve', 'eve@example.com', '+919811000001', 'enterprise') AS other \gset
SET ROLE regress_contacts_app;
BEGIN;
SELECT contacts.act_as(:account, 1) AS acting \gset
INSERT INTO contacts.users (name, role, phone) VALUES
	('Meera', 'contact_manager', '+919811000002'), ('Arjun', 'agent', '+919811000003'),
	('Nadia', 'agent', NULL), ('Rita', 'reporter', NULL), ('Max', 'manager', NULL);
INSERT INTO contacts.departments (name) VALUES ('Sales'), ('Support');
INSERT INTO contacts.department_members (department_id, user_id) VALUES
	(1, 2), (1, 3), (2, 4), (1, 6), (2, 6);
INSERT INTO contacts.user_hours (user_id, weekday, starts, ends) VALUES (3, 1, '09:00', '17:00');
INSERT INTO contacts.custom_fields (key) VALUES ('tier');
INSERT INTO contacts.segments (name, filter) VALUES ('All', '{}');
COMMIT;

-- Meera writes one contact of each level, with the same number in all three:
-- three audiences, so nothing collides.
BEGIN;
SELECT contacts.act_as(:account, 2) AS acting \gset
INSERT INTO contacts.contacts (name, phone, email, visibility) VALUES
	('Hidden', '+919822000001', 'hidden@example.com', 'only_me'),
	('Shared', '+919822000001', 'shared@example.com', 'everyone');
INSERT INTO contacts.contacts (name, phone, email, visibility, department_id) VALUES
	('Team', '+919822000001', 'team@example.com', 'team', 1);
INSERT INTO contacts.contacts (name, visibility, phone) VALUES
	('Hidden alone', 'only_me', '+919822000002');
INSERT INTO contacts.contact_phones (contact_id, phone)
	SELECT id, '+919822000003' FROM contacts.contacts WHERE name = 'Hidden';
INSERT INTO contacts.contact_emails (contact_id, email)
	SELECT id, 'hidden.two@example.com' FROM contacts.contacts WHERE name = 'Hidden';
INSERT INTO contacts.contact_notes (contact_id, body)
	SELECT id, 'note on ' || name FROM contacts.contacts WHERE name IN ('Hidden', 'Shared', 'Team');
SELECT name, audience FROM contacts.contacts ORDER BY name;
SELECT id AS hidden FROM contacts.contacts WHERE name = 'Hidden' \gset
SELECT id AS shared FROM contacts.contacts WHERE name = 'Shared' \gset
-- of these two, one takes in the other: rows in merges and contact_redirects
INSERT INTO contacts.contacts (name, visibility) VALUES ('Twin', 'only_me'), ('Twin 2', 'only_me');
SELECT id AS twin FROM contacts.contacts WHERE name = 'Twin 2' \gset
SELECT contacts.merge(id, ARRAY[:'twin'::uuid]) AS merged FROM contacts.contacts WHERE name = 'Twin' \gset
-- one row taken, one refused: rows in imports and import_errors
SELECT contacts.begin_import('leads.csv', 'only_me') AS import \gset
INSERT INTO contacts.import_rows (name, phone) VALUES ('Imported', '+919822000009'), ('No number', 'no number');
SELECT rows_in, created, rejected FROM contacts.imports;
COMMIT;
-- the administrator of the database gives a role one more permission, puts down
-- that two contacts are two people, and a token of Meera's
RESET ROLE;
BEGIN;
SELECT contacts.act_as(:account, 1) AS acting \gset
INSERT INTO contacts.role_permissions (role, permission, granted) VALUES ('reporter', 'contacts.export', true);
SELECT contacts.act_as(:account, 2) AS acting \gset
INSERT INTO contacts.duplicate_dismissals (contact_a, contact_b, audience_a, audience_b)
	SELECT a.id, b.id, a.audience, b.audience FROM contacts.contacts a JOIN contacts.contacts b
		ON b.account_id = a.account_id AND a.id < b.id
	WHERE a.account_id = :account AND a.id IN (:'hidden', :'shared') AND b.id IN (:'hidden', :'shared');
SET LOCAL session_replication_role = replica;
INSERT INTO contacts.api_tokens (account_id, id, user_id, issued_by, name, hash, scopes)
	VALUES (:account, contacts.uuid_v7(), 2, 2, 'Of Meera', decode(repeat('00', 32), 'hex'), '{contacts.read}');
COMMIT;

--
-- Nobody acts: nothing is there, nothing can be written.
--
CREATE FUNCTION pg_temp.rows_of(name text, account bigint) RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE n bigint;
BEGIN
	EXECUTE format('SELECT count(*) FROM contacts.%I WHERE account_id = $1', name) INTO n USING account;
	RETURN n;
EXCEPTION WHEN insufficient_privilege THEN
	RETURN 0;
END $$;
CREATE TABLE public.visibility_tables AS
	SELECT c.oid, c.relname::text AS name, c.relrowsecurity AS policed FROM pg_class c
	JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'account_id'
	WHERE c.relnamespace = 'contacts'::regnamespace AND c.relkind IN ('r', 'p');
GRANT SELECT ON public.visibility_tables TO regress_contacts_app;
-- these hold rows, so that an empty answer below means something; expected: none missing
SELECT n FROM unnest('{accounts,users,departments,department_members,user_hours,role_permissions,
	contacts,contact_phones,contact_emails,contact_notes,custom_fields,segments,contact_persons,
	merges,contact_redirects,duplicate_dismissals,imports,import_errors,audit_log,api_tokens,usage}'::text[]) AS n
WHERE pg_temp.rows_of(n, :account) = 0 ORDER BY n;
SELECT count(*) > 0 FROM contacts.audit_log WHERE account_id = :account AND audience < 0;
-- tables of an account without row-level security: none
SELECT name FROM public.visibility_tables WHERE NOT policed ORDER BY name;
-- tables of an account that take a write without identity, the administrator's included: none but the counters, which are granted to nobody
SELECT name FROM public.visibility_tables t
WHERE name <> 'usage' AND pg_temp.outcome(format('DELETE FROM contacts.%I WHERE false', name)) <> '42501' ORDER BY name;
SELECT name FROM public.visibility_tables t
WHERE name <> 'usage' AND pg_temp.outcome(format('UPDATE contacts.%I SET account_id = 1 WHERE false', name)) <> '42501' ORDER BY name;
SELECT name FROM public.visibility_tables t
WHERE name <> 'usage' AND pg_temp.outcome(format('INSERT INTO contacts.%I (account_id) SELECT 1 WHERE false', name)) <> '42501' ORDER BY name;
-- nor are they emptied as a whole, by whomever
SET client_min_messages = warning;
SELECT name FROM public.visibility_tables t
WHERE name <> 'usage' AND pg_temp.outcome(format('TRUNCATE contacts.%I CASCADE', name)) <> '42501' ORDER BY name;
RESET client_min_messages;
SET ROLE regress_contacts_app;
-- tables that show something: none
SELECT name FROM public.visibility_tables WHERE pg_temp.rows_of(name, :account) > 0 ORDER BY name;
SELECT pg_temp.outcome($$INSERT INTO contacts.contacts (account_id, owner_id, name) VALUES (1, 1, 'x')$$);
SELECT pg_temp.outcome($$UPDATE contacts.contacts SET name = 'x'$$);
SELECT pg_temp.outcome($$DELETE FROM contacts.contacts$$);
SELECT pg_temp.outcome($$TRUNCATE contacts.contacts$$);
SELECT pg_temp.outcome($$INSERT INTO contacts.contact_notes (contact_id, body) VALUES (contacts.uuid_v7(), 'x')$$);
SELECT pg_temp.outcome($$SELECT contacts.set_primary_contact_person(contacts.uuid_v7())$$);
SELECT pg_temp.outcome($$SELECT contacts.merge(contacts.uuid_v7(), ARRAY[contacts.uuid_v7()])$$);
SELECT contacts.actor_account() IS NULL, contacts.actor_user() IS NULL, contacts.actor_audiences(),
	contacts.sees(0), contacts.can('contacts.read');
SELECT matched, contact_id IS NULL, user_id IS NULL FROM contacts.caller_id('+919822000001');

--
-- Taking on an identity
--
-- outside a transaction block it warns, and has no effect
SELECT contacts.act_as(:account, 1);
SELECT contacts.actor_user() IS NULL;
BEGIN;
SELECT pg_temp.outcome($$SELECT contacts.act_as(987654321, 1)$$);
SELECT pg_temp.outcome(format('SELECT contacts.act_as(%s, 77)', :account));
SELECT contacts.act_as(:account, 3) AS acting \gset
SELECT account_id = :account, user_id, role, departments FROM contacts.actor();
-- it rolls back with a savepoint
SAVEPOINT s;
SELECT contacts.act_as(:account, 2) AS acting \gset
SELECT contacts.actor_user();
ROLLBACK TO s;
SELECT contacts.actor_user();
-- while a cursor is open it does not change
DECLARE mine CURSOR FOR SELECT name FROM contacts.contacts ORDER BY name;
SELECT pg_temp.outcome(format('SELECT contacts.act_as(%s, 2)', :account));
CLOSE mine;
SELECT pg_temp.outcome(format('SELECT contacts.act_as(%s, 2)', :account));
-- nobody sets it by hand, and clearing it closes
SELECT pg_temp.outcome($$SET LOCAL contacts.actor = '3|1|1|6|16383|7|0|IN||-1,0'$$);
SELECT pg_temp.outcome($$SELECT set_config('contacts.actor', '3|1|1|6|16383|7|0|IN||-1,0', true)$$);
RESET ALL;
SELECT contacts.actor_user() IS NULL, count(*) FROM contacts.contacts;
COMMIT;
SELECT contacts.actor_user() IS NULL;
-- a cursor held over the end of the transaction does not live into the next identity
BEGIN;
SELECT contacts.act_as(:account, 2) AS acting \gset
DECLARE held CURSOR WITH HOLD FOR SELECT name FROM contacts.contacts ORDER BY name;
COMMIT;
BEGIN;
SELECT contacts.act_as(:account, 3) AS acting \gset
SELECT pg_temp.outcome('FETCH ALL FROM held');
COMMIT;

--
-- Three levels: the same question by each user
--
CREATE FUNCTION pg_temp.seen(account bigint, who integer) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
	PERFORM contacts.act_as(account, who);
	RETURN who
		|| ': ' || coalesce((SELECT string_agg(name, ', ' ORDER BY name) FROM contacts.contacts), '-')
		|| '; phones ' || (SELECT count(*) FROM contacts.contact_phones)
		|| ', emails ' || (SELECT count(*) FROM contacts.contact_emails)
		|| ', notes ' || (SELECT count(*) FROM contacts.contact_notes)
		|| ', merges ' || (SELECT count(*) FROM contacts.merges)
		|| ', redirects ' || (SELECT count(*) FROM contacts.contact_redirects)
		|| ', dismissals ' || (SELECT count(*) FROM contacts.duplicate_dismissals)
		|| ', tokens ' || (SELECT count(*) FROM contacts.api_tokens)
		|| ', imports ' || (SELECT count(*) FROM contacts.imports)
		|| ', import errors ' || (SELECT count(*) FROM contacts.import_errors);
END $$;
BEGIN;
SELECT pg_temp.seen(:account, 1);	-- the account's owner
SELECT pg_temp.seen(:account, 2);	-- Meera, whose contacts they are
SELECT pg_temp.seen(:account, 3);	-- of their department
SELECT pg_temp.seen(:account, 4);	-- of another department
SELECT pg_temp.seen(:account, 5);	-- reporter, of none
SELECT pg_temp.seen(:other, 1);		-- another account
COMMIT;
-- counts, sums and history are of what is seen: for the owner neither Hidden nor the import
BEGIN;
SELECT contacts.act_as(:account, 1) AS acting \gset
SELECT count(*), max(phone::text), bool_or(id = :'hidden') FROM contacts.contacts;
SELECT count(*) FROM contacts.contacts WHERE phone = '+919822000001';
-- (what sees() says where no index is searched)
SELECT contacts.sees(-1), contacts.sees(-2), contacts.sees(0), contacts.sees(2), contacts.sees(3);
SELECT count(*) FROM contacts.audit_log WHERE audience < 0;
SELECT contacts.resolve(:'hidden') IS NULL, contacts.resolve(:'twin') IS NULL, contacts.resolve(:'shared') IS NOT NULL;
SELECT pg_temp.outcome('SELECT * FROM contacts.usage');
SELECT pg_temp.outcome('SELECT hash FROM contacts.api_tokens');
COMMIT;
-- the history of a private contact is its owner's alone, that of a shared one the administrators'
BEGIN;
SELECT contacts.act_as(:account, 1) AS acting \gset
INSERT INTO contacts.users (name, role) VALUES ('Adi', 'admin');
INSERT INTO contacts.contacts (name, visibility) VALUES ('Private one', 'only_me'), ('Public one', 'everyone');
UPDATE contacts.contacts SET name = 'Private two' WHERE name = 'Private one';
UPDATE contacts.contacts SET name = 'Public two' WHERE name = 'Public one';
SELECT action, user_id, was FROM contacts.audit_log WHERE was ->> 'name' LIKE '% one' ORDER BY was;
SELECT contacts.act_as(:account, 7) AS acting \gset
SELECT action, user_id, was FROM contacts.audit_log WHERE was ->> 'name' LIKE '% one' ORDER BY was;
ROLLBACK;
BEGIN;
SELECT contacts.act_as(:account, 2) AS acting \gset
SELECT contacts.resolve(:'hidden') IS NOT NULL, contacts.resolve(:'twin') IS NOT NULL;
COMMIT;

-- who is calling: private first, then the team's, then everyone's
CREATE FUNCTION pg_temp.caller(account bigint, who integer, number text) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
	PERFORM contacts.act_as(account, who);
	RETURN (SELECT concat_ws(' ', who || ':', matched, name, 'user ' || user_id) FROM contacts.caller_id(number));
END $$;
BEGIN;
SELECT pg_temp.caller(:account, who, '+919822000001') FROM unnest('{1,2,3,4,5}'::int[]) AS who ORDER BY who;
SELECT pg_temp.caller(:account, who, '+919822000002') FROM unnest('{1,2}'::int[]) AS who ORDER BY who;
SELECT pg_temp.caller(:account, who, '+919822000003') FROM unnest('{1,2}'::int[]) AS who ORDER BY who;
SELECT pg_temp.caller(:account, 4, '098110 00003');
SELECT pg_temp.caller(:other, 1, '+919822000001');
COMMIT;

--
-- Writing what is hidden: as if it were not there
--
BEGIN;
SELECT contacts.act_as(:account, 1) AS acting \gset
SELECT pg_temp.outcome(format('UPDATE contacts.contacts SET name = ''found'' WHERE id = %L', :'hidden'));
SELECT pg_temp.outcome(format('DELETE FROM contacts.contacts WHERE id = %L', :'hidden'));
SELECT pg_temp.outcome(format('DELETE FROM contacts.contact_phones WHERE contact_id = %L', :'hidden'));
SELECT pg_temp.outcome(format('UPDATE contacts.contact_notes SET body = ''found'' WHERE contact_id = %L', :'hidden'));
-- a child row of a hidden and of a missing contact: one and the same error
SELECT pg_temp.outcome(format('INSERT INTO contacts.contact_notes (contact_id, body) VALUES (%L, ''x'')', :'hidden'));
CREATE FUNCTION pg_temp.same_error(template text, hidden uuid) RETURNS boolean LANGUAGE sql AS
$$ SELECT pg_temp.error_text(format(template, hidden)) = pg_temp.error_text(format(template, contacts.uuid_v7()))
	AND pg_temp.error_text(format(template, hidden)) <> 'no error' $$;
SELECT pg_temp.same_error('INSERT INTO contacts.contact_notes (contact_id, body) VALUES (%L, ''x'')', :'hidden');
SELECT pg_temp.same_error('INSERT INTO contacts.contact_phones (contact_id, phone) VALUES (%L, ''+919822000077'')', :'hidden');
SELECT pg_temp.same_error('INSERT INTO contacts.contact_phones (contact_id, phone) VALUES (%L, ''+919822000001'')', :'hidden');
SELECT pg_temp.same_error('INSERT INTO contacts.contact_emails (contact_id, email) VALUES (%L, ''x@example.com'')', :'hidden');
SELECT pg_temp.same_error(format('SELECT contacts.merge(%L, ARRAY[%%L::uuid])', :'shared'), :'hidden');
SELECT pg_temp.same_error(format('SELECT contacts.merge(%%L, ARRAY[%L::uuid])', :'shared'), :'hidden');
-- nobody chooses an id, an audience, an author
SELECT pg_temp.outcome(format('INSERT INTO contacts.contacts (id, name) VALUES (%L, ''x'')', :'hidden'));
SELECT pg_temp.outcome(format('INSERT INTO contacts.contact_notes (contact_id, body, author_id) VALUES (%L, ''x'', 2)', :'shared'));
SELECT pg_temp.outcome(format('INSERT INTO contacts.contact_notes (contact_id, body, audience) VALUES (%L, ''x'', 0)', :'shared'));
-- another account's number does not help either
SELECT pg_temp.outcome(format('INSERT INTO contacts.contacts (account_id, owner_id, name) VALUES (%s, 1, ''x'')', :other));
COMMIT;

--
-- The same number: free in another audience, taken in the same one
--
BEGIN;
SELECT contacts.act_as(:account, 1) AS acting \gset
SELECT pg_temp.outcome($$INSERT INTO contacts.contacts (name, phone, visibility) VALUES ('Mine', '+919822000001', 'only_me')$$);
SELECT pg_temp.outcome($$INSERT INTO contacts.contacts (name, phone, visibility) VALUES ('Again', '+919822000001', 'only_me')$$);
SELECT pg_temp.outcome($$INSERT INTO contacts.contacts (name, phone) VALUES ('Again', '+919822000001')$$);
SELECT pg_temp.outcome($$INSERT INTO contacts.contacts (name, phone, visibility, department_id) VALUES ('Again', '+919822000001', 'team', 1)$$);
SELECT pg_temp.outcome($$INSERT INTO contacts.contacts (name, phone, visibility, department_id) VALUES ('Other team', '+919822000001', 'team', 2)$$);
-- the number that only Meera keeps: for all others it is free
SELECT pg_temp.outcome($$INSERT INTO contacts.contacts (name, phone) VALUES ('Free', '+919822000002')$$);
SELECT pg_temp.outcome($$INSERT INTO contacts.contacts (name, phone) VALUES ('Free too', '+919822000003')$$);
-- a further number as well is unique in its audience
SELECT pg_temp.outcome(format('INSERT INTO contacts.contact_phones (contact_id, phone) VALUES (%L, ''+919822000002'')', :'shared'));
-- going public meets the number that is there
SELECT pg_temp.outcome($$UPDATE contacts.contacts SET visibility = 'everyone' WHERE name = 'Mine'$$);
ROLLBACK;

--
-- Rights by role
--
-- an agent: own contacts only, in its own department, none private, no delete
BEGIN;
SELECT contacts.act_as(:account, 3) AS acting \gset
SELECT pg_temp.outcome($$INSERT INTO contacts.contacts (name) VALUES ('Of Arjun')$$);
SELECT pg_temp.outcome($$INSERT INTO contacts.contacts (name, visibility, department_id) VALUES ('Team of Arjun', 'team', 1)$$);
SELECT pg_temp.outcome($$INSERT INTO contacts.contacts (name, visibility) VALUES ('The only department', 'team')$$);
SELECT department_id, audience FROM contacts.contacts WHERE name = 'The only department';
SELECT pg_temp.outcome($$INSERT INTO contacts.contacts (name, visibility, department_id) VALUES ('x', 'team', 2)$$);
SELECT pg_temp.outcome($$INSERT INTO contacts.contacts (name, visibility, department_id) VALUES ('x', 'team', 99)$$);
-- a department of others and one that never was: the same words
SELECT replace(pg_temp.error_text($$INSERT INTO contacts.contacts (name, visibility, department_id) VALUES ('x', 'team', 99)$$), '99', '2')
	= pg_temp.error_text($$INSERT INTO contacts.contacts (name, visibility, department_id) VALUES ('x', 'team', 2)$$);
SELECT pg_temp.outcome($$INSERT INTO contacts.contacts (name, department_id) VALUES ('x', 1)$$);
SELECT pg_temp.outcome($$INSERT INTO contacts.contacts (name, visibility) VALUES ('x', 'only_me')$$);
SELECT pg_temp.outcome($$INSERT INTO contacts.contacts (name, owner_id) VALUES ('x', 2)$$);
SELECT pg_temp.outcome($$UPDATE contacts.contacts SET city = 'Pune' WHERE name = 'Of Arjun'$$);
SELECT pg_temp.outcome($$UPDATE contacts.contacts SET visibility = 'only_me' WHERE name = 'Of Arjun'$$);
SELECT pg_temp.outcome($$UPDATE contacts.contacts SET owner_id = 4 WHERE name = 'Of Arjun'$$);
SELECT pg_temp.outcome($$UPDATE contacts.contacts SET city = 'Pune' WHERE name = 'Shared'$$);
SELECT pg_temp.outcome($$UPDATE contacts.contacts SET owner_id = 3 WHERE name = 'Shared'$$);
SELECT pg_temp.outcome($$INSERT INTO contacts.contacts (name, phone) VALUES ('x', '+919822000001')
	ON CONFLICT (account_id, audience, phone) DO UPDATE SET name = excluded.name$$);
SELECT pg_temp.outcome($$DELETE FROM contacts.contacts WHERE name = 'Of Arjun'$$);
SELECT pg_temp.outcome(format('INSERT INTO contacts.contact_phones (contact_id, phone) VALUES (%L, ''+919822000044'')', :'shared'));
SELECT pg_temp.outcome($$INSERT INTO contacts.contact_phones (contact_id, phone)
	SELECT id, '+919822000044' FROM contacts.contacts WHERE name = 'Of Arjun'$$);
-- notes: to each contact that it sees, and its own to edit
SELECT pg_temp.outcome(format('INSERT INTO contacts.contact_notes (contact_id, body) VALUES (%L, ''called'')', :'shared'));
SELECT pg_temp.outcome($$UPDATE contacts.contact_notes SET body = 'called twice' WHERE author_id = 3$$);
SELECT pg_temp.outcome($$UPDATE contacts.contact_notes SET body = 'x' WHERE author_id = 2$$);
SELECT pg_temp.outcome($$DELETE FROM contacts.contact_notes WHERE author_id = 2$$);
SELECT pg_temp.outcome($$SELECT contacts.merge(contacts.uuid_v7(), ARRAY[contacts.uuid_v7()])$$);
SELECT pg_temp.outcome($$SELECT contacts.begin_import('x.csv')$$);
SELECT count(*) FROM contacts.audit_log;
COMMIT;
-- a reporter only reads
BEGIN;
SELECT contacts.act_as(:account, 5) AS acting \gset
SELECT pg_temp.outcome($$INSERT INTO contacts.contacts (name) VALUES ('x')$$);
SELECT pg_temp.outcome($$UPDATE contacts.contacts SET city = 'x'$$);
SELECT pg_temp.outcome($$DELETE FROM contacts.contacts$$);
SELECT pg_temp.outcome($$INSERT INTO contacts.contact_notes (contact_id, body) SELECT id, 'x' FROM contacts.contacts$$);
COMMIT;
-- a manager: whatever it sees
BEGIN;
SELECT contacts.act_as(:account, 6) AS acting \gset
SELECT pg_temp.outcome($$UPDATE contacts.contacts SET city = 'Delhi' WHERE name = 'Of Arjun'$$);
SELECT pg_temp.outcome($$UPDATE contacts.contact_notes SET body = 'called' WHERE author_id = 3$$);
SELECT pg_temp.outcome($$INSERT INTO contacts.contacts (name, owner_id) VALUES ('For Nadia', 4)$$);
SELECT pg_temp.outcome($$INSERT INTO contacts.contacts (name, owner_id) VALUES ('For nobody', 77)$$);
SELECT pg_temp.outcome($$INSERT INTO contacts.contacts (name, owner_id, visibility) VALUES ('x', 4, 'only_me')$$);
SELECT pg_temp.outcome($$DELETE FROM contacts.contacts WHERE name = 'For Nadia'$$);
SELECT pg_temp.outcome($$UPDATE contacts.contacts SET owner_id = 4 WHERE name = 'Of Arjun'$$);
COMMIT;
-- after the change of owner it is Nadia's to edit, and no longer Arjun's
BEGIN;
SELECT contacts.act_as(:account, 3) AS acting \gset
SELECT pg_temp.outcome($$UPDATE contacts.contacts SET city = 'Agra' WHERE name = 'Of Arjun'$$);
SELECT contacts.act_as(:account, 4) AS acting \gset
SELECT pg_temp.outcome($$UPDATE contacts.contacts SET city = 'Agra' WHERE name = 'Of Arjun'$$);
COMMIT;

--
-- Publishing and taking private, with all that hangs on a contact
--
BEGIN;
SELECT contacts.act_as(:account, 2) AS acting \gset
UPDATE contacts.contacts SET visibility = 'everyone' WHERE name = 'Hidden alone';
SELECT pg_temp.outcome(format('UPDATE contacts.contacts SET owner_id = 3 WHERE id = %L', :'hidden'));	-- private stays private
SELECT contacts.act_as(:account, 4) AS acting \gset
SELECT name, audience FROM contacts.contacts WHERE name = 'Hidden alone';
-- not Nadia's to take
SELECT pg_temp.outcome($$UPDATE contacts.contacts SET visibility = 'only_me' WHERE name = 'Hidden alone'$$);
SELECT contacts.act_as(:account, 6) AS acting \gset
-- Max may, in Max's own name; not in Meera's
SELECT pg_temp.outcome($$UPDATE contacts.contacts SET visibility = 'only_me' WHERE name = 'Hidden alone'$$);
SELECT pg_temp.outcome($$UPDATE contacts.contacts SET visibility = 'only_me', owner_id = 6 WHERE name = 'Hidden alone'$$);
SELECT audience FROM contacts.contacts WHERE name = 'Hidden alone';
SELECT contacts.act_as(:account, 2) AS acting \gset
SELECT count(*) FROM contacts.contacts WHERE name = 'Hidden alone';
ROLLBACK;
BEGIN;
SELECT contacts.act_as(:account, 2) AS acting \gset
SELECT pg_temp.outcome($$UPDATE contacts.contacts SET visibility = 'only_me' WHERE name = 'Team'$$);	-- who has that number already
UPDATE contacts.contacts SET phone = '+919822000005' WHERE name = 'Team';
UPDATE contacts.contacts SET visibility = 'only_me' WHERE name = 'Team';
SELECT name, department_id IS NULL, audience FROM contacts.contacts WHERE name = 'Team';
-- nothing of it is left behind for others
SELECT contacts.act_as(:account, 1) AS acting \gset
SELECT (SELECT count(*) FROM contacts.contacts WHERE name = 'Team'),
	(SELECT count(*) FROM contacts.contact_phones WHERE phone = '+919822000005'),
	(SELECT count(*) FROM contacts.contact_emails WHERE email = 'team@example.com'),
	(SELECT count(*) FROM contacts.contact_notes WHERE body = 'note on Team');
ROLLBACK;

-- departments: who leaves one no longer sees its contacts, with the next transaction
BEGIN;
SELECT contacts.act_as(:account, 1) AS acting \gset
DELETE FROM contacts.department_members WHERE department_id = 1 AND user_id = 3;
COMMIT;
BEGIN;
SELECT contacts.act_as(:account, 3) AS acting \gset
SELECT count(*) FROM contacts.contacts WHERE name = 'Team';
SELECT departments FROM contacts.actor();
COMMIT;

-- a role that the account denies reading sees no contact at all; the administrator of the database changes that table
RESET ROLE;
BEGIN;
SELECT contacts.act_as(:account, 1) AS acting \gset
INSERT INTO contacts.role_permissions (role, permission, granted) VALUES
	('agent', 'contacts.read', false), ('reporter', 'contacts.write_own', true);
COMMIT;
SET ROLE regress_contacts_app;
BEGIN;
SELECT contacts.act_as(:account, 4) AS acting \gset
SELECT count(*) FROM contacts.contacts;
SELECT contacts.act_as(:account, 5) AS acting \gset
SELECT pg_temp.outcome($$INSERT INTO contacts.contacts (name) VALUES ('Of Rita')$$);
ROLLBACK;

-- a new session of the same role cannot bring an identity along from before the library is there
\c -reuse-previous=on "options='-c session_preload_libraries='"
SET ROLE regress_contacts_app;
\set VERBOSITY terse
SET contacts.actor = '3|1|1|6|16383|7|0|IN||-1,0';
SELECT contacts.actor_user() IS NULL;
RESET ROLE;

DROP TABLE public.visibility_tables;
DROP OWNED BY regress_contacts_app;
DROP ROLE regress_contacts_app;
