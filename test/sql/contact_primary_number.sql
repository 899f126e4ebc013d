-- Promise: The primary number and address stand in contact_phones and contact_emails at every moment.
-- Promise: Primary rows are written through contacts.contacts alone.
-- Promise: A further number that becomes primary makes the former one a further number, labels kept.
-- Promise: A number does not move to another contact.
-- Promise: A number stands once in an audience, as a primary or as a further one.
-- Promise: INSERT ... ON CONFLICT (account_id, audience, phone) works, with DO NOTHING and DO UPDATE.
-- Promise: Numbers, addresses and notes carry the audience of their contact through every change.
-- Promise: A contact that is deleted takes its rows along, and its numbers are free again.
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
-- A contact with its numbers and addresses: + marks the primary one.
CREATE FUNCTION pg_temp.card(who text) RETURNS text LANGUAGE sql AS $$
	SELECT c.name || ' | ' || coalesce(c.phone::text, '-') || ' | ' || coalesce(c.email, '-') || ' |'
		|| coalesce((SELECT string_agg(CASE WHEN p.is_primary THEN ' +' ELSE ' ' END || right(p.phone::text, 2)
				|| ' ' || p.label || CASE WHEN p.audience <> c.audience THEN ' WRONG AUDIENCE' ELSE '' END, ',' ORDER BY p.phone)
			FROM contacts.contact_phones p WHERE p.account_id = c.account_id AND p.contact_id = c.id), ' -') || ' |'
		|| coalesce((SELECT string_agg(CASE WHEN e.is_primary THEN ' +' ELSE ' ' END || e.email
				|| ' ' || e.label || CASE WHEN e.audience <> c.audience THEN ' WRONG AUDIENCE' ELSE '' END, ',' ORDER BY e.email)
			FROM contacts.contact_emails e WHERE e.account_id = c.account_id AND e.contact_id = c.id), ' -')
	FROM contacts.contacts c WHERE c.name = who
$$;

SELECT contacts.create_account('Numbers', 'Olga', 'olga@example.com', '+919811000001', 'enterprise') AS account \gset
SET ROLE regress_contacts_app;
BEGIN;
SELECT contacts.act_as(:account, 1) AS acting \gset
INSERT INTO contacts.users (name, role) VALUES ('Arjun', 'agent');
INSERT INTO contacts.departments (name) VALUES ('Sales'), ('Support');
COMMIT;

--
-- Insert
--
BEGIN;
SELECT contacts.act_as(:account, 1) AS acting \gset
INSERT INTO contacts.contacts (name, phone, email) VALUES
	('Asha', '098440 00001', 'Asha@Example.com'), ('Bina', '+919844000002', NULL), ('Chetan', NULL, 'chetan@example.com'), ('Dev', NULL, NULL);
SELECT pg_temp.card(n) FROM unnest('{Asha,Bina,Chetan,Dev}'::text[]) AS n ORDER BY n;
-- a first number or address later on
UPDATE contacts.contacts SET phone = '+919844000004', email = 'dev@example.com' WHERE name = 'Dev';
SELECT pg_temp.card('Dev');

--
-- Change: the row keeps its label
--
UPDATE contacts.contact_phones SET label = 'work' WHERE phone = '+919844000001';
UPDATE contacts.contact_emails SET label = 'home' WHERE email = 'asha@example.com';
UPDATE contacts.contacts SET phone = '+919844000011', email = 'asha.k@example.com' WHERE name = 'Asha';
SELECT pg_temp.card('Asha');
-- the same again, and another column: nothing moves
UPDATE contacts.contacts SET phone = '+919844000011', city = 'Pune' WHERE name = 'Asha';
SELECT pg_temp.card('Asha');
-- many at once
UPDATE contacts.contacts SET phone = ('+9198440000' || CASE name WHEN 'Bina' THEN '22' ELSE '44' END)::contacts.phone
WHERE name IN ('Bina', 'Dev');
SELECT pg_temp.card(n) FROM unnest('{Bina,Dev}'::text[]) AS n ORDER BY n;

--
-- Further numbers and addresses
--
INSERT INTO contacts.contact_phones (contact_id, phone, label, extension)
	SELECT id, '+919844000012', 'home', '42' FROM contacts.contacts WHERE name = 'Asha';
