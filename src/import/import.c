/*-------------------------------------------------------------------------
 *
 * import.c
 *	  Import: what is copied into the view contacts.import_rows.
 *
 * COPY FROM is refused on a table with row security, and would stop at the
 * first bad row.  So a client copies into a view.  Its triggers collect the
 * rows, parsed, in a tuplestore, and when the COPY ends the whole file is
 * classified by one query and written by one statement per table.  Nothing is
 * compared with contacts outside the audience that the new ones will have:
 * no count and no reason can speak of rows that the importer cannot see.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "access/tupdesc.h"
#include "access/xact.h"
#include "catalog/pg_type.h"
#include "commands/trigger.h"
#include "executor/spi.h"
#include "fmgr.h"
#include "miscadmin.h"
#include "utils/array.h"
#include "utils/builtins.h"
#include "utils/datum.h"
#include "utils/fmgrprotos.h"
#include "utils/guc.h"
#include "utils/jsonb.h"
#include "utils/memutils.h"
#include "utils/rel.h"
#include "utils/resowner.h"
#include "utils/tuplestore.h"
#include "utils/uuid.h"

#include "base/compat.h"
#include "base/email.h"
#include "base/phone.h"
#include "base/query.h"
#include "base/report.h"
#include "base/row.h"
#include "base/schema.h"
#include "base/text.h"
#include "base/trigger.h"
#include "base/uuid.h"
#include "contact/contact.h"
#include "contact/custom.h"
#include "contact/tags.h"
#include "identity/active_user.h"
#include "identity/actor.h"
#include "import/import.h"

/* Longest text of a field, as the table's constraint has it. */
#define FIELD_LENGTH	300

/* Most bytes of all cells of a record: import_errors keeps them as they came. */
#define RECORD_SIZE		1000000

static const char *const action_names[] = {"skip", "fill", "overwrite", "reject"};

typedef enum DuplicateAction
{
	ON_DUPLICATE_SKIP,
	ON_DUPLICATE_FILL,
	ON_DUPLICATE_OVERWRITE,
	ON_DUPLICATE_REJECT
} DuplicateAction;

/* How an import is to be taken. */
typedef struct ImportTerms
{
	pg_uuid_t	id;
	char		file_name[256];
	bool		has_file_name;
	Visibility	visibility;
	int32		department_id;
	DuplicateAction on_duplicate;
} ImportTerms;

/*
 * What begin_import() said, for the next COPY of its transaction.  It holds
 * for one COPY that succeeds; subtransactions that are undone take back what
 * they did to it.  A second COPY, or one after a begin_import() that was
 * undone, must not fall back to the defaults: they publish.
 */
static struct
{
	LocalTransactionId transaction; /* in which begin_import() was called */
	SubTransactionId said_in;	/* InvalidSubTransactionId: undone */
	SubTransactionId used_in;	/* InvalidSubTransactionId: not yet */
	int64		account_id;		/* by whom */
	int32		user_id;
	ImportTerms terms;
}			announced;

static bool
announced_by(const Actor *actor)
{
	return announced.transaction == my_local_transaction() &&
		announced.account_id == actor->account_id &&
		announced.user_id == actor->user_id;
}

/* The import whose COPY runs. */
typedef struct ImportState
{
	SubTransactionId subtransaction;	/* in which the COPY began */
	MemoryContext context;		/* that holds all of this */
	ImportTerms terms;
	int64		account_id;
	int32		user_id;
	int32		audience;
	bool		custom_fields;
	char		region[4];
	int			row_limit;		/* -1: none */
	int			rows;
	TupleDesc	desc;
	Tuplestorestate *batch;
	MemoryContext row_context;
} ImportState;

static ImportState *state = NULL;

static void
import_subxact(SubXactEvent event, SubTransactionId mine, SubTransactionId parent, void *arg)
{
	if (event == SUBXACT_EVENT_COMMIT_SUB)
	{
		if (announced.said_in == mine)
			announced.said_in = parent;
		if (announced.used_in == mine)
			announced.used_in = parent;
		if (state != NULL && state->subtransaction == mine)
			state->subtransaction = parent;
	}
	if (event == SUBXACT_EVENT_ABORT_SUB)
	{
		if (announced.said_in == mine)
			announced.said_in = InvalidSubTransactionId;
		if (announced.used_in == mine)
			announced.used_in = InvalidSubTransactionId;
		/* its files went with the subtransaction's resource owner */
		if (state != NULL && state->subtransaction == mine)
		{
			MemoryContext context = state->context;

			state = NULL;
			MemoryContextDelete(context);
		}
	}
}

static void
import_xact(XactEvent event, void *arg)
{
	if (event == XACT_EVENT_COMMIT || event == XACT_EVENT_ABORT || event == XACT_EVENT_PREPARE)
	{
		state = NULL;			/* its memory is the transaction's */
		announced.transaction = InvalidLocalTransactionId;
	}
}

void
import_init(void)
{
	RegisterSubXactCallback(import_subxact, NULL);
	RegisterXactCallback(import_xact, NULL);
}

/* Columns of a collected row. */
enum
{
	COL_RECORD, COL_ID, COL_NAME, COL_PHONE, COL_EXTENSION, COL_EMAIL,
	COL_COMPANY, COL_JOB_TITLE, COL_CITY, COL_COUNTRY, COL_TAGS, COL_CUSTOM,
	COL_NOTES, COL_MISSING, COL_REASON, COL_DETAIL, COL_COLUMNS, NUM_COLUMNS
};

