/*-------------------------------------------------------------------------
 *
 * record.c
 *	  Contacts as they are compared: read from the tables, prepared.
 *
 * All who compare have their records from here, with numbers and addresses in
 * one order, the primary one first: so a pair has one score, whoever asks.
 * Rows come as streams; what is kept of a contact is its record.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "catalog/pg_type.h"
#include "executor/spi.h"
#include "executor/tuptable.h"
#include "fmgr.h"
#include "miscadmin.h"
#include "utils/builtins.h"
#include "utils/fmgrprotos.h"
#include "utils/jsonb.h"
#include "utils/memutils.h"

#include "base/compat.h"
#include "base/phone.h"
#include "base/query.h"
#include "base/schema.h"
#include "duplicate/key.h"
#include "duplicate/record.h"

#define CONTACT_COLUMNS(with_custom) \
	"SELECT c.id, c.name, c.company, c.city, c.phone, c.email, CASE WHEN " with_custom " THEN c.custom END AS custom " \
	"FROM contacts.contacts c WHERE c.account_id = $1 AND contacts.sees(c.audience)"
#define NUM_CONTACT_COLUMNS	7

/* The primary ones stand in the contact itself. */
#define FURTHER(child, column) \
	"SELECT f.contact_id, f." column " FROM contacts." child " f " \
	"WHERE f.account_id = $1 AND NOT f.is_primary AND contacts.sees(f.audience)"

/* One look-up in an index for each id, however many there are: that is what OFFSET is for. */
#define OF_EACH(query, id) \
	"SELECT x.* FROM unnest($2) AS wanted(id) CROSS JOIN LATERAL (" query " AND " id " = wanted.id OFFSET 0) x"

static KeptPlan all_plan = {CONTACT_COLUMNS("$2"), 2, {INT8OID, BOOLOID}};
static KeptPlan all_phones_plan = {FURTHER("contact_phones", "phone"), 1, {INT8OID}};
static KeptPlan all_emails_plan = {FURTHER("contact_emails", "email"), 1, {INT8OID}};
static KeptPlan some_plan = {OF_EACH(CONTACT_COLUMNS("$3"), "c.id"), 3, {INT8OID, UUIDARRAYOID, BOOLOID}};
static KeptPlan some_phones_plan = {OF_EACH(FURTHER("contact_phones", "phone"), "f.contact_id"), 2, {INT8OID, UUIDARRAYOID}};
static KeptPlan some_emails_plan = {OF_EACH(FURTHER("contact_emails", "email"), "f.contact_id"), 2, {INT8OID, UUIDARRAYOID}};

/* A number or an address that is not the primary one. */
typedef struct Further
{
	pg_uuid_t	id;				/* the contact */
	int64		phone;
	uint32		email_len;
	char	   *email;			/* NULL: a number */
} Further;

typedef struct FurtherList
{
	Further    *items;
	size_t		n;
	size_t		size;
} FurtherList;

/* What is at hand while contacts are read. */
typedef struct Reading
{
	RecordSet  *set;
	MemoryContext scratch;		/* of one contact; NULL: values are kept */
	FurtherList phones;
	FurtherList emails;
	uint8	   *has_further;	/* a bit for some hash of the ids that have any */
	uint32		size;			/* of the set's arrays */
	char	   *block;			/* of records */
	size_t		block_used;
	size_t		block_size;
} Reading;

/* Ids that have further numbers are few: most others are told by a bit. */
#define HAS_FURTHER_BITS	(1 << 20)
#define FIRST_BLOCK			16384
#define LAST_BLOCK			(4 * 1024 * 1024)
#define ROWS_BETWEEN_PROGRESS	1000

static uint32
further_bit(const pg_uuid_t *id)
{
	return duplicate_id_bits(id) & (HAS_FURTHER_BITS - 1);
}

static void *
grow(MemoryContext context, void *array, size_t bytes)
{
	return array == NULL ? MemoryContextAllocHuge(context, bytes) : repalloc_huge(array, bytes);
}

