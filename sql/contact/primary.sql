/*
 * The primary number and address, in contacts and in the tables of its children.
 */

CREATE FUNCTION contacts.contact_sync_primary() RETURNS trigger
	LANGUAGE C
	AS 'MODULE_PATHNAME', 'contacts_contact_sync_primary';
COMMENT ON FUNCTION contacts.contact_sync_primary() IS
'AFTER STATEMENT trigger: keeps the primary rows of contact_phones and contact_emails equal to contacts.phone and contacts.email.';
CREATE TRIGGER sync_insert AFTER INSERT ON contacts.contacts
	REFERENCING NEW TABLE AS new_rows
	FOR EACH STATEMENT EXECUTE FUNCTION contacts.contact_sync_primary();
CREATE TRIGGER sync_update AFTER UPDATE ON contacts.contacts
	REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
	FOR EACH STATEMENT EXECUTE FUNCTION contacts.contact_sync_primary();