/* The columns of the view, in its order. */
enum
{
	IN_NAME, IN_PHONE, IN_EMAIL, IN_COMPANY, IN_JOB_TITLE, IN_CITY,
	IN_COUNTRY, IN_TAGS, IN_CUSTOM, IN_NOTES, NUM_INPUTS
};

static const char *const input_names[NUM_INPUTS] = {
	"name", "phone", "email", "company", "job_title", "city", "country",
	"tags", "custom", "notes"
};

/*
 * May this actor import so?  Completes the department.
 */
static void
check_terms(const Actor *actor, ImportTerms *terms, bool department_given)
{
	actor_require(PERM_IMPORT);
	actor_require(PERM_READ);
	if (!actor_can(PERM_WRITE))
		actor_require(PERM_WRITE_OWN);
	if (terms->on_duplicate == ON_DUPLICATE_FILL ||
		terms->on_duplicate == ON_DUPLICATE_OVERWRITE)
		actor_require(PERM_WRITE);
	switch (terms->visibility)
	{
		case VISIBILITY_ONLY_ME:
			contact_check_private(actor);
			user_require_active(actor->account_id, actor->user_id);
			break;
		case VISIBILITY_TEAM:
			terms->department_id = contact_team(actor, terms->department_id,
												department_given);
			return;
		case VISIBILITY_EVERYONE:
			break;
	}
	if (department_given)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("a department goes with visibility team only")));
}

PG_FUNCTION_INFO_V1(contacts_begin_import);
Datum
contacts_begin_import(PG_FUNCTION_ARGS)
{
	const Actor *actor = actor_required();
	ImportTerms terms;
	pg_uuid_t  *result = palloc(UUID_LEN);

	/* Should it fail and somebody catch that, no COPY falls back to the defaults. */
	announced.transaction = my_local_transaction();
	announced.said_in = InvalidSubTransactionId;
	announced.used_in = InvalidSubTransactionId;
	announced.account_id = actor->account_id;
	announced.user_id = actor->user_id;

	memset(&terms, 0, sizeof(terms));
	if (!PG_ARGISNULL(0))
	{
		text	   *tidied = text_tidy(PG_GETARG_TEXT_PP(0));
		char	   *file_name = tidied == NULL ? "" : text_to_cstring(tidied);

		if (strlen(file_name) >= sizeof(terms.file_name))
			ereport(ERROR,
					(errcode(ERRCODE_STRING_DATA_RIGHT_TRUNCATION),
					 errmsg("file name is longer than %d bytes",
							(int) sizeof(terms.file_name) - 1)));
		strlcpy(terms.file_name, file_name, sizeof(terms.file_name));
		terms.has_file_name = tidied != NULL;
	}
	if (PG_ARGISNULL(1) || PG_ARGISNULL(3))
		ereport(ERROR,
				(errcode(ERRCODE_NULL_VALUE_NOT_ALLOWED),
				 errmsg("visibility and on_duplicate must be given")));
	terms.visibility = (Visibility) enum_index(PG_GETARG_DATUM(1), visibility_names,
											   lengthof(visibility_names));
	terms.department_id = PG_ARGISNULL(2) ? 0 : PG_GETARG_INT32(2);
	terms.on_duplicate = (DuplicateAction) enum_index(PG_GETARG_DATUM(3), action_names,
													  lengthof(action_names));
	check_terms(actor, &terms, !PG_ARGISNULL(2));
	uuid_v7(&terms.id);

	announced.said_in = GetCurrentSubTransactionId();
	announced.terms = terms;
	memcpy(result, &terms.id, UUID_LEN);
	PG_RETURN_UUID_P(result);
}

/*
 * Collecting
 */

static KeptPlan row_limit_plan = {
	"SELECT p.import_rows FROM contacts.accounts a JOIN contacts.plans p ON p.name = a.plan "
	"WHERE a.account_id = $1",
	1, {INT8OID}
};

