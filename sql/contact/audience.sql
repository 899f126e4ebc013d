/*
 * What hangs on a contact moves with its audience.
 */

CREATE FUNCTION contacts.contact_move_audience() RETURNS trigger
	LANGUAGE C
	AS 'MODULE_PATHNAME', 'contacts_contact_move_audience';
COMMENT ON FUNCTION contacts.contact_move_audience() IS
'AFTER UPDATE row trigger: gives the rows that belong to a contact its new audience, before the foreign keys are checked.';
-- The capital letter makes it fire before RI_ConstraintTrigger_*.
CREATE TRIGGER "A_move_audience" AFTER UPDATE ON contacts.contacts
	FOR EACH ROW WHEN (OLD.audience IS DISTINCT FROM NEW.audience)
	EXECUTE FUNCTION contacts.contact_move_audience();
