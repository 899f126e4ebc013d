-- Promise: check_security() names each object that differs from what the release ships.
-- Promise: The hint of what check_security() finds is the SQL that mends it.
-- Promise: check_security() names roles that pass by the rules and privileges beyond those granted.
-- Promise: check_security() names mapped roles that may take on identities.
-- Promise: check_security() names settings at login and libraries that void a promise.
-- Promise: check_security() names keys, views, tables and schemas that let rows out or code in.
-- Promise: Plain indexes with the audience in them and storage parameters are no finding.
-- Promise: harden_database() takes the server's counters from PUBLIC, and its undo gives back just those.
-- Promise: An application calls neither check_security() nor harden_database().
\set VERBOSITY terse
\pset tuples_only on
\pset format unaligned
SET client_min_messages = warning;

-- a database of its own, sound to begin with
SELECT current_database() AS regression_database \gset
CREATE ROLE regress_security_app;
CREATE ROLE regress_security_reader;
CREATE ROLE regress_security_mallory;
CREATE DATABASE contacts_security ENCODING 'UTF8' LOCALE 'C' TEMPLATE template0;
ALTER DATABASE contacts_security SET session_preload_libraries = 'contacts';
\c contacts_security
SET client_min_messages = warning;
CREATE EXTENSION contacts;
SELECT contacts.grant_application('regress_security_app');
SELECT contacts.grant_reporting('regress_security_reader');
SELECT problem, object ~ '^pg_get_multixact_members', hint FROM contacts.check_security() WHERE problem ~ '^counters';
SELECT count(*) > 60 FROM contacts.harden_database();
SELECT * FROM contacts.check_security() WHERE object <> 'max_prepared_transactions';

-- what the server of the tests is set to is not the matter here
SELECT (count(*) = 1) = (current_setting('max_prepared_transactions') <> '0') FROM contacts.check_security() WHERE object = 'max_prepared_transactions';
CREATE VIEW public.found AS SELECT * FROM contacts.check_security() WHERE object <> 'max_prepared_transactions';

-- planted(): plants a danger, says what is found, does what the hints say, and
-- says what is found then
CREATE FUNCTION public.planted(statement text, mend boolean DEFAULT true) RETURNS SETOF text LANGUAGE plpgsql AS $$
DECLARE
	f record;
BEGIN
	RETURN NEXT '> ' || statement;
	EXECUTE statement;
	CREATE TEMP TABLE dangers AS SELECT d.*, row_number() OVER () AS n FROM public.found d;
	RETURN QUERY SELECT problem || ': ' || object || CASE WHEN hint LIKE '--%' THEN ' ' || hint ELSE '' END
		FROM dangers ORDER BY n;
	FOR f IN SELECT hint FROM dangers WHERE mend ORDER BY n LOOP
		EXECUTE f.hint;
	END LOOP;
	DROP TABLE dangers;
	IF mend THEN
		RETURN QUERY SELECT 'STILL ' || problem || ': ' || object || ' ' || hint FROM public.found;
	END IF;
END $$;

--
-- Differences from what is shipped
--
-- policies
SELECT public.planted('ALTER POLICY visible ON contacts.contacts USING (account_id = contacts.actor_account() AND contacts.sees(audience) OR true)');
SELECT public.planted('ALTER POLICY visible ON contacts.contacts USING (account_id = contacts.actor_account())');
SELECT public.planted('ALTER POLICY own_account ON contacts.users WITH CHECK (true)');
SELECT public.planted('ALTER POLICY own_account ON contacts.users TO regress_security_app');
SELECT public.planted('CREATE POLICY "All of it" ON contacts.contacts FOR SELECT USING (true)');
SELECT public.planted('DROP POLICY visible ON contacts.contact_notes');
SELECT public.planted('DROP POLICY visible ON contacts.contact_notes; CREATE POLICY visible ON contacts.contact_notes AS RESTRICTIVE USING (account_id = contacts.actor_account() AND contacts.sees(audience))');
SELECT public.planted('ALTER TABLE contacts.users DISABLE ROW LEVEL SECURITY');
SELECT public.planted('ALTER TABLE contacts.users FORCE ROW LEVEL SECURITY');
-- triggers and rules
SELECT public.planted('DROP TRIGGER guard_write ON contacts.contacts');
SELECT public.planted('DROP TRIGGER "A_move_audience" ON contacts.contacts');
SELECT public.planted($$DROP TRIGGER guard_write ON contacts.segments; CREATE TRIGGER guard_write BEFORE INSERT OR UPDATE OR DELETE ON contacts.segments
	FOR EACH STATEMENT EXECUTE FUNCTION contacts.guard_write('contacts.read')$$);
