/*-------------------------------------------------------------------------
 *
 * field.c
 *	  The fields of a contact, as a table.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "contact/field.h"

#define IMPORTED_CELL		true
#define IMPORTED_NO_CELL	false

const ContactField contact_fields[NUM_CONTACT_FIELDS] = {
#define FIELD(name, kind, length, import, merge, search, distinct, nulls, cell) \
	{#name, FIELD_##kind, length, IMPORTED_##import, MERGE_##merge, search},
	CONTACT_FIELDS(FIELD)
#undef FIELD
};
