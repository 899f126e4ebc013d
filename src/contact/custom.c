/*-------------------------------------------------------------------------
 *
 * custom.c
 *	  Custom fields: whether the values of a contact are what its account
 *	  has declared in contacts.custom_fields.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "access/tupdesc.h"
#include "catalog/pg_type.h"
#include "executor/spi.h"
#include "fmgr.h"
#include "miscadmin.h"
#include "utils/array.h"
#include "utils/builtins.h"
#include "utils/datetime.h"
#include "utils/fmgrprotos.h"
#include "utils/jsonb.h"
#include "utils/memutils.h"
#include "utils/numeric.h"

#include "base/compat.h"
#include "base/query.h"
#include "base/report.h"
#include "base/restore.h"
#include "base/row.h"
#include "base/schema.h"
#include "base/text.h"
#include "base/transaction_cache.h"
#include "base/trigger.h"
#include "contact/custom.h"
#include "identity/actor.h"

/* Size in bytes of one text. */
#define VALUE_SIZE		10000

/* In characters; and how many choices there may be. */
#define FIELD_LABEL_LENGTH	100
#define CHOICE_LENGTH		100
#define CHOICES_MAX			500

typedef enum FieldType
{
	CUSTOM_TEXT,
	CUSTOM_NUMBER,
	CUSTOM_BOOLEAN,
	CUSTOM_DATE,
	CUSTOM_CHOICE
} FieldType;

static const char *const field_type_names[] = {
	"text", "number", "boolean", "date", "choice"
};

typedef struct CustomField
{
	char	   *key;
	FieldType	type;
	bool		required;
	int			nchoices;
	char	  **choices;
} CustomField;

/*
 * The fields of one account, read once per transaction: a bulk load checks
 * each row against them.
 */
static TransactionCache cache = {.name = "contacts custom fields"};
static int64 cached_account;
static int	nfields;
static CustomField *fields;

/* Good: they have changed in this transaction. */
static TransactionCache changed = {.name = "contacts custom fields changed"};

/* Then what the actor knew of them when they began is no longer so. */
bool
custom_fields_changed(void)
{
	return changed.good;
}

static KeptPlan fields_plan = {
	"SELECT f.key, f.type::pg_catalog.text, f.required, f.choices "
	"FROM contacts.custom_fields f WHERE f.account_id = $1 ORDER BY f.key COLLATE \"C\"",
	1, {INT8OID}
};

static void
load_fields(int64 account_id)
{
	OwnerScope	scope;
	Datum		value = Int64GetDatum(account_id);
	uint64		i;

	MemoryContext context = cache_memory(&cache);

	cache_forget(&cache);
	MemoryContextReset(context);
	nfields = 0;

	owner_scope_begin(&scope, contacts_owner());
	SPI_connect();
	kept_execute(&fields_plan, &value, NULL, false, 0);
	fields = MemoryContextAllocZero(context,
										  sizeof(CustomField) * Max(SPI_processed, 1));
	for (i = 0; i < SPI_processed; i++)
	{
		HeapTuple	tuple = SPI_tuptable->vals[i];
		TupleDesc	desc = SPI_tuptable->tupdesc;
		CustomField *field = &fields[nfields++];
		char	   *type = SPI_getvalue(tuple, desc, 2);
		bool		isnull;
		Datum		choices;
		int			j;

		field->key = MemoryContextStrdup(context, SPI_getvalue(tuple, desc, 1));
		for (j = 0; j < (int) lengthof(field_type_names); j++)
		{
			if (strcmp(type, field_type_names[j]) == 0)
				field->type = (FieldType) j;
		}
		field->required = DatumGetBool(SPI_getbinval(tuple, desc, 3, &isnull));
		choices = SPI_getbinval(tuple, desc, 4, &isnull);
		if (!isnull)
		{
			Datum	   *items;
			bool	   *nulls;

			deconstruct_array(DatumGetArrayTypeP(choices), TEXTOID, -1, false,
							  TYPALIGN_INT, &items, &nulls, &field->nchoices);
			field->choices = MemoryContextAlloc(context,
												sizeof(char *) * Max(field->nchoices, 1));
			for (j = 0; j < field->nchoices; j++)
				field->choices[j] =
					MemoryContextStrdup(context,
										nulls[j] ? "" : TextDatumGetCString(items[j]));
		}
	}
	SPI_finish();
	owner_scope_end(&scope);
	cached_account = account_id;
	cache_filled(&cache);
}

/* YYYY-MM-DD, a day that exists. */
static bool
is_iso_date(const char *s, int len)
{
	int			year,
				month,
				day;
	int			i;

	if (len != 10 || s[4] != '-' || s[7] != '-')
		return false;
	for (i = 0; i < 10; i++)
	{
		if (i != 4 && i != 7 && (s[i] < '0' || s[i] > '9'))
			return false;
	}
	year = (s[0] - '0') * 1000 + (s[1] - '0') * 100 + (s[2] - '0') * 10 + s[3] - '0';
	month = (s[5] - '0') * 10 + s[6] - '0';
	day = (s[8] - '0') * 10 + s[9] - '0';
	return year >= 1 && month >= 1 && month <= 12 && day >= 1 &&
		day <= day_tab[isleap(year)][month - 1];
}