SELECT public.planted('CREATE TRIGGER spy BEFORE INSERT ON contacts.contacts FOR EACH ROW EXECUTE FUNCTION suppress_redundant_updates_trigger()');
SELECT public.planted('ALTER TABLE contacts.contacts DISABLE TRIGGER quota_insert');
SELECT public.planted('ALTER TABLE contacts.contacts ENABLE REPLICA TRIGGER quota_insert');
SELECT public.planted('ALTER TABLE contacts.contacts ENABLE ALWAYS TRIGGER quota_insert');
SELECT public.planted('ALTER TABLE contacts.user_hours DISABLE TRIGGER ALL');
SELECT public.planted('CREATE RULE spy AS ON INSERT TO contacts.segments DO ALSO NOTIFY spied');
-- columns
SELECT public.planted('ALTER TABLE contacts.contacts ADD COLUMN shoe_size integer');
SELECT public.planted('ALTER TABLE contacts.contact_notes ALTER COLUMN audience DROP NOT NULL');
SELECT public.planted('ALTER TABLE contacts.users ALTER COLUMN email SET NOT NULL');
SELECT public.planted('ALTER TABLE contacts.contacts ALTER COLUMN city TYPE varchar(400)');
SELECT public.planted('ALTER TABLE contacts.contacts ALTER COLUMN search_key TYPE text COLLATE "default"');
SELECT public.planted($$ALTER TABLE contacts.contacts ALTER COLUMN visibility SET DEFAULT 'only_me'$$);
SELECT public.planted('ALTER TABLE contacts.contacts ALTER COLUMN owner_id DROP DEFAULT');
SELECT public.planted($$ALTER TABLE contacts.contacts ALTER COLUMN city SET DEFAULT 'Pune'$$);
BEGIN;
SELECT public.planted('ALTER TABLE contacts.contacts DROP COLUMN country', false);
SELECT public.planted('ALTER TABLE contacts.contacts ALTER COLUMN audience DROP EXPRESSION', false);
SELECT public.planted('ALTER TABLE contacts.contact_notes SET UNLOGGED', false);
ROLLBACK;
-- constraints and indexes
SELECT public.planted('ALTER TABLE contacts.contacts DROP CONSTRAINT contacts_department_for_team');
SELECT public.planted('DROP INDEX contacts.contacts_phone_key');
SELECT public.planted('ALTER TABLE contacts.contact_notes DROP CONSTRAINT contact_notes_contact_fkey');
SELECT public.planted('ALTER TABLE contacts.users DROP CONSTRAINT users_extension_two_digits; ALTER TABLE contacts.users ADD CONSTRAINT users_extension_two_digits CHECK (extension > 0)');
SELECT public.planted('ALTER TABLE contacts.users DROP CONSTRAINT users_extension_two_digits; ALTER TABLE contacts.users ADD CONSTRAINT users_extension_two_digits CHECK (extension BETWEEN 10 AND 99) NOT VALID');
SELECT public.planted('ALTER TABLE contacts.contacts ADD CONSTRAINT one_email UNIQUE (account_id, email)');
SELECT public.planted('CREATE UNIQUE INDEX one_company ON contacts.contacts (account_id, company)');
SELECT public.planted('CREATE INDEX by_city ON contacts.contacts (account_id, city)');
SELECT public.planted($$CREATE INDEX by_fold ON contacts.contacts (account_id, contacts.fold(city), audience)$$);
SELECT public.planted('DROP INDEX contacts.users_phone_key');
SELECT public.planted($$UPDATE pg_index SET indisvalid = false WHERE indexrelid = 'contacts.users_extension_key'::regclass$$);
-- for speed, and no danger
SELECT public.planted('CREATE INDEX by_city ON contacts.contacts (account_id, lower(city), audience); CREATE INDEX users_by_name ON contacts.users (account_id, name)');
DROP INDEX contacts.by_city, contacts.users_by_name;
SELECT public.planted('ALTER TABLE contacts.contacts SET (autovacuum_vacuum_scale_factor = 0.01); ALTER TABLE contacts.contacts ALTER COLUMN created_at SET STATISTICS 500');
SELECT public.planted('ALTER TABLE contacts.contacts ALTER COLUMN name SET STATISTICS 500');
ALTER TABLE contacts.contacts RESET (autovacuum_vacuum_scale_factor);
ALTER TABLE contacts.contacts ALTER COLUMN created_at SET STATISTICS -1;
-- functions
SELECT public.planted('ALTER FUNCTION contacts.sees(integer) NOT LEAKPROOF');
SELECT public.planted('ALTER FUNCTION contacts.act_as(bigint, integer) RESET search_path');
SELECT public.planted('ALTER FUNCTION contacts.act_as(bigint, integer) SECURITY INVOKER');
SELECT public.planted('ALTER FUNCTION contacts.fold(text) VOLATILE PARALLEL UNSAFE CALLED ON NULL INPUT COST 7');
SELECT public.planted($$CREATE OR REPLACE FUNCTION contacts.sees(audience integer) RETURNS boolean LANGUAGE sql STABLE STRICT LEAKPROOF PARALLEL SAFE SUPPORT contacts.sees_support RETURN true$$);
SELECT public.planted($$CREATE OR REPLACE FUNCTION contacts.can(permission text) RETURNS boolean LANGUAGE C STABLE STRICT LEAKPROOF PARALLEL SAFE AS 'contacts', 'contacts_email_is_plausible'$$);
SELECT public.planted('ALTER EXTENSION contacts DROP FUNCTION contacts.resolve(uuid); DROP FUNCTION contacts.resolve(uuid)');
SELECT contacts.grant_application('regress_security_app');
SELECT public.planted('ALTER EXTENSION contacts DROP FUNCTION contacts.resolve(uuid)');
SELECT contacts.grant_application('regress_security_app');
SELECT public.planted($$CREATE FUNCTION public.helper() RETURNS integer LANGUAGE sql RETURN 1; REVOKE ALL ON FUNCTION public.helper() FROM PUBLIC; ALTER EXTENSION contacts ADD FUNCTION public.helper()$$);
DROP FUNCTION public.helper();
-- views
SELECT public.planted('ALTER VIEW contacts.import_rows RESET (security_invoker)');
SELECT public.planted($$CREATE OR REPLACE VIEW contacts.import_rows WITH (security_invoker = true) AS SELECT 'x'::text AS name, NULL::text AS phone, NULL::text AS email,
	NULL::text AS company, NULL::text AS job_title, NULL::text AS city, NULL::text AS country, NULL::text AS tags, NULL::text AS custom, NULL::text AS notes WHERE false$$);