static void
receive_further(Reading *reading, FurtherList *list, TupleTableSlot *slot, bool email)
{
	Further    *item;

	slot_getallattrs(slot);
	if (list->n == list->size)
	{
		list->size = Max(64, 2 * list->size);
		list->items = grow(reading->set->context, list->items, list->size * sizeof(Further));
	}
	item = &list->items[list->n++];
	item->id = *DatumGetUUIDP(slot->tts_values[0]);
	item->email = NULL;
	if (email)
	{
		text	   *value = DatumGetTextPP(slot->tts_values[1]);

		item->email_len = VARSIZE_ANY_EXHDR(value);
		item->email = MemoryContextAlloc(reading->set->context, Max(item->email_len, 1));
		memcpy(item->email, VARDATA_ANY(value), item->email_len);
	}
	else
		item->phone = DatumGetPhone(slot->tts_values[1]);
	if (reading->has_further != NULL)
	{
		uint32		bit = further_bit(&item->id);

		reading->has_further[bit / 8] |= 1 << (bit % 8);
	}
	if (list->n % ROWS_BETWEEN_PROGRESS == 0)
		CHECK_FOR_INTERRUPTS();
}

static void
receive_phone(TupleTableSlot *slot, void *arg)
{
	receive_further(arg, &((Reading *) arg)->phones, slot, false);
}

static void
receive_email(TupleTableSlot *slot, void *arg)
{
	receive_further(arg, &((Reading *) arg)->emails, slot, true);
}

static int
compare_further(const void *a, const void *b)
{
	const Further *x = a;
	const Further *y = b;
	int			order = memcmp(&x->id, &y->id, UUID_LEN);

	if (order != 0)
		return order;
	if (x->email == NULL)
		return (x->phone > y->phone) - (x->phone < y->phone);
	order = memcmp(x->email, y->email, Min(x->email_len, y->email_len));
	return order != 0 ? order : (x->email_len > y->email_len) - (x->email_len < y->email_len);
}