static bool
value_fits(const CustomField *field, const JsonbValue *value)
{
	int			i;

	switch (field->type)
	{
		case CUSTOM_TEXT:
			return value->type == jbvString;
		case CUSTOM_NUMBER:
			return value->type == jbvNumeric;
		case CUSTOM_BOOLEAN:
			return value->type == jbvBool;
		case CUSTOM_DATE:
			return value->type == jbvString &&
				is_iso_date(value->val.string.val, value->val.string.len);
		case CUSTOM_CHOICE:
			if (value->type != jbvString)
				return false;
			for (i = 0; i < field->nchoices; i++)
			{
				if ((int) strlen(field->choices[i]) == value->val.string.len &&
					memcmp(field->choices[i], value->val.string.val,
						   value->val.string.len) == 0)
					return true;
			}
			return false;
	}
	return false;
}

/* Read the account's fields, unless this transaction has. */
static void
need_fields(int64 account_id)
{
	if (!cache.good || cached_account != account_id)
		load_fields(account_id);
}

/* By bytes, as the keys and the choices are sorted. */
static int
compare_bytes(const char *a, int a_len, const char *b, int b_len)
{
	int			result = memcmp(a, b, Min(a_len, b_len));

	return result != 0 ? result : (a_len > b_len) - (a_len < b_len);
}

static int
compare_key(const void *key, const void *field)
{
	const JsonbValue *wanted = key;
	const char *name = ((const CustomField *) field)->key;

	return compare_bytes(wanted->val.string.val, wanted->val.string.len,
						 name, strlen(name));
}

/* Are these, of one key before and after, the same value? */
static bool
same_value(const JsonbValue *a, const JsonbValue *b)
{
	if (a->type != b->type)
		return false;
	switch (a->type)
	{
		case jbvNull:
			return true;
		case jbvBool:
			return a->val.boolean == b->val.boolean;
		case jbvString:
			return compare_bytes(a->val.string.val, a->val.string.len,
								 b->val.string.val, b->val.string.len) == 0;
		case jbvNumeric:
			return DatumGetBool(DirectFunctionCall2(numeric_eq,
													NumericGetDatum(a->val.numeric),
													NumericGetDatum(b->val.numeric)));
		case jbvBinary:
			return compareJsonbContainers(a->val.binary.data, b->val.binary.data) == 0;
		default:
			return false;
	}
}

static char *
value_problem(const CustomField *field, const JsonbValue *value)
{
	if (value->type == jbvNull)
		return NULL;
	if (!value_fits(field, value))
	{
		if (field->type == CUSTOM_CHOICE && value->type == jbvString)
			return psprintf("\"%s\" is not one of the choices of \"%s\".",
							text_quoted(pnstrdup(value->val.string.val, value->val.string.len)),
							field->key);
		return psprintf("The value of \"%s\" is not of type %s.", field->key,
						field_type_names[field->type]);
	}
	if (value->type == jbvString && value->val.string.len > VALUE_SIZE)
		return psprintf("The value of \"%s\" has more than %d bytes.", field->key, VALUE_SIZE);
	return NULL;
}

char *
custom_too_large(void)
{
	return psprintf("Together they have more than %d bytes.", CUSTOM_SIZE);
}

/*
 * What is wrong with these values, as a sentence; NULL if nothing.  was is
 * what the contact had before, NULL for a new one: a value that it had is not
 * looked at, for its field may have changed since.  A null stands for no value.
 */
char *
custom_problem(int64 account_id, Jsonb *custom, Jsonb *was)
{
	JsonbIterator *iterator;
	JsonbValue	key = {0};
	JsonbValue	value;
	JsonbIteratorToken token;

	if (!JB_ROOT_IS_OBJECT(custom))
		return pstrdup("Custom values are a JSON object.");
	if (VARSIZE(custom) > CUSTOM_SIZE && (was == NULL || VARSIZE(custom) > VARSIZE(was)))
		return custom_too_large();
	need_fields(account_id);

	iterator = JsonbIteratorInit(&custom->root);
	while ((token = JsonbIteratorNext(&iterator, &value, true)) != WJB_DONE)
	{
		const CustomField *field;
		char	   *problem;

		CHECK_FOR_INTERRUPTS();
		if (token == WJB_KEY)
			key = value;
		if (token != WJB_VALUE)
			continue;
		if (was != NULL && JB_ROOT_IS_OBJECT(was))
		{
			JsonbValue *before =
				getKeyJsonValueFromContainer(&was->root, key.val.string.val,
											 key.val.string.len, NULL);

			if (before != NULL && same_value(before, &value))
				continue;
		}
		field = nfields == 0 ? NULL :
			bsearch(&key, fields, nfields, sizeof(CustomField), compare_key);
		if (field == NULL)
			return psprintf("The account has no custom field \"%s\".",
							text_quoted(pnstrdup(key.val.string.val, key.val.string.len)));
		problem = value_problem(field, &value);
		if (problem != NULL)
			return problem;
	}
	return NULL;
}