SELECT public.planted('DROP TRIGGER import_collect ON contacts.import_rows');
-- types, operators, casts
SELECT public.planted('ALTER DOMAIN contacts.email_address DROP CONSTRAINT email_address_form');
SELECT public.planted($$ALTER DOMAIN contacts.email_address ADD CONSTRAINT no_x CHECK (VALUE <> 'x')$$);
SELECT public.planted('ALTER OPERATOR pg_catalog.= (contacts.phone, contacts.phone) SET (RESTRICT = NONE)');
SELECT public.planted('ALTER EXTENSION contacts DROP CAST (text AS contacts.visibility); DROP CAST (text AS contacts.visibility)');
SELECT public.planted('ALTER EXTENSION contacts DROP CAST (text AS contacts.visibility); DROP CAST (text AS contacts.visibility); CREATE CAST (text AS contacts.visibility) WITH INOUT AS IMPLICIT; ALTER EXTENSION contacts ADD CAST (text AS contacts.visibility)');
SELECT public.planted('ALTER EXTENSION contacts DROP OPERATOR pg_catalog.<(contacts.phone, contacts.phone)');
SELECT public.planted('CREATE OR REPLACE AGGREGATE pg_catalog.min(contacts.phone) (SFUNC = contacts.phone_larger, STYPE = contacts.phone, COMBINEFUNC = contacts.phone_larger, SORTOP = OPERATOR(pg_catalog.<), PARALLEL = SAFE)');
BEGIN;
SELECT public.planted('ALTER OPERATOR FAMILY contacts.phone_ops USING btree ADD FUNCTION 5 (contacts.phone, contacts.phone) contacts.phone_sortsupport(internal)', false);
ROLLBACK;
BEGIN;
SELECT public.planted($$UPDATE pg_opclass SET opcdefault = false WHERE opcname = 'phone_hash_ops'$$, false);
ROLLBACK;
BEGIN;
SELECT public.planted($$ALTER TYPE contacts.visibility ADD VALUE 'world'$$, false);
ROLLBACK;
-- membership, dumps, the event trigger
BEGIN;
SELECT public.planted('ALTER EXTENSION contacts DROP TABLE contacts.segments', false);
ROLLBACK;
SELECT public.planted('ALTER EVENT TRIGGER contacts_load_library DISABLE');
SELECT public.planted('ALTER EXTENSION contacts DROP EVENT TRIGGER contacts_load_library; DROP EVENT TRIGGER contacts_load_library');
-- the library of another release has a row of its own in place of all the others
BEGIN;
DROP POLICY visible ON contacts.contacts;
UPDATE pg_extension SET extversion = '0.0.0' WHERE extname = 'contacts';
SELECT problem FROM public.found;
ROLLBACK;

