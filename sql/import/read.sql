/*
 * Import: a row that is copied.
 */

CREATE FUNCTION contacts.import_collect() RETURNS trigger
	LANGUAGE C
	AS 'MODULE_PATHNAME', 'contacts_import_collect';
COMMENT ON FUNCTION contacts.import_collect() IS
'INSTEAD OF trigger of contacts.import_rows: parses one row and stores it with the reason for which it cannot be taken, if any.';
CREATE TRIGGER import_collect INSTEAD OF INSERT ON contacts.import_rows
	FOR EACH ROW EXECUTE FUNCTION contacts.import_collect();