PG_FUNCTION_INFO_V1(contacts_import_begin);
Datum
contacts_import_begin(PG_FUNCTION_ARGS)
{
	const Actor *actor;
	static const struct
	{
		const char *name;
		Oid			type;
	}			columns[NUM_COLUMNS] = {
		[COL_RECORD] = {"record", INT4OID},
		[COL_ID] = {"id", UUIDOID},
		[COL_NAME] = {"name", TEXTOID},
		[COL_PHONE] = {"phone", InvalidOid},	/* contacts.phone */
		[COL_EXTENSION] = {"extension", TEXTOID},
		[COL_EMAIL] = {"email", TEXTOID},
		[COL_COMPANY] = {"company", TEXTOID},
		[COL_JOB_TITLE] = {"job_title", TEXTOID},
		[COL_CITY] = {"city", TEXTOID},
		[COL_COUNTRY] = {"country", TEXTOID},
		[COL_TAGS] = {"tags", TEXTARRAYOID},
		[COL_CUSTOM] = {"custom", JSONBOID},
		[COL_NOTES] = {"notes", TEXTOID},
		[COL_MISSING] = {"missing", TEXTOID},
		[COL_REASON] = {"reason", TEXTOID},
		[COL_DETAIL] = {"detail", TEXTOID},
		[COL_COLUMNS] = {"columns", JSONBOID},
	};
	ImportState *s;
	MemoryContext context;
	MemoryContext old_context;
	OwnerScope	scope;
	Datum		value;
	bool		isnull;
	int			i;

	(void) trigger_fired(fcinfo, BEFORE_STATEMENT, ON_INSERT, 0);
	actor = actor_required();
	actor_require(PERM_IMPORT);
	if (state != NULL)
		ereport(ERROR,
				(errcode(ERRCODE_OBJECT_NOT_IN_PREREQUISITE_STATE),
				 errmsg("an import cannot run inside another")));
	if (announced.transaction == my_local_transaction() &&
		(!announced_by(actor) ||
		 announced.said_in == InvalidSubTransactionId ||
		 announced.used_in != InvalidSubTransactionId))
		ereport(ERROR,
				(errcode(ERRCODE_OBJECT_NOT_IN_PREREQUISITE_STATE),
				 errmsg("contacts.begin_import() must be called again"),
				 !announced_by(actor) ?
				 errdetail("The last call was made under another identity.") :
				 announced.said_in == InvalidSubTransactionId ?
				 errdetail("The last call has failed, or has been rolled back.") :
				 errdetail("One call is good for one COPY.")));

	context = AllocSetContextCreate(TopTransactionContext, "contacts import",
									ALLOCSET_DEFAULT_SIZES);
	s = MemoryContextAllocZero(context, sizeof(ImportState));
	s->context = context;
	s->subtransaction = GetCurrentSubTransactionId();
	if (announced_by(actor))
		s->terms = announced.terms;
	else
	{
		s->terms.visibility = VISIBILITY_EVERYONE;
		s->terms.on_duplicate = ON_DUPLICATE_SKIP;
		uuid_v7(&s->terms.id);
	}
	check_terms(actor, &s->terms, s->terms.department_id != 0);

	s->account_id = actor->account_id;
	s->user_id = actor->user_id;
	s->audience = s->terms.visibility == VISIBILITY_ONLY_ME ? -actor->user_id :
		s->terms.visibility == VISIBILITY_TEAM ? s->terms.department_id : 0;
	s->custom_fields = actor->custom_fields;
	strlcpy(s->region, actor->region, sizeof(s->region));

	owner_scope_begin(&scope, contacts_owner());
	SPI_connect();
	value = Int64GetDatum(s->account_id);
	s->row_limit = -1;
	if (kept_execute(&row_limit_plan, &value, NULL, false, 1) > 0)
	{
		int32		limit = DatumGetInt32(SPI_getbinval(SPI_tuptable->vals[0],
														SPI_tuptable->tupdesc, 1, &isnull));

		if (!isnull)
			s->row_limit = limit;
	}
	SPI_finish();
	owner_scope_end(&scope);

	old_context = MemoryContextSwitchTo(context);
	s->desc = CreateTemplateTupleDesc(NUM_COLUMNS);
	for (i = 0; i < NUM_COLUMNS; i++)
		TupleDescInitEntry(s->desc, i + 1, columns[i].name,
						   i == COL_PHONE ? contacts_type_oid("phone") : columns[i].type,
						   -1, 0);
	s->batch = tuplestore_begin_heap(false, false, work_mem);
	s->row_context = AllocSetContextCreate(context, "contacts import row",
										   ALLOCSET_DEFAULT_SIZES);
	MemoryContextSwitchTo(old_context);
	state = s;
	PG_RETURN_POINTER(NULL);
}

/* The columns as they came, for the one who mends them. */
static Datum
columns_as_they_came(Datum *inputs, bool *nulls)
{
	JsonbParseState *parse = NULL;
	JsonbValue	value;
	int			i;

	pushJsonbValue(&parse, WJB_BEGIN_OBJECT, NULL);
	for (i = 0; i < NUM_INPUTS; i++)
	{
		text	   *input;

		if (nulls[i])
			continue;
		input = DatumGetTextPP(inputs[i]);
		value.type = jbvString;
		value.val.string.val = unconstify(char *, input_names[i]);
		value.val.string.len = strlen(input_names[i]);
		pushJsonbValue(&parse, WJB_KEY, &value);
		value.val.string.val = VARDATA_ANY(input);
		value.val.string.len = VARSIZE_ANY_EXHDR(input);
		pushJsonbValue(&parse, WJB_VALUE, &value);
	}
	return JsonbPGetDatum(JsonbValueToJsonb(pushJsonbValue(&parse, WJB_END_OBJECT, NULL)));
}

/*
 * Tags of a cell, separated by semicolons; the table's trigger tidies them.
 * The sentence that says what is wrong with them, or NULL.
 */
static char *
split_tags(text *cell, Datum *result)
{
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
			return psprintf("tags has more than %d tags.", TAGS_MAX);
		tag = text_tidy(cstring_to_text_with_len(s, stop - s));
		if (tag != NULL && text_characters(tag) > TAG_LENGTH)
			return psprintf("A tag has more than %d characters.", TAG_LENGTH);
		if (tag != NULL)
			tags[ntags++] = PointerGetDatum(tag);
		s = stop + 1;
	}
	*result = PointerGetDatum(construct_array(tags, ntags, TEXTOID, -1, false,
											  TYPALIGN_INT));
	return NULL;
}

/*
 * A cell of custom values to jsonb; false if it is no JSON.  jsonb_in() can
 * only throw in the oldest server supported, hence the subtransaction, which
 * rows without custom values do not pay for.
 */
