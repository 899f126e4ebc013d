-- Promise: A token that somebody else issued shows none of the user's private contacts and makes none.
-- Promise: Owners may rule that users issue their own tokens only.
-- Promise: A token issued under a token ends with it and issues none.
-- Promise: A role is given by who holds users.manage and all that the role holds, a token included.
-- Promise: What owners may do is taken from them by nobody.
-- Promise: Another's contact goes to a team, to another owner or private only with contacts.delete.
-- Promise: What becomes of a removed user's private contacts is as far as the account's owners allow.
-- Promise: A removed user is edited by nobody, is no member, no head, has no hours and owns nothing new.
-- Promise: A mapping is for one role, not for the next of its name, and ends when the role may act_as().
-- Promise: Only a restore passes by the rules: no role with BYPASSRLS, no superuser with an identity.
\set VERBOSITY terse
\pset tuples_only on
\pset format unaligned
SET client_min_messages = warning;
CREATE ROLE regress_contacts_app;
CREATE ROLE regress_contacts_member NOINHERIT;
CREATE ROLE regress_contacts_report;
CREATE ROLE regress_contacts_other;
CREATE ROLE regress_contacts_bypass BYPASSRLS LOGIN;
SELECT contacts.grant_application('regress_contacts_app') AS granted \gset
SELECT contacts.grant_application('regress_contacts_bypass') AS granted \gset
SELECT contacts.grant_reporting('regress_contacts_report') AS granted \gset
CREATE FUNCTION pg_temp.outcome(statement text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE con text;
BEGIN
	EXECUTE statement;
	RETURN 'ok';
EXCEPTION WHEN OTHERS THEN
	GET STACKED DIAGNOSTICS con = CONSTRAINT_NAME;
	RETURN SQLSTATE || coalesce(' ' || nullif(con, ''), '') || ' ' || SQLERRM;
END $$;
SELECT contacts.create_account('Rights', 'Olga', 'olga@example.com', '+919811000041', 'enterprise', account_id => 987301) AS account \gset
SELECT contacts.create_account('Rights elsewhere', 'Eve', 'eve@example.com', '+919811000041', 'growth', account_id => 987302) AS other \gset
SET ROLE regress_contacts_app;
BEGIN;
SELECT contacts.act_as(:account, 1) AS acting \gset
INSERT INTO contacts.users (name, role) VALUES ('Mia', 'contact_manager'), ('Ravi', 'contact_manager'),
	('Hana', 'manager'), ('Adi', 'admin'), ('Lea', 'contact_manager');
INSERT INTO contacts.departments (name, manager_id) VALUES ('Sales', NULL), ('Support', 4);
INSERT INTO contacts.department_members (department_id, user_id) VALUES (1, 2), (2, 3);
SELECT contacts.act_as(:account, 2) AS acting \gset
INSERT INTO contacts.contacts (name, phone, visibility) VALUES ('Secret', '+919840000001', 'only_me');
INSERT INTO contacts.contacts (name, phone) VALUES ('Mine', '+919840000002');
SELECT contacts.act_as(:account, 3) AS acting \gset
INSERT INTO contacts.contacts (name, visibility) VALUES ('Of the team', 'team');
COMMIT;

--
-- Tokens
--
BEGIN;
SELECT contacts.act_as(:account, 5) AS acting \gset
SELECT contacts.issue_token('for Mia', '{contacts.read,contacts.write,contacts.private}', user_id => 2) AS by_admin \gset
SELECT contacts.act_as(:account, 2) AS acting \gset
SELECT contacts.issue_token('my own', '{contacts.read}') AS by_herself \gset
COMMIT;
-- one that the admin issued shows nothing private, and makes nothing private
BEGIN;
SELECT contacts.authenticate(:'by_admin') AS acting \gset
SELECT string_agg(name, ', ' ORDER BY name) FROM contacts.contacts;
SELECT contacts.actor_user(), contacts.actor_audiences(), contacts.can('contacts.private');
SELECT * FROM contacts.caller_id('+919840000001');
SELECT used, allowed FROM contacts.private_quota();
SELECT pg_temp.outcome($$INSERT INTO contacts.contacts (name, visibility) VALUES ('x', 'only_me')$$);
SELECT pg_temp.outcome($$SELECT contacts.begin_import('x', 'only_me')$$);
COMMIT;
BEGIN;
SELECT contacts.authenticate(:'by_herself') AS acting \gset
SELECT string_agg(name, ', ' ORDER BY name) FROM contacts.contacts;
COMMIT;
-- the account may rule that users issue their own only; an owner says so, nobody else
BEGIN;
SELECT contacts.act_as(:account, 5) AS acting \gset
SELECT pg_temp.outcome($$UPDATE contacts.accounts SET tokens_by_others = false$$);
SELECT pg_temp.outcome($$UPDATE contacts.accounts SET name = 'Rights, Ltd'$$);
SELECT contacts.act_as(:account, 1) AS acting \gset
SELECT pg_temp.outcome($$UPDATE contacts.accounts SET tokens_by_others = false$$);
SELECT contacts.act_as(:account, 5) AS acting \gset
SELECT pg_temp.outcome($$SELECT contacts.issue_token('for Mia', '{contacts.read}', user_id => 2)$$);
SELECT pg_temp.outcome($$SELECT contacts.issue_token('own', '{contacts.read}')$$);
ROLLBACK;
-- a token that a token issued ends with it: revoked, expired; and issues none
BEGIN;
SELECT contacts.act_as(:account, 5) AS acting \gset
SELECT contacts.issue_token('parent', '{contacts.read,tokens.manage}') AS parent \gset
SELECT contacts.authenticate(:'parent') AS acting \gset
SELECT contacts.issue_token('child', '{contacts.read,tokens.manage}') AS child \gset
SELECT contacts.authenticate(:'child') AS acting \gset
SELECT pg_temp.outcome($$SELECT contacts.issue_token('grandchild', '{contacts.read}')$$);
SAVEPOINT s;
SELECT contacts.act_as(:account, 5) AS acting \gset
SELECT contacts.revoke_token(split_part(:'parent', '_', 3)::uuid) AS revoked \gset
SELECT pg_temp.outcome(format('SELECT contacts.authenticate(%L)', :'child'));
ROLLBACK TO s;
RESET ROLE;
SET LOCAL session_replication_role = replica;
UPDATE contacts.api_tokens SET expires_at = now() WHERE account_id = :account AND name = 'parent';
SET LOCAL session_replication_role = origin;
SELECT pg_temp.outcome(format('SELECT contacts.authenticate(%L)', :'child'));
ROLLBACK;
SET ROLE regress_contacts_app;
-- nor does a token of somebody else's making pass as one's own, a generation on; nor one of who has left
BEGIN;
SELECT contacts.act_as(:account, 1) AS acting \gset
SELECT contacts.issue_token('spy', '{contacts.read,contacts.private,tokens.manage}', user_id => 5) AS spy \gset
SELECT contacts.act_as(:account, 5) AS acting \gset
INSERT INTO contacts.contacts (name, visibility) VALUES ('Of the admin', 'only_me');
SELECT contacts.authenticate(:'spy') AS acting \gset
SELECT contacts.issue_token('next', '{contacts.read}') AS next \gset
SELECT contacts.authenticate(:'next') AS acting \gset
SELECT contacts.actor_user(), count(*) FILTER (WHERE visibility = 'only_me') FROM contacts.contacts;
SELECT contacts.act_as(:account, 5) AS acting \gset
SELECT contacts.remove_user(5, 'delete') AS removed \gset
SELECT pg_temp.outcome($$SELECT contacts.issue_token('late', '{contacts.read}')$$);
SELECT pg_temp.outcome($$SELECT contacts.issue_token('late for Mia', '{contacts.read}', user_id => 2)$$);
ROLLBACK;
-- a token ends no other tokens without the scope for it
BEGIN;
SELECT contacts.authenticate(:'by_herself') AS acting \gset
SELECT pg_temp.outcome(format('SELECT contacts.revoke_token(%L)', split_part(:'by_admin', '_', 3)));
COMMIT;

--
-- Heads of departments
--
BEGIN;
SELECT contacts.act_as(:account, 4) AS acting \gset
SELECT contacts.issue_token('read', '{contacts.read}') AS reading \gset
SELECT contacts.issue_token('nothing', '{}') AS nothing \gset
SELECT contacts.issue_token('members', '{contacts.read,members.manage}') AS members \gset
COMMIT;
BEGIN;
SELECT contacts.authenticate(:'reading') AS acting \gset
SELECT pg_temp.outcome($$INSERT INTO contacts.department_members (department_id, user_id) VALUES (2, 4)$$);
SELECT pg_temp.outcome($$DELETE FROM contacts.department_members$$);
SELECT contacts.authenticate(:'nothing') AS acting \gset
SELECT pg_temp.outcome($$INSERT INTO contacts.department_members (department_id, user_id) VALUES (2, 4)$$);
SELECT contacts.authenticate(:'members') AS acting \gset
SELECT pg_temp.outcome($$INSERT INTO contacts.department_members (department_id, user_id) VALUES (1, 4)$$);
SELECT pg_temp.outcome($$INSERT INTO contacts.department_members (department_id, user_id) VALUES (2, 4)$$);
ROLLBACK;
-- an account may take it from its managers
BEGIN;
SELECT contacts.act_as(:account, 1) AS acting \gset
INSERT INTO contacts.role_permissions (role, permission, granted) VALUES ('manager', 'members.manage', false);
SELECT contacts.act_as(:account, 4) AS acting \gset
SELECT pg_temp.outcome($$INSERT INTO contacts.department_members (department_id, user_id) VALUES (2, 4)$$);
ROLLBACK;

--
-- Roles
--
BEGIN;
SELECT contacts.act_as(:account, 1) AS acting \gset
INSERT INTO contacts.role_permissions (role, permission, granted) VALUES
	('manager', 'users.manage', true), ('agent', 'account.manage', true), ('agent', 'audit.read', true);
SELECT contacts.issue_token('users', '{users.manage}') AS users_only \gset
-- by rank an agent is below a manager, by permissions above
SELECT contacts.act_as(:account, 4) AS acting \gset
SELECT pg_temp.outcome($$UPDATE contacts.users SET role = 'agent' WHERE user_id = 4$$);
SELECT pg_temp.outcome($$INSERT INTO contacts.users (name, role) VALUES ('New', 'agent')$$);
SELECT pg_temp.outcome($$UPDATE contacts.users SET role = 'reporter' WHERE user_id = 3$$);
-- a token of an owner that may manage users gives no role that holds more than the token
SELECT contacts.authenticate(:'users_only') AS acting \gset
SELECT pg_temp.outcome($$INSERT INTO contacts.users (name, role) VALUES ('New', 'owner')$$);
SELECT pg_temp.outcome($$UPDATE contacts.users SET role = 'owner' WHERE user_id = 2$$);
SELECT pg_temp.outcome($$UPDATE contacts.users SET name = 'Mia M' WHERE user_id = 2$$);
ROLLBACK;
-- what the role does not hold in the account nobody needs to hold
BEGIN;
SELECT contacts.act_as(:account, 1) AS acting \gset
INSERT INTO contacts.role_permissions (role, permission, granted) VALUES
	('contact_manager', 'contacts.export', false), ('admin', 'contacts.export', false);
SELECT contacts.act_as(:account, 5) AS acting \gset
SELECT pg_temp.outcome($$INSERT INTO contacts.users (name, role) VALUES ('New', 'contact_manager')$$);
SELECT pg_temp.outcome($$INSERT INTO contacts.users (name, role) VALUES ('New', 'manager')$$);
ROLLBACK;
-- what owners may do nobody takes from them
BEGIN;
SELECT contacts.act_as(:account, 1) AS acting \gset
SELECT pg_temp.outcome($$INSERT INTO contacts.role_permissions (role, permission, granted) VALUES ('owner', 'contacts.export', false)$$);
SELECT pg_temp.outcome($$INSERT INTO contacts.role_permissions (role, permission, granted) SELECT role, permission, false FROM contacts.default_permissions()$$);
ROLLBACK;

--
-- Contacts of others
--
BEGIN;
SELECT contacts.act_as(:account, 1) AS acting \gset
INSERT INTO contacts.role_permissions (role, permission, granted) VALUES ('contact_manager', 'contacts.delete', false);
SELECT contacts.act_as(:account, 3) AS acting \gset
SELECT pg_temp.outcome($$UPDATE contacts.contacts SET owner_id = 3, visibility = 'only_me' WHERE name = 'Mine'$$);
SELECT pg_temp.outcome($$UPDATE contacts.contacts SET owner_id = 3 WHERE name = 'Mine'$$);
SELECT pg_temp.outcome($$UPDATE contacts.contacts SET owner_id = 6 WHERE name = 'Mine'$$);
SELECT pg_temp.outcome($$UPDATE contacts.contacts SET visibility = 'team' WHERE name = 'Mine'$$);
SELECT pg_temp.outcome($$UPDATE contacts.contacts SET city = 'Pune' WHERE name = 'Mine'$$);
-- one's own goes where one likes
SELECT pg_temp.outcome($$UPDATE contacts.contacts SET visibility = 'everyone' WHERE name = 'Of the team'$$);
SELECT pg_temp.outcome($$UPDATE contacts.contacts SET visibility = 'team' WHERE name = 'Of the team'$$);
SELECT pg_temp.outcome($$UPDATE contacts.contacts SET visibility = 'only_me' WHERE name = 'Of the team'$$);
-- nor does somebody else's go from one of one's teams to another, or into a contact of one's own
SELECT contacts.act_as(:account, 1) AS acting \gset
INSERT INTO contacts.department_members (department_id, user_id) VALUES (1, 3);
SELECT contacts.act_as(:account, 2) AS acting \gset
INSERT INTO contacts.contacts (name, visibility) VALUES ('Of Sales', 'team');
SELECT contacts.act_as(:account, 3) AS acting \gset
SELECT pg_temp.outcome($$UPDATE contacts.contacts SET department_id = 2 WHERE name = 'Of Sales'$$);
INSERT INTO contacts.contacts (name) VALUES ('Of Ravi');
SELECT pg_temp.outcome(format('SELECT contacts.merge(%L, ARRAY[%L]::uuid[])', a.id, b.id))
FROM contacts.contacts a, contacts.contacts b WHERE a.name = 'Of Ravi' AND b.name = 'Mine';
ROLLBACK;

--
-- Leaving
--
-- the rule of the account, set by an owner
BEGIN;
SELECT contacts.act_as(:account, 5) AS acting \gset
SELECT pg_temp.outcome($$UPDATE contacts.accounts SET private_contacts_on_removal = '{delete}'$$);
SELECT contacts.act_as(:account, 1) AS acting \gset
SELECT pg_temp.outcome($$UPDATE contacts.accounts SET private_contacts_on_removal = '{keep}'$$);
UPDATE contacts.accounts SET private_contacts_on_removal = '{delete}';
SELECT contacts.act_as(:account, 5) AS acting \gset
SELECT pg_temp.outcome($$SELECT contacts.remove_user(2, 'publish')$$);
SELECT pg_temp.outcome($$SELECT contacts.remove_user(2, 'transfer', 5)$$);
SELECT pg_temp.outcome($$SELECT contacts.remove_user(2, 'delete')$$);
ROLLBACK;
-- a removed user is no member, no head, has no hours, no private contacts, and is not edited
BEGIN;
SELECT contacts.act_as(:account, 6) AS acting \gset
SAVEPOINT s;
SELECT contacts.act_as(:account, 5) AS acting \gset
SELECT contacts.remove_user(6, 'delete') AS removed \gset
SELECT pg_temp.outcome($$INSERT INTO contacts.department_members (department_id, user_id) VALUES (1, 6)$$);
SELECT pg_temp.outcome($$UPDATE contacts.departments SET manager_id = 6 WHERE department_id = 1$$);
SELECT pg_temp.outcome($$INSERT INTO contacts.user_hours (user_id, weekday, starts, ends) VALUES (6, 1, '09:00', '17:00')$$);
SELECT pg_temp.outcome($$UPDATE contacts.users SET role = 'agent', pro_licence = true WHERE user_id = 6$$);
SELECT pg_temp.outcome($$UPDATE contacts.contacts SET owner_id = 6 WHERE name = 'Mine'$$);
SELECT pg_temp.outcome($$INSERT INTO contacts.contact_persons (name, user_id) VALUES ('Lea', 6)$$);
SELECT pg_temp.outcome($$SELECT contacts.issue_token('late', '{contacts.read}', user_id => 6)$$);
ROLLBACK;
-- somebody who removes themselves keeps nothing private afterwards
BEGIN;
SELECT contacts.act_as(:account, 5) AS acting \gset
SELECT contacts.remove_user(5, 'delete') AS removed \gset
SELECT pg_temp.outcome($$INSERT INTO contacts.contacts (name, visibility) VALUES ('Orphan', 'only_me')$$);
SELECT pg_temp.outcome($$SELECT contacts.begin_import('x', 'only_me')$$);
ROLLBACK;
-- a removal does not fail on what the remover cannot see: more tags than a contact takes
BEGIN;
SELECT contacts.act_as(:account, 2) AS acting \gset
UPDATE contacts.contacts SET tags = ARRAY(SELECT 'private ' || g FROM generate_series(1, 60) g) WHERE name = 'Secret';
INSERT INTO contacts.contacts (name, phone, tags) SELECT 'Open', '+919840000001', ARRAY(SELECT 'open ' || g FROM generate_series(1, 60) g);
SELECT contacts.act_as(:account, 5) AS acting \gset
SELECT pg_temp.outcome($$SELECT contacts.remove_user(2, 'publish')$$);
SELECT name, cardinality(tags), (SELECT count(*) FROM unnest(tags) t WHERE t LIKE 'open%') FROM contacts.contacts WHERE phone = '+919840000001';
ROLLBACK;
-- nor on a reference that forbids the merge: then the two stay two
RESET ROLE;
CREATE TABLE public.regress_rights_calls (account_id bigint, contact_id uuid, twice uuid GENERATED ALWAYS AS (contact_id) STORED,
	FOREIGN KEY (account_id, twice) REFERENCES contacts.contacts (account_id, id));
SET ROLE regress_contacts_app;
BEGIN;
SELECT contacts.act_as(:account, 2) AS acting \gset
INSERT INTO contacts.contacts (name, phone) VALUES ('Open', '+919840000001');
RESET ROLE;
INSERT INTO public.regress_rights_calls (account_id, contact_id) SELECT account_id, id FROM contacts.contacts WHERE name = 'Secret' AND account_id = :account;
SET ROLE regress_contacts_app;
SELECT contacts.act_as(:account, 5) AS acting \gset
SELECT pg_temp.outcome($$SELECT contacts.remove_user(2, 'publish')$$);
SELECT name, phone, visibility FROM contacts.contacts WHERE name IN ('Secret', 'Open') ORDER BY name;
ROLLBACK;
-- but what is no matter of the two is not passed over
RESET ROLE;
CREATE TABLE public.regress_rights_busy (account_id bigint, contact_id uuid,
	FOREIGN KEY (account_id, contact_id) REFERENCES contacts.contacts (account_id, id));
CREATE FUNCTION public.regress_rights_busy() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	RAISE EXCEPTION 'busy' USING ERRCODE = '40001';
END $$;
CREATE TRIGGER busy BEFORE UPDATE ON public.regress_rights_busy FOR EACH ROW EXECUTE FUNCTION public.regress_rights_busy();
SET ROLE regress_contacts_app;
BEGIN;
SELECT contacts.act_as(:account, 2) AS acting \gset
INSERT INTO contacts.contacts (name, phone) VALUES ('Open', '+919840000001');
RESET ROLE;
INSERT INTO public.regress_rights_busy SELECT account_id, id FROM contacts.contacts WHERE name = 'Secret' AND account_id = :account;
SET ROLE regress_contacts_app;
SELECT contacts.act_as(:account, 5) AS acting \gset
SELECT pg_temp.outcome($$SELECT contacts.remove_user(2, 'publish')$$);
ROLLBACK;
RESET ROLE;
DROP TABLE public.regress_rights_calls, public.regress_rights_busy;
DROP FUNCTION public.regress_rights_busy();

--
-- Mappings
--
-- for the role of that number, not for the next one of its name
SELECT contacts.map_role('regress_contacts_report', :account, 2) AS mapped \gset
SET ROLE regress_contacts_report;
SELECT contacts.actor_user();
RESET ROLE;
ALTER ROLE regress_contacts_report RENAME TO regress_contacts_renamed;
CREATE ROLE regress_contacts_report;
SELECT contacts.grant_reporting('regress_contacts_report') AS granted \gset
SET ROLE regress_contacts_report;
SELECT contacts.actor_user() IS NULL;
RESET ROLE;
SET ROLE regress_contacts_renamed;
SELECT contacts.actor_user() IS NULL;
RESET ROLE;
-- one mapping to a role
SELECT contacts.map_role('regress_contacts_report', :account, 2) AS mapped \gset
SELECT contacts.map_role('regress_contacts_report', :other, 1) AS mapped \gset
SELECT account_id, user_id FROM contacts.role_mappings WHERE role_name = 'regress_contacts_report';
-- never both, in any order, by any kind of membership
SELECT pg_temp.outcome($$SELECT contacts.grant_application('regress_contacts_report')$$);
GRANT regress_contacts_other TO regress_contacts_report;
SELECT pg_temp.outcome($$SELECT contacts.grant_application('regress_contacts_other')$$);
GRANT regress_contacts_app TO regress_contacts_member;
SELECT pg_temp.outcome($$SELECT contacts.map_role('regress_contacts_member', 987301, 2)$$);
-- a membership that comes later ends the mapping
GRANT regress_contacts_app TO regress_contacts_report;
SET ROLE regress_contacts_report;
SELECT contacts.actor_user() IS NULL;
RESET ROLE;

--
-- Not every role that row security does not hold is a restore
--
SET SESSION AUTHORIZATION regress_contacts_bypass;
SET row_security = off;
SELECT pg_temp.outcome($$INSERT INTO contacts.contacts (account_id, owner_id, name, visibility) VALUES (987301, 2, 'x', 'only_me')$$);
SELECT pg_temp.outcome($$UPDATE contacts.users SET role = 'agent' WHERE account_id = 987301$$);
SELECT pg_temp.outcome($$DELETE FROM contacts.contact_persons WHERE account_id = 987301$$);
RESET row_security;
RESET SESSION AUTHORIZATION;
-- nor is a superuser in such a role, or such a role in a superuser's
CREATE ROLE regress_contacts_super SUPERUSER;
GRANT regress_contacts_super TO regress_contacts_bypass;
SET row_security = off;
SET ROLE regress_contacts_bypass;
SELECT pg_temp.outcome($$INSERT INTO contacts.contacts (account_id, owner_id, name, visibility) VALUES (987301, 2, 'x', 'only_me')$$);
RESET ROLE;
RESET row_security;
SET SESSION AUTHORIZATION regress_contacts_bypass;
SET row_security = off;
SET ROLE regress_contacts_super;
SELECT pg_temp.outcome($$INSERT INTO contacts.contacts (account_id, owner_id, name, visibility) VALUES (987301, 2, 'x', 'only_me')$$);
RESET ROLE;
RESET row_security;
RESET SESSION AUTHORIZATION;
DROP ROLE regress_contacts_super;
-- nor is a superuser with an identity, who writes as that user may, in that account alone
BEGIN;
SELECT contacts.act_as(:account, 3) AS acting \gset
SET LOCAL row_security = off;
SELECT pg_temp.outcome($$INSERT INTO contacts.contacts (account_id, owner_id, name, visibility) VALUES (987301, 2, 'x', 'only_me')$$);
SELECT pg_temp.outcome(format($$INSERT INTO contacts.contacts (account_id, owner_id, name) VALUES (%s, 1, 'x')$$, :other));
ROLLBACK;
-- that holds for all that belongs to an account, there and back
BEGIN;
SELECT contacts.act_as(:other, 1) AS acting \gset
INSERT INTO contacts.users (account_id, name) VALUES (:other, 'Second');
INSERT INTO contacts.departments (account_id, name) VALUES (:other, 'Theirs');
INSERT INTO contacts.department_members (account_id, department_id, user_id) VALUES (:other, 1, 1);
INSERT INTO contacts.contact_persons (account_id, name) VALUES (:other, 'Theirs');
INSERT INTO contacts.role_permissions (account_id, role, permission, granted) VALUES (:other, 'agent', 'contacts.export', true);
INSERT INTO contacts.contacts (account_id, owner_id, name, phone) VALUES (:other, 1, 'Theirs', '+919840000077');
SELECT contacts.act_as(:account, 1) AS acting \gset
INSERT INTO contacts.contact_persons (account_id, name) VALUES (:account, 'Ours');
INSERT INTO contacts.role_permissions (account_id, role, permission, granted) VALUES (:account, 'agent', 'contacts.import', true);
SELECT pg_temp.outcome(format($$INSERT INTO contacts.users (account_id, name) VALUES (%s, 'x')$$, :other));
SELECT pg_temp.outcome(format($$UPDATE contacts.users SET account_id = %s WHERE account_id = %s AND user_id = 2$$, :account, :other));
SELECT pg_temp.outcome(format($$UPDATE contacts.users SET account_id = %s WHERE account_id = %s AND user_id = 6$$, :other, :account));
SELECT pg_temp.outcome(format($$INSERT INTO contacts.contact_persons (account_id, name) VALUES (%s, 'x')$$, :other));
SELECT pg_temp.outcome(format($$UPDATE contacts.contact_persons SET account_id = %s WHERE account_id = %s AND name = 'Theirs'$$, :account, :other));
SELECT pg_temp.outcome(format($$UPDATE contacts.contact_persons SET account_id = %s WHERE account_id = %s AND name = 'Ours'$$, :other, :account));
SELECT pg_temp.outcome(format($$DELETE FROM contacts.contact_persons WHERE account_id = %s AND name = 'Theirs'$$, :other));
SELECT pg_temp.outcome(format($$INSERT INTO contacts.departments (account_id, name) VALUES (%s, 'x')$$, :other));
SELECT pg_temp.outcome(format($$UPDATE contacts.departments SET name = 'x' WHERE account_id = %s$$, :other));
SELECT pg_temp.outcome(format($$UPDATE contacts.departments SET account_id = %s WHERE account_id = %s$$, :account, :other));
SELECT pg_temp.outcome(format($$INSERT INTO contacts.department_members (account_id, department_id, user_id) VALUES (%s, 1, 2)$$, :other));
SELECT pg_temp.outcome(format($$DELETE FROM contacts.department_members WHERE account_id = %s$$, :other));
SELECT pg_temp.outcome(format($$INSERT INTO contacts.role_permissions (account_id, role, permission, granted) VALUES (%s, 'agent', 'contacts.import', true)$$, :other));
SELECT pg_temp.outcome(format($$UPDATE contacts.role_permissions SET account_id = %s WHERE account_id = %s$$, :account, :other));
SELECT pg_temp.outcome(format($$UPDATE contacts.role_permissions SET account_id = %s WHERE account_id = %s$$, :other, :account));
SELECT pg_temp.outcome(format($$DELETE FROM contacts.role_permissions WHERE account_id = %s$$, :other));
SELECT left(pg_temp.outcome(format($$INSERT INTO contacts.contact_phones (account_id, contact_id, phone) SELECT %s, id, '+919840000078' FROM contacts.contacts WHERE account_id = %s AND name = 'Mine'$$, :other, :account)), 5);
SELECT pg_temp.outcome(format($$UPDATE contacts.contacts SET account_id = %s, owner_id = 1 WHERE account_id = %s AND name = 'Mine'$$, :other, :account));
SELECT pg_temp.outcome(format($$UPDATE contacts.contacts SET account_id = %s WHERE account_id = %s AND name = 'Theirs'$$, :account, :other));
SELECT pg_temp.outcome(format($$UPDATE contacts.contacts SET id = contacts.uuid_v7() WHERE account_id = %s AND name = 'Mine'$$, :account));
INSERT INTO contacts.contact_phones (account_id, contact_id, phone) SELECT account_id, id, '+919840000079' FROM contacts.contacts WHERE account_id = :account AND name = 'Mine';
SELECT pg_temp.outcome(format($$UPDATE contacts.contact_phones SET account_id = %s WHERE account_id = %s AND phone = '+919840000079'$$, :other, :account));
ROLLBACK;
-- whoever does not read writes nothing; and what our functions write, nobody else does
BEGIN;
SELECT contacts.act_as(:account, 1) AS acting \gset
INSERT INTO contacts.role_permissions (account_id, role, permission, granted) VALUES (:account, 'manager', 'contacts.read', false);
SELECT pg_temp.outcome($$UPDATE contacts.api_tokens SET scopes = '{}' WHERE account_id = 987301$$);
SELECT pg_temp.outcome($$DELETE FROM contacts.role_mappings$$);
-- nor does anybody change what numbers a user, a department and a membership have
INSERT INTO contacts.users (account_id, name) VALUES (:account, 'New');
SELECT pg_temp.outcome(format($$UPDATE contacts.users SET user_id = 99 WHERE account_id = %s AND name = 'New'$$, :account));
SELECT pg_temp.outcome(format($$DELETE FROM contacts.users WHERE account_id = %s AND name = 'New'$$, :account));
SELECT pg_temp.outcome(format($$UPDATE contacts.departments SET department_id = 99 WHERE account_id = %s AND department_id = 1$$, :account));
SELECT pg_temp.outcome(format($$UPDATE contacts.department_members SET user_id = 5 WHERE account_id = %s AND user_id = 2$$, :account));
SELECT contacts.act_as(:account, 4) AS acting \gset
SELECT pg_temp.outcome($$INSERT INTO contacts.contacts (account_id, owner_id, name) VALUES (987301, 4, 'x')$$);
ROLLBACK;
-- with the owner's rights, in a function of a superuser, one deletes what one may
CREATE FUNCTION public.regress_delete() RETURNS text SECURITY DEFINER LANGUAGE plpgsql AS $$
BEGIN
	DELETE FROM contacts.contacts WHERE account_id = contacts.actor_account() AND name = 'Mine';
	RETURN 'deleted';
END $$;
CREATE FUNCTION public.regress_delete_number() RETURNS text SECURITY DEFINER LANGUAGE plpgsql AS $$
BEGIN
	DELETE FROM contacts.contact_phones WHERE account_id = contacts.actor_account() AND phone = '+919840000003';
	RETURN 'deleted';
END $$;
SET ROLE regress_contacts_app;
BEGIN;
SELECT contacts.act_as(:account, 1) AS acting \gset
INSERT INTO contacts.role_permissions (role, permission, granted) VALUES ('contact_manager', 'contacts.delete', false);
SELECT contacts.act_as(:account, 2) AS acting \gset
SELECT pg_temp.outcome($$SELECT public.regress_delete()$$);
INSERT INTO contacts.contact_phones (contact_id, phone) SELECT id, '+919840000003' FROM contacts.contacts WHERE name = 'Mine';
SELECT contacts.act_as(:account, 1) AS acting \gset
DELETE FROM contacts.role_permissions;
INSERT INTO contacts.role_permissions (role, permission, granted) VALUES
	('contact_manager', 'contacts.write', false), ('contact_manager', 'contacts.write_own', false);
SELECT contacts.act_as(:account, 2) AS acting \gset
SELECT pg_temp.outcome($$SELECT public.regress_delete_number()$$);
ROLLBACK;
RESET ROLE;
DROP FUNCTION public.regress_delete(), public.regress_delete_number();

SELECT contacts.unmap_role('regress_contacts_report'), contacts.unmap_role('regress_contacts_renamed');
SELECT count(*) FROM contacts.role_mappings WHERE role_name ~ '^regress_contacts_re';
DROP OWNED BY regress_contacts_app, regress_contacts_member, regress_contacts_report, regress_contacts_renamed, regress_contacts_other, regress_contacts_bypass;
DROP ROLE regress_contacts_app, regress_contacts_member, regress_contacts_report, regress_contacts_renamed, regress_contacts_other, regress_contacts_bypass;
