/*
 * Texts: folding, and the one form that they have in tables.
 */

CREATE FUNCTION contacts.fold(text) RETURNS text
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE
	AS 'MODULE_PATHNAME', 'contacts_fold';
COMMENT ON FUNCTION contacts.fold(text) IS
'The text as searches compare it: lower case, without accents, one space between words. Result depends on no locale. 54000 for a text of more than 10,000,000 bytes.';
-- grant application: EXECUTE ON FUNCTION contacts.fold(text)
-- grant reporting: EXECUTE ON FUNCTION contacts.fold(text)

CREATE FUNCTION contacts.tidy_texts() RETURNS trigger
	LANGUAGE C
	AS 'MODULE_PATHNAME', 'contacts_tidy_texts';
COMMENT ON FUNCTION contacts.tidy_texts() IS
'BEFORE ROW trigger. Arguments, in pairs: a column, and how many characters it takes at most; of jsonb, how many bytes. Gives a text the form that all texts of one line have: nothing invisible around it, no control characters in it, blank is null. 23514, TABLE_COLUMN_length, for a longer one, and for a blank one that must not be null.';
