/*-------------------------------------------------------------------------
 *
 * read.c
 *	  Import: a row that is copied, cell by cell.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "catalog/pg_type.h"
#include "fmgr.h"
#include "utils/array.h"
#include "utils/builtins.h"
#include "utils/fmgrprotos.h"
#include "utils/jsonb.h"
#include "utils/memutils.h"
#include "utils/tuplestore.h"
#include "utils/uuid.h"

#include "base/compat.h"
#include "base/attempt.h"
#include "base/email.h"
#include "base/json.h"
#include "base/phone.h"
#include "base/row.h"
#include "base/text.h"
#include "base/trigger.h"
#include "base/uuid.h"
#include "contact/contact.h"
#include "contact/custom.h"
#include "contact/tags.h"
#include "import/rows.h"
#include "import/session.h"

/* Most bytes of all cells of a record: import_errors keeps them as they came. */
#define RECORD_SIZE		1000000

/* A row that is being read. */
typedef struct Row
{
	const Import *import;
	Datum		inputs[NUM_CONTACT_FIELDS]; /* as they came */
	bool		input_nulls[NUM_CONTACT_FIELDS];
	Datum		notes_input;
	bool		notes_null;
	text	   *cells[NUM_CONTACT_FIELDS];	/* tidied; NULL for blank */
	text	   *notes;
	Datum		values[NUM_COLUMNS];	/* as they were read */
	bool		nulls[NUM_COLUMNS];
	bool		rejected;
} Row;

static void
set(Row *row, int column, Datum value)
{
	row->values[column] = value;
	row->nulls[column] = false;
}

/* The first thing wrong with a row becomes its reason. */
static void
reject(Row *row, const char *reason, const char *detail)
{
	if (row->rejected)
		return;
	row->rejected = true;
	set(row, COL_REASON, CStringGetTextDatum(reason));
	set(row, COL_DETAIL, CStringGetTextDatum(detail));
}

static void
push_cell(JsonbBuild *build, const char *name, Datum input, bool isnull)
{
	text	   *cell;

	if (isnull)
		return;
	cell = DatumGetTextPP(input);
	json_push_text(build, name, VARDATA_ANY(cell), VARSIZE_ANY_EXHDR(cell));
}

/* The columns as they came, for the one who mends them. */
static Datum
columns_as_they_came(const Row *row)
{
	JsonbBuild	build;
	int			i;

	json_begin_object(&build);
	for (i = 0; i < NUM_CONTACT_FIELDS; i++)
		push_cell(&build, contact_fields[i].name, row->inputs[i], row->input_nulls[i]);
	push_cell(&build, "notes", row->notes_input, row->notes_null);
	return JsonbPGetDatum(json_end_object(&build));
}

static void
read_phone(Row *row, int field)
{
	text	   *cell = row->cells[field];
	PhoneReading reading;

	phone_read(VARDATA_ANY(cell), VARSIZE_ANY_EXHDR(cell), row->import->region, &reading);
	if (reading.reason != NULL)
	{
		reject(row, "phone_invalid", reading.reason);
		return;
	}
	set(row, COL_FIELDS + field, Int64GetDatum(reading.value));
	if (reading.extension[0] != '\0')
		set(row, COL_EXTENSION, CStringGetTextDatum(reading.extension));
}

static void
read_email(Row *row, int field)
{
	text	   *email = text_lower_ascii(row->cells[field]);

	if (email_is_plausible(VARDATA_ANY(email), VARSIZE_ANY_EXHDR(email)))
		set(row, COL_FIELDS + field, PointerGetDatum(email));
	else
		reject(row, "email_invalid", "This is not an e-mail address.");
}

static void
read_text(Row *row, text *cell, int column, const char *name, int length)
{
	if (text_characters(cell) > length)
		reject(row, "field_too_long", psprintf("%s has more than %d characters.", name, length));
	set(row, column, PointerGetDatum(cell));
}