static bool
read_custom(text *cell, Datum *custom)
{
	MemoryContext context = CurrentMemoryContext;
	ResourceOwner owner = CurrentResourceOwner;
	volatile bool good = true;

	BeginInternalSubTransaction(NULL);
	MemoryContextSwitchTo(context);
	PG_TRY();
	{
		*custom = DirectFunctionCall1(jsonb_in, CStringGetDatum(text_to_cstring(cell)));
		ReleaseCurrentSubTransaction();
	}
	PG_CATCH();
	{
		ErrorData  *error;

		MemoryContextSwitchTo(context);
		error = CopyErrorData();
		FlushErrorState();
		RollbackAndReleaseCurrentSubTransaction();
		MemoryContextSwitchTo(context);
		CurrentResourceOwner = owner;
		/* a cancelled statement is not a bad cell */
		if (ERRCODE_TO_CATEGORY(error->sqlerrcode) != ERRCODE_DATA_EXCEPTION &&
			ERRCODE_TO_CATEGORY(error->sqlerrcode) != ERRCODE_PROGRAM_LIMIT_EXCEEDED)
			ReThrowError(error);
		FreeErrorData(error);
		good = false;
	}
	PG_END_TRY();
	MemoryContextSwitchTo(context);
	CurrentResourceOwner = owner;
	return good;
}

/* Columns that are one line of text, and where they go. */
static const int plain[][2] = {
	{IN_NAME, COL_NAME}, {IN_COMPANY, COL_COMPANY},
	{IN_JOB_TITLE, COL_JOB_TITLE}, {IN_CITY, COL_CITY},
	{IN_COUNTRY, COL_COUNTRY}
};

static bool
is_plain(int input)
{
	int			i;

	for (i = 0; i < (int) lengthof(plain); i++)
	{
		if (plain[i][0] == input)
			return true;
	}
	return false;
}

/*
 * Read the custom values of a row; the sentence that says what is wrong with
 * them, or NULL.  What a new contact would lack is not wrong where the row may
 * complete one that is there: that is decided when the file is classified.
 */
static char *
read_custom_values(text *cell, Datum *values, bool *nulls)
{
	char	   *problem = NULL;
	char	   *missing = NULL;

	values[COL_CUSTOM] = DirectFunctionCall1(jsonb_in, CStringGetDatum("{}"));
	nulls[COL_CUSTOM] = false;
	if (cell != NULL && !read_custom(cell, &values[COL_CUSTOM]))
		return pstrdup("Custom values are a JSON object.");
	if (cell != NULL || state->custom_fields)
	{
		Jsonb	   *custom = DatumGetJsonbP(values[COL_CUSTOM]);

		problem = custom_problem(state->account_id, custom, NULL);
		if (problem == NULL)
			missing = custom_missing(state->account_id, custom, NULL);
	}
	if (missing != NULL && state->terms.on_duplicate != ON_DUPLICATE_FILL &&
		state->terms.on_duplicate != ON_DUPLICATE_OVERWRITE)
		return missing;
	if (missing != NULL)
	{
		values[COL_MISSING] = CStringGetTextDatum(missing);
		nulls[COL_MISSING] = false;
	}
	return problem;
}

/*
 * Parse a row.  The first thing wrong with it becomes its reason.
 */
static void
read_row(Datum *inputs, bool *input_nulls, Datum *values, bool *nulls)
{
	text	   *cells[NUM_INPUTS];
	pg_uuid_t  *id = palloc(UUID_LEN);
	const char *reason = NULL;
	char	   *detail = NULL;
	char	   *problem;
	int			i;

	for (i = 0; i < NUM_COLUMNS; i++)
	{
		values[i] = (Datum) 0;
		nulls[i] = true;
	}
	for (i = 0; i < NUM_INPUTS; i++)
	{
		text	   *cell = input_nulls[i] ? NULL : DatumGetTextPP(inputs[i]);

		cells[i] = is_plain(i) ? text_tidy(cell) : text_trim(cell);
	}

	values[COL_RECORD] = Int32GetDatum(state->rows);
	nulls[COL_RECORD] = false;
	uuid_v7(id);
	values[COL_ID] = UUIDPGetDatum(id);
	nulls[COL_ID] = false;

	if (cells[IN_NAME] == NULL && cells[IN_PHONE] == NULL &&
		cells[IN_EMAIL] == NULL && cells[IN_COMPANY] == NULL)
	{
		reason = "empty_row";
		detail = pstrdup("A contact has at least a name, a phone, an email or a company.");
	}

	if (cells[IN_PHONE] != NULL)
	{
		PhoneReading reading;

		phone_read(VARDATA_ANY(cells[IN_PHONE]), VARSIZE_ANY_EXHDR(cells[IN_PHONE]),
				   state->region, &reading);
		if (reading.reason != NULL)
		{
			if (reason == NULL)
			{
				reason = "phone_invalid";
				detail = pstrdup(reading.reason);
			}
		}
		else
		{
			values[COL_PHONE] = Int64GetDatum(reading.value);
			nulls[COL_PHONE] = false;
			if (reading.extension[0] != '\0')
			{
				values[COL_EXTENSION] = CStringGetTextDatum(reading.extension);
				nulls[COL_EXTENSION] = false;
			}
		}
	}

	if (cells[IN_EMAIL] != NULL)
	{
		text	   *email = text_lower_ascii(cells[IN_EMAIL]);

		if (email_is_plausible(VARDATA_ANY(email), VARSIZE_ANY_EXHDR(email)))
		{
			values[COL_EMAIL] = PointerGetDatum(email);
			nulls[COL_EMAIL] = false;
		}
		else if (reason == NULL)
		{
			reason = "email_invalid";
			detail = pstrdup("This is not an e-mail address.");
		}
	}

	for (i = 0; i < (int) lengthof(plain); i++)
	{
		text	   *cell = cells[plain[i][0]];

		if (cell == NULL)
			continue;
		if (text_characters(cell) > FIELD_LENGTH && reason == NULL)
		{
			reason = "field_too_long";
			detail = psprintf("%s has more than %d characters.",
							  input_names[plain[i][0]], FIELD_LENGTH);
		}
		values[plain[i][1]] = PointerGetDatum(cell);
		nulls[plain[i][1]] = false;
	}

	if (cells[IN_NOTES] != NULL)
	{
		if (text_characters(cells[IN_NOTES]) > NOTE_LENGTH && reason == NULL)
		{
			reason = "field_too_long";
			detail = psprintf("notes has more than %d characters.", NOTE_LENGTH);
		}
		values[COL_NOTES] = PointerGetDatum(cells[IN_NOTES]);
		nulls[COL_NOTES] = false;
	}

	values[COL_TAGS] = PointerGetDatum(construct_empty_array(TEXTOID));
	nulls[COL_TAGS] = false;
	if (cells[IN_TAGS] != NULL)
	{
		problem = split_tags(cells[IN_TAGS], &values[COL_TAGS]);
		if (problem != NULL && reason == NULL)
		{
			reason = "field_too_long";
			detail = problem;
		}
	}

	problem = read_custom_values(cells[IN_CUSTOM], values, nulls);
	if (problem != NULL && reason == NULL)
	{
		reason = "custom_invalid";
		detail = problem;
	}

	if (reason != NULL)
	{
		values[COL_REASON] = CStringGetTextDatum(reason);
		nulls[COL_REASON] = false;
		values[COL_DETAIL] = CStringGetTextDatum(detail);
		nulls[COL_DETAIL] = false;
	}
	/* else nothing can go wrong with the row any more */
	if (reason != NULL || state->terms.on_duplicate == ON_DUPLICATE_REJECT ||
		cells[IN_TAGS] != NULL || !nulls[COL_MISSING])
	{
		values[COL_COLUMNS] = columns_as_they_came(inputs, input_nulls);
		nulls[COL_COLUMNS] = false;
	}
}

