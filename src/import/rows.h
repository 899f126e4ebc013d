/*-------------------------------------------------------------------------
 *
 * rows.h
 *	  The rows of an import, as they have been read.
 *
 *-------------------------------------------------------------------------
 */
#ifndef CONTACTS_IMPORT_ROWS_H
#define CONTACTS_IMPORT_ROWS_H

#include "access/tupdesc.h"
#include "contact/field.h"

/* Columns of a row; the contact's fields stand in the order of their list. */
enum
{
	COL_RECORD,
	COL_ID,
	COL_FIELDS,
	COL_EXTENSION = COL_FIELDS + NUM_CONTACT_FIELDS,
	COL_NOTES,
	COL_MISSING,
	COL_REASON,
	COL_DETAIL,
	COL_COLUMNS,
	NUM_COLUMNS
};

#define COL_PHONE	(COL_FIELDS + FIELD_NUMBER_phone)

extern TupleDesc import_row_desc(void);

#endif							/* CONTACTS_IMPORT_ROWS_H */
