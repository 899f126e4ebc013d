/*
 * Who is calling.
 */

CREATE FUNCTION contacts.caller_id(number text,
	OUT phone contacts.phone, OUT matched text, OUT contact_id uuid, OUT name text,
	OUT company text, OUT visibility contacts.visibility, OUT user_id integer)
	RETURNS record
	LANGUAGE C STABLE STRICT PARALLEL SAFE
	AS 'MODULE_PATHNAME', 'contacts_caller_id';
COMMENT ON FUNCTION contacts.caller_id(text) IS
'Who is calling, among what the acting user sees: their private contact, else their teams'', else everyone''s (matched tells which: private, team, everyone, or none), and the colleague whose number it is. Exact number only. All null but phone where nobody is known; a text that is no number gives 22P02.';
-- grant application: EXECUTE ON FUNCTION contacts.caller_id(text)
