/*
 * A user leaves.
 */

CREATE FUNCTION contacts.remove_user(user_id integer, on_private text DEFAULT NULL,
	transfer_to integer DEFAULT NULL)
	RETURNS void
	LANGUAGE C VOLATILE PARALLEL UNSAFE
	AS 'MODULE_PATHNAME', 'contacts_remove_user';
COMMENT ON FUNCTION contacts.remove_user(integer, text, integer) IS
'A user leaves: they are marked removed, lose departments, hours, tokens and mapped roles, and their shared contacts stay. on_private says what becomes of the private ones: transfer (to transfer_to, within that user''s quota), publish or delete, as accounts.private_contacts_on_removal allows; needed if they keep any. A number that the new audience has already makes one contact of the two; tags over the limit of one contact stay in the merge log. Errors: 42501 without users.manage, for a role above one''s own, or for a fate that the account does not allow, P0002 for no such active user, 55000 if on_private is needed, 23514 last_owner or private_contact_limit.';
-- grant application: EXECUTE ON FUNCTION contacts.remove_user(integer, text, integer)