PG_FUNCTION_INFO_V1(contacts_import_collect);
Datum
contacts_import_collect(PG_FUNCTION_ARGS)
{
	TriggerData *trigdata =
		trigger_fired(fcinfo, INSTEAD_OF_ROW, ON_INSERT, 0);
	TupleDesc	desc;
	Datum		inputs[NUM_INPUTS];
	bool		input_nulls[NUM_INPUTS];
	Datum		values[NUM_COLUMNS];
	bool		nulls[NUM_COLUMNS];
	MemoryContext old_context;
	Size		size = 0;
	int			i;

	if (state == NULL)
		elog(ERROR, "no import has begun");
	if (state->row_limit >= 0 && state->rows >= state->row_limit)
		ereport(ERROR,
				(errcode(ERRCODE_CHECK_VIOLATION),
				 errmsg("import row limit reached"),
				 errdetail("The plan allows %d rows in one import.", state->row_limit),
				 errhint("Split the file, or upgrade the plan."),
				 errtableconstraint(trigdata->tg_relation, "import_row_limit")));

	MemoryContextReset(state->row_context);
	old_context = MemoryContextSwitchTo(state->row_context);
	desc = RelationGetDescr(trigdata->tg_relation);
	for (i = 0; i < NUM_INPUTS; i++)
	{
		inputs[i] = tuple_value(trigdata->tg_trigtuple, desc, input_names[i], &input_nulls[i]);
		if (!input_nulls[i])
			size += VARSIZE_ANY_EXHDR(DatumGetTextPP(inputs[i]));
	}
	state->rows++;
	if (size > RECORD_SIZE)
		ereport(ERROR,
				(errcode(ERRCODE_PROGRAM_LIMIT_EXCEEDED),
				 errmsg("record %d of the import has more than %d bytes", state->rows, RECORD_SIZE),
				 errhint("Quotation marks of the file may not match.")));
	read_row(inputs, input_nulls, values, nulls);
	tuplestore_putvalues(state->batch, state->desc, values, nulls);
	MemoryContextSwitchTo(old_context);
	PG_RETURN_POINTER(trigdata->tg_trigtuple);
}

/*
 * Writing
 */

/*
 * What becomes of each row.  $1 account, $2 audience, $3 on_duplicate.  The
 * key is the number, or the address where there is no number; the last row of
 * the file with a key wins, and the rows before it are skipped.  So does the
 * last of the rows that lead to one contact by several of its numbers.  A row
 * whose tags a contact cannot take is rejected, as it is by itself, and so is
 * one that would make a contact without a required custom value.
 */
