-- Promise: Custom fields that change do not freeze the contacts that are there.
-- Promise: What changes in the custom values of a contact is checked; what stands is not.
-- Promise: A required field asks a value of new contacts, and keeps the one that is there.
-- Promise: An import or a merge that completes a contact asks for no required field.
-- Promise: An import takes no required value away, and a row that is rejected hides no good one before it.
-- Promise: The values of a contact keep their size, 65,536 bytes, through imports and merges.
-- Promise: A required field holds in the transaction in which it is made.
\set VERBOSITY default
\set SHOW_CONTEXT never
SET client_min_messages = warning;
CREATE ROLE regress_contacts_custom;
SELECT contacts.grant_application('regress_contacts_custom');
SELECT contacts.create_account('Custom', 'Owner', 'owner@custom.example', '+919820066001', account_id => 719101);
SET ROLE regress_contacts_custom;
BEGIN;
SELECT contacts.act_as(719101, 1);
INSERT INTO contacts.departments (name) VALUES ('team');
INSERT INTO contacts.department_members (department_id, user_id) VALUES (1, 1);
INSERT INTO contacts.users (name) VALUES ('two');
INSERT INTO contacts.custom_fields (key, type, choices) VALUES ('size', 'choice', '{s,m,l}'), ('note', 'text', NULL), ('n', 'number', NULL);
INSERT INTO contacts.contacts (name, phone, custom) VALUES ('a', '+919820066002', '{"size": "m", "note": "kept", "n": 1.50}');
INSERT INTO contacts.contacts (name, phone) VALUES ('b', '+919820066003');
COMMIT;

-- fields change under the contacts
BEGIN;
SELECT contacts.act_as(719101, 1);
UPDATE contacts.custom_fields SET choices = '{s,l}' WHERE key = 'size';
DELETE FROM contacts.custom_fields WHERE key = 'note';
INSERT INTO contacts.custom_fields (key, type, required) VALUES ('vip', 'boolean', true);
COMMIT;

BEGIN;
SELECT contacts.act_as(719101, 1);
UPDATE contacts.contacts SET city = 'Pune';
UPDATE contacts.contacts SET visibility = 'team';
UPDATE contacts.contacts SET visibility = 'everyone', owner_id = 2;
UPDATE contacts.contacts SET owner_id = 1;
UPDATE contacts.contacts SET visibility = 'only_me';
UPDATE contacts.contacts SET visibility = 'everyone', custom = custom;
-- the same value said in other letters is no change
UPDATE contacts.contacts SET custom = '{"n": 1.5, "note": "kept", "size": "m"}' WHERE name = 'a';
-- another value next to the old ones
UPDATE contacts.contacts SET custom = custom || '{"n": 2}' WHERE name = 'a' RETURNING custom;
-- and old ones may go
UPDATE contacts.contacts SET custom = custom - 'note' WHERE name = 'a' RETURNING custom;
-- but what changes must fit
\set VERBOSITY default
SAVEPOINT s;
UPDATE contacts.contacts SET custom = custom || '{"note": "again"}' WHERE name = 'a';
ROLLBACK TO s;
UPDATE contacts.contacts SET custom = custom || '{"size": "m"}' WHERE name = 'b';
ROLLBACK TO s;
UPDATE contacts.contacts SET custom = custom || '{"size": "xl"}' WHERE name = 'a';
ROLLBACK TO s;
UPDATE contacts.contacts SET custom = custom || '{"size": 3}' WHERE name = 'a';
ROLLBACK TO s;
UPDATE contacts.contacts SET custom = custom || '{"n": "3"}' WHERE name = 'a';
ROLLBACK TO s;
UPDATE contacts.contacts SET custom = '[1]' WHERE name = 'a';
ROLLBACK TO s;
-- a new contact has what is required
INSERT INTO contacts.contacts (name) VALUES ('c');
ROLLBACK TO s;
INSERT INTO contacts.contacts (name, custom) VALUES ('c', '{"vip": null}');
ROLLBACK TO s;
INSERT INTO contacts.contacts (name, custom) VALUES ('c', '{"vip": true}');
-- and keeps it
UPDATE contacts.contacts SET custom = '{"vip": false}' WHERE name = 'c';
SAVEPOINT s;
UPDATE contacts.contacts SET custom = '{}' WHERE name = 'c';
ROLLBACK TO s;
UPDATE contacts.contacts SET custom = '{"vip": null}' WHERE name = 'c';
ROLLBACK TO s;
UPDATE contacts.contacts SET custom = '{"vip": true, "size": "s"}' WHERE name = 'b';
\set VERBOSITY terse
SELECT name, custom FROM contacts.contacts ORDER BY name;
ROLLBACK;

-- import: completing asks for nothing that is not there, creating does
BEGIN;
SELECT contacts.act_as(719101, 1);
SELECT contacts.begin_import(on_duplicate => 'fill') IS NOT NULL AS begun;
INSERT INTO contacts.import_rows (name, phone, company, custom) VALUES
	('x', '+919820066002', 'Lotus', NULL),
	('y', '+919820066003', 'Rose', '{"vip": true}'),
	('new', '+919820066004', NULL, NULL),
	('new too', '+919820066005', NULL, '{"vip": true}'),
	('wrong', '+919820066003', NULL, '{"size": "m"}');
