-- Promise: An entry of history holds exactly the columns that changed, as they were.
-- Promise: A statement that changes nothing leaves no entry.
-- Promise: An entry about a contact stands under the narrower of its two audiences.
-- Promise: An entry names the row by all its key columns, as they were before the change.
\set VERBOSITY terse
\pset tuples_only on
\pset format unaligned
SELECT contacts.create_account('History', 'Olga', 'olga@example.com', '+919866000001', 'enterprise') AS account \gset
BEGIN;
SELECT contacts.act_as(:account, 1) AS acting \gset
INSERT INTO contacts.users (name, role) VALUES ('Hugo', 'contact_manager');
INSERT INTO contacts.departments (name) VALUES ('Sales'), ('Support');
INSERT INTO contacts.department_members (department_id, user_id) VALUES (1, 1), (2, 1);
INSERT INTO contacts.custom_fields (key, type) VALUES ('n', 'number'), ('t', 'text');
COMMIT;

-- Each statement below is judged by what SQL finds: of every row that it
-- changed, the columns that differ, and no row of history for any other.
CREATE FUNCTION pg_temp.judge(account bigint, statement text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE wrong text; n integer; m integer;
BEGIN
	CREATE TEMP TABLE before ON COMMIT DROP AS SELECT c.id, to_jsonb(c) AS j FROM contacts.contacts c WHERE c.account_id = account;
	CREATE TEMP TABLE entries ON COMMIT DROP AS SELECT a.id FROM contacts.audit_log a WHERE a.account_id = account;
	EXECUTE statement;
	WITH wanted AS (
		SELECT b.id::text AS row_key, 'update' AS action, jsonb_object_agg(e.key, e.value) AS was,
			min(CASE WHEN c.audience < 0 THEN c.audience WHEN (b.j ->> 'audience')::integer < 0 THEN (b.j ->> 'audience')::integer
				WHEN c.audience > 0 THEN c.audience ELSE (b.j ->> 'audience')::integer END) AS audience
		FROM before b JOIN contacts.contacts c ON c.account_id = account AND c.id = b.id, jsonb_each(b.j) e
		WHERE e.key NOT IN ('search_key', 'updated_at') AND to_jsonb(c) -> e.key IS DISTINCT FROM e.value GROUP BY b.id
		UNION ALL
		SELECT b.id::text, 'delete', b.j, (b.j ->> 'audience')::integer FROM before b
		WHERE NOT EXISTS (SELECT FROM contacts.contacts c WHERE c.account_id = account AND c.id = b.id)),
	found AS (
		SELECT a.row_key, a.action, a.was, a.audience FROM contacts.audit_log a
		WHERE a.account_id = account AND a.table_name = 'contacts' AND NOT EXISTS (SELECT FROM entries e WHERE e.id = a.id)
			AND a.user_id = 1 AND a.at = now())
	SELECT (SELECT count(*) FROM wanted), (SELECT count(*) FROM found),
		(SELECT string_agg(x::text, E'\n') FROM ((TABLE wanted EXCEPT ALL TABLE found) UNION ALL (TABLE found EXCEPT ALL TABLE wanted)) x)
	INTO n, m, wrong;
	DROP TABLE before, entries;
	RETURN n || ' ' || coalesce(wrong, 'exact');
END $$;
-- little memory, so that the rows of a statement are read from disk
SET work_mem = '64kB';
BEGIN;
SELECT contacts.act_as(:account, 1) AS acting \gset
INSERT INTO contacts.contacts (name, phone, email, company, tags, custom, visibility, department_id) VALUES
	('Ann', '+919866000101', 'ann@example.com', 'Ä "quoted" \ company', '{a,"b c"}', '{"n": 1.50, "t": "x"}', 'everyone', NULL),
	('Bob', NULL, NULL, NULL, '{}', '{}', 'team', 1), ('Cid', '+919866000103', NULL, 'C', '{x}', '{"t": null}', 'only_me', NULL);
INSERT INTO contacts.contacts (name, company) SELECT 'Many ' || n, repeat('long ', 50) FROM generate_series(1, 1000) n;
SELECT pg_temp.judge(:account, 'UPDATE contacts.contacts SET name = name WHERE account_id = contacts.actor_account()');
SELECT pg_temp.judge(:account, $$UPDATE contacts.contacts SET name = 'Anna', phone = NULL, email = 'anna@example.com', company = NULL,
	job_title = 'New', city = 'C', country = 'D', tags = '{b}', custom = '{"n": 2}', source = 'call', visibility = 'team', department_id = 2 WHERE account_id = contacts.actor_account() AND name = 'Ann'$$);
SELECT pg_temp.judge(:account, $$UPDATE contacts.contacts SET custom = '{"n": 2.0}' WHERE account_id = contacts.actor_account() AND name = 'Anna'$$);
SELECT pg_temp.judge(:account, $$UPDATE contacts.contacts SET visibility = 'only_me', department_id = NULL WHERE account_id = contacts.actor_account() AND name = 'Bob'$$);
SELECT pg_temp.judge(:account, $$UPDATE contacts.contacts SET visibility = 'everyone' WHERE account_id = contacts.actor_account() AND name = 'Cid'$$);
SELECT pg_temp.judge(:account, $$UPDATE contacts.contacts SET company = CASE WHEN name LIKE '%5%' THEN company ELSE 'Short' END, city = name WHERE account_id = contacts.actor_account() AND name LIKE 'Many%'$$);
SELECT pg_temp.judge(:account, $$DELETE FROM contacts.contacts WHERE account_id = contacts.actor_account() AND name IN ('Anna', 'Bob', 'Many 1')$$);
SELECT pg_temp.judge(:account, $$DELETE FROM contacts.contacts WHERE account_id = contacts.actor_account() AND name LIKE 'Many%'$$);
-- rows too large for a block of memory
INSERT INTO contacts.contact_notes (contact_id, body) SELECT c.id, 'Note ' || n
	FROM contacts.contacts c, generate_series(1, 200) n WHERE c.account_id = :account AND c.name = 'Cid';
UPDATE contacts.contact_notes SET body = body || repeat('long ', 3900) WHERE account_id = :account;
UPDATE contacts.contact_notes SET body = 'short' WHERE account_id = :account;
SELECT a.action, count(*), min(length(a.was ->> 'body')), max(length(a.was ->> 'body')) FROM contacts.audit_log a
WHERE a.account_id = :account AND a.table_name = 'contact_notes' AND a.at = now() GROUP BY 1, length(a.was ->> 'body') > 100 ORDER BY 1, 3;
ROLLBACK;
RESET work_mem;

-- several key columns; columns that history shall not hold
BEGIN;
DROP TRIGGER audit_delete ON contacts.departments;
CREATE TRIGGER regress_delete AFTER DELETE ON contacts.departments REFERENCING OLD TABLE AS old_rows
	FOR EACH STATEMENT EXECUTE FUNCTION contacts.audit_change('department_id', 'without=created_at,manager_id');
SELECT contacts.act_as(:account, 1) AS acting \gset
INSERT INTO contacts.department_members (department_id, user_id) VALUES (1, 2), (2, 2);
INSERT INTO contacts.role_permissions (role, permission, granted) VALUES ('agent', 'contacts.merge', true);
UPDATE contacts.role_permissions SET granted = false WHERE account_id = contacts.actor_account();
DELETE FROM contacts.departments WHERE account_id = contacts.actor_account() AND department_id = 2;
SELECT table_name, row_key, action, audience, was - 'account_id' FROM contacts.audit_log
WHERE account_id = :account AND table_name IN ('department_members', 'role_permissions', 'departments') AND at = now()
ORDER BY table_name, row_key, id;
-- arguments are read anew each time, so a changed trigger is followed at once
DROP TRIGGER audit_update ON contacts.role_permissions;
CREATE TRIGGER regress_update AFTER UPDATE ON contacts.role_permissions REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
	FOR EACH STATEMENT EXECUTE FUNCTION contacts.audit_change('permission');
UPDATE contacts.role_permissions SET granted = true WHERE account_id = :account;
SELECT row_key, was FROM contacts.audit_log WHERE account_id = :account AND table_name = 'role_permissions' AND at = now() ORDER BY id DESC LIMIT 1;
-- a column that does not exist
CREATE TRIGGER regress_wrong AFTER UPDATE ON contacts.role_permissions REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
	FOR EACH STATEMENT EXECUTE FUNCTION contacts.audit_change('permision');
UPDATE contacts.role_permissions SET granted = true WHERE account_id = :account;
ROLLBACK;
