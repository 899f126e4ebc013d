-- Promise: A user keeps as many private contacts as the plan allows, whichever way they come in.
-- Promise: Deleting, publishing and merging free places, and a rollback counts back.
-- Promise: Shared contacts are not counted, and the account's owner has a quota like everybody.
-- Promise: After a downgrade what is there stays, and the next one is refused.
-- Promise: Private contacts need contacts.private and a plan that allows them.
-- Promise: A private contact is never given away by UPDATE, or made in another's name.
-- Promise: Nobody changes a plan, a limit or a counter from the application.
-- Promise: The counters are what a count says.
\set VERBOSITY terse
\pset tuples_only on
\pset format unaligned

CREATE ROLE regress_contacts_app;
SELECT contacts.grant_application('regress_contacts_app') AS granted \gset

-- The outcome of a statement as clients branch on it: rows, or SQLSTATE and
-- constraint, and whether there is a hint what to do next.
CREATE FUNCTION pg_temp.outcome(statement text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE rows bigint; state text; con text; hint text;
BEGIN
	EXECUTE statement;
	GET DIAGNOSTICS rows = ROW_COUNT;
	RETURN 'ok ' || rows;
EXCEPTION WHEN OTHERS THEN
	GET STACKED DIAGNOSTICS state = RETURNED_SQLSTATE, con = CONSTRAINT_NAME, hint = PG_EXCEPTION_HINT;
	RETURN concat_ws(' ', state, nullif(con, ''), CASE WHEN hint <> '' THEN '(hint)' END);
END $$;

-- A plan of our own: three private contacts per user.
INSERT INTO contacts.plans (name, private_contacts_allowed, private_contacts_per_user) VALUES ('regress three', true, 3);
SELECT contacts.create_account('Quota', 'Olga', 'olga@example.com', '+919811000001', 'regress three') AS account \gset
SET ROLE regress_contacts_app;
BEGIN;
SELECT contacts.act_as(:account, 1) AS acting \gset
INSERT INTO contacts.users (name, role) VALUES ('Meera', 'contact_manager'), ('Arjun', 'agent'), ('Rita', 'reporter');
INSERT INTO contacts.departments (name) VALUES ('Sales');
INSERT INTO contacts.department_members (department_id, user_id) VALUES (1, 2);
COMMIT;

--
-- Ways in
--
BEGIN;
SELECT contacts.act_as(:account, 2) AS acting \gset
SELECT used, allowed FROM contacts.private_quota();
-- one row
SELECT pg_temp.outcome($$INSERT INTO contacts.contacts (name, visibility) VALUES ('One', 'only_me')$$);
-- several rows: all or none
SELECT pg_temp.outcome($$INSERT INTO contacts.contacts (name, visibility) VALUES ('a', 'only_me'), ('b', 'only_me'), ('c', 'only_me')$$);
SELECT used FROM contacts.private_quota();
SELECT pg_temp.outcome($$INSERT INTO contacts.contacts (name, visibility) VALUES ('Two', 'only_me'), ('Three', 'only_me')$$);
SELECT used, allowed FROM contacts.private_quota();
-- at the limit
SELECT pg_temp.outcome($$INSERT INTO contacts.contacts (name, visibility) VALUES ('Four', 'only_me')$$);
-- shared contacts are not counted, however many
SELECT pg_temp.outcome($$INSERT INTO contacts.contacts (name) SELECT 'Shared ' || n FROM generate_series(1, 10) n$$);
SELECT pg_temp.outcome($$INSERT INTO contacts.contacts (name, visibility, department_id) VALUES ('Team', 'team', 1)$$);
-- change of visibility, from everyone and from team
SELECT pg_temp.outcome($$UPDATE contacts.contacts SET visibility = 'only_me' WHERE name = 'Shared 1'$$);
SELECT pg_temp.outcome($$UPDATE contacts.contacts SET visibility = 'only_me' WHERE name = 'Team'$$);
-- ON CONFLICT
SELECT pg_temp.outcome($$INSERT INTO contacts.contacts (name, phone, visibility) VALUES ('Four', '+919833000001', 'only_me') ON CONFLICT DO NOTHING$$);
SELECT pg_temp.outcome($$UPDATE contacts.contacts SET phone = '+919833000001' WHERE name = 'One'$$);
SELECT pg_temp.outcome($$INSERT INTO contacts.contacts (name, phone, visibility) VALUES ('Four', '+919833000001', 'only_me') ON CONFLICT DO NOTHING$$);
SELECT pg_temp.outcome($$INSERT INTO contacts.contacts (name, phone, visibility) VALUES ('One, again', '+919833000001', 'only_me')
	ON CONFLICT (account_id, audience, phone) DO UPDATE SET city = 'Pune'$$);
SELECT used FROM contacts.private_quota();
-- an import
SELECT contacts.begin_import('x.csv', 'only_me') AS import \gset
SELECT pg_temp.outcome($$INSERT INTO contacts.import_rows (name) VALUES ('Imported')$$) ~ '^ok|23514 private_contact_limit';
SELECT used, (SELECT count(*) FROM contacts.contacts WHERE visibility = 'only_me') FROM contacts.private_quota();
-- editing what is private counts nothing
SELECT pg_temp.outcome($$UPDATE contacts.contacts SET city = 'Delhi' WHERE visibility = 'only_me'$$);
-- one statement that takes one private and publishes another
SELECT pg_temp.outcome($$UPDATE contacts.contacts SET visibility = CASE name WHEN 'Two' THEN 'everyone' ELSE 'only_me' END::contacts.visibility
	WHERE name IN ('Two', 'Shared 1')$$);
SELECT used FROM contacts.private_quota();
COMMIT;

-- the account's owner has a quota of their own, and no more than that
BEGIN;
SELECT contacts.act_as(:account, 1) AS acting \gset
SELECT used, allowed FROM contacts.private_quota();
SELECT pg_temp.outcome($$INSERT INTO contacts.contacts (name, visibility) SELECT 'Of Olga ' || n, 'only_me' FROM generate_series(1, 4) n$$);
SELECT pg_temp.outcome($$INSERT INTO contacts.contacts (name, visibility) SELECT 'Of Olga ' || n, 'only_me' FROM generate_series(1, 3) n$$);
SELECT pg_temp.outcome($$INSERT INTO contacts.contacts (name, visibility) VALUES ('Of Olga 4', 'only_me')$$);
-- taking somebody else's contact private counts for the new owner
SELECT pg_temp.outcome($$UPDATE contacts.contacts SET visibility = 'only_me', owner_id = 1 WHERE name = 'Shared 2'$$);
-- nor can it be put into another's name
SELECT pg_temp.outcome($$UPDATE contacts.contacts SET owner_id = 2 WHERE name = 'Of Olga 1'$$);
SELECT pg_temp.outcome($$INSERT INTO contacts.contacts (name, visibility, owner_id) VALUES ('x', 'only_me', 2)$$);
COMMIT;

--
-- Ways out
--
BEGIN;
SELECT contacts.act_as(:account, 2) AS acting \gset
SELECT used FROM contacts.private_quota();
DELETE FROM contacts.contacts WHERE name = 'Three';
SELECT used FROM contacts.private_quota();
SELECT pg_temp.outcome($$INSERT INTO contacts.contacts (name, visibility) VALUES ('Three again', 'only_me')$$);
SELECT pg_temp.outcome($$INSERT INTO contacts.contacts (name, visibility) VALUES ('Four', 'only_me')$$);
-- publishing frees, to everyone and to the team
UPDATE contacts.contacts SET visibility = 'everyone' WHERE name = 'Three again';
UPDATE contacts.contacts SET visibility = 'team', department_id = 1 WHERE name = 'One';
SELECT used FROM contacts.private_quota();
-- giving a contact away while publishing it frees as well
UPDATE contacts.contacts SET visibility = 'everyone', owner_id = 3 WHERE name = 'Shared 1';
SELECT used FROM contacts.private_quota();
-- merging two private ones leaves one
INSERT INTO contacts.contacts (name, visibility) VALUES ('Twin 1', 'only_me'), ('Twin 2', 'only_me');
SELECT contacts.merge((SELECT id FROM contacts.contacts WHERE name = 'Twin 1'),
	ARRAY(SELECT id FROM contacts.contacts WHERE name = 'Twin 2')) AS merged \gset
SELECT used FROM contacts.private_quota();
-- a rollback counts back
SAVEPOINT s;
INSERT INTO contacts.contacts (name, visibility) VALUES ('x', 'only_me'), ('y', 'only_me');
ROLLBACK TO s;
SELECT used FROM contacts.private_quota();
INSERT INTO contacts.contacts (name, visibility) VALUES ('Two more', 'only_me'), ('Three more', 'only_me');
COMMIT;

-- the counters are what a count says
RESET ROLE;
SELECT count(*) FROM contacts.usage u FULL JOIN (SELECT account_id, owner_id, count(*) AS n FROM contacts.contacts
	WHERE visibility = 'only_me' GROUP BY 1, 2) c ON c.account_id = u.account_id AND c.owner_id = u.user_id
WHERE coalesce(u.account_id, c.account_id) = :account AND coalesce(u.private_contacts, 0) <> coalesce(c.n, 0);

--
-- A downgrade: what is there stays, the next one is refused, becoming fewer is allowed
--
UPDATE contacts.plans SET private_contacts_per_user = 1 WHERE name = 'regress three';
SET ROLE regress_contacts_app;
BEGIN;
SELECT contacts.act_as(:account, 2) AS acting \gset
SELECT used, allowed FROM contacts.private_quota();
SELECT count(*) FROM contacts.contacts WHERE visibility = 'only_me';
SELECT pg_temp.outcome($$INSERT INTO contacts.contacts (name, visibility) VALUES ('Four', 'only_me')$$);
SELECT pg_temp.outcome($$UPDATE contacts.contacts SET city = 'Agra' WHERE visibility = 'only_me'$$);
SELECT pg_temp.outcome($$DELETE FROM contacts.contacts WHERE name = 'Three more'$$);
SELECT used FROM contacts.private_quota();
SELECT pg_temp.outcome($$INSERT INTO contacts.contacts (name, visibility) VALUES ('Three', 'only_me')$$);
COMMIT;

--
-- No limit, and none allowed
--
RESET ROLE;
UPDATE contacts.plans SET private_contacts_per_user = NULL WHERE name = 'regress three';
SET ROLE regress_contacts_app;
BEGIN;
SELECT contacts.act_as(:account, 2) AS acting \gset
SELECT used, allowed IS NULL FROM contacts.private_quota();
SELECT pg_temp.outcome($$INSERT INTO contacts.contacts (name, visibility) SELECT 'Many ' || n, 'only_me' FROM generate_series(1, 50) n$$);
SELECT used FROM contacts.private_quota();
COMMIT;
-- by role: an agent and a reporter keep none
BEGIN;
SELECT contacts.act_as(:account, 3) AS acting \gset
SELECT used, allowed FROM contacts.private_quota();
SELECT pg_temp.outcome($$INSERT INTO contacts.contacts (name, visibility) VALUES ('x', 'only_me')$$);
SELECT pg_temp.outcome($$INSERT INTO contacts.contacts (name) VALUES ('Of Arjun')$$);
SELECT pg_temp.outcome($$UPDATE contacts.contacts SET visibility = 'only_me' WHERE name = 'Of Arjun'$$);
SELECT contacts.act_as(:account, 4) AS acting \gset
SELECT used, allowed FROM contacts.private_quota();
ROLLBACK;
-- by plan: starter has none, for the owner neither
RESET ROLE;
BEGIN;
SELECT contacts.act_as(:account, 1) AS acting \gset
UPDATE contacts.accounts SET plan = 'starter' WHERE account_id = :account;
COMMIT;
SET ROLE regress_contacts_app;
BEGIN;
SELECT contacts.act_as(:account, 1) AS acting \gset
SELECT used, allowed FROM contacts.private_quota();
SELECT pg_temp.outcome($$INSERT INTO contacts.contacts (name, visibility) VALUES ('x', 'only_me')$$);
SELECT pg_temp.outcome($$UPDATE contacts.contacts SET visibility = 'only_me', owner_id = 1 WHERE name = 'Shared 3'$$);
SELECT pg_temp.outcome($$SELECT contacts.begin_import('x.csv', 'only_me')$$);
-- what they had is still theirs to read, to edit, to publish, to delete
SELECT count(*) FROM contacts.contacts WHERE visibility = 'only_me';
SELECT pg_temp.outcome($$UPDATE contacts.contacts SET city = 'Pune' WHERE name = 'Of Olga 1'$$);
SELECT pg_temp.outcome($$UPDATE contacts.contacts SET visibility = 'everyone' WHERE name = 'Of Olga 1'$$);
SELECT pg_temp.outcome($$DELETE FROM contacts.contacts WHERE name = 'Of Olga 2'$$);
SELECT used FROM contacts.private_quota();
-- nobody changes a plan or a counter from the application
SELECT pg_temp.outcome($$UPDATE contacts.plans SET private_contacts_per_user = 1000$$);
SELECT pg_temp.outcome($$UPDATE contacts.accounts SET plan = 'enterprise'$$);
SELECT pg_temp.outcome($$UPDATE contacts.usage SET private_contacts = 0$$);
COMMIT;
-- without identity there is nothing to say
SELECT used IS NULL, allowed IS NULL FROM contacts.private_quota();
-- a plan that allows none has a limit of none, whatever number stands beside it
RESET ROLE;
BEGIN;
INSERT INTO contacts.plans (name, private_contacts_allowed, private_contacts_per_user) VALUES ('regress none', false, 5);
SELECT contacts.act_as(:account, 1) AS acting \gset
UPDATE contacts.accounts SET plan = 'regress none' WHERE account_id = :account;
SELECT allowed FROM contacts.private_quota();
ROLLBACK;

DROP OWNED BY regress_contacts_app;
DROP ROLE regress_contacts_app;
