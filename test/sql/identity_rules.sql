-- Promise: An identity lasts until the end of the transaction, and rolls back with savepoints.
-- Promise: While a cursor is open the identity does not change, and no cursor WITH HOLD outlives it.
-- Promise: What an administrator changes takes effect with the user's next transaction.
-- Promise: A token never grants more than its user has, and nothing outside its scopes.
-- Promise: The text of a token stands nowhere: its hash is all that is kept.
-- Promise: A token that is wrong, expired, revoked or of a removed user is refused, and changes nothing.
-- Promise: A mapped role acts as its user with nothing to set; no role has a mapping and act_as() both.
-- Promise: The session form lasts until the session says otherwise, and is granted to no role.
-- Promise: Parallel workers see what the leader sees.
-- Promise: Nobody forges an identity by settings, before the library is loaded or after.
\set VERBOSITY terse
\pset tuples_only on
\pset format unaligned

CREATE ROLE regress_contacts_app LOGIN;
CREATE ROLE regress_contacts_mapped LOGIN;
CREATE ROLE regress_contacts_mapped_too;
CREATE ROLE regress_contacts_person LOGIN;
CREATE ROLE regress_contacts_bypass BYPASSRLS;
CREATE ROLE regress_contacts_super SUPERUSER;
GRANT regress_contacts_mapped, regress_contacts_mapped_too TO regress_contacts_person;
SELECT contacts.grant_application('regress_contacts_app') AS granted \gset
SELECT contacts.grant_reporting('regress_contacts_mapped') AS granted \gset
SELECT contacts.grant_reporting('regress_contacts_mapped_too') AS granted \gset
SELECT contacts.grant_reporting('regress_contacts_bypass') AS granted \gset
-- for the creation of functions below; not a grant of the extension
CREATE SCHEMA identity_rules;
GRANT USAGE, CREATE ON SCHEMA identity_rules TO PUBLIC;