--
-- Roles and privileges
--
SELECT public.planted('ALTER ROLE regress_security_mallory BYPASSRLS');
SELECT public.planted('ALTER ROLE regress_security_mallory REPLICATION');
SELECT public.planted('GRANT postgres TO regress_security_mallory');
SELECT public.planted('GRANT pg_read_all_data, pg_write_all_data, pg_execute_server_program TO regress_security_mallory');
SELECT public.planted('GRANT pg_monitor TO regress_security_app');
-- a role that has nothing of ours may look at its counters
SELECT public.planted('GRANT pg_monitor TO regress_security_mallory');
REVOKE pg_monitor FROM regress_security_mallory;
ALTER ROLE regress_security_mallory CREATEROLE;
SELECT count(*) FILTER (WHERE problem = 'role may make itself a member of any other' AND object = 'regress_security_mallory')
	= (current_setting('server_version_num')::integer < 160000)::integer FROM public.found;
ALTER ROLE regress_security_mallory NOCREATEROLE;
SELECT public.planted('ALTER TABLE contacts.segments OWNER TO regress_security_mallory');
SELECT public.planted('ALTER FUNCTION contacts.fold(text) OWNER TO regress_security_mallory');
SELECT public.planted('ALTER SCHEMA contacts OWNER TO regress_security_mallory');
SELECT public.planted('GRANT SELECT ON contacts.contacts TO PUBLIC');
SELECT public.planted('GRANT SELECT (name) ON contacts.contacts TO PUBLIC');
SELECT public.planted('GRANT EXECUTE ON FUNCTION contacts.fold(text) TO PUBLIC');
SELECT public.planted('GRANT USAGE ON TYPE contacts.phone TO PUBLIC');
SELECT public.planted('GRANT USAGE ON SCHEMA contacts TO PUBLIC');
SELECT public.planted('GRANT TRUNCATE, TRIGGER, REFERENCES ON contacts.contacts TO regress_security_app');
SELECT public.planted('GRANT UPDATE (audience), REFERENCES (id) ON contacts.contacts TO regress_security_app');
SELECT public.planted('GRANT INSERT ON contacts.contacts TO regress_security_app');
SELECT contacts.grant_application('regress_security_app');
SELECT public.planted('GRANT SELECT ON contacts.usage TO regress_security_reader');
SELECT public.planted('GRANT CREATE ON SCHEMA contacts TO regress_security_app');
SELECT public.planted('GRANT EXECUTE ON FUNCTION contacts.map_role(regrole, bigint, integer), contacts.act_as_for_session(bigint, integer) TO regress_security_app');
SELECT public.planted('GRANT SELECT ON contacts.plans, contacts.custom_fields TO regress_security_reader WITH GRANT OPTION');
SELECT public.planted('GRANT EXECUTE ON FUNCTION contacts.act_as(bigint, integer) TO regress_security_app WITH GRANT OPTION');
-- less than what is given is no danger, nor is a superuser's privilege
SELECT public.planted('GRANT USAGE ON SCHEMA contacts TO regress_security_mallory; GRANT SELECT (name) ON contacts.contacts TO regress_security_mallory');
DROP OWNED BY regress_security_mallory;
SELECT public.planted('GRANT SET ON PARAMETER contacts.actor, session_replication_role TO regress_security_app; GRANT ALTER SYSTEM ON PARAMETER contacts.allow_drop TO regress_security_app');