/* The first item of this contact, or where it would stand. */
static size_t
find_further(const FurtherList *list, const pg_uuid_t *id)
{
	size_t		low = 0;
	size_t		high = list->n;

	while (low < high)
	{
		size_t		middle = (low + high) / 2;

		if (memcmp(&list->items[middle].id, id, UUID_LEN) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

static MatchSpan
text_span(Datum value, bool isnull)
{
	MatchSpan	span = {NULL, 0};

	if (!isnull)
	{
		text	   *t = DatumGetTextPP(value);

		span.data = VARDATA_ANY(t);
		span.len = VARSIZE_ANY_EXHDR(t);
	}
	return span;
}

/* The values of the custom fields that count. */
static void
add_extras(Draft *draft, Jsonb *custom, const TellingFields *fields)
{
	int			i;

	if (!JB_ROOT_IS_OBJECT(custom))
		return;
	for (i = 0; i < fields->nfields; i++)
	{
		const TellingField *field = &fields->fields[i];
		MatchExtra *extra = &draft->extras[draft->input.nextras];
		JsonbValue *value = getKeyJsonValueFromContainer(&custom->root, field->key,
														 strlen(field->key), NULL);

		if (value == NULL)
			continue;
		if (value->type == jbvString)
		{
			extra->value.data = value->val.string.val;
			extra->value.len = value->val.string.len;
		}
		else if (value->type == jbvNumeric)
		{
			extra->value.data = DatumGetCString(DirectFunctionCall1(numeric_out,
																	NumericGetDatum(value->val.numeric)));
			extra->value.len = strlen(extra->value.data);
		}
		else
			continue;
		extra->kind = field->kind;
		extra->field = i;
		draft->input.nextras++;
	}
}

static void
add_phone(Draft *draft, int64 phone)
{
	char		digits[PHONE_MAX_DIGITS + 1];

	if (draft->input.nphones == MATCH_MAX_PHONES)
		return;
	phone_value_digits(phone, digits);
	draft->phones[draft->input.nphones++] = strtoull(digits, NULL, 10);
}

static void
add_email(Draft *draft, const char *email, size_t len)
{
	if (draft->input.nemails == MATCH_MAX_EMAILS)
		return;
	draft->emails[draft->input.nemails].data = email;
	draft->emails[draft->input.nemails].len = len;
	draft->input.nemails++;
}

static void
make_draft(const Reading *reading, TupleTableSlot *slot, Draft *draft)
{
	const Datum *values = slot->tts_values;
	const bool *nulls = slot->tts_isnull;
	const pg_uuid_t *id = DatumGetUUIDP(values[0]);
	uint32		bit = further_bit(id);
	size_t		i;

	memset(&draft->input, 0, sizeof(draft->input));
	draft->input.name = text_span(values[1], nulls[1]);
	draft->input.company = text_span(values[2], nulls[2]);
	draft->input.city = text_span(values[3], nulls[3]);
	draft->input.phones = draft->phones;
	draft->input.emails = draft->emails;
	draft->input.extras = draft->extras;
	if (!nulls[4])
		add_phone(draft, DatumGetPhone(values[4]));
	if (!nulls[5])
	{
		MatchSpan	email = text_span(values[5], false);

		add_email(draft, email.data, email.len);
	}
	if (!nulls[6])
		add_extras(draft, DatumGetJsonbP(values[6]), &reading->set->fields);
	if (reading->has_further != NULL && (reading->has_further[bit / 8] & (1 << (bit % 8))) == 0)
		return;
	for (i = find_further(&reading->phones, id);
		 i < reading->phones.n && memcmp(&reading->phones.items[i].id, id, UUID_LEN) == 0; i++)
		add_phone(draft, reading->phones.items[i].phone);
	for (i = find_further(&reading->emails, id);
		 i < reading->emails.n && memcmp(&reading->emails.items[i].id, id, UUID_LEN) == 0; i++)
		add_email(draft, reading->emails.items[i].email, reading->emails.items[i].email_len);
}

/* Records stand one behind the other in large blocks. */
static MatchRecord *
prepare_record(Reading *reading, const MatchInput *input)
{
	MatchRecord *record;

	if (reading->block_size - reading->block_used < MATCH_RECORD_MAX)
	{
		reading->block_size = reading->block == NULL ? FIRST_BLOCK :
			Min(4 * reading->block_size, LAST_BLOCK);
		reading->block = MemoryContextAlloc(reading->set->context, reading->block_size);
		reading->block_used = 0;
	}
	record = (MatchRecord *) (reading->block + reading->block_used);
	reading->block_used += match_prepare(input, record, reading->block_size - reading->block_used);
	return record;
}

static void
make_room(Reading *reading)
{
	RecordSet  *set = reading->set;

	if (set->n < reading->size)
		return;
	reading->size = Max(64, 2 * reading->size);
	set->ids = grow(set->context, set->ids, reading->size * sizeof(pg_uuid_t));
	set->records = grow(set->context, set->records, reading->size * sizeof(MatchRecord *));
	set->name_keys = grow(set->context, set->name_keys, reading->size * sizeof(uint64));
	if (reading->scratch == NULL)
		set->drafts = grow(set->context, set->drafts, reading->size * sizeof(Draft *));
}

/* Values outlive the row in this context: those of a row that a page has, too. */
static void
keep_values(Draft *draft)
{
	MatchInput *input = &draft->input;
	MatchSpan  *spans[3 + MATCH_MAX_EMAILS + MATCH_MAX_EXTRAS];
	int			nspans = 0;
	int			i;

	spans[nspans++] = &input->name;
	spans[nspans++] = &input->company;
	spans[nspans++] = &input->city;
	for (i = 0; i < input->nemails; i++)
		spans[nspans++] = &draft->emails[i];
	for (i = 0; i < input->nextras; i++)
		spans[nspans++] = &draft->extras[i].value;
	for (i = 0; i < nspans; i++)
		spans[i]->data = pnstrdup(spans[i]->data != NULL ? spans[i]->data : "", spans[i]->len);
}

static void
receive_contact(TupleTableSlot *slot, void *arg)
{
	Reading    *reading = arg;
	RecordSet  *set = reading->set;
	Draft		on_stack;
	Draft	   *draft = &on_stack;
	MemoryContext caller = MemoryContextSwitchTo(reading->scratch != NULL ? reading->scratch : set->context);
	uint64		name_key;

	make_room(reading);
	if (reading->scratch == NULL)
		draft = palloc(sizeof(Draft));
	slot_getallattrs(slot);
	make_draft(reading, slot, draft);
	set->ids[set->n] = *DatumGetUUIDP(slot->tts_values[0]);
	set->records[set->n] = prepare_record(reading, &draft->input);
	name_key = match_name_key(set->records[set->n]);
	set->name_keys[set->n] = name_key == 0 ? 0 : name_key | duplicate_id_bits(&set->ids[set->n]);
	if (reading->scratch == NULL)
	{
		keep_values(draft);
		set->drafts[set->n] = draft;
	}
	set->n++;
	MemoryContextSwitchTo(caller);
	if (reading->scratch != NULL)
		MemoryContextReset(reading->scratch);
	if (set->n % ROWS_BETWEEN_PROGRESS == 0)
	{
		CHECK_FOR_INTERRUPTS();
		if (set->progress != NULL)
			set->progress(set->progress_arg, set->n);
	}
}

static int
compare_place(const void *a, const void *b, void *arg)
{
	const pg_uuid_t *ids = arg;

	return memcmp(&ids[*(const uint32 *) a], &ids[*(const uint32 *) b], UUID_LEN);
}

/* Put an array in the order of places. */
static void
reorder(void **array, size_t width, const uint32 *places, uint32 n, MemoryContext context)
{
	char	   *old = *array;
	char	   *new = MemoryContextAllocHuge(context, n * width);
	uint32		i;

	for (i = 0; i < n; i++)
		memcpy(new + i * width, old + places[i] * width, width);
	pfree(old);
	*array = new;
}

static void
sort_by_id(RecordSet *set)
{
	uint32	   *places;
	uint32		i = 1;

	while (i < set->n && memcmp(&set->ids[i - 1], &set->ids[i], UUID_LEN) < 0)
		i++;
	if (i >= set->n)
		return;
	places = MemoryContextAllocHuge(set->context, set->n * sizeof(uint32));
	for (i = 0; i < set->n; i++)
		places[i] = i;
	qsort_arg(places, set->n, sizeof(uint32), compare_place, set->ids);
	reorder((void **) &set->records, sizeof(MatchRecord *), places, set->n, set->context);
	reorder((void **) &set->name_keys, sizeof(uint64), places, set->n, set->context);
	if (set->drafts != NULL)
		reorder((void **) &set->drafts, sizeof(Draft *), places, set->n, set->context);
	reorder((void **) &set->ids, sizeof(pg_uuid_t), places, set->n, set->context);
	pfree(places);
}

/* An empty set, in a context of its own below the current one. */
RecordSet *
records_begin(int64 account_id)
{
	MemoryContext context = AllocSetContextCreate(CurrentMemoryContext, "contacts to compare",
												  ALLOCSET_DEFAULT_SIZES);
	RecordSet  *set = MemoryContextAllocZero(context, sizeof(RecordSet));

	set->context = context;
	set->account_id = account_id;
	context = MemoryContextSwitchTo(context);
	telling_fields_read(account_id, &set->fields);
	MemoryContextSwitchTo(context);
	return set;
}

static void
read_contacts(Reading *reading, KeptPlan *phones, KeptPlan *emails, KeptPlan *contacts,
			  Datum *values, int custom_at)
{
	RecordSet  *set = reading->set;
	OwnerScope	scope;

	owner_scope_begin(&scope, contacts_owner());
	SPI_connect();
	kept_stream(phones, values, receive_phone, reading);
	kept_stream(emails, values, receive_email, reading);
	qsort(reading->phones.items, reading->phones.n, sizeof(Further), compare_further);
	qsort(reading->emails.items, reading->emails.n, sizeof(Further), compare_further);
	values[custom_at] = BoolGetDatum(set->fields.nfields > 0);
	kept_stream(contacts, values, receive_contact, reading);
	SPI_finish();
	owner_scope_end(&scope);
	sort_by_id(set);
}

/* All contacts of the account that the actor sees. */
void
records_read_all(RecordSet *set)
{
	Reading		reading = {set};
	Datum		values[3];

	reading.scratch = AllocSetContextCreate(set->context, "contact", ALLOCSET_DEFAULT_SIZES);
	reading.has_further = MemoryContextAllocZero(set->context, HAS_FURTHER_BITS / 8);
	values[0] = Int64GetDatum(set->account_id);
	read_contacts(&reading, &all_phones_plan, &all_emails_plan, &all_plan, values, 1);
	MemoryContextDelete(reading.scratch);
	pfree(reading.has_further);
	if (reading.phones.items != NULL)
		pfree(reading.phones.items);
	if (reading.emails.items != NULL)
		pfree(reading.emails.items);
}

/* Those of these ids that the actor sees; with their values, if these are asked for. */
void
records_read_some(RecordSet *set, Datum ids, bool keep_values)
{
	Reading		reading = {set};
	Datum		values[3];

	if (!keep_values)
		reading.scratch = AllocSetContextCreate(set->context, "contact", ALLOCSET_SMALL_SIZES);
	values[0] = Int64GetDatum(set->account_id);
	values[1] = ids;
	read_contacts(&reading, &some_phones_plan, &some_emails_plan, &some_plan, values, 2);
}

/* The place of an id; -1 if it is not there. */
int64
records_find(const RecordSet *set, const pg_uuid_t *id)
{
	int64		low = 0;
	int64		high = (int64) set->n - 1;

	while (low <= high)
	{
		int64		middle = (low + high) / 2;
		int			order = memcmp(&set->ids[middle], id, UUID_LEN);

		if (order == 0)
			return middle;
		if (order < 0)
			low = middle + 1;
		else
			high = middle - 1;
	}
	return -1;
}