-- The outcome of a statement as clients branch on it: rows, or SQLSTATE and constraint.
CREATE FUNCTION identity_rules.outcome(statement text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE rows bigint; state text; con text;
BEGIN
	EXECUTE statement;
	GET DIAGNOSTICS rows = ROW_COUNT;
	RETURN 'ok ' || rows;
EXCEPTION WHEN OTHERS THEN
	GET STACKED DIAGNOSTICS state = RETURNED_SQLSTATE, con = CONSTRAINT_NAME;
	RETURN state || coalesce(' ' || nullif(con, ''), '');
END $$;
-- All that an error says, with ids and tokens made alike.
CREATE FUNCTION identity_rules.error_text(statement text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE state text; message text; detail text; hint text;
BEGIN
	EXECUTE statement;
	RETURN 'no error';
EXCEPTION WHEN OTHERS THEN
	GET STACKED DIAGNOSTICS state = RETURNED_SQLSTATE, message = MESSAGE_TEXT,
		detail = PG_EXCEPTION_DETAIL, hint = PG_EXCEPTION_HINT;
	RETURN regexp_replace(concat_ws('|', state, message, detail, hint),
		'[0-9a-f]{8}-[0-9a-f-]{27}', 'ID', 'g');
END $$;
-- What is in force, and what it sees.
CREATE FUNCTION identity_rules.who() RETURNS text LANGUAGE sql PARALLEL RESTRICTED AS $$
	SELECT coalesce(user_id || ' ' || role || ' departments ' || departments::text, 'nobody')
		|| ', sees ' || coalesce((SELECT string_agg(name, ', ' ORDER BY name) FROM contacts.contacts), '-')
	FROM contacts.actor()
$$;

--
-- Owner 1, contact manager 2 and agent 3 in Sales, admin 4, reporter 5, contact
-- managers 6 and 7; another account with an owner.
--
SELECT contacts.create_account('Identity', 'Olga', 'olga@example.com', '+919811000001', 'enterprise') AS account \gset
SELECT contacts.create_account('Elsewhere', 'Eve', 'eve@example.com', '+919811000001', 'enterprise') AS other \gset
BEGIN;
SELECT contacts.act_as(:account, 1) AS acting \gset
INSERT INTO contacts.users (name, role) VALUES ('Meera', 'contact_manager'), ('Arjun', 'agent'), ('Adi', 'admin'),
	('Rita', 'reporter'), ('Gita', 'contact_manager'), ('Hari', 'contact_manager');
INSERT INTO contacts.departments (name) VALUES ('Sales'), ('Support');
INSERT INTO contacts.department_members (department_id, user_id) VALUES (1, 2), (1, 3);
SELECT contacts.act_as(:account, 2) AS acting \gset
INSERT INTO contacts.contacts (name, visibility, department_id) VALUES
	('Private', 'only_me', NULL), ('Sales', 'team', 1), ('All', 'everyone', NULL);
SELECT contacts.act_as(:other, 1) AS acting \gset
INSERT INTO contacts.contacts (name) VALUES ('Foreign');
COMMIT;

--
-- act_as()
--
SET ROLE regress_contacts_app;
SELECT identity_rules.who();
BEGIN;
SELECT contacts.act_as(:account, 3) AS acting \gset
SELECT identity_rules.who();
SELECT contacts.actor_account() = :account, contacts.actor_user(), contacts.actor_audiences(), region, permissions FROM contacts.actor();
SELECT p, contacts.can(p) FROM unnest('{contacts.read,contacts.write_own,contacts.write,tokens.manage,unknown,contacts,"contacts.read ",""}'::text[]) AS p ORDER BY p;
SELECT contacts.sees(0), contacts.sees(1), contacts.sees(2), contacts.sees(-3), contacts.sees(-2), contacts.sees(NULL) IS NULL;
-- another identity takes its place, of another account as well
SELECT contacts.act_as(:account, 2) AS acting \gset
SELECT identity_rules.who();
SELECT contacts.act_as(:other, 1) AS acting \gset
SELECT identity_rules.who();
-- a user who is not there leaves it as it was
SELECT identity_rules.outcome(format('SELECT contacts.act_as(%s, 2)', :other));
SELECT identity_rules.outcome(format('SELECT contacts.act_as(%s, -1)', :account));
SELECT identity_rules.outcome('SELECT contacts.act_as(0, 1)');
SELECT identity_rules.outcome('SELECT contacts.act_as(NULL, 1)');
SELECT identity_rules.outcome(format('SELECT contacts.act_as(%s, NULL)', :account));
SELECT identity_rules.who();
COMMIT;
-- it ends with COMMIT and with ROLLBACK, and with an error
SELECT identity_rules.who();
BEGIN;
SELECT contacts.act_as(:account, 2) AS acting \gset
ROLLBACK;
SELECT identity_rules.who();
BEGIN;
SELECT contacts.act_as(:account, 2) AS acting \gset
SELECT 1 / 0;
COMMIT;
SELECT identity_rules.who();
BEGIN;
SELECT contacts.act_as(:account, 2) AS acting \gset
COMMIT AND CHAIN;
SELECT identity_rules.who();
COMMIT;
-- outside a transaction block it warns, and has no effect
SELECT contacts.act_as(:account, 2);
SELECT identity_rules.who();
-- savepoints: undone with them, kept by RELEASE
BEGIN;
SAVEPOINT a;
SELECT contacts.act_as(:account, 2) AS acting \gset
ROLLBACK TO a;
SELECT identity_rules.who();
SELECT contacts.act_as(:account, 3) AS acting \gset
SAVEPOINT b;
SELECT contacts.act_as(:account, 2) AS acting \gset
SAVEPOINT c;
SELECT contacts.act_as(:account, 4) AS acting \gset
ROLLBACK TO c;
SELECT contacts.actor_user();
RELEASE b;
SELECT contacts.actor_user();
-- and so inside a block that catches the error
DO $$ BEGIN
	PERFORM contacts.act_as(contacts.actor_account(), 4);
	RAISE division_by_zero;
EXCEPTION WHEN division_by_zero THEN
	RAISE NOTICE 'user %', contacts.actor_user();
END $$;
COMMIT;
-- RESET ALL closes, and comes back with a savepoint
BEGIN;
SELECT contacts.act_as(:account, 2) AS acting \gset
SAVEPOINT s;
RESET ALL;
SELECT identity_rules.who();
SELECT identity_rules.outcome($$INSERT INTO contacts.contacts (name) VALUES ('x')$$);
ROLLBACK TO s;
SELECT contacts.actor_user();
COMMIT;
-- what the administrator changes takes effect with the next transaction
BEGIN;
SELECT contacts.act_as(:account, 4) AS acting \gset
INSERT INTO contacts.department_members (department_id, user_id) VALUES (1, 6);
COMMIT;
BEGIN;
SELECT contacts.act_as(:account, 6) AS acting \gset
SELECT identity_rules.who();
COMMIT;
BEGIN;
SELECT contacts.act_as(:account, 4) AS acting \gset
DELETE FROM contacts.department_members WHERE account_id = :account AND user_id = 6;
UPDATE contacts.users SET role = 'reporter' WHERE account_id = :account AND user_id = 6;
COMMIT;
BEGIN;
SELECT contacts.act_as(:account, 6) AS acting \gset
SELECT identity_rules.who(), contacts.can('contacts.write');
COMMIT;

--
-- Cursors and identity
--
BEGIN;
SELECT contacts.act_as(:account, 2) AS acting \gset
DECLARE c CURSOR FOR SELECT name FROM contacts.contacts ORDER BY name;
SELECT identity_rules.error_text(format('SELECT contacts.act_as(%s, 3)', :account));
SELECT contacts.actor_user();
FETCH ALL FROM c;
-- the same user again is no change
SELECT identity_rules.outcome(format('SELECT contacts.act_as(%s, 2)', :account));
CLOSE c;
SELECT identity_rules.outcome(format('SELECT contacts.act_as(%s, 3)', :account));
-- a loop over rows is a cursor
SELECT contacts.act_as(:account, 2) AS acting \gset
DO $$ DECLARE r record; BEGIN
	FOR r IN SELECT name FROM contacts.contacts ORDER BY name LOOP
		PERFORM contacts.act_as(contacts.actor_account(), 3);
	END LOOP;
EXCEPTION WHEN object_not_in_prerequisite_state THEN
	RAISE NOTICE '% (user %)', SQLERRM, contacts.actor_user();
END $$;
COMMIT;
-- one that would be held over the end of the transaction is not opened under an identity that ends there
BEGIN;
SELECT contacts.act_as(:account, 2) AS acting \gset
SELECT identity_rules.error_text('DECLARE held CURSOR WITH HOLD FOR SELECT name FROM contacts.contacts ORDER BY name');
COMMIT;
-- nor is an identity taken on while one is open
BEGIN;
DECLARE held CURSOR WITH HOLD FOR SELECT name FROM contacts.contacts ORDER BY name;
SELECT identity_rules.outcome(format('SELECT contacts.act_as(%s, 2)', :account));
ROLLBACK;
-- of the session form it is held, and does not live into the next identity
RESET ROLE;
SELECT contacts.act_as_for_session(:account, 2) AS acting \gset
SET ROLE regress_contacts_app;
DECLARE held CURSOR WITH HOLD FOR SELECT name FROM contacts.contacts ORDER BY name;
FETCH held;
BEGIN;
SELECT contacts.act_as(:account, 3) AS acting \gset
SELECT count(*) FROM pg_cursors;
SELECT identity_rules.outcome('CLOSE held');
COMMIT;
DECLARE held CURSOR WITH HOLD FOR SELECT name FROM contacts.contacts ORDER BY name;
RESET ROLE;
SELECT contacts.act_as_for_session(NULL, NULL) AS acting \gset
SELECT count(*) FROM pg_cursors;
SET ROLE regress_contacts_app;

--
-- API tokens: issuing
--
BEGIN;
-- without identity
SELECT identity_rules.outcome($$SELECT contacts.issue_token('x', '{contacts.read}')$$);
SELECT contacts.act_as(:account, 2) AS acting \gset
SELECT contacts.issue_token('Reads and writes', '{contacts.read,contacts.write_own,contacts.write}') AS writer \gset
SELECT contacts.issue_token('Reads', '{contacts.read}') AS reader \gset
SELECT contacts.issue_token('Reads nothing', '{contacts.write}') AS blind \gset
SELECT contacts.issue_token('To be revoked', '{contacts.read}') AS revoked \gset
SELECT contacts.issue_token('Short', '{contacts.read}', now() + '1 microsecond') AS expired \gset
SELECT contacts.issue_token('Long', '{contacts.read}', now() + '100 years') AS long \gset
-- the form: account, id, 32 bytes of secret
SELECT :'reader' ~ ('^ctk_' || :account || '_[0-9a-f]{32}_[0-9a-f]{64}$'), :'reader' <> :'writer';
-- scopes are permissions that one has; there is no other; the expiry lies ahead
SELECT identity_rules.error_text($$SELECT contacts.issue_token('x', '{contacts.read,users.manage}')$$);
SELECT identity_rules.error_text($$SELECT contacts.issue_token('x', '{contacts.everything}')$$);
SELECT identity_rules.outcome($$SELECT contacts.issue_token('x', '{NULL}')$$);
SELECT identity_rules.outcome($$SELECT contacts.issue_token('x', NULL)$$);
SELECT identity_rules.outcome($$SELECT contacts.issue_token(NULL, '{contacts.read}')$$);
SELECT identity_rules.outcome($$SELECT contacts.issue_token('', '{contacts.read}')$$);
SELECT identity_rules.outcome($$SELECT contacts.issue_token('x', '{contacts.read}', now())$$);
SELECT identity_rules.outcome($$SELECT contacts.issue_token('x', '{contacts.read}', now() - interval '1 day')$$);
-- for others only with tokens.manage
SELECT identity_rules.error_text($$SELECT contacts.issue_token('x', '{contacts.read}', user_id => 3)$$);
SELECT identity_rules.outcome($$SELECT contacts.issue_token('Own', '{contacts.read}', user_id => 2)$$);
-- an admin: for those below, not above
SELECT contacts.act_as(:account, 4) AS acting \gset
SELECT contacts.issue_token('For Arjun', '{contacts.read,contacts.write_own,users.manage}', user_id => 3) AS wide \gset
SELECT contacts.issue_token('For Gita', '{contacts.read}', user_id => 6) AS gone \gset
SELECT contacts.issue_token('Of Adi', '{contacts.read,users.manage}') AS manager \gset
SELECT contacts.issue_token('Mint', '{contacts.read,tokens.manage}') AS mint \gset
SELECT identity_rules.outcome($$SELECT contacts.issue_token('x', '{contacts.read}', user_id => 1)$$);
SELECT identity_rules.outcome($$SELECT contacts.issue_token('x', '{contacts.read}', user_id => 77)$$);
SELECT identity_rules.outcome($$SELECT contacts.issue_token('x', '{contacts.read}', user_id => -1)$$);
COMMIT;
-- one's own are there to see, with tokens.manage everybody's; the hash is nobody's
BEGIN;
SELECT contacts.act_as(:account, 2) AS acting \gset
SELECT name, user_id, scopes, expires_at IS NULL, revoked_at IS NULL, last_used_on IS NULL FROM contacts.api_tokens ORDER BY name;
SELECT identity_rules.outcome('SELECT hash FROM contacts.api_tokens');
SELECT identity_rules.outcome('SELECT * FROM contacts.api_tokens');
SELECT identity_rules.outcome('SELECT 1 FROM contacts.api_tokens WHERE hash IS NOT NULL');
SELECT identity_rules.outcome('SELECT count(t) FROM contacts.api_tokens t');
-- written by functions alone
SELECT identity_rules.outcome($$UPDATE contacts.api_tokens SET scopes = '{users.manage}'$$);
SELECT identity_rules.outcome($$DELETE FROM contacts.api_tokens$$);
SELECT contacts.act_as(:account, 3) AS acting \gset
SELECT name FROM contacts.api_tokens ORDER BY name;
SELECT contacts.act_as(:account, 4) AS acting \gset
SELECT count(*), count(DISTINCT user_id) FROM contacts.api_tokens;
SELECT contacts.act_as(:other, 1) AS acting \gset
SELECT count(*) FROM contacts.api_tokens;
COMMIT;
-- the text of a token stands nowhere, nor does its secret: the hash is all
RESET ROLE;
CREATE FUNCTION identity_rules.stored(needle text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE t regclass; n bigint; found text;
BEGIN
	FOR t IN SELECT oid FROM pg_class WHERE relnamespace = 'contacts'::regnamespace AND relkind = 'r' ORDER BY relname LOOP
		EXECUTE format('SELECT count(*) FROM %s t WHERE position($1 in t::text) > 0', t) INTO n USING needle;
		IF n > 0 THEN found := concat_ws(', ', found, t::text); END IF;
	END LOOP;
	RETURN coalesce(found, 'nowhere');
END $$;
SELECT identity_rules.stored(:'reader'), identity_rules.stored(split_part(:'reader', '_', 4)), identity_rules.stored('To be revoked');
SELECT encode(hash, 'hex') = encode(sha256(decode(split_part(:'reader', '_', 4), 'hex')), 'hex')
FROM contacts.api_tokens WHERE account_id = :account AND name = 'Reads';
SELECT contacts.act_as_for_session(:account, 1) AS acting \gset
UPDATE contacts.users SET removed_at = now() WHERE account_id = :account AND user_id = 6;
SELECT contacts.act_as_for_session(NULL, NULL) AS acting \gset
SET ROLE regress_contacts_app;
BEGIN;
SELECT contacts.act_as(:account, 2) AS acting \gset
SELECT contacts.revoke_token(id) FROM contacts.api_tokens WHERE name = 'To be revoked';
COMMIT;

--
-- API tokens: taking on an identity
--
BEGIN;
SELECT contacts.authenticate(:'reader') AS acting \gset
SELECT contacts.actor_account() = :account, identity_rules.who();
SELECT permissions, contacts.can('contacts.write'), contacts.can('contacts.read') FROM contacts.actor();
-- a write without the scope
SELECT identity_rules.error_text($$UPDATE contacts.contacts SET city = 'Pune'$$);
SELECT identity_rules.error_text($$INSERT INTO contacts.contacts (name) VALUES ('x')$$);
SELECT identity_rules.error_text($$DELETE FROM contacts.contacts$$);
SELECT identity_rules.outcome($$SELECT contacts.begin_import('x')$$);
SELECT identity_rules.outcome($$SELECT contacts.merge(contacts.uuid_v7(), ARRAY[contacts.uuid_v7()])$$);
-- with it, as the user; what the scopes do not have stays out
SELECT contacts.authenticate(:'writer') AS acting \gset
SELECT identity_rules.outcome($$UPDATE contacts.contacts SET city = 'Pune'$$);
SELECT identity_rules.outcome($$INSERT INTO contacts.contacts (name, visibility) VALUES ('x', 'only_me')$$);
SELECT identity_rules.outcome($$DELETE FROM contacts.contacts$$);
-- without contacts.read nothing is there
SELECT contacts.authenticate(:'blind') AS acting \gset
SELECT identity_rules.who(), contacts.actor_audiences();
ROLLBACK;
SELECT identity_rules.who();
-- used: the day is noted
BEGIN;
SELECT contacts.authenticate(:'reader') AS acting \gset
SELECT name, last_used_on IS NOT NULL FROM contacts.api_tokens WHERE user_id = 2 ORDER BY name;
COMMIT;
-- the second time on that day and in a read-only transaction as well
BEGIN;
SELECT contacts.authenticate(:'reader') AS acting \gset
COMMIT;
BEGIN READ ONLY;
SELECT contacts.authenticate(:'long') AS acting \gset
SELECT name, last_used_on IS NOT NULL FROM contacts.api_tokens WHERE name IN ('Long', 'Reads') ORDER BY name;
COMMIT;
-- outside a transaction block it warns, and has no effect
SELECT contacts.authenticate(:'reader');
SELECT identity_rules.who();

-- what is not valid; an identity in force stays as it was
BEGIN;
SELECT contacts.act_as(:account, 5) AS acting \gset
SELECT identity_rules.error_text(format('SELECT contacts.authenticate(%L)', t)), note FROM (VALUES
	(1, 'wrong secret', regexp_replace(:'reader', '_[0-9a-f]{64}$', '_' || repeat('0', 64))),
	(2, 'last digit of the secret', left(:'reader', -1) || translate(right(:'reader', 1), '0123456789abcdef', '123456789abcdef0')),
	(3, 'secret of another token', regexp_replace(:'reader', '_[0-9a-f]{64}$', '_' || split_part(:'writer', '_', 4))),
	(4, 'unknown id', regexp_replace(:'reader', '_[0-9a-f]{32}_', '_' || repeat('0', 32) || '_')),
	(5, 'another account', regexp_replace(:'reader', '^ctk_[0-9]+', 'ctk_' || :other)),
	(6, 'no account of that number', regexp_replace(:'reader', '^ctk_[0-9]+', 'ctk_987654321')),
	(7, 'malformed', 'ctk_1_2_3'),
	(8, 'empty', ''),
	(9, 'without prefix', substr(:'reader', 5)),
	(10, 'upper case', upper(:'reader')),
	(11, 'space behind', :'reader' || ' '),
	(12, 'zero before', regexp_replace(:'reader', '^ctk_', 'ctk_0')),
	(13, 'number too large', regexp_replace(:'reader', '^ctk_[0-9]+', 'ctk_99999999999999999999')),
	(14, 'cut off', left(:'reader', -1)),
	(15, 'revoked', :'revoked'),
	(16, 'expired', :'expired'),
	(17, 'removed user', :'gone'),
	(18, 'revoked, and the secret is wrong', regexp_replace(:'revoked', '_[0-9a-f]{64}$', '_' || repeat('0', 64))),
	(19, 'expired, and the secret is wrong', regexp_replace(:'expired', '_[0-9a-f]{64}$', '_' || repeat('0', 64)))
) v (n, note, t) ORDER BY n;
SELECT identity_rules.outcome('SELECT contacts.authenticate(NULL)');
SELECT contacts.actor_user();
-- no cursor is open under another identity, here as with act_as()
DECLARE c CURSOR FOR SELECT name FROM contacts.contacts ORDER BY name;
SELECT identity_rules.outcome(format('SELECT contacts.authenticate(%L)', :'reader'));
COMMIT;

-- never more than the user has: the scope that Arjun never had, and what was taken from them
BEGIN;
SELECT contacts.authenticate(:'wide') AS acting \gset
SELECT contacts.actor_user(), permissions FROM contacts.actor();
SELECT identity_rules.error_text($$INSERT INTO contacts.users (name) VALUES ('x')$$);
COMMIT;
BEGIN;
SELECT contacts.act_as(:account, 1) AS acting \gset
UPDATE contacts.users SET role = 'reporter' WHERE account_id = :account AND user_id = 3;
COMMIT;
BEGIN;
SELECT contacts.authenticate(:'wide') AS acting \gset
SELECT role, permissions FROM contacts.actor();
SELECT identity_rules.outcome($$INSERT INTO contacts.contacts (name) VALUES ('x')$$);
COMMIT;
BEGIN;
SELECT contacts.act_as(:account, 1) AS acting \gset
UPDATE contacts.users SET role = 'agent' WHERE account_id = :account AND user_id = 3;
COMMIT;

-- a token makes no token without tokens.manage, not even of itself; with it none that is wider
BEGIN;
SELECT contacts.authenticate(:'reader') AS acting \gset
SELECT identity_rules.error_text($$SELECT contacts.issue_token('x', '{contacts.read}')$$);
SELECT identity_rules.error_text($$SELECT contacts.issue_token('x', '{contacts.write}')$$);
SELECT contacts.authenticate(:'manager') AS acting \gset
SELECT identity_rules.outcome($$SELECT contacts.issue_token('x', '{contacts.read}')$$);
SELECT contacts.authenticate(:'mint') AS acting \gset
SELECT identity_rules.outcome($$SELECT contacts.issue_token('x', '{users.manage}')$$);
SELECT identity_rules.outcome($$SELECT contacts.issue_token('x', '{contacts.read,contacts.write}')$$);
SELECT identity_rules.outcome($$SELECT contacts.issue_token('x', '{contacts.read}', user_id => 1)$$);
SELECT contacts.issue_token('Minted', '{contacts.read}', user_id => 2) AS minted \gset
SELECT contacts.authenticate(:'minted') AS acting \gset
SELECT contacts.actor_user(), permissions FROM contacts.actor();
ROLLBACK;

--
-- API tokens: revoking
--
BEGIN;
SELECT contacts.act_as(:account, 4) AS acting \gset
SELECT id AS of_meera FROM contacts.api_tokens WHERE name = 'Long' \gset
SELECT id AS of_adi FROM contacts.api_tokens WHERE name = 'Of Adi' \gset
SELECT contacts.act_as(:account, 1) AS acting \gset
SELECT contacts.issue_token('Of Olga', '{contacts.read}') AS olga \gset
SELECT id AS of_olga FROM contacts.api_tokens WHERE name = 'Of Olga' \gset
COMMIT;
BEGIN;
-- without identity
SELECT identity_rules.outcome(format('SELECT contacts.revoke_token(%L)', :'of_meera'));
-- unknown, another's, another account's: the same words
SELECT contacts.act_as(:account, 3) AS acting \gset
SELECT identity_rules.error_text($$SELECT contacts.revoke_token(contacts.uuid_v7())$$);
SELECT identity_rules.error_text(format('SELECT contacts.revoke_token(%L)', :'of_meera'));
SELECT identity_rules.error_text(format('SELECT contacts.revoke_token(%L)', :'of_olga'));
SELECT contacts.act_as(:other, 1) AS acting \gset
SELECT identity_rules.error_text(format('SELECT contacts.revoke_token(%L)', :'of_meera'));
-- an admin: another's, not that of somebody above
SELECT contacts.act_as(:account, 4) AS acting \gset
SELECT identity_rules.outcome(format('SELECT contacts.revoke_token(%L)', :'of_olga'));
SELECT identity_rules.outcome(format('SELECT contacts.revoke_token(%L)', :'of_meera'));
-- one's own; a second time changes nothing
SELECT identity_rules.outcome(format('SELECT contacts.revoke_token(%L)', :'of_adi'));
SELECT identity_rules.outcome(format('SELECT contacts.revoke_token(%L)', :'of_adi'));
SELECT name, user_id FROM contacts.api_tokens WHERE revoked_at IS NOT NULL ORDER BY name;
SELECT identity_rules.outcome(format('SELECT contacts.authenticate(%L)', :'long'));
SELECT identity_rules.outcome(format('SELECT contacts.authenticate(%L)', :'manager'));
COMMIT;

--
-- The session form: for psql, granted to no role
--
SELECT identity_rules.outcome(format('SELECT contacts.act_as_for_session(%s, 1)', :account));
SELECT identity_rules.outcome('SELECT contacts.act_as_for_session(NULL, NULL)');
RESET ROLE;
SELECT identity_rules.outcome(format('SELECT contacts.act_as_for_session(%s, 77)', :account));
SELECT contacts.act_as_for_session(:account, 7);
-- until the session says otherwise, for the role in force
SET ROLE regress_contacts_app;
SELECT identity_rules.who();
BEGIN;
SELECT identity_rules.who();
-- act_as() goes before it, until the end of the transaction
SELECT contacts.act_as(:account, 2) AS acting \gset
SELECT identity_rules.who();
COMMIT;
SELECT identity_rules.who();
INSERT INTO contacts.contacts (name, visibility) VALUES ('Of Hari', 'only_me');
SELECT identity_rules.who();
-- membership and role are looked up in each transaction
BEGIN;
SELECT contacts.act_as(:account, 4) AS acting \gset
INSERT INTO contacts.department_members (department_id, user_id) VALUES (1, 7), (2, 7);
COMMIT;
SELECT identity_rules.who(), contacts.can('contacts.write');
BEGIN;
SELECT contacts.act_as(:account, 4) AS acting \gset
DELETE FROM contacts.department_members WHERE user_id = 7 AND department_id = 1;
UPDATE contacts.users SET role = 'reporter' WHERE account_id = :account AND user_id = 7;
COMMIT;
SELECT identity_rules.who(), contacts.can('contacts.write');
-- not with an open cursor
RESET ROLE;
BEGIN;
SET LOCAL ROLE regress_contacts_app;
DECLARE c CURSOR FOR SELECT name FROM contacts.contacts ORDER BY name;
RESET ROLE;
SELECT identity_rules.outcome(format('SELECT contacts.act_as_for_session(%s, 2)', :account));
SELECT identity_rules.outcome('SELECT contacts.act_as_for_session(NULL, NULL)');
FETCH ALL FROM c;
COMMIT;
-- removed: out with the next transaction
BEGIN;
SELECT contacts.act_as(:account, 1) AS acting \gset
UPDATE contacts.users SET removed_at = now() WHERE account_id = :account AND user_id = 7;
COMMIT;
SET ROLE regress_contacts_app;
SELECT identity_rules.who();
SELECT identity_rules.outcome($$INSERT INTO contacts.contacts (name) VALUES ('x')$$);
RESET ROLE;
SELECT identity_rules.outcome(format('SELECT contacts.act_as_for_session(%s, 7)', :account));
-- nulls end it, RESET ALL and DISCARD ALL as well
SELECT contacts.act_as_for_session(:account, 2);
SELECT contacts.actor_user();
SELECT contacts.act_as_for_session(NULL, 2);
SELECT contacts.actor_user() IS NULL;
SELECT contacts.act_as_for_session(:account, 2);
RESET ALL;
SELECT contacts.actor_user() IS NULL;
SELECT contacts.act_as_for_session(:account, 2);
DISCARD ALL;
SELECT contacts.actor_user() IS NULL;
-- taken on in a transaction that is undone, it never was
BEGIN;
SELECT contacts.act_as_for_session(:account, 2);
SELECT contacts.actor_user();
ROLLBACK;
SELECT contacts.actor_user() IS NULL;

--
-- Mapped roles
--
SELECT contacts.map_role('regress_contacts_mapped', :account, 3);
-- which roles cannot be mapped
SELECT identity_rules.error_text(format('SELECT contacts.map_role(%L, %s, 3)', r, :account)) FROM unnest('{
	regress_contacts_super,regress_contacts_bypass,regress_contacts_app,regress_contacts_none}'::text[]) AS r ORDER BY r;
SELECT identity_rules.outcome(format('SELECT contacts.map_role(%L, %s, %s)', 'regress_contacts_mapped_too', a, u)) FROM (VALUES
	(1, :account, 77), (2, :account, 7), (3, 987654321, 1), (4, :account, NULL)) v (n, a, u) ORDER BY n;
SELECT role_name, user_id FROM contacts.role_mappings WHERE account_id = :account ORDER BY role_name;
-- nobody maps themselves
SET ROLE regress_contacts_app;
SELECT identity_rules.outcome(format('SELECT contacts.map_role(%L, %s, 1)', 'regress_contacts_mapped', :account));
SELECT identity_rules.outcome(format('SELECT contacts.unmap_role(%L)', 'regress_contacts_mapped'));
SELECT identity_rules.outcome('SELECT * FROM contacts.role_mappings');
SELECT identity_rules.outcome(format('INSERT INTO contacts.role_mappings VALUES (%s, %L, 1)', :account, 'regress_contacts_mapped'));
RESET ROLE;

\c
SET SESSION AUTHORIZATION regress_contacts_mapped;
\set VERBOSITY terse
-- nothing to set, in each transaction
SELECT identity_rules.who();
BEGIN READ ONLY;
SELECT identity_rules.who();
COMMIT;
BEGIN ISOLATION LEVEL SERIALIZABLE;
SELECT identity_rules.who();
ROLLBACK;
SELECT identity_rules.outcome($$INSERT INTO contacts.contacts (name) VALUES ('x')$$);
SELECT identity_rules.outcome(format('SELECT contacts.act_as(%s, 1)', :account));
SELECT identity_rules.outcome($$SELECT contacts.issue_token('x', '{contacts.read}')$$);
-- a token goes before the mapping, until the end of the transaction
BEGIN;
SELECT contacts.authenticate(:'reader') AS acting \gset
SELECT contacts.actor_user(), permissions FROM contacts.actor();
COMMIT;
SELECT contacts.actor_user();
-- a prepared statement finds who it is at each execution
SET plan_cache_mode = force_generic_plan;
PREPARE names AS SELECT contacts.actor_user(), string_agg(name, ', ' ORDER BY name) FROM contacts.contacts;
EXECUTE names;
BEGIN;
EXECUTE names;
COMMIT;
RESET plan_cache_mode;

-- the role that is set counts, not the one that logged in, nor the owner of a function
\c
SET SESSION AUTHORIZATION regress_contacts_person;
\set VERBOSITY terse
SELECT identity_rules.outcome('SELECT * FROM contacts.contacts');
SET ROLE regress_contacts_mapped;
SELECT identity_rules.who();
SET ROLE regress_contacts_mapped_too;
SELECT identity_rules.who();
CREATE FUNCTION identity_rules.definer() RETURNS text LANGUAGE sql SECURITY DEFINER AS 'SELECT identity_rules.who()';
SET ROLE regress_contacts_mapped;
CREATE FUNCTION identity_rules.definer_mapped() RETURNS text LANGUAGE sql SECURITY DEFINER AS 'SELECT identity_rules.who()';
SELECT identity_rules.definer();
SET ROLE regress_contacts_mapped_too;
SELECT identity_rules.definer_mapped();
-- both in one transaction
BEGIN;
SET LOCAL ROLE regress_contacts_mapped;
SELECT contacts.actor_user();
SET LOCAL ROLE regress_contacts_mapped_too;
SELECT contacts.actor_user() IS NULL;
SET LOCAL ROLE regress_contacts_mapped;
SELECT contacts.actor_user();
COMMIT;

\c
\set VERBOSITY terse
-- a mapping takes the place of the former, of another account's as well
SELECT contacts.map_role('regress_contacts_mapped', :other, 1);
SELECT contacts.map_role('regress_contacts_mapped_too', :account, 3);
SELECT role_name, account_id = :account, user_id FROM contacts.role_mappings ORDER BY role_name;
SET ROLE regress_contacts_mapped;
SELECT identity_rules.who();
RESET ROLE;
-- membership, role and removal: with the next transaction
SET ROLE regress_contacts_mapped_too;
SELECT identity_rules.who(), contacts.can('contacts.write_own');
RESET ROLE;
BEGIN;
SELECT contacts.act_as(:account, 1) AS acting \gset
DELETE FROM contacts.department_members WHERE account_id = :account AND user_id = 3;
INSERT INTO contacts.department_members (department_id, user_id) VALUES (2, 3);
UPDATE contacts.users SET role = 'reporter' WHERE account_id = :account AND user_id = 3;
COMMIT;
SET ROLE regress_contacts_mapped_too;
SELECT identity_rules.who(), contacts.can('contacts.write_own');
RESET ROLE;
BEGIN;
SELECT contacts.act_as(:account, 1) AS acting \gset
UPDATE contacts.users SET removed_at = now() WHERE account_id = :account AND user_id = 3;
COMMIT;
SET ROLE regress_contacts_mapped_too;
SELECT identity_rules.who();
RESET ROLE;
-- removed mapping; a second time nothing happens
SELECT contacts.unmap_role('regress_contacts_mapped');
SELECT contacts.unmap_role('regress_contacts_mapped');
SET ROLE regress_contacts_mapped;
SELECT identity_rules.who();
RESET ROLE;
-- what was found in a savepoint that is undone
BEGIN;
SAVEPOINT s;
SELECT contacts.map_role('regress_contacts_mapped', :account, 2);
SET LOCAL ROLE regress_contacts_mapped;
SELECT contacts.actor_user();
ROLLBACK TO s;
SET LOCAL ROLE regress_contacts_mapped;
SELECT identity_rules.who();
COMMIT;
-- a mapping counts no longer once the role may act_as(), or passes by row security as superuser
SELECT contacts.map_role('regress_contacts_mapped', :account, 2);
BEGIN;
GRANT EXECUTE ON FUNCTION contacts.act_as(bigint, integer) TO regress_contacts_mapped;
SET LOCAL ROLE regress_contacts_mapped;
SELECT identity_rules.who();
ROLLBACK;
BEGIN;
ALTER ROLE regress_contacts_mapped SUPERUSER;
SET LOCAL ROLE regress_contacts_mapped;
SELECT contacts.actor_user() IS NULL;
ROLLBACK;

-- a mapped role's user is the statement's, there and back
CREATE FUNCTION identity_rules.switch(role text) RETURNS text LANGUAGE plpgsql AS $$
BEGIN EXECUTE format('SET LOCAL ROLE %I', role); RETURN role; END $$;
BEGIN;
SET LOCAL ROLE regress_contacts_mapped;
SELECT count(*) > 0, identity_rules.switch('regress_contacts_mapped') FROM contacts.contacts;
ROLLBACK;

--
-- Parallel workers see what the leader sees
--
CREATE FUNCTION identity_rules.in_worker(leader integer) RETURNS boolean LANGUAGE plpgsql PARALLEL SAFE
	AS 'BEGIN RETURN pg_backend_pid() <> leader; END';
-- of two names in the releases
SELECT set_config(name, 'on', false) AS parallel FROM pg_settings WHERE name IN ('force_parallel_mode', 'debug_parallel_query') \gset
SET parallel_setup_cost = 0;
SET parallel_tuple_cost = 0;
SET min_parallel_table_scan_size = 0;
SET min_parallel_index_scan_size = 0;
SET parallel_leader_participation = off;
SELECT pg_backend_pid() AS leader \gset
SET ROLE regress_contacts_app;
BEGIN;
SELECT contacts.act_as(:account, 2) AS acting \gset
SELECT count(*), min(name), max(name), bool_and(identity_rules.in_worker(:leader)),
	bool_and(contacts.actor_user() = 2 AND contacts.can('contacts.write')) FROM contacts.contacts;
COMMIT;
SELECT count(*), count(*) FILTER (WHERE contacts.actor_user() IS NOT NULL) FROM contacts.contacts;
SET ROLE regress_contacts_mapped;
SELECT count(*), min(name), max(name), bool_and(identity_rules.in_worker(:leader)),
	bool_and(contacts.actor_user() = 2 AND contacts.can('contacts.write')) FROM contacts.contacts;
-- by a generic plan, in a transaction in which nobody has asked before
SET plan_cache_mode = force_generic_plan;
PREPARE counted AS SELECT count(*), min(name), max(name), bool_and(identity_rules.in_worker(:leader)) FROM contacts.contacts;
EXECUTE counted;
EXECUTE counted;
SET ROLE regress_contacts_mapped_too;
EXECUTE counted;
RESET ROLE;
SELECT contacts.act_as_for_session(:account, 2);
SET ROLE regress_contacts_app;
SELECT count(*), min(name), max(name), bool_and(identity_rules.in_worker(:leader)) FROM contacts.contacts;
RESET ROLE;
DISCARD ALL;

--
-- Nobody forges an identity
--
\c
SET SESSION AUTHORIZATION regress_contacts_app;
\set VERBOSITY terse
SELECT contacts.actor_user() IS NULL;
SELECT s, identity_rules.outcome(replace(s, 'FORGED', CASE WHEN s LIKE '%session%' THEN '1:1' ELSE '3|1|1|6|16383|7|0|IN||-1,0' END))
FROM unnest(ARRAY[
	$$ALTER ROLE regress_contacts_app SET contacts.actor = 'FORGED'$$,
	$$ALTER ROLE regress_contacts_app SET contacts.session_actor = 'FORGED'$$,
	$$CREATE FUNCTION identity_rules.f() RETURNS int LANGUAGE sql SET contacts.actor = 'FORGED' RETURN contacts.actor_user()$$,
	$$SELECT set_config('contacts.actor', 'FORGED', false)$$,
	$$SELECT set_config('contacts.actor', 'FORGED', true)$$,
	$$SELECT set_config('contacts.session_actor', 'FORGED', true)$$,
	$$SET contacts.actor = 'FORGED'$$,
	$$SET LOCAL contacts.actor = 'FORGED'$$,
	$$SET LOCAL contacts.session_actor = 'FORGED'$$,
	$$RESET contacts.actor$$,
	$$UPDATE pg_settings SET setting = 'FORGED' WHERE name = 'contacts.actor'$$]) AS s ORDER BY s;
SELECT contacts.actor_user() IS NULL, count(*) FROM contacts.contacts;
-- before the library is there (with settings of a login: test/tools/login.sh)
\c -reuse-previous=on "options='-c session_preload_libraries='"
SET SESSION AUTHORIZATION regress_contacts_app;
\set VERBOSITY terse
SET client_min_messages = error;
SET contacts.session_actor = '1:1';
SET contacts.actor = '3|1|1|6|16383|7|0|IN||-1,0';
SELECT contacts.actor_user() IS NULL, count(*) FROM contacts.contacts;
\c -reuse-previous=on "options=''"
\set VERBOSITY terse
SET client_min_messages = warning;
DROP OWNED BY regress_contacts_app, regress_contacts_mapped, regress_contacts_mapped_too, regress_contacts_bypass, regress_contacts_person;
DROP SCHEMA identity_rules CASCADE;
DROP ROLE regress_contacts_app, regress_contacts_mapped, regress_contacts_mapped_too, regress_contacts_person,
	regress_contacts_bypass, regress_contacts_super;