--
-- Mappings
--
SELECT contacts.create_account('Security', 'Olga', 'olga@example.com', '+919811000001', 'enterprise', account_id => 1);
SELECT public.planted($$SELECT contacts.map_role('regress_security_reader', 1, 1); GRANT regress_security_app TO regress_security_reader$$);
REVOKE regress_security_app FROM regress_security_reader;
SELECT public.planted($$CREATE ROLE regress_security_noinherit NOINHERIT; SELECT contacts.map_role('regress_security_noinherit', 1, 1); GRANT regress_security_app TO regress_security_noinherit$$);
REVOKE regress_security_app FROM regress_security_noinherit;
SELECT public.planted($$SELECT contacts.map_role('regress_security_reader', 1, 1); GRANT EXECUTE ON FUNCTION contacts.act_as(bigint, integer) TO regress_security_reader$$);
SELECT public.planted($$SELECT contacts.map_role('regress_security_reader', 1, 1); ALTER ROLE regress_security_reader SUPERUSER$$);
ALTER ROLE regress_security_reader NOSUPERUSER;
SELECT public.planted($$SELECT contacts.map_role('regress_security_noinherit', 1, 1); DROP ROLE regress_security_noinherit$$);
SELECT contacts.create_account('Another', 'Olga', 'olga@example.com', '+919811000001', 'enterprise', account_id => 2);
SELECT public.planted($$SET LOCAL row_security = off; INSERT INTO contacts.role_mappings (account_id, role_name, user_id)
	SELECT a, 'regress_security_reader', 1 FROM generate_series(1, 2) a; SET LOCAL row_security = on$$);

--
-- Settings and libraries
--
SELECT public.planted('ALTER DATABASE contacts_security SET session_replication_role = replica');
SELECT public.planted('ALTER ROLE regress_security_app SET session_replication_role = local');
SELECT public.planted('ALTER ROLE regress_security_app IN DATABASE contacts_security SET session_replication_role = replica');
SELECT public.planted('ALTER ROLE ALL SET row_security = n');
SELECT public.planted('ALTER ROLE postgres SET contacts.allow_drop = on');
SELECT public.planted('SET session_replication_role = replica');
SELECT public.planted('SET contacts.allow_drop = on');
\c -reuse-previous=on "options='-c session_replication_role=replica'"
SELECT problem, object FROM public.found;
\c -reuse-previous=on "options='-c row_security=off'"
SELECT problem, object FROM public.found;
\c -reuse-previous=on "options=''"
SET client_min_messages = warning;
SELECT public.planted($$ALTER ROLE regress_security_app SET contacts.default_region = 'IN'; ALTER ROLE regress_security_app SET row_security = on$$);
ALTER ROLE regress_security_app RESET ALL;
-- of another database
ALTER ROLE regress_security_app IN DATABASE :regression_database SET row_security = off;
SELECT count(*) FROM public.found;
ALTER ROLE regress_security_app IN DATABASE :regression_database RESET row_security;
-- in the server's files, before they are read again
ALTER SYSTEM SET contacts.allow_drop = on;
SELECT problem, object FROM public.found;
SELECT split_part(hint, ';', 1) FROM public.found \gexec
SELECT problem, object FROM public.found;
SELECT public.planted($$ALTER ROLE regress_security_app SET session_preload_libraries = ''$$);
SELECT public.planted($$ALTER ROLE regress_security_app SET session_preload_libraries = 'contacts, auto_explain'$$);
ALTER DATABASE contacts_security RESET session_preload_libraries;
-- whatever the server's files say
\c -reuse-previous=on "options='-c session_preload_libraries='"
SET client_min_messages = warning;
SELECT problem, object, hint FROM public.found;
ALTER DATABASE contacts_security SET session_preload_libraries = 'contacts';
\c -reuse-previous=on "options=''"
SET client_min_messages = warning;
SELECT problem, object FROM public.found;