static const char *const classify_sql =
	"SELECT m.*,"
	"  CASE WHEN m.reason IS NOT NULL OR m.too_many_tags THEN 'reject'"
	"       WHEN m.later = 1 AND m.match IS NULL AND m.missing IS NOT NULL THEN 'reject'"
	"       WHEN m.later > 1 OR m.later_match > 1 THEN 'skip'"
	"       WHEN m.match IS NULL THEN 'create'"
	"       WHEN $3 = ANY ('{fill,overwrite}'::text[]) THEN 'update'"
	"       ELSE $3 END AS action "
	"FROM (SELECT b.*, coalesce(p.contact_id, e.contact_id) AS match,"
	"    CASE WHEN coalesce(p.contact_id, e.contact_id) IS NOT NULL THEN pg_catalog.row_number() OVER ("
	"      PARTITION BY coalesce(p.contact_id, e.contact_id) ORDER BY b.record DESC) ELSE 1 END AS later_match,"
	"    coalesce($3 = ANY ('{fill,overwrite}'::text[]) AND pg_catalog.cardinality(b.tags) > 0"
	"      AND (SELECT pg_catalog.count(DISTINCT t.tag) FROM contacts.contacts c,"
	"          pg_catalog.unnest(c.tags || b.tags) t(tag)"
	"        WHERE c.account_id = $1 AND c.id = coalesce(p.contact_id, e.contact_id)) > 100,"
	"      false) AS too_many_tags"
	"  FROM (SELECT i.*, CASE WHEN i.reason IS NULL AND (i.phone IS NOT NULL OR i.email IS NOT NULL)"
	"        THEN pg_catalog.row_number() OVER ("
	"          PARTITION BY i.reason, i.phone, CASE WHEN i.phone IS NULL THEN i.email END"
	"          ORDER BY i.record DESC)"
	"        ELSE 1 END AS later"
	"      FROM import_batch i) b"
	"  LEFT JOIN contacts.contact_phones p"
	"    ON p.account_id = $1 AND p.audience = $2 AND p.phone = b.phone"
	"      AND b.reason IS NULL AND b.later = 1"
	"  LEFT JOIN (SELECT DISTINCT ON (a.email) a.email, a.contact_id FROM contacts.contact_emails a"
	"      WHERE a.account_id = $1 AND a.audience = $2 AND a.email::text IN ("
	"        SELECT i.email FROM import_batch i WHERE i.phone IS NULL AND i.email IS NOT NULL)"
	"      ORDER BY a.email, a.contact_id) e"
	"    ON e.email::text = b.email AND b.phone IS NULL AND b.reason IS NULL AND b.later = 1) m";

static KeptPlan import_plan = {
	"INSERT INTO contacts.imports (account_id, id, user_id, visibility, department_id,"
	"  file_name, on_duplicate, rows_in, created, updated, skipped, rejected) "
	"SELECT $1, $2, $3, $4::contacts.visibility, $5, $6, $7::contacts.duplicate_action,"
	"  pg_catalog.count(*),"
	"  pg_catalog.count(*) FILTER (WHERE p.action = 'create'),"
	"  pg_catalog.count(*) FILTER (WHERE p.action = 'update'),"
	"  pg_catalog.count(*) FILTER (WHERE p.action = 'skip'),"
	"  pg_catalog.count(*) FILTER (WHERE p.action = 'reject') "
	"FROM import_plan p",
	7, {INT8OID, UUIDOID, INT4OID, TEXTOID, INT4OID, TEXTOID, TEXTOID}
};

static KeptPlan errors_plan = {
	"INSERT INTO contacts.import_errors (account_id, import_id, record, audience, reason, detail, columns) "
	"SELECT $1, $2, p.record, $3, coalesce(p.reason,"
	"    CASE WHEN p.too_many_tags THEN 'field_too_long' WHEN p.missing IS NOT NULL THEN 'custom_invalid'"
	"    ELSE 'duplicate_number' END),"
	"  coalesce(p.detail, CASE WHEN p.too_many_tags THEN 'Together with those of the contact there would be more than 100 tags.'"
	"    WHEN p.missing IS NOT NULL THEN p.missing"
	"    ELSE 'A contact of the same audience has this number or address.' END), p.columns "
	"FROM import_plan p WHERE p.action = 'reject' ORDER BY p.record",
	3, {INT8OID, UUIDOID, INT4OID}
};

/*
 * In the order of the numbers, which two imports of the same numbers share: one
 * waits for the other, and not each for the other.
 */
static KeptPlan create_plan = {
	"INSERT INTO contacts.contacts (account_id, id, owner_id, visibility, department_id,"
	"  name, phone, email, company, job_title, city, country, tags, custom, source, created_by) "
	"SELECT $1, p.id, $2, $3::contacts.visibility, $4, p.name, p.phone, p.email, p.company,"
	"  p.job_title, p.city, p.country, p.tags, p.custom, 'import', $2 "
	"FROM import_plan p WHERE p.action = 'create' ORDER BY p.phone, p.record",
	4, {INT8OID, INT4OID, TEXTOID, INT4OID}
};

#define COMPLETE(first, second) \
	"UPDATE contacts.contacts c SET" \
	"  name = coalesce(" first ".name, " second ".name)," \
	"  email = coalesce(" first ".email, " second ".email)," \
	"  company = coalesce(" first ".company, " second ".company)," \
	"  job_title = coalesce(" first ".job_title, " second ".job_title)," \
	"  city = coalesce(" first ".city, " second ".city)," \
	"  country = coalesce(" first ".country, " second ".country)," \
	"  tags = c.tags || p.tags," \
	"  custom = " second ".custom || " first ".custom " \
	"FROM import_plan p " \
	"WHERE p.action = 'update' AND c.account_id = $1 AND c.id = ANY ($2) AND c.id = p.match" \
	"  AND c.audience = $3"

static const char *const fill_sql = COMPLETE("c", "p");
static const char *const overwrite_sql = COMPLETE("p", "c");

/* For one row: few numbers have an extension. */
static KeptPlan extension_plan = {
	"UPDATE contacts.contact_phones c SET extension = $4 "
	"WHERE c.account_id = $1 AND c.contact_id = $2 AND c.phone = $3 AND c.audience = $6"
	"  AND (c.extension IS NULL OR ($5 AND c.extension <> $4))",
	6, {INT8OID, UUIDOID, PHONE_ARG, TEXTOID, BOOLOID, INT4OID}
};