static bool
has_value(Jsonb *custom, const CustomField *field)
{
	JsonbValue *found;

	if (!JB_ROOT_IS_OBJECT(custom))
		return false;
	found = getKeyJsonValueFromContainer(&custom->root, field->key,
										 strlen(field->key), NULL);
	return found != NULL && found->type != jbvNull;
}

/*
 * Which required field has no value, as a sentence; NULL if none.  A contact
 * that is there may lack it, but not lose it.
 */
char *
custom_missing(int64 account_id, Jsonb *custom, Jsonb *was)
{
	int			i;

	need_fields(account_id);
	for (i = 0; i < nfields; i++)
	{
		const CustomField *field = &fields[i];

		if (field->required && !has_value(custom, field) &&
			(was == NULL || has_value(was, field)))
			return psprintf("The custom field \"%s\" is required.", field->key);
	}
	return NULL;
}

/* What custom_problem() or custom_missing() has found. */
void
report_custom_problem(const char *problem)
{
	ereport(ERROR,
			(errcode(ERRCODE_CHECK_VIOLATION),
			 errmsg("custom values do not fit the account's custom fields"),
			 errdetail_internal("%s", problem),
			 errhint("See contacts.custom_fields."),
			 errconstraint("contacts", "contacts_custom_fields")));
}

/*
 * Choices are kept as declared, each one line of text, none twice.
 */
static void
tidy_choices(RowChange *change, Relation relation)
{
	bool		isnull;
	Datum		value = tuple_value(change->tuple, change->desc, "choices", &isnull);
	ArrayType  *array;
	Datum	   *items;
	bool	   *nulls;
	text	  **sorted;
	int			nitems;
	int			i;

	if (isnull)
		return;
	array = DatumGetArrayTypeP(value);
	if (ARR_NDIM(array) != 1 || ArrayGetNItems(1, ARR_DIMS(array)) > CHOICES_MAX)
		ereport(ERROR,
				(errcode(ERRCODE_CHECK_VIOLATION),
				 errmsg("choices must be a list of 1 to %d texts", CHOICES_MAX),
				 errtableconstraint(relation, "custom_fields_choices_form")));
	deconstruct_array(array, TEXTOID, -1, false, TYPALIGN_INT, &items, &nulls, &nitems);
	sorted = palloc(sizeof(text *) * nitems);
	for (i = 0; i < nitems; i++)
	{
		text	   *choice = nulls[i] ? NULL : text_tidy(DatumGetTextPP(items[i]));

		if (choice == NULL || text_characters(choice) > CHOICE_LENGTH)
			ereport(ERROR,
					(errcode(ERRCODE_CHECK_VIOLATION),
					 errmsg("a choice has 1 to %d characters", CHOICE_LENGTH),
					 errtableconstraint(relation, "custom_fields_choices_form")));
		items[i] = PointerGetDatum(choice);
		sorted[i] = choice;
	}
	qsort(sorted, nitems, sizeof(text *), compare_text);
	for (i = 1; i < nitems; i++)
	{
		if (compare_text(&sorted[i - 1], &sorted[i]) == 0)
			ereport(ERROR,
					(errcode(ERRCODE_CHECK_VIOLATION),
					 errmsg("choices must differ"),
					 errtableconstraint(relation, "custom_fields_choices_form")));
	}
	row_change_set(change, "choices",
				   PointerGetDatum(construct_array(items, nitems, TEXTOID, -1, false,
												   TYPALIGN_INT)), false);
}

PG_FUNCTION_INFO_V1(contacts_custom_field_before_row);
Datum
contacts_custom_field_before_row(PG_FUNCTION_ARGS)
{
	RowTrigger	row = row_trigger_fired(fcinfo, BEFORE_ROW, ON_INSERT | ON_UPDATE, 0);
	RowChange	change;

	if (contacts_restoring())
		PG_RETURN_POINTER(row.pass);
	actor_require_account(tuple_int64(row.new_row, row.desc, "account_id"),
						  "the custom field belongs to another account");
	row_change_init(&change, row.new_row, row.desc);
	row_tidy_text(&change, row.relation, "label", FIELD_LABEL_LENGTH, false);
	tidy_choices(&change, row.relation);
	PG_RETURN_POINTER(row_change_apply(&change));
}

PG_FUNCTION_INFO_V1(contacts_custom_field_forget);
Datum
contacts_custom_field_forget(PG_FUNCTION_ARGS)
{
	(void) trigger_fired(fcinfo, AFTER_STATEMENT, ON_WRITE, 0);
	cache_forget(&cache);
	cache_filled(&changed);
	PG_RETURN_POINTER(NULL);
}
