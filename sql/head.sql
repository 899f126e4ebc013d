/*
 * contacts: the extension's SQL, put together by make from the parts in sql/.
 *
 * Reading order is build order: types, identity, accounts, contacts, then the
 * features on top.  A line "-- grant application: ..." or "-- grant
 * reporting: ..." beside an object says what contacts.grant_application()
 * and contacts.grant_reporting() give; make turns these lines into
 * src/grant_list.h, so that an object's privileges stand with the object.
 */
\echo Use "CREATE EXTENSION contacts" to load this file. \quit

-- Who owns the schema could drop the extension with it.
SELECT CASE WHEN pg_catalog.pg_has_role(n.nspowner, 'MEMBER') AND (r.rolsuper OR r.rolname OPERATOR(pg_catalog.=) CURRENT_USER)
	THEN true
	ELSE pg_catalog.format('schema contacts belongs to role %s: drop it, or make it yours', r.rolname)::boolean END
FROM pg_catalog.pg_namespace n JOIN pg_catalog.pg_roles r ON r.oid OPERATOR(pg_catalog.=) n.nspowner
WHERE n.nspname OPERATOR(pg_catalog.=) 'contacts';

-- Expressions below are parsed with nothing but the system's own operators in
-- sight; objects of ours are always written with their schema.
SET LOCAL search_path = pg_catalog, pg_temp;
