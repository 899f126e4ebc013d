/*
 * Nothing is dropped by accident, and no foreign key refers to us by a type of
 * its own.
 *
 * The rules themselves are hooks of the library, which must be loaded to be asked.
 * This trigger loads it at the start of the commands that could drop the
 * extension, by name or by cascade, or make such a key; it does nothing else.
 */
CREATE FUNCTION contacts.load_library() RETURNS event_trigger
	LANGUAGE C
	AS 'MODULE_PATHNAME', 'contacts_load_library';
COMMENT ON FUNCTION contacts.load_library() IS
'Event trigger function that does nothing but load the library, whose hooks refuse to drop the extension while there is an account (55006) unless contacts.allow_drop is on, and a foreign key to a table of the extension by a column of another type (42804).';
CREATE EVENT TRIGGER contacts_load_library ON ddl_command_start
	WHEN TAG IN ('DROP EXTENSION', 'DROP SCHEMA', 'DROP OWNED', 'CREATE TABLE', 'ALTER TABLE', 'CREATE SCHEMA')
	EXECUTE FUNCTION contacts.load_library();
COMMENT ON EVENT TRIGGER contacts_load_library IS
'Loads the library before a command that could drop the extension with its data or make a foreign key to its tables. Without the library file these commands fail: ALTER EVENT TRIGGER contacts_load_library DISABLE.';