/* Tags of a cell, separated by semicolons; the table's trigger gives them their order. */
static void
read_tags(Row *row, int field)
{
	text	   *cell = row->cells[field];
	Datum		tags[TAGS_MAX];
	int			ntags = 0;
	const char *s = VARDATA_ANY(cell);
	const char *end = s + VARSIZE_ANY_EXHDR(cell);

	while (s < end)
	{
		const char *semicolon = memchr(s, ';', end - s);
		const char *stop = semicolon != NULL ? semicolon : end;
		text	   *tag;

		if (ntags == TAGS_MAX)
		{
			reject(row, "field_too_long",
				   psprintf("%s has more than %d tags.", contact_fields[field].name, TAGS_MAX));
			return;
		}
		tag = text_tidy(cstring_to_text_with_len(s, stop - s));
		if (tag != NULL && text_characters(tag) > TAG_LENGTH)
		{
			reject(row, "field_too_long",
				   psprintf("A tag has more than %d characters.", TAG_LENGTH));
			return;
		}
		if (tag != NULL)
			tags[ntags++] = PointerGetDatum(tag);
		s = stop + 1;
	}
	set(row, COL_FIELDS + field,
		PointerGetDatum(construct_array(tags, ntags, TEXTOID, -1, false, TYPALIGN_INT)));
}

typedef struct JsonReading
{
	text	   *cell;
	Datum		value;
} JsonReading;

static void
read_json(void *arg)
{
	JsonReading *reading = arg;

	reading->value = DirectFunctionCall1(jsonb_in, CStringGetDatum(text_to_cstring(reading->cell)));
}

/*
 * A cell to jsonb; false if it is no JSON.  jsonb_in() can only throw in the
 * oldest server supported, hence the subtransaction, which rows without custom
 * values do not pay for.
 */
static bool
is_json(text *cell, Datum *value)
{
	JsonReading reading = {cell, (Datum) 0};
	ErrorData  *error = attempt(read_json, &reading, true);

	*value = reading.value;
	if (error == NULL)
		return true;
	/* a cancelled statement is not a bad cell */
	if (ERRCODE_TO_CATEGORY(error->sqlerrcode) != ERRCODE_DATA_EXCEPTION &&
		ERRCODE_TO_CATEGORY(error->sqlerrcode) != ERRCODE_PROGRAM_LIMIT_EXCEEDED)
		ReThrowError(error);
	FreeErrorData(error);
	return false;
}

/*
 * Custom values.  What a new contact would lack is not wrong where the row may
 * complete one that is there: that is decided when the file is classified.
 */
static void
read_custom(Row *row, int field)
{
	const Import *import = row->import;
	text	   *cell = row->cells[field];
	Datum		value = JsonbPGetDatum(json_empty_object());
	char	   *problem = NULL;
	char	   *missing = NULL;

	set(row, COL_FIELDS + field, value);
	if (cell != NULL && !is_json(cell, &value))
		problem = "Custom values are a JSON object.";
	else if (cell != NULL || import->custom_fields)
	{
		Jsonb	   *custom = DatumGetJsonbP(value);

		set(row, COL_FIELDS + field, value);
		problem = custom_problem(import->account_id, custom, NULL);
		if (problem == NULL)
			missing = custom_missing(import->account_id, custom, NULL);
	}
	if (missing != NULL && (import->terms.on_duplicate == ON_DUPLICATE_FILL ||
							import->terms.on_duplicate == ON_DUPLICATE_OVERWRITE))
		set(row, COL_MISSING, CStringGetTextDatum(missing));
	else if (missing != NULL)
		problem = missing;
	if (problem != NULL)
		reject(row, "custom_invalid", problem);
}

/* The cells of this kind. */
static void
read_cells(Row *row, FieldKind kind)
{
	int			i;

	for (i = 0; i < NUM_CONTACT_FIELDS; i++)
	{
		const ContactField *field = &contact_fields[i];

		if (field->kind != kind || !field->imported)
			continue;
		if (kind == FIELD_TAGS)
			set(row, COL_FIELDS + i, PointerGetDatum(construct_empty_array(TEXTOID)));
		if (kind == FIELD_CUSTOM)
			read_custom(row, i);
		else if (row->cells[i] == NULL)
			continue;
		else if (kind == FIELD_PHONE)
			read_phone(row, i);
		else if (kind == FIELD_EMAIL)
			read_email(row, i);
		else if (kind == FIELD_TAGS)
			read_tags(row, i);
		else
			read_text(row, row->cells[i], COL_FIELDS + i, field->name, field->length);
	}
}