INSERT INTO contacts.contact_emails (contact_id, email, label)
	SELECT id, 'Asha.Home@Example.com', 'private' FROM contacts.contacts WHERE name = 'Asha';
SELECT pg_temp.card('Asha');
-- a further one becomes primary, and the former primary a further one
UPDATE contacts.contacts SET phone = '+919844000012', email = 'asha.home@example.com' WHERE name = 'Asha';
SELECT pg_temp.card('Asha');
UPDATE contacts.contacts SET phone = '+919844000011' WHERE name = 'Asha';
SELECT pg_temp.card('Asha');
SELECT phone, extension FROM contacts.contact_phones WHERE phone = '+919844000012';
-- null takes the primary away, and leaves the others
UPDATE contacts.contacts SET phone = NULL, email = NULL WHERE name = 'Asha';
SELECT pg_temp.card('Asha');
UPDATE contacts.contacts SET phone = '+919844000012' WHERE name = 'Asha';
SELECT pg_temp.card('Asha');
-- of a contact that is nothing but a number, the number cannot go
INSERT INTO contacts.contacts (phone) VALUES ('+919844000090');
SELECT pg_temp.outcome($$UPDATE contacts.contacts SET phone = NULL WHERE phone = '+919844000090'$$);
SELECT pg_temp.outcome($$INSERT INTO contacts.contacts (name, phone, email) VALUES (' ', NULL, NULL)$$);
DELETE FROM contacts.contacts WHERE phone = '+919844000090';
COMMIT;

--
-- Primary rows are written through contacts.contacts
--
BEGIN;
SELECT contacts.act_as(:account, 1) AS acting \gset
SELECT pg_temp.outcome($$DELETE FROM contacts.contact_phones WHERE phone = '+919844000012'$$);
SELECT pg_temp.outcome($$UPDATE contacts.contact_phones SET phone = '+919844000099' WHERE phone = '+919844000012'$$);
SELECT pg_temp.outcome($$DELETE FROM contacts.contact_emails WHERE email = 'dev@example.com'$$);
SELECT pg_temp.outcome($$UPDATE contacts.contact_emails SET email = 'x@example.com' WHERE email = 'dev@example.com'$$);
SELECT pg_temp.outcome($$UPDATE contacts.contact_phones SET is_primary = false$$);
SELECT pg_temp.outcome($$INSERT INTO contacts.contact_phones (contact_id, phone, is_primary) SELECT id, '+919844000099', true FROM contacts.contacts$$);
-- their label, extension and place are free; so are further rows
SELECT pg_temp.outcome($$UPDATE contacts.contact_phones SET label = 'desk', extension = '7', position = 1 WHERE phone = '+919844000012'$$);
SELECT pg_temp.outcome($$UPDATE contacts.contact_emails SET label = 'desk', position = 1 WHERE email = 'dev@example.com'$$);
SELECT pg_temp.outcome($$INSERT INTO contacts.contact_phones (contact_id, phone) SELECT id, '+919844000098' FROM contacts.contacts WHERE name = 'Dev'$$);
SELECT pg_temp.outcome($$UPDATE contacts.contact_phones SET phone = '+919844000097' WHERE phone = '+919844000098'$$);
SELECT pg_temp.outcome($$DELETE FROM contacts.contact_phones WHERE phone = '+919844000097'$$);
-- the administrator of the database has the column is_primary, and meets the rule
RESET ROLE;
SELECT pg_temp.outcome($$UPDATE contacts.contact_phones SET is_primary = false WHERE phone = '+919844000012' AND account_id = contacts.actor_account()$$);
SELECT pg_temp.outcome($$UPDATE contacts.contact_emails SET is_primary = NOT is_primary WHERE account_id = contacts.actor_account()$$);
SELECT pg_temp.outcome($$INSERT INTO contacts.contact_phones (contact_id, phone, is_primary)
	SELECT id, '+919844000099', true FROM contacts.contacts WHERE account_id = contacts.actor_account() AND name = 'Chetan'$$);
