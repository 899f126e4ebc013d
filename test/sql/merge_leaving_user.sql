-- Promise: Whoever removes a user says what becomes of private contacts: transfer, publish or delete.
-- Promise: A transfer is within the heir's quota.
-- Promise: A number that the new audience has already makes one contact of the two, without a word.
-- Promise: A removed user's shared contacts stay.
-- Promise: A removed user is out at once: no identity, no token, no membership, no department to head.
-- Promise: A removed user's phone is free, and their number is never given again.
-- Promise: The last owner cannot be removed, and nobody removes a user above them.
\set VERBOSITY terse
\pset tuples_only on
\pset format unaligned

CREATE ROLE regress_contacts_app;
SELECT contacts.grant_application('regress_contacts_app') AS granted \gset
CREATE FUNCTION pg_temp.outcome(statement text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE state text; con text;
BEGIN
	EXECUTE statement;
	RETURN 'ok';
EXCEPTION WHEN OTHERS THEN
	GET STACKED DIAGNOSTICS state = RETURNED_SQLSTATE, con = CONSTRAINT_NAME;
	RETURN state || coalesce(' ' || nullif(con, ''), '');
END $$;
INSERT INTO contacts.plans VALUES ('regress_leaving', true, 4, NULL, NULL, NULL);

-- owner 1, admin 2, managers 3 (leaves) and 4 (heir), agent 5
SELECT contacts.create_account('Leaving', 'Olga', 'olga@example.com', '+919811000001', 'regress_leaving') AS account \gset
SET ROLE regress_contacts_app;
BEGIN;
SELECT contacts.act_as(:account, 1) AS acting \gset
INSERT INTO contacts.users (name, role, phone) VALUES ('Ada', 'admin', NULL), ('Lea', 'contact_manager', '+919811000003'),
	('Hans', 'contact_manager', NULL), ('Abe', 'agent', NULL);
INSERT INTO contacts.departments (name, manager_id) VALUES ('Sales', 3);
INSERT INTO contacts.department_members (department_id, user_id) VALUES (1, 3);
COMMIT;
BEGIN;
SELECT contacts.act_as(:account, 3) AS acting \gset
INSERT INTO contacts.contacts (name, phone, visibility) VALUES
	('Only Lea', '+919822000001', 'only_me'), ('Shared with Hans', '+919822000002', 'only_me'),
	('Shared with all', '+919822000003', 'only_me'), ('Of the company', '+919822000004', 'everyone');
INSERT INTO contacts.contact_phones (contact_id, phone) SELECT id, '+919822000005' FROM contacts.contacts WHERE name = 'Shared with Hans';
SELECT contacts.issue_token('t', '{contacts.read}') AS token \gset
SELECT contacts.act_as(:account, 4) AS acting \gset
INSERT INTO contacts.contacts (name, phone, visibility) VALUES
	('Hans knows', '+919822000002', 'only_me'), ('Hans knows too', '+919822000005', 'only_me'),
	('Everybody knows', '+919822000003', 'everyone');
COMMIT;

-- who may, and what must be said
BEGIN;
SELECT contacts.act_as(:account, 4) AS acting \gset
SELECT pg_temp.outcome($$SELECT contacts.remove_user(3, 'delete')$$);
SELECT contacts.act_as(:account, 2) AS acting \gset
SELECT pg_temp.outcome($$SELECT contacts.remove_user(1, 'delete')$$);
SELECT pg_temp.outcome($$SELECT contacts.remove_user(3)$$);
SELECT pg_temp.outcome($$SELECT contacts.remove_user(3, 'burn')$$);
SELECT pg_temp.outcome($$SELECT contacts.remove_user(3, 'transfer')$$);
SELECT pg_temp.outcome($$SELECT contacts.remove_user(3, 'transfer', 3)$$);
SELECT pg_temp.outcome($$SELECT contacts.remove_user(3, 'transfer', 9)$$);
SELECT pg_temp.outcome($$SELECT contacts.remove_user(3, 'transfer', 5)$$);
SELECT pg_temp.outcome($$SELECT contacts.remove_user(9)$$);
SELECT pg_temp.outcome($$DELETE FROM contacts.users WHERE user_id = 3$$);
-- the last owner cannot go
SELECT contacts.act_as(:account, 1) AS acting \gset
SELECT pg_temp.outcome($$SELECT contacts.remove_user(1)$$);
-- a user without private contacts needs no word
SELECT pg_temp.outcome($$SELECT contacts.remove_user(5)$$);
ROLLBACK;

-- transfer: the heir's numbers make one contact of two, the quota is the heir's
BEGIN;
SELECT contacts.act_as(:account, 2) AS acting \gset
SELECT contacts.remove_user(3, 'transfer', 4);
SELECT name FROM contacts.contacts ORDER BY name;
SELECT contacts.act_as(:account, 4) AS acting \gset
SELECT c.name, string_agg(p.phone::text, ' ' ORDER BY p.phone) FROM contacts.contacts c
	JOIN contacts.contact_phones p ON p.contact_id = c.id WHERE c.visibility = 'only_me' GROUP BY c.name ORDER BY c.name;
SELECT used FROM contacts.private_quota();
ROLLBACK;
BEGIN;
SELECT contacts.act_as(:account, 4) AS acting \gset
INSERT INTO contacts.contacts (name, visibility) VALUES ('Full', 'only_me');
SELECT contacts.act_as(:account, 2) AS acting \gset
SELECT pg_temp.outcome($$SELECT contacts.remove_user(3, 'transfer', 4)$$);
ROLLBACK;

-- publish
BEGIN;
SELECT contacts.act_as(:account, 2) AS acting \gset
SELECT contacts.remove_user(3, 'publish');
SELECT c.name, string_agg(p.phone::text, ' ' ORDER BY p.phone) FROM contacts.contacts c
	JOIN contacts.contact_phones p ON p.contact_id = c.id GROUP BY c.name ORDER BY c.name;
ROLLBACK;

-- delete; and they are out: token, department, head of it, identity; their phone is free, their user number never again
BEGIN;
SELECT contacts.act_as(:account, 2) AS acting \gset
SELECT contacts.remove_user(3, 'delete');
SELECT name FROM contacts.contacts ORDER BY name;
SELECT count(*) FROM contacts.department_members;
SELECT count(*) FROM contacts.departments WHERE manager_id IS NOT NULL;
SELECT name, available, removed_at IS NOT NULL FROM contacts.users WHERE user_id = 3;
SELECT contacts.act_as(:account, 1) AS acting \gset
INSERT INTO contacts.users (name, phone) VALUES ('New', '+919811000003') RETURNING user_id;
SELECT pg_temp.outcome(format('SELECT contacts.act_as(%s, 3)', :account));
SELECT pg_temp.outcome(format('SELECT contacts.authenticate(%L)', :'token'));
ROLLBACK;

RESET ROLE;
DROP OWNED BY regress_contacts_app;
DROP ROLE regress_contacts_app;