static KeptPlan notes_plan = {
	"INSERT INTO contacts.contact_notes (account_id, contact_id, audience, author_id, body) "
	"SELECT $1, coalesce(p.match, p.id), $2, $3, p.notes "
	"FROM import_plan p "
	"WHERE p.notes IS NOT NULL AND p.action = ANY ('{create,update}'::text[]) ORDER BY p.record",
	3, {INT8OID, INT4OID, INT4OID}
};

/* What the classification leaves to be done row by row or by array. */
typedef struct Matches
{
	int			nupdates;
	Datum	   *updates;		/* contacts to complete */
	int			nextensions;
	Datum	   *extension_contacts;
	Datum	   *extension_phones;
	char	  **extensions;
} Matches;

/* Make room for one more in arrays that grow by doubling. */
static void *
grow(void *array, int n, size_t size)
{
	if (array == NULL)
		return palloc(16 * size);
	if (n >= 16 && (n & (n - 1)) == 0)
		return repalloc_huge(array, (Size) n * 2 * size);
	return array;
}

/* From so many rows on, reading the account once beats looking each row up. */
#define MANY_ROWS	1000

/*
 * Until AtEOXact_GUC() of the level returned, plan joins for so many rows of the
 * file: a few are looked up, for many the account is read.  The server knows
 * neither how many rows match nor how large the account is, and would read the
 * whole account, or the whole file, for each row.
 */
static int
begin_joins(int nrows)
{
	static const char *const row_by_row[] = {"enable_nestloop"};
	static const char *const whole[] = {"enable_hashjoin", "enable_mergejoin"};
	bool		many = nrows >= MANY_ROWS;
	const char *const *off = many ? row_by_row : whole;
	int			n = many ? lengthof(row_by_row) : lengthof(whole);
	int			level = NewGUCNestLevel();
	int			i;

	for (i = 0; i < n; i++)
		(void) set_config_option(off[i], "off", PGC_USERSET, PGC_S_SESSION,
								 GUC_ACTION_SAVE, true, 0, false);
	return level;
}

/*
 * The classified rows, spilled to disk where they are many.  Not with a kept
 * plan: the file and the tables are of another size each time.
 */
static Tuplestorestate *
classify(TupleDesc *desc, Matches *matches)
{
	Oid			types[3] = {INT8OID, INT4OID, TEXTOID};
	Tuplestorestate *rows;
	SPIPlanPtr	plan;
	Portal		portal;
	Datum		values[3];
	int			match_column;
	int			action_column;
	int			level;
	MemoryContext context = CurrentMemoryContext;

	memset(matches, 0, sizeof(*matches));
	values[0] = Int64GetDatum(state->account_id);
	values[1] = Int32GetDatum(state->audience);
	values[2] = CStringGetTextDatum(action_names[state->terms.on_duplicate]);
	plan = SPI_prepare(classify_sql, 3, types);
	if (plan == NULL)
		elog(ERROR, "could not prepare the classification: %s",
			 SPI_result_code_string(SPI_result));
	level = begin_joins(state->rows);
	portal = SPI_cursor_open(NULL, plan, values, NULL, false);
	AtEOXact_GUC(false, level);
	*desc = CreateTupleDescCopy(portal->tupDesc);
	match_column = SPI_fnumber(*desc, "match");
	action_column = SPI_fnumber(*desc, "action");
	rows = tuplestore_begin_heap(false, false, work_mem);
	for (;;)
	{
		uint64		i;

		SPI_cursor_fetch(portal, true, 1000);
		if (SPI_processed == 0)
			break;
		for (i = 0; i < SPI_processed; i++)
		{
			HeapTuple	tuple = SPI_tuptable->vals[i];
			char	   *action = SPI_getvalue(tuple, *desc, action_column);
			bool		update = strcmp(action, "update") == 0;
			bool		isnull;
			Datum		contact;

			CHECK_FOR_INTERRUPTS();
			tuplestore_puttuple(rows, tuple);
			if (!update && strcmp(action, "create") != 0)
				continue;
			contact = SPI_getbinval(tuple, *desc, update ? match_column : COL_ID + 1, &isnull);
			if (update)
			{
				MemoryContext old = MemoryContextSwitchTo(context);

				matches->updates = grow(matches->updates, matches->nupdates, sizeof(Datum));
				matches->updates[matches->nupdates++] = datumCopy(contact, false, UUID_LEN);
				MemoryContextSwitchTo(old);
			}
			(void) SPI_getbinval(tuple, *desc, COL_EXTENSION + 1, &isnull);
			if (!isnull)
			{
				MemoryContext old = MemoryContextSwitchTo(context);
				int			n = matches->nextensions++;

				matches->extension_contacts = grow(matches->extension_contacts, n, sizeof(Datum));
				matches->extension_phones = grow(matches->extension_phones, n, sizeof(Datum));
				matches->extensions = grow(matches->extensions, n, sizeof(char *));
				matches->extension_contacts[n] = datumCopy(contact, false, UUID_LEN);
				matches->extension_phones[n] = SPI_getbinval(tuple, *desc, COL_PHONE + 1, &isnull);
				matches->extensions[n] = SPI_getvalue(tuple, *desc, COL_EXTENSION + 1);
				MemoryContextSwitchTo(old);
			}
		}
		SPI_freetuptable(SPI_tuptable);
	}
	SPI_cursor_close(portal);
	SPI_freeplan(plan);
	return rows;
}

/*
 * The contacts to be completed, locked in order of their ids, as they must still
 * be: of the import's audience, there at all.  Somebody else may have hidden,
 * deleted or merged one since the file was classified; once they are locked,
 * nobody does any more.
 */
