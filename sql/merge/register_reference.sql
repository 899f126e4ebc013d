/*
 * References to contacts that are no foreign keys.
 */

CREATE TABLE contacts.registered_references (
	table_name     regclass NOT NULL,
	name           text NOT NULL,
	id_column      name NOT NULL,
	account_column name NOT NULL,
	type_column    name,
	type_value     text,
	path           text[],
	CONSTRAINT registered_references_pkey PRIMARY KEY (table_name, name)
);
COMMENT ON TABLE contacts.registered_references IS
'Columns of other tables that hold the id of a contact without a foreign key: contacts.merge() moves them as it moves foreign keys. Written by contacts.register_reference().';
COMMENT ON COLUMN contacts.registered_references.table_name IS 'The table.';
COMMENT ON COLUMN contacts.registered_references.name IS 'By which the log of merges names it: the column, with what else tells it.';
COMMENT ON COLUMN contacts.registered_references.id_column IS 'The column that holds the id: uuid, text, or jsonb.';
COMMENT ON COLUMN contacts.registered_references.account_column IS 'The column that holds the account.';
COMMENT ON COLUMN contacts.registered_references.type_column IS 'The column that tells what the id is the id of; null if it is always a contact''s.';
COMMENT ON COLUMN contacts.registered_references.type_value IS 'What that column says of a contact.';
COMMENT ON COLUMN contacts.registered_references.path IS 'Where in a jsonb column the id stands.';
-- not what is left of tables that are gone
SELECT pg_catalog.pg_extension_config_dump('contacts.registered_references',
	'WHERE EXISTS (SELECT FROM pg_catalog.pg_class t WHERE t.oid = table_name)');

CREATE FUNCTION contacts.references_changed() RETURNS trigger
	LANGUAGE C
	AS 'MODULE_PATHNAME', 'contacts_references_changed';
COMMENT ON FUNCTION contacts.references_changed() IS
'Trigger function of the extension: lets sessions forget what they know of registered references.';
CREATE TRIGGER changed AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON contacts.registered_references
	FOR EACH STATEMENT EXECUTE FUNCTION contacts.references_changed();

CREATE FUNCTION contacts.register_reference(table_name regclass, id_column name, account_column name DEFAULT 'account_id',
	type_column name DEFAULT NULL, type_value text DEFAULT NULL, path text[] DEFAULT NULL)
	RETURNS text
	LANGUAGE C VOLATILE PARALLEL UNSAFE
	AS 'MODULE_PATHNAME', 'contacts_register_reference';
COMMENT ON FUNCTION contacts.register_reference(regclass, name, name, name, text, text[]) IS
'Registers a column that holds ids of contacts without a foreign key, so that merges move it and unmerge() puts it back. table_name is a table, with its partitions; one that inherits from it is registered by itself. id_column is of type uuid, text (the id in lower case, as the server writes it) or jsonb, for which path says where in it the id stands. account_column is an integer column with the account: an id alone would let one account''s merge move another''s rows. type_column and type_value tell of a polymorphic reference which rows mean a contact. Result: the name of the registration. For owners of the table to whom EXECUTE is granted, who are to be trusted as those with REFERENCES on contacts.contacts: triggers of their tables learn which contact became which, and can refuse any merge. Errors: 42501 for a table of somebody else, 42P16 for a table or column that does not fit, 22023 for arguments that do not go together, 42710 if it is registered already.';

CREATE FUNCTION contacts.unregister_reference(table_name regclass, name text)
	RETURNS void
	LANGUAGE C VOLATILE STRICT PARALLEL UNSAFE
	AS 'MODULE_PATHNAME', 'contacts_unregister_reference';
COMMENT ON FUNCTION contacts.unregister_reference(regclass, text) IS
'Ends a registration by its name; merges that have moved its rows can be undone, but those rows stay with the survivor and are listed. Errors: 42501 for a table of somebody else, P0002 if there is none of this name.';
