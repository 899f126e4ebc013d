/*
 * contacts: the extension's SQL, put together by make from the parts in sql/.
 *
 * The folders are the rooms of src/, and a part has the name of the C file behind
 * it.  The order in which they are put together stands in the Makefile.  A line "-- grant application: ..." or "-- grant
 * reporting: ..." beside an object says what contacts.grant_application()
 * and contacts.grant_reporting() give; make turns these lines into
 * src/guard/grant_list.h, so that an object's privileges stand with the object.
 */
\echo Use "CREATE EXTENSION contacts" to load this file. \quit

-- Is the database one for us?  Asked before anything is made, and not kept.
CREATE FUNCTION contacts.check_installation() RETURNS void
	LANGUAGE C AS 'MODULE_PATHNAME', 'contacts_check_installation';
SELECT contacts.check_installation();
DROP FUNCTION contacts.check_installation();

-- Expressions below are parsed with nothing but the system's own operators in
-- sight; objects of ours are always written with their schema.
SET LOCAL search_path = pg_catalog, pg_temp;
