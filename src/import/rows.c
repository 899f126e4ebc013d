/*-------------------------------------------------------------------------
 *
 * rows.c
 *	  The rows of an import, as they have been read.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "catalog/pg_type.h"

#include "base/compat.h"
#include "base/schema.h"
#include "import/rows.h"

TupleDesc
import_row_desc(void)
{
	TupleDesc	desc = CreateTemplateTupleDesc(NUM_COLUMNS);
	int			i;

	TupleDescInitEntry(desc, COL_RECORD + 1, "record", INT4OID, -1, 0);
	TupleDescInitEntry(desc, COL_ID + 1, "id", UUIDOID, -1, 0);
	for (i = 0; i < NUM_CONTACT_FIELDS; i++)
	{
		const ContactField *field = &contact_fields[i];

		TupleDescInitEntry(desc, COL_FIELDS + i + 1, field->name,
						   field->kind == FIELD_PHONE ? contacts_type_oid("phone") :
						   field->kind == FIELD_TAGS ? TEXTARRAYOID :
						   field->kind == FIELD_CUSTOM ? JSONBOID : TEXTOID, -1, 0);
	}
	TupleDescInitEntry(desc, COL_EXTENSION + 1, "extension", TEXTOID, -1, 0);
	TupleDescInitEntry(desc, COL_NOTES + 1, "notes", TEXTOID, -1, 0);
	TupleDescInitEntry(desc, COL_MISSING + 1, "missing", TEXTOID, -1, 0);
	TupleDescInitEntry(desc, COL_REASON + 1, "reason", TEXTOID, -1, 0);
	TupleDescInitEntry(desc, COL_DETAIL + 1, "detail", TEXTOID, -1, 0);
	TupleDescInitEntry(desc, COL_COLUMNS + 1, "columns", JSONBOID, -1, 0);
	TupleDescFinalize(desc);
	return desc;
}
