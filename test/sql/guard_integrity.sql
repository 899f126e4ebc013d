-- Promise: check_integrity() finds each invariant that the data break.
-- Promise: check_integrity() finds nothing in sound data.
\set VERBOSITY terse
\pset tuples_only on
\pset format unaligned
SELECT contacts.create_account('Integrity', 'Olga', 'olga@example.com', '+919811000051', 'enterprise', account_id => 987401) AS account \gset
BEGIN;
SELECT contacts.act_as(:account, 1) AS acting \gset
INSERT INTO contacts.users (name, role) VALUES ('Mia', 'contact_manager'), ('Lea', 'contact_manager');
INSERT INTO contacts.departments (name) VALUES ('Sales');
SELECT contacts.act_as(:account, 2) AS acting \gset
INSERT INTO contacts.contacts (name, phone, email, visibility) VALUES ('Private', '+919850000001', 'p@example.com', 'only_me'),
	('Shared', '+919850000002', 's@example.com', 'everyone'), ('Twin', '+919850000003', 't@example.com', 'everyone');
INSERT INTO contacts.contact_notes (contact_id, body) SELECT id, 'note' FROM contacts.contacts WHERE account_id = :account AND name = 'Shared';
SELECT contacts.merge((SELECT id FROM contacts.contacts WHERE account_id = :account AND name = 'Shared'),
	ARRAY(SELECT id FROM contacts.contacts WHERE account_id = :account AND name = 'Twin')) IS NOT NULL;
SELECT contacts.begin_import('f') IS NOT NULL;
INSERT INTO contacts.import_rows (name, phone) VALUES ('Imported', '+919850000004'), ('Rejected', 'no number');
COMMIT;

CREATE FUNCTION pg_temp.found() RETURNS SETOF text LANGUAGE sql AS $$
	SELECT problem || ': ' || regexp_replace(object, '[0-9a-f]{8}-[0-9a-f-]{27}', 'ID') FROM contacts.check_integrity()
	WHERE object ~ '^account 987401\M' ORDER BY 1
$$;
-- each breach alone, written past the triggers
CREATE FUNCTION pg_temp.after(statement text) RETURNS SETOF text LANGUAGE plpgsql AS $$
DECLARE rows text[];
BEGIN
	BEGIN
		SET LOCAL session_replication_role = replica;
		EXECUTE statement;
		rows := ARRAY(SELECT pg_temp.found());
		RAISE EXCEPTION 'take it back' USING ERRCODE = 'P9999';
	EXCEPTION WHEN SQLSTATE 'P9999' THEN
	END;
	RETURN QUERY SELECT unnest(rows);
END $$;
SELECT pg_temp.found();
SELECT pg_temp.after('UPDATE contacts.contact_persons SET is_primary = false WHERE account_id = 987401');
SELECT pg_temp.after('UPDATE contacts.users SET role = ''admin'' WHERE account_id = 987401 AND user_id = 1');
SELECT pg_temp.after('UPDATE contacts.accounts SET last_user_id = 1 WHERE account_id = 987401');
SELECT pg_temp.after('UPDATE contacts.accounts SET last_department_id = 0 WHERE account_id = 987401');
SELECT pg_temp.after('UPDATE contacts.users SET removed_at = now() WHERE account_id = 987401 AND user_id = 2');
SELECT pg_temp.after('INSERT INTO contacts.department_members VALUES (987401, 1, 3); UPDATE contacts.users SET removed_at = now() WHERE account_id = 987401 AND user_id = 3');
SELECT pg_temp.after('UPDATE contacts.departments SET manager_id = 3 WHERE account_id = 987401; UPDATE contacts.users SET removed_at = now() WHERE account_id = 987401 AND user_id = 3');
SELECT pg_temp.after('INSERT INTO contacts.user_hours VALUES (987401, 3, 1, ''09:00'', ''17:00''); UPDATE contacts.users SET removed_at = now() WHERE account_id = 987401 AND user_id = 3');
SELECT pg_temp.after('INSERT INTO contacts.role_mappings (account_id, role_name, role_oid, user_id) VALUES (987401, ''nobody'', 0, 3); UPDATE contacts.users SET removed_at = now() WHERE account_id = 987401 AND user_id = 3');
SELECT pg_temp.after('INSERT INTO contacts.api_tokens (account_id, id, user_id, issued_by, name, hash, scopes) VALUES (987401, contacts.uuid_v7(), 3, 3, ''x'', sha256(''x''), ''{}''); UPDATE contacts.users SET removed_at = now() WHERE account_id = 987401 AND user_id = 3');
SELECT pg_temp.after('UPDATE contacts.usage SET private_contacts = 7 WHERE account_id = 987401');
SELECT pg_temp.after('DELETE FROM contacts.usage WHERE account_id = 987401');
SELECT pg_temp.after('UPDATE contacts.contact_notes SET audience = 1 WHERE account_id = 987401');
SELECT pg_temp.after('UPDATE contacts.contact_phones SET audience = 1 WHERE account_id = 987401 AND phone = ''+919850000002''');
SELECT pg_temp.after('UPDATE contacts.contact_emails SET audience = 1 WHERE account_id = 987401 AND email = ''s@example.com''');
SELECT pg_temp.after('UPDATE contacts.contact_redirects SET audience = 1 WHERE account_id = 987401');
SELECT pg_temp.after('UPDATE contacts.merges SET audience = 1 WHERE account_id = 987401');
SELECT pg_temp.after(format('INSERT INTO contacts.%s VALUES (987401, %s)', t.name, replace(t.rest, 'PAIR',
	(SELECT format('%L, %L, %s', min(id::text), max(id::text), t.audiences) FROM contacts.contacts WHERE account_id = 987401 AND name IN ('Shared', 'Imported')))))
FROM (VALUES ('duplicate_dismissals', 'PAIR, 2', '7, 0'), ('duplicate_dismissals', 'PAIR, 2', '0, 7'),
	('found_duplicates', '2, PAIR, 0.5, ''{}'', contacts.uuid_v7()', '7, 0'),
	('found_duplicates', '2, PAIR, 0.5, ''{}'', contacts.uuid_v7()', '0, 7')) t(name, rest, audiences);
SELECT pg_temp.after('UPDATE contacts.contacts SET phone = ''+919850000009'' WHERE account_id = 987401 AND name = ''Shared''');
SELECT pg_temp.after('DELETE FROM contacts.contact_emails WHERE account_id = 987401 AND email = ''s@example.com''');
SELECT pg_temp.after('UPDATE contacts.contact_redirects r SET old_id = (SELECT c.id FROM contacts.contacts c WHERE c.account_id = 987401 AND c.name = ''Imported'') WHERE r.account_id = 987401');
SELECT pg_temp.after('DELETE FROM contacts.import_errors WHERE account_id = 987401');
SELECT pg_temp.found();