--
-- What others have built
--
CREATE SCHEMA regress_crm;
GRANT USAGE ON SCHEMA regress_crm TO PUBLIC;
CREATE TABLE regress_crm.deals (account_id bigint, contact_id uuid, FOREIGN KEY (account_id, contact_id) REFERENCES contacts.contacts (account_id, id));
CREATE DOMAIN regress_crm.contact_id AS uuid;
SELECT public.planted('CREATE TABLE regress_crm.typed (account_id bigint, contact_id regress_crm.contact_id,
	CONSTRAINT typed_contact FOREIGN KEY (account_id, contact_id) REFERENCES contacts.contacts (account_id, id))');
DROP TABLE IF EXISTS regress_crm.typed;
SELECT public.planted('CREATE TABLE regress_crm.numbers (account_id bigint, contact_id uuid, phone contacts.phone,
	CONSTRAINT numbers_number FOREIGN KEY (account_id, contact_id, phone) REFERENCES contacts.contact_phones ON DELETE CASCADE);
	ALTER TABLE regress_crm.numbers OWNER TO regress_security_app');
DROP TABLE IF EXISTS regress_crm.numbers;
SELECT public.planted('CREATE TABLE regress_crm.guess (account_id bigint, audience integer, phone contacts.phone,
	CONSTRAINT guess_number FOREIGN KEY (account_id, audience, phone) REFERENCES contacts.contacts (account_id, audience, phone));
	ALTER TABLE regress_crm.guess OWNER TO regress_security_app');
DROP TABLE IF EXISTS regress_crm.guess;
-- through a superuser's table
SELECT public.planted('CREATE TABLE regress_crm.links (account_id bigint, contact_id uuid, phone contacts.phone, PRIMARY KEY (account_id, contact_id, phone),
	CONSTRAINT links_number FOREIGN KEY (account_id, contact_id, phone) REFERENCES contacts.contact_phones ON DELETE CASCADE);
	CREATE TABLE regress_crm.indirect (account_id bigint, contact_id uuid, phone contacts.phone,
	CONSTRAINT indirect_link FOREIGN KEY (account_id, contact_id, phone) REFERENCES regress_crm.links ON DELETE CASCADE);
	ALTER TABLE regress_crm.indirect OWNER TO regress_security_app');
DROP TABLE IF EXISTS regress_crm.indirect, regress_crm.links;
SELECT public.planted('GRANT CREATE ON SCHEMA regress_crm TO PUBLIC');
SELECT public.planted('GRANT CREATE ON SCHEMA regress_crm TO regress_security_app');
SELECT public.planted('ALTER SCHEMA regress_crm OWNER TO regress_security_app');
SELECT public.planted('ALTER SCHEMA regress_crm OWNER TO regress_security_app; ALTER TABLE regress_crm.deals OWNER TO regress_security_app');
ALTER TABLE regress_crm.deals OWNER TO postgres;
SELECT public.planted('ALTER SCHEMA regress_crm OWNER TO regress_security_app; GRANT CREATE ON SCHEMA regress_crm TO regress_security_reader');
DROP SCHEMA regress_crm CASCADE;
SELECT public.planted('CREATE VIEW public.leak AS SELECT * FROM contacts.contacts');
SELECT public.planted('CREATE VIEW public.leak2 AS SELECT * FROM contacts.segments; ALTER VIEW public.leak2 OWNER TO regress_security_mallory');
SELECT public.planted('CREATE MATERIALIZED VIEW public.stale AS SELECT name FROM contacts.contacts');
SELECT public.planted('CREATE TABLE public.child () INHERITS (contacts.segments)');
DROP TABLE public.child;
SELECT public.planted($$CREATE FUNCTION contacts.sees(bigint) RETURNS boolean LANGUAGE sql RETURN true; CREATE TABLE contacts.mine (a integer); CREATE TYPE contacts.kind AS ENUM ('a')$$);
DROP FUNCTION public.sees(bigint);
DROP TABLE public.mine;

--
-- Counters of the server: what an application sees of them, before and after
--
CREATE FUNCTION public.outcome(statement text) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
	EXECUTE statement;
	RETURN 'ok';