SELECT rows_in, created, updated, skipped, rejected FROM contacts.imports;
SELECT record, reason, detail, columns FROM contacts.import_errors ORDER BY record;
SELECT name, phone, company, custom FROM contacts.contacts ORDER BY name;
SAVEPOINT s;
SELECT contacts.begin_import(on_duplicate => 'overwrite') IS NOT NULL AS begun;
INSERT INTO contacts.import_rows (name, phone, city) VALUES ('z', '+919820066002', 'Goa'), ('none', NULL, 'Goa');
SELECT reason, detail FROM contacts.import_errors JOIN contacts.imports ON id = import_id WHERE on_duplicate = 'overwrite';
SELECT name, city, custom FROM contacts.contacts WHERE phone = '+919820066002';
ROLLBACK TO s;
SELECT contacts.begin_import(on_duplicate => 'skip') IS NOT NULL AS begun;
INSERT INTO contacts.import_rows (name, phone) VALUES ('q', '+919820066006');
SELECT reason, detail FROM contacts.import_errors JOIN contacts.imports ON id = import_id WHERE on_duplicate = 'skip';
-- a merge does not ask for it either
SELECT contacts.merge(a.id, ARRAY[b.id]) -> 'filled' FROM contacts.contacts a, contacts.contacts b WHERE a.name = 'a' AND b.name = 'new too';
SELECT custom FROM contacts.contacts WHERE name = 'a';
ROLLBACK;
-- a null among the values of a file is no value
BEGIN;
SELECT contacts.act_as(719101, 1);
INSERT INTO contacts.contacts (name, phone, custom) VALUES ('v', '+919820066010', '{"vip": true}');
SELECT contacts.begin_import(on_duplicate => 'overwrite') IS NOT NULL AS begun;
INSERT INTO contacts.import_rows (name, phone, custom) VALUES ('v', '+919820066010', '{"vip": null, "size": "s"}');
SELECT custom FROM contacts.contacts WHERE name = 'v';
-- the last row of a number wins, of those that are not rejected
SELECT contacts.begin_import('good', on_duplicate => 'fill') IS NOT NULL AS begun;
INSERT INTO contacts.import_rows (name, phone, custom) VALUES
	('good', '+919820066020', '{"vip": false}'), ('lacks it', '+919820066020', NULL);
SELECT created, updated, skipped, rejected FROM contacts.imports WHERE file_name = 'good';
SELECT name, custom FROM contacts.contacts WHERE phone = '+919820066020';
ROLLBACK;

-- sizes add up
BEGIN;
SELECT contacts.act_as(719101, 1);
INSERT INTO contacts.custom_fields (key) SELECT 't' || g FROM generate_series(1, 8) g;
INSERT INTO contacts.contacts (name, phone, custom)
	SELECT 'six', '+919820066030'::contacts.phone, jsonb_object_agg('t' || g, repeat('x', 9900)) || '{"vip": true}' FROM generate_series(1, 6) g;
INSERT INTO contacts.contacts (name, phone, custom)
	SELECT 'two', '+919820066031'::contacts.phone, jsonb_object_agg('t' || g, repeat('x', 9900)) || '{"vip": true}' FROM generate_series(7, 8) g;
SELECT contacts.begin_import('large', on_duplicate => 'fill') IS NOT NULL AS begun;
INSERT INTO contacts.import_rows (phone, custom)
	SELECT '+919820066030', jsonb_object_agg('t' || g, repeat('x', 9900)) FROM generate_series(7, 8) g;
SELECT reason, detail, columns IS NOT NULL AS as_they_came FROM contacts.import_errors JOIN contacts.imports ON id = import_id WHERE file_name = 'large';
SELECT contacts.merge(a.id, ARRAY[b.id]) FROM contacts.contacts a, contacts.contacts b WHERE a.name = 'six' AND b.name = 'two';
ROLLBACK;

-- the first field of an account, required at once
RESET ROLE;
SELECT contacts.create_account('No fields', 'Owner', 'owner@none.example', '+919820066001', account_id => 719102);
SET ROLE regress_contacts_custom;
BEGIN;
SELECT contacts.act_as(719102, 1);
SAVEPOINT s;
INSERT INTO contacts.custom_fields (key, required) VALUES ('must', true);
SAVEPOINT t;
INSERT INTO contacts.contacts (name) VALUES ('lacks it');
ROLLBACK TO t;
INSERT INTO contacts.import_rows (name) VALUES ('lacks it, too');
SELECT created, rejected FROM contacts.imports;
ROLLBACK TO s;
INSERT INTO contacts.contacts (name) VALUES ('the field has never been');
ROLLBACK;
RESET ROLE;
DROP OWNED BY regress_contacts_custom;
DROP ROLE regress_contacts_custom;
