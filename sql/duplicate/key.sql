/*
 * What duplicates are looked up by: the sound of a name, the part of an address
 * before the @, and samples that the number of contacts is estimated from.
 *
 * The indexes are for contacts.duplicates_of(), which finds everything in them
 * and keeps nothing else; an insert pays for them.  What stands behind the key of
 * the sample is what it is computed of, so that the index alone answers.
 */

CREATE FUNCTION contacts.duplicate_name_key(name text, id uuid) RETURNS bigint
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE
	AS 'MODULE_PATHNAME', 'contacts_duplicate_name_key';
COMMENT ON FUNCTION contacts.duplicate_name_key(text, uuid) IS
'Key of a name for the search for duplicates: 44 bits that names of one sound share, be they nicknames or swapped, and 20 bits of a hash of the contact''s id; null for a name that tells nothing.';
-- An index's functions run with the rights of whoever writes the row.
-- grant application: EXECUTE ON FUNCTION contacts.duplicate_name_key(text, uuid)
CREATE FUNCTION contacts.duplicate_sample(id uuid) RETURNS integer
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE
	AS 'MODULE_PATHNAME', 'contacts_duplicate_sample';
COMMENT ON FUNCTION contacts.duplicate_sample(uuid) IS
'The sample of contacts that this one is in, drawn from its id: one of 2^n contacts is in sample n or a higher one; null below 5.';
-- grant application: EXECUTE ON FUNCTION contacts.duplicate_sample(uuid)
CREATE FUNCTION contacts.duplicate_local_key(email text) RETURNS bigint
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE
	AS 'MODULE_PATHNAME', 'contacts_duplicate_local_key';
COMMENT ON FUNCTION contacts.duplicate_local_key(text) IS
'Key of the part of an e-mail address before the @, for the search for duplicates; null for mailboxes of a role (info@, sales@) and for parts of fewer than 5 characters.';
-- grant application: EXECUTE ON FUNCTION contacts.duplicate_local_key(text)

CREATE INDEX contacts_duplicate_name ON contacts.contacts
	(account_id, contacts.duplicate_name_key(name, id), audience contacts.audience_ops);
CREATE INDEX contacts_duplicate_sample ON contacts.contacts
	(account_id, contacts.duplicate_sample(id), audience contacts.audience_ops) INCLUDE (id)
	WHERE contacts.duplicate_sample(id) IS NOT NULL;
CREATE INDEX contact_emails_duplicate_local ON contacts.contact_emails
	(account_id, contacts.duplicate_local_key(email), audience contacts.audience_ops)
	WHERE contacts.duplicate_local_key(email) IS NOT NULL;
-- Most contacts have no number or address but the primary one, which stands in the
-- contact as well.
CREATE INDEX contact_phones_further ON contacts.contact_phones
	(account_id, contact_id, audience contacts.audience_ops) WHERE NOT is_primary;
CREATE INDEX contact_emails_further ON contacts.contact_emails
	(account_id, contact_id, audience contacts.audience_ops) WHERE NOT is_primary;
-- As in sql/guard/planner.sql: how often a key is there is nobody's to learn from a plan.
ALTER INDEX contacts.contacts_duplicate_name ALTER COLUMN 2 SET STATISTICS 0;
ALTER INDEX contacts.contacts_duplicate_sample ALTER COLUMN 2 SET STATISTICS 0;
ALTER INDEX contacts.contact_emails_duplicate_local ALTER COLUMN 2 SET STATISTICS 0;