static void
read_row(Row *row)
{
	pg_uuid_t  *id = palloc(UUID_LEN);
	int			i;

	for (i = 0; i < NUM_COLUMNS; i++)
		row->nulls[i] = true;
	for (i = 0; i < NUM_CONTACT_FIELDS; i++)
	{
		text	   *cell = row->input_nulls[i] ? NULL : DatumGetTextPP(row->inputs[i]);

		row->cells[i] = contact_fields[i].kind == FIELD_LINE ? text_tidy(cell) : text_trim(cell);
	}
	row->notes = row->notes_null ? NULL : text_trim(DatumGetTextPP(row->notes_input));

	set(row, COL_RECORD, Int32GetDatum(row->import->rows));
	uuid_v7(id);
	set(row, COL_ID, UUIDPGetDatum(id));

	if (row->cells[FIELD_NUMBER_name] == NULL && row->cells[FIELD_NUMBER_phone] == NULL &&
		row->cells[FIELD_NUMBER_email] == NULL && row->cells[FIELD_NUMBER_company] == NULL)
		reject(row, "empty_row", "A contact has at least a name, a phone, an email or a company.");
	read_cells(row, FIELD_PHONE);
	read_cells(row, FIELD_EMAIL);
	read_cells(row, FIELD_LINE);
	if (row->notes != NULL)
		read_text(row, row->notes, COL_NOTES, "notes", NOTE_LENGTH);
	read_cells(row, FIELD_TAGS);
	read_cells(row, FIELD_CUSTOM);

	/* else nothing can go wrong with the row any more */
	if (row->rejected || row->import->terms.on_duplicate == ON_DUPLICATE_REJECT ||
		row->cells[FIELD_NUMBER_tags] != NULL || row->cells[FIELD_NUMBER_custom] != NULL ||
		!row->nulls[COL_MISSING])
		set(row, COL_COLUMNS, columns_as_they_came(row));
}

PG_FUNCTION_INFO_V1(contacts_import_collect);
Datum
contacts_import_collect(PG_FUNCTION_ARGS)
{
	RowTrigger	trigger = row_trigger_fired(fcinfo, INSTEAD_OF_ROW, ON_INSERT, 0);
	Import	   *import = import_running();
	Row			row = {import};
	MemoryContext old_context;
	Size		size = 0;
	int			i;

	if (import->row_limit >= 0 && import->rows >= import->row_limit)
		ereport(ERROR,
				(errcode(ERRCODE_CHECK_VIOLATION),
				 errmsg("import row limit reached"),
				 errdetail("The plan allows %d rows in one import.", import->row_limit),
				 errhint("Split the file, or upgrade the plan."),
				 errtableconstraint(trigger.relation, "import_row_limit")));

	MemoryContextReset(import->row_context);
	old_context = MemoryContextSwitchTo(import->row_context);
	for (i = 0; i < NUM_CONTACT_FIELDS; i++)
	{
		row.input_nulls[i] = true;
		if (contact_fields[i].imported)
			row.inputs[i] = tuple_value(trigger.new_row, trigger.desc, contact_fields[i].name,
										&row.input_nulls[i]);
		if (!row.input_nulls[i])
			size += VARSIZE_ANY_EXHDR(DatumGetTextPP(row.inputs[i]));
	}
	row.notes_input = tuple_value(trigger.new_row, trigger.desc, "notes", &row.notes_null);
	if (!row.notes_null)
		size += VARSIZE_ANY_EXHDR(DatumGetTextPP(row.notes_input));
	import->rows++;
	if (size > RECORD_SIZE)
		ereport(ERROR,
				(errcode(ERRCODE_PROGRAM_LIMIT_EXCEEDED),
				 errmsg("record %d of the import has more than %d bytes", import->rows, RECORD_SIZE),
				 errhint("Quotation marks of the file may not match.")));
	read_row(&row);
	tuplestore_putvalues(import->batch, import->desc, row.values, row.nulls);
	MemoryContextSwitchTo(old_context);
	PG_RETURN_POINTER(trigger.pass);
}
