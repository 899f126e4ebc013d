/*
 * Import: the whole file is written.
 */

CREATE FUNCTION contacts.import_finish() RETURNS trigger
	LANGUAGE C
	AS 'MODULE_PATHNAME', 'contacts_import_finish';
COMMENT ON FUNCTION contacts.import_finish() IS
'AFTER STATEMENT trigger of contacts.import_rows: classifies the stored rows and writes contacts, errors and the count, in sets.';
CREATE TRIGGER import_finish AFTER INSERT ON contacts.import_rows
	FOR EACH STATEMENT EXECUTE FUNCTION contacts.import_finish();
