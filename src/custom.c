/*-------------------------------------------------------------------------
 *
 * custom.c
 *	  Custom fields: whether the values of a contact are what its account
 *	  has declared in contacts.custom_fields.
 *
 *-------------------------------------------------------------------------
 */
#include "contacts.h"

#include "access/xact.h"
#include "catalog/pg_type.h"
#include "utils/array.h"
#include "utils/datetime.h"
#include "utils/memutils.h"

typedef enum FieldType
{
	FIELD_TEXT,
	FIELD_NUMBER,
	FIELD_BOOLEAN,
	FIELD_DATE,
	FIELD_CHOICE
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
static struct
{
	LocalTransactionId transaction;
	SubTransactionId subtransaction;
	int64		account_id;
	MemoryContext context;
	int			nfields;
	CustomField *fields;
}			cache;

static KeptPlan fields_plan = {
	"SELECT f.key, f.type::pg_catalog.text, f.required, f.choices "
	"FROM contacts.custom_fields f WHERE f.account_id = $1 ORDER BY f.key",
	1, {INT8OID}
};

static void
load_fields(int64 account_id)
{
	OwnerScope	scope;
	Datum		value = Int64GetDatum(account_id);
	uint64		i;

	if (cache.context == NULL)
		cache.context = AllocSetContextCreate(TopMemoryContext,
											  "contacts custom fields",
											  ALLOCSET_SMALL_SIZES);
	cache.transaction = InvalidLocalTransactionId;
	MemoryContextReset(cache.context);
	cache.nfields = 0;

	owner_scope_begin(&scope, contacts_owner());
	SPI_connect();
	kept_execute(&fields_plan, &value, NULL, false, 0);
	cache.fields = MemoryContextAllocZero(cache.context,
										  sizeof(CustomField) * Max(SPI_processed, 1));
	for (i = 0; i < SPI_processed; i++)
	{
		HeapTuple	tuple = SPI_tuptable->vals[i];
		TupleDesc	desc = SPI_tuptable->tupdesc;
		CustomField *field = &cache.fields[cache.nfields++];
		char	   *type = SPI_getvalue(tuple, desc, 2);
		bool		isnull;
		Datum		choices;
		int			j;

		field->key = MemoryContextStrdup(cache.context, SPI_getvalue(tuple, desc, 1));
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
			field->choices = MemoryContextAlloc(cache.context,
												sizeof(char *) * Max(field->nchoices, 1));
			for (j = 0; j < field->nchoices; j++)
				field->choices[j] =
					MemoryContextStrdup(cache.context,
										nulls[j] ? "" : TextDatumGetCString(items[j]));
		}
	}
	SPI_finish();
	owner_scope_end(&scope);
	cache.account_id = account_id;
	cache.transaction = my_local_transaction();
	cache.subtransaction = GetCurrentSubTransactionId();
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
		case FIELD_TEXT:
			return value->type == jbvString;
		case FIELD_NUMBER:
			return value->type == jbvNumeric;
		case FIELD_BOOLEAN:
			return value->type == jbvBool;
		case FIELD_DATE:
			return value->type == jbvString &&
				is_iso_date(value->val.string.val, value->val.string.len);
		case FIELD_CHOICE:
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

/*
 * What is wrong with these values, as a sentence; NULL if nothing.  A null
 * stands for no value.
 */
char *
custom_problem(int64 account_id, Jsonb *custom)
{
	JsonbIterator *iterator;
	JsonbValue	value;
	JsonbIteratorToken token;
	char	   *key = NULL;
	int			i;

	if (!JB_ROOT_IS_OBJECT(custom))
		return pstrdup("Custom values are a JSON object.");
	/* what a subtransaction has read may have been undone with it */
	if (cache.transaction != my_local_transaction() ||
		!SubTransactionIsActive(cache.subtransaction) ||
		cache.account_id != account_id)
		load_fields(account_id);

	iterator = JsonbIteratorInit(&custom->root);
	while ((token = JsonbIteratorNext(&iterator, &value, true)) != WJB_DONE)
	{
		const CustomField *field = NULL;

		if (token == WJB_KEY)
		{
			key = pnstrdup(value.val.string.val, value.val.string.len);
			continue;
		}
		if (token != WJB_VALUE)
			continue;
		for (i = 0; i < cache.nfields; i++)
		{
			if (strcmp(cache.fields[i].key, key) == 0)
				field = &cache.fields[i];
		}
		if (field == NULL)
			return psprintf("The account has no custom field \"%s\".", key);
		if (value.type != jbvNull && !value_fits(field, &value))
			return psprintf("The value of \"%s\" is not of type %s.", key,
							field_type_names[field->type]);
	}

	for (i = 0; i < cache.nfields; i++)
	{
		const CustomField *field = &cache.fields[i];
		JsonbValue *found;

		if (!field->required)
			continue;
		found = getKeyJsonValueFromContainer(&custom->root, field->key,
											 strlen(field->key), NULL);
		if (found == NULL || found->type == jbvNull)
			return psprintf("The custom field \"%s\" is required.", field->key);
	}
	return NULL;
}

PG_FUNCTION_INFO_V1(contacts_custom_field_forget);
Datum
contacts_custom_field_forget(PG_FUNCTION_ARGS)
{
	(void) trigger_fired(fcinfo, AFTER_STATEMENT, ON_WRITE, 0);
	cache.transaction = InvalidLocalTransactionId;
	PG_RETURN_POINTER(NULL);
}