static const char *const lock_matches_sql =
	"SELECT pg_catalog.count(*) FROM (SELECT c.id FROM contacts.contacts c"
	"  JOIN import_plan p ON p.match = c.id "
	"WHERE p.action = 'update' AND c.account_id = $1 AND c.audience = $2 "
	"ORDER BY c.id FOR NO KEY UPDATE OF c) l";

/* And the number or address of the row must still be theirs. */
static const char *const still_match_sql =
	"SELECT pg_catalog.count(*) FROM import_plan p"
	"  LEFT JOIN contacts.contact_phones q"
	"    ON q.account_id = $1 AND q.audience = $2 AND q.phone = p.phone AND q.contact_id = p.match"
	"  LEFT JOIN contacts.contact_emails a"
	"    ON a.account_id = $1 AND a.audience = $2 AND a.email::text = p.email AND a.contact_id = p.match"
	"      AND p.phone IS NULL "
	"WHERE p.action = 'update' AND (q.contact_id IS NOT NULL OR a.contact_id IS NOT NULL)";

static bool
counts_matches(const char *sql, const Matches *matches)
{
	KeptPlan	once = {sql, 2, {INT8OID, INT4OID}};
	Datum		values[2];
	bool		isnull;

	values[0] = Int64GetDatum(state->account_id);
	values[1] = Int32GetDatum(state->audience);
	rows_execute(&once, values, NULL, PG_INT64_MAX);
	return DatumGetInt64(SPI_getbinval(SPI_tuptable->vals[0], SPI_tuptable->tupdesc,
									   1, &isnull)) == matches->nupdates;
}

/* Complete the contacts that are there already. */
static void
complete(const char *sql, const Matches *matches)
{
	KeptPlan	once = {sql, 3, {INT8OID, UUIDARRAYOID, INT4OID}};
	Datum		values[3];
	int			level;

	values[0] = Int64GetDatum(state->account_id);
	values[1] = PointerGetDatum(construct_array(matches->updates, matches->nupdates,
												UUIDOID, UUID_LEN, false, TYPALIGN_CHAR));
	values[2] = Int32GetDatum(state->audience);
	level = begin_joins(matches->nupdates);
	if (!counts_matches(lock_matches_sql, matches) ||
		!counts_matches(still_match_sql, matches) ||
		own_write_rows(&once, values, NULL, PG_INT64_MAX) != matches->nupdates)
		report_changed_meanwhile();
	AtEOXact_GUC(false, level);
}

PG_FUNCTION_INFO_V1(contacts_import_finish);
Datum
contacts_import_finish(PG_FUNCTION_ARGS)
{
	OwnerScope	scope;
	TupleDesc	plan_desc;
	Tuplestorestate *plan;
	Datum		values[7];
	char		nulls[8] = "       ";
	const char *visibility;
	MemoryContext context;
	Matches		matches;
	int			i;

	(void) trigger_fired(fcinfo, AFTER_STATEMENT, ON_INSERT, 0);
	if (state == NULL)
		elog(ERROR, "no import has begun");
	visibility = visibility_names[state->terms.visibility];

	owner_scope_begin(&scope, contacts_owner());
	SPI_connect();
	register_rows("import_batch", state->desc, state->batch, state->rows);
	plan = classify(&plan_desc, &matches);
	register_rows("import_plan", plan_desc, plan, state->rows);

	values[0] = Int64GetDatum(state->account_id);
	values[1] = UUIDPGetDatum(&state->terms.id);
	values[2] = Int32GetDatum(state->user_id);
	values[3] = CStringGetTextDatum(visibility);
	values[4] = Int32GetDatum(state->terms.department_id);
	if (state->terms.visibility != VISIBILITY_TEAM)
		nulls[4] = 'n';
	values[5] = CStringGetTextDatum(state->terms.file_name);
	if (!state->terms.has_file_name)
		nulls[5] = 'n';
	values[6] = CStringGetTextDatum(action_names[state->terms.on_duplicate]);
	own_write_or_retry(&import_plan, values, nulls, 0);

	values[2] = Int32GetDatum(state->audience);
	own_write_execute(&errors_plan, values, NULL);

	values[1] = Int32GetDatum(state->user_id);
	values[2] = CStringGetTextDatum(visibility);
	values[3] = Int32GetDatum(state->terms.department_id);
	own_write_or_retry(&create_plan, values,
					   state->terms.visibility == VISIBILITY_TEAM ? NULL : "   n", 0);

	if (matches.nupdates > 0)
		complete(state->terms.on_duplicate == ON_DUPLICATE_FILL ? fill_sql : overwrite_sql,
				 &matches);

	for (i = 0; i < matches.nextensions; i++)
	{
		CHECK_FOR_INTERRUPTS();
		values[1] = matches.extension_contacts[i];
		values[2] = matches.extension_phones[i];
		values[3] = CStringGetTextDatum(matches.extensions[i]);
		values[4] = BoolGetDatum(state->terms.on_duplicate == ON_DUPLICATE_OVERWRITE);
		values[5] = Int32GetDatum(state->audience);
		own_write_execute(&extension_plan, values, NULL);
	}

	values[1] = Int32GetDatum(state->audience);
	values[2] = Int32GetDatum(state->user_id);
	own_write_or_retry(&notes_plan, values, NULL, 0);
	tuplestore_end(plan);
	SPI_finish();
	owner_scope_end(&scope);

	if (announced_by(actor_required()))
		announced.used_in = GetCurrentSubTransactionId();
	tuplestore_end(state->batch);
	context = state->context;
	state = NULL;
	MemoryContextDelete(context);
	PG_RETURN_POINTER(NULL);
}