-- a number does not move to another contact, by the administrator either
INSERT INTO contacts.contact_phones (account_id, contact_id, phone)
	SELECT account_id, id, '+919844000096' FROM contacts.contacts WHERE account_id = contacts.actor_account() AND name = 'Dev';
SELECT pg_temp.outcome($$UPDATE contacts.contact_phones SET contact_id = c.id FROM contacts.contacts c
	WHERE contact_phones.phone = '+919844000096' AND contact_phones.account_id = contacts.actor_account()
	AND c.account_id = contacts.actor_account() AND c.name = 'Chetan'$$);
DELETE FROM contacts.contact_phones WHERE account_id = contacts.actor_account() AND phone = '+919844000096';
SET ROLE regress_contacts_app;
SELECT pg_temp.outcome($$UPDATE contacts.contact_phones SET contact_id = contacts.uuid_v7()$$);
COMMIT;

--
-- A number stands once in an audience, as the primary or as a further one
--
BEGIN;
SELECT contacts.act_as(:account, 1) AS acting \gset
INSERT INTO contacts.contact_phones (contact_id, phone) SELECT id, '+919844000050' FROM contacts.contacts WHERE name = 'Dev';
-- a further one of another contact: the same name of the constraint for a new contact and for a change
SELECT pg_temp.outcome($$INSERT INTO contacts.contacts (name, phone) VALUES ('x', '+919844000050')$$);
SELECT pg_temp.outcome($$INSERT INTO contacts.contacts (name, phone) VALUES ('x', '+919844000051'), ('y', '+919844000050')$$);
SELECT pg_temp.outcome($$UPDATE contacts.contacts SET phone = '+919844000050' WHERE name = 'Bina'$$);
SELECT pg_temp.outcome($$INSERT INTO contacts.contact_phones (contact_id, phone) SELECT id, '+919844000050' FROM contacts.contacts WHERE name = 'Bina'$$);
-- the primary of another contact
SELECT pg_temp.outcome($$INSERT INTO contacts.contact_phones (contact_id, phone) SELECT id, '+919844000022' FROM contacts.contacts WHERE name = 'Dev'$$);
SELECT pg_temp.outcome($$UPDATE contacts.contacts SET phone = '+919844000022' WHERE name = 'Dev'$$);
-- an address may stand with several contacts, once with each
SELECT pg_temp.outcome($$UPDATE contacts.contacts SET email = 'dev@example.com' WHERE name = 'Bina'$$);
SELECT pg_temp.outcome($$INSERT INTO contacts.contact_emails (contact_id, email) SELECT id, 'DEV@example.com' FROM contacts.contacts WHERE name = 'Dev'$$);
SELECT pg_temp.card(n) FROM unnest('{Bina,Dev}'::text[]) AS n ORDER BY n;

--
-- ON CONFLICT (account_id, audience, phone)
--
SELECT pg_temp.outcome($$INSERT INTO contacts.contacts (name, phone) VALUES ('x', '+919844000022') ON CONFLICT DO NOTHING$$);
SELECT pg_temp.outcome($$INSERT INTO contacts.contacts (name, phone) VALUES ('x', '+919844000022') ON CONFLICT (account_id, audience, phone) DO NOTHING$$);
SELECT pg_temp.outcome($$INSERT INTO contacts.contacts (name, phone) VALUES ('Esha', '+919844000055'), ('x', '+919844000022')
	ON CONFLICT (account_id, audience, phone) DO NOTHING$$);
SELECT pg_temp.card(n) FROM unnest('{Bina,Esha,x}'::text[]) AS n WHERE pg_temp.card(n) IS NOT NULL ORDER BY n;
-- update what is there, insert what is not, in one statement
SELECT pg_temp.outcome($$INSERT INTO contacts.contacts (name, phone, email) VALUES
	('Farah', '+919844000066', 'farah@example.com'), ('Bina K', '+919844000022', 'bina@example.com')
	ON CONFLICT (account_id, audience, phone) DO UPDATE SET name = excluded.name, email = excluded.email$$);
