/*
 * What ANALYZE is to leave alone.
 *
 * Plans are kept: by sessions, on pooled connections for account after account,
 * and by the server for its foreign keys.  An estimate for the account that
 * came first would be wrong for all others, so account_id has none but the
 * constant that the server assumes.  And a plan that changes with the value
 * that is looked up tells how many rows have it, hidden ones included.  What
 * remains are ids and times.
 */
ALTER TABLE contacts.contacts
	ALTER COLUMN account_id SET STATISTICS 0, ALTER COLUMN owner_id SET STATISTICS 0,
	ALTER COLUMN visibility SET STATISTICS 0, ALTER COLUMN department_id SET STATISTICS 0,
	ALTER COLUMN audience SET STATISTICS 0, ALTER COLUMN search_key SET STATISTICS 0,
	ALTER COLUMN created_by SET STATISTICS 0,
	@fields:ALTER COLUMN & SET STATISTICS 0@;
ALTER TABLE contacts.contact_phones
	ALTER COLUMN account_id SET STATISTICS 0, ALTER COLUMN phone SET STATISTICS 0,
	ALTER COLUMN audience SET STATISTICS 0, ALTER COLUMN label SET STATISTICS 0,
	ALTER COLUMN extension SET STATISTICS 0, ALTER COLUMN is_primary SET STATISTICS 0,
	ALTER COLUMN position SET STATISTICS 0;
ALTER TABLE contacts.contact_emails
	ALTER COLUMN account_id SET STATISTICS 0, ALTER COLUMN email SET STATISTICS 0,
	ALTER COLUMN audience SET STATISTICS 0, ALTER COLUMN label SET STATISTICS 0,
	ALTER COLUMN is_primary SET STATISTICS 0, ALTER COLUMN position SET STATISTICS 0;
ALTER TABLE contacts.contact_notes
	ALTER COLUMN account_id SET STATISTICS 0, ALTER COLUMN audience SET STATISTICS 0,
	ALTER COLUMN author_id SET STATISTICS 0, ALTER COLUMN body SET STATISTICS 0;
ALTER TABLE contacts.merges
	ALTER COLUMN account_id SET STATISTICS 0, ALTER COLUMN audience SET STATISTICS 0,
	ALTER COLUMN user_id SET STATISTICS 0;
ALTER TABLE contacts.contact_redirects
	ALTER COLUMN account_id SET STATISTICS 0, ALTER COLUMN audience SET STATISTICS 0;
ALTER TABLE contacts.duplicate_dismissals
	ALTER COLUMN account_id SET STATISTICS 0, ALTER COLUMN audience_a SET STATISTICS 0,
	ALTER COLUMN audience_b SET STATISTICS 0, ALTER COLUMN user_id SET STATISTICS 0;
ALTER TABLE contacts.found_duplicates
	ALTER COLUMN account_id SET STATISTICS 0, ALTER COLUMN user_id SET STATISTICS 0,
	ALTER COLUMN audience_a SET STATISTICS 0, ALTER COLUMN audience_b SET STATISTICS 0,
	ALTER COLUMN score SET STATISTICS 0, ALTER COLUMN reasons SET STATISTICS 0;
ALTER TABLE contacts.jobs ALTER COLUMN account_id SET STATISTICS 0, ALTER COLUMN user_id SET STATISTICS 0;
ALTER TABLE contacts.imports
	ALTER COLUMN account_id SET STATISTICS 0, ALTER COLUMN audience SET STATISTICS 0,
	ALTER COLUMN visibility SET STATISTICS 0, ALTER COLUMN department_id SET STATISTICS 0,
	ALTER COLUMN user_id SET STATISTICS 0, ALTER COLUMN file_name SET STATISTICS 0;
ALTER TABLE contacts.import_errors
	ALTER COLUMN account_id SET STATISTICS 0, ALTER COLUMN audience SET STATISTICS 0,
	ALTER COLUMN reason SET STATISTICS 0, ALTER COLUMN detail SET STATISTICS 0,
	ALTER COLUMN columns SET STATISTICS 0;
ALTER TABLE contacts.audit_log
	ALTER COLUMN account_id SET STATISTICS 0, ALTER COLUMN audience SET STATISTICS 0,
	ALTER COLUMN user_id SET STATISTICS 0, ALTER COLUMN table_name SET STATISTICS 0,
	ALTER COLUMN row_key SET STATISTICS 0, ALTER COLUMN action SET STATISTICS 0,
	ALTER COLUMN was SET STATISTICS 0;
ALTER TABLE contacts.users ALTER COLUMN account_id SET STATISTICS 0;
ALTER TABLE contacts.departments ALTER COLUMN account_id SET STATISTICS 0;
ALTER TABLE contacts.department_members ALTER COLUMN account_id SET STATISTICS 0;
ALTER TABLE contacts.contact_persons ALTER COLUMN account_id SET STATISTICS 0;
ALTER TABLE contacts.segments ALTER COLUMN account_id SET STATISTICS 0;
ALTER TABLE contacts.api_tokens ALTER COLUMN account_id SET STATISTICS 0;