EXCEPTION WHEN OTHERS THEN
	-- which of a view's functions is the first differs from release to release
	RETURN SQLSTATE || ' ' || regexp_replace(SQLERRM, '(?<=permission denied for function) .*', '');
END $$;
CREATE VIEW public.privileges AS
	SELECT p.oid::regprocedure::text AS function, a.grantee, a.privilege_type, a.is_grantable
	FROM pg_proc p, aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) a;
CREATE EXTENSION pg_stat_statements;
CREATE EXTENSION pgrowlocks;
SELECT problem FROM public.found;
SELECT object FROM contacts.harden_database() WHERE object !~ 'pg_stat_statements_info' ORDER BY 1;
SELECT count(*) FROM contacts.harden_database();
SELECT problem FROM public.found;
SELECT function, given_to_monitor FROM contacts.hardening WHERE function ~ 'numscans|lock_status' ORDER BY 1;
SET ROLE regress_security_app;
SELECT s, public.outcome(s) FROM unnest(ARRAY[
	'SELECT idx_tup_fetch FROM pg_stat_xact_user_tables', 'SELECT pg_stat_get_xact_tuples_fetched(1259)',
	'SELECT idx_tup_fetch FROM pg_stat_user_tables', 'SELECT idx_scan FROM pg_stat_user_indexes', 'SELECT * FROM pg_statio_user_tables',
	'SELECT tup_fetched FROM pg_stat_database', 'SELECT * FROM pg_locks', 'SELECT * FROM public.pg_stat_statements',
	'SELECT * FROM public.pgrowlocks(''contacts.contacts'')', 'SELECT * FROM pg_stat_activity', 'SELECT contacts.actor_user()']) AS s;
SELECT public.outcome('SELECT * FROM contacts.harden_database()');
RESET ROLE;
BEGIN;
GRANT EXECUTE ON FUNCTION contacts.harden_database(boolean) TO regress_security_app;
SET LOCAL ROLE regress_security_app;
SELECT public.outcome('SELECT * FROM contacts.harden_database(undo => true)');
ROLLBACK;
SET ROLE pg_monitor;
SELECT s, public.outcome(s) FROM unnest(ARRAY['SELECT idx_tup_fetch FROM pg_stat_user_tables', 'SELECT * FROM pg_locks', 'SELECT * FROM pg_stat_database']) AS s;
RESET ROLE;
-- undone: exactly what was taken
DROP EXTENSION pgrowlocks;
SELECT count(*) > 60 FROM contacts.harden_database(undo => true);
SELECT count(*) FROM contacts.harden_database(undo => true);
SELECT count(*) FROM contacts.hardening;
CREATE TABLE public.privileges_before AS SELECT * FROM public.privileges;
-- one that the administrator has taken and one that is given on stay as they are
REVOKE EXECUTE ON FUNCTION pg_stat_get_numscans(oid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION pg_stat_get_tuples_fetched(oid) TO pg_monitor;
DROP TABLE public.privileges_before;
CREATE TABLE public.privileges_before AS SELECT * FROM public.privileges;
SELECT count(*) > 60 FROM contacts.harden_database();
SELECT count(*) > 60 FROM (SELECT * FROM public.privileges_before EXCEPT SELECT * FROM public.privileges) x;
SELECT count(*) > 60 FROM contacts.harden_database(undo => true);
(SELECT * FROM public.privileges EXCEPT SELECT * FROM public.privileges_before)
UNION ALL (SELECT * FROM public.privileges_before EXCEPT SELECT * FROM public.privileges);

-- for the database administrator
SET ROLE regress_security_app;
SELECT public.outcome('SELECT * FROM contacts.check_security()'), public.outcome('SELECT * FROM contacts.catalog()');
RESET ROLE;
-- whatever the session is set to
SET quote_all_identifiers = on;
SET search_path = contacts, public;
-- 19 has no other strings
SELECT count(set_config(name, 'off', false)) AS old_strings FROM pg_settings
WHERE name IN ('standard_conforming_strings', 'escape_string_warning') AND current_setting('server_version_num')::integer < 190000 \gset
SELECT problem FROM public.found;

\c :regression_database
DROP DATABASE contacts_security;
DROP OWNED BY regress_security_app;
DROP ROLE regress_security_app, regress_security_reader, regress_security_mallory;