SELECT pg_temp.card(n) FROM unnest('{Bina,Bina K,Farah}'::text[]) AS n WHERE pg_temp.card(n) IS NOT NULL ORDER BY n;
-- DO UPDATE may change the number as well
SELECT pg_temp.outcome($$INSERT INTO contacts.contacts (name, phone) VALUES ('x', '+919844000066')
	ON CONFLICT (account_id, audience, phone) DO UPDATE SET phone = '+919844000067'$$);
SELECT pg_temp.card('Farah');
-- a private contact meets the private ones only
SELECT pg_temp.outcome($$INSERT INTO contacts.contacts (name, phone, visibility) VALUES ('My Bina', '+919844000022', 'only_me')
	ON CONFLICT (account_id, audience, phone) DO UPDATE SET name = 'never'$$);
SELECT pg_temp.card(n) FROM unnest('{Bina K,My Bina}'::text[]) AS n ORDER BY n;
COMMIT;

--
-- The audience of a contact's rows moves along, through every level
--
BEGIN;
SELECT contacts.act_as(:account, 1) AS acting \gset
INSERT INTO contacts.contact_notes (contact_id, body) SELECT id, 'note' FROM contacts.contacts WHERE name = 'Dev';
CREATE FUNCTION pg_temp.audiences(who text) RETURNS text LANGUAGE sql AS $$
	SELECT c.audience || ': phones ' || (SELECT string_agg(p.audience::text, ',' ORDER BY p.phone) FROM contacts.contact_phones p WHERE p.contact_id = c.id)
		|| '; emails ' || (SELECT string_agg(e.audience::text, ',' ORDER BY e.email) FROM contacts.contact_emails e WHERE e.contact_id = c.id)
		|| '; notes ' || (SELECT string_agg(n.audience::text, ',' ORDER BY n.id) FROM contacts.contact_notes n WHERE n.contact_id = c.id)
	FROM contacts.contacts c WHERE c.name = who
$$;
SELECT pg_temp.audiences('Dev');
UPDATE contacts.contacts SET visibility = 'only_me' WHERE name = 'Dev';
SELECT pg_temp.audiences('Dev');
UPDATE contacts.contacts SET visibility = 'team', department_id = 1 WHERE name = 'Dev';
SELECT pg_temp.audiences('Dev');
UPDATE contacts.contacts SET department_id = 2 WHERE name = 'Dev';
SELECT pg_temp.audiences('Dev');
UPDATE contacts.contacts SET visibility = 'everyone' WHERE name = 'Dev';
SELECT pg_temp.audiences('Dev');
-- number and audience in one statement
UPDATE contacts.contacts SET visibility = 'only_me', phone = '+919844000077', email = 'dev.private@example.com' WHERE name = 'Dev';
SELECT pg_temp.card('Dev');
-- a further number that the new audience has already keeps the contact where it is
INSERT INTO contacts.contacts (name, phone) VALUES ('Gita', '+919844000050');
SELECT pg_temp.outcome($$UPDATE contacts.contacts SET visibility = 'everyone' WHERE name = 'Dev'$$);
SELECT pg_temp.audiences('Dev');
COMMIT;

--
-- A contact that goes takes its rows along, and its numbers are free again
--
BEGIN;
SELECT contacts.act_as(:account, 1) AS acting \gset
DELETE FROM contacts.contacts WHERE name = 'Dev';
SELECT count(*) FROM contacts.contact_phones WHERE phone IN ('+919844000077', '+919844000050') AND audience < 0;
SELECT count(*) FROM contacts.contact_notes;
SELECT pg_temp.outcome($$INSERT INTO contacts.contacts (name, phone, visibility) VALUES ('Dev again', '+919844000077', 'only_me')$$);
COMMIT;

-- for every contact: exactly its number and its address stand as primary
RESET ROLE;
SELECT count(*) FROM contacts.contacts c WHERE c.account_id = :account AND (
	c.phone IS DISTINCT FROM (SELECT p.phone FROM contacts.contact_phones p WHERE p.account_id = c.account_id AND p.contact_id = c.id AND p.is_primary)
	OR c.email IS DISTINCT FROM (SELECT e.email FROM contacts.contact_emails e WHERE e.account_id = c.account_id AND e.contact_id = c.id AND e.is_primary));

DROP OWNED BY regress_contacts_app;
DROP ROLE regress_contacts_app;
