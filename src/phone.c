/*-------------------------------------------------------------------------
 *
 * phone.c
 *	  The SQL type contacts.phone over phone_core.c.
 *
 * A value is a number of up to 17 digits, calling code first, in 64 bits: the
 * digits as if filled up to 17 with zeros, and behind them five bits with how
 * many they are.  So the order of the integers is that of the digits as text,
 * a prefix is a range, and equal numbers are equal bytes.
 *
 *-------------------------------------------------------------------------
 */
#include "contacts.h"

#include "common/hashfn.h"
#include "funcapi.h"
#include "libpq/pqformat.h"
#include "mb/pg_wchar.h"
#include "nodes/makefuncs.h"
#include "nodes/nodeFuncs.h"
#include "nodes/supportnodes.h"
#include "replication/logicalworker.h"
#include "utils/guc.h"
#include "utils/lsyscache.h"
#include "utils/sortsupport.h"

#include "phone_core.h"
#include "text_core.h"

#define LENGTH_BITS		5
#define LENGTH_MASK		((1 << LENGTH_BITS) - 1)

#define DatumGetPhone(d)		DatumGetInt64(d)
#define PhoneGetDatum(v)		Int64GetDatum(v)
#define PG_GETARG_PHONE(n)		PG_GETARG_INT64(n)
#define PG_RETURN_PHONE(v)		PG_RETURN_INT64(v)

static char *default_region = NULL;

static const uint64 powers[PHONE_MAX_DIGITS + 1] = {
	UINT64CONST(1), UINT64CONST(10), UINT64CONST(100), UINT64CONST(1000),
	UINT64CONST(10000), UINT64CONST(100000), UINT64CONST(1000000),
	UINT64CONST(10000000), UINT64CONST(100000000), UINT64CONST(1000000000),
	UINT64CONST(10000000000), UINT64CONST(100000000000),
	UINT64CONST(1000000000000), UINT64CONST(10000000000000),
	UINT64CONST(100000000000000), UINT64CONST(1000000000000000),
	UINT64CONST(10000000000000000), UINT64CONST(100000000000000000)
};

/*
 * Regions
 */

bool
region_is_supported(const char *region)
{
	PhoneRegion r = phone_region_by_code(region, strlen(region));

	return r >= 0 && r < phone_region_count();
}

void
region_report(const char *region)
{
	ereport(ERROR,
			(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
			 errmsg("unknown region: \"%s\"", text_quoted(region)),
			 errhint("Use a code of contacts.phone_regions(), such as IN or US.")));
}

static bool
check_default_region(char **newval, void **extra, GucSource source)
{
	if (**newval == '\0' || region_is_supported(*newval))
		return true;
	GUC_check_errdetail("There is no region \"%s\"; contacts.phone_regions() lists them.",
						*newval);
	return false;
}

void
phone_init(void)
{
	DefineCustomStringVariable("contacts.default_region",
							   "Region by which national phone numbers are read while nobody is acting.",
							   "An identity brings the region of its account, which comes first.",
							   &default_region,
							   "",
							   PGC_USERSET,
							   0,
							   check_default_region,
							   NULL,
							   NULL);
}

/* The region by which numbers are read now; "ZZ" for none. */
const char *
phone_actor_region(void)
{
	const Actor *actor = actor_current();

	if (actor != NULL)
		return actor->region;
	if (default_region != NULL && default_region[0] != '\0')
		return default_region;
	return "ZZ";
}

/* The region of an argument, which may be null. */
static const char *
region_argument(FunctionCallInfo fcinfo, int n)
{
	char	   *region;

	if (PG_ARGISNULL(n))
		return phone_actor_region();
	region = text_to_cstring(PG_GETARG_TEXT_PP(n));
	if (!region_is_supported(region))
		region_report(region);
	return region;
}

/*
 * Values
 */

/* Digits to a value; the caller knows that they are few enough. */
static int64
pack(const char *digits, int ndigits)
{
	uint64		number = 0;
	int			i;

	for (i = 0; i < ndigits; i++)
		number = number * 10 + (digits[i] - '0');
	number *= powers[PHONE_MAX_DIGITS - ndigits];
	return (int64) (number << LENGTH_BITS | ndigits);
}

/* The digits of a value, NUL-terminated; returns how many. */
int
phone_value_digits(int64 value, char *digits)
{
	int			ndigits = value & LENGTH_MASK;
	uint64		number = (uint64) value >> LENGTH_BITS;
	int			i;

	Assert(ndigits <= PHONE_MAX_DIGITS);
	number /= powers[PHONE_MAX_DIGITS - ndigits];
	for (i = ndigits; i-- > 0; number /= 10)
		digits[i] = '0' + number % 10;
	digits[ndigits] = '\0';
	return ndigits;
}

/* E.164 text of a value, NUL-terminated: at most 19 bytes. */
void
phone_value_text(int64 value, char *text)
{
	text[0] = '+';
	phone_value_digits(value, text + 1);
}

static void
unpack(int64 value, PhoneNumber *number)
{
	char		digits[PHONE_MAX_DIGITS + 1];
	int			ndigits = phone_value_digits(value, digits);

	/*
	 * A number that an older release of the metadata took may have a calling
	 * code that this one does not know.
	 */
	if (!phone_core_from_digits(digits, ndigits, number))
		ereport(ERROR,
				(errcode(ERRCODE_DATA_EXCEPTION),
				 errmsg("calling code of +%s is not in metadata release %s",
						digits, phone_metadata_version)));
}

/* The value of a text that the output function wrote; false for others. */
static bool
read_canonical(const char *s, size_t len, int64 *value)
{
	size_t		i;

	if (len < 2 || len > PHONE_MAX_DIGITS + 1 || s[0] != '+' || s[1] == '0')
		return false;
	for (i = 1; i < len; i++)
	{
		if (s[i] < '0' || s[i] > '9')
			return false;
	}
	*value = pack(s + 1, len - 1);
	return true;
}

/* A number that changes with each of so many readings is none. */
#define SETTLE_ROUNDS	4

/*
 * Whatever becomes a value must be read again as itself, else it would change
 * in a dump and be another number than the one that people type.  A few are
 * not at once: +61 18310394110516 is read as +61 0394110516, and that as
 * +61 394110516, which stays.  False for what is no possible number, or never
 * stays.
 */
static bool
settle(PhoneNumber *number)
{
	int			rounds;

	for (rounds = 0; rounds < SETTLE_ROUNDS; rounds++)
	{
		char		canonical[PHONE_MAX_DIGITS + 1];
		PhoneNumber again;

		if (number->ndigits > PHONE_MAX_DIGITS)
			return false;
		canonical[0] = '+';
		memcpy(canonical + 1, number->digits, number->ndigits);
		if (phone_core_parse(canonical, number->ndigits + 1, PHONE_REGION_UNKNOWN, &again) != PHONE_OK ||
			phone_core_possible(&again) != PHONE_IS_POSSIBLE)
			return false;
		if (again.ndigits == number->ndigits &&
			memcmp(again.digits, number->digits, number->ndigits) == 0)
			return true;
		memcpy(number->digits, again.digits, sizeof(number->digits));
		number->ndigits = again.ndigits;
	}
	return false;
}

/* Is this a number that reading text could have given? */
static bool
settled(const char *digits, int ndigits)
{
	PhoneNumber number;

	return phone_core_from_digits(digits, ndigits, &number) &&
		phone_core_possible(&number) == PHONE_IS_POSSIBLE &&
		settle(&number) && number.ndigits == ndigits &&
		memcmp(number.digits, digits, ndigits) == 0;
}

/*
 * Are values to be taken as the output function wrote them, whatever this
 * release of the metadata says?  In a restore; from another server's
 * replication, which would stand still else; and where our own statements
 * carry stored numbers through JSON.
 */
static bool
as_written(void)
{
	return contacts_restoring() || own_write() || IsLogicalWorker() ||
		SessionReplicationRole == SESSION_REPLICATION_ROLE_REPLICA;
}

/*
 * Read what people type.  reason is set, and the value 0, if it is not a
 * possible number; the terms are libphonenumber's.
 */
void
phone_read(const char *text, size_t len, const char *region,
		   PhoneReading *reading)
{
	PhoneNumber number;
	PhoneOutcome outcome;
	PhonePossible possible;
	size_t		extension_len;

	reading->value = 0;
	reading->extension[0] = '\0';
	reading->reason = NULL;

	outcome = phone_core_parse(text, len,
							   phone_region_by_code(region, strlen(region)),
							   &number);
	if (outcome == PHONE_OK)
	{
		possible = phone_core_possible(&number);
		if (possible != PHONE_IS_POSSIBLE)
			reading->reason = phone_possible_name(possible);
		else if (number.ndigits > PHONE_MAX_DIGITS)
			reading->reason = phone_outcome_name(PHONE_UNSUPPORTED_LENGTH);
	}
	else
		reading->reason = phone_outcome_name(outcome);
	if (reading->reason != NULL)
		return;

	if (!settle(&number))
	{
		reading->reason = phone_outcome_name(PHONE_NOT_A_NUMBER);
		return;
	}
	reading->value = pack(number.digits, number.ndigits);
	extension_len = text_fold(number.extension, strlen(number.extension),
							  reading->extension, sizeof(reading->extension) - 1);
	reading->extension[extension_len] = '\0';
}

/* A sentence for each of the reasons. */
static const char *
reason_sentence(const char *reason)
{
	static const struct
	{
		const char *reason;
		const char *sentence;
	}			sentences[] = {
		{"INVALID_COUNTRY_CODE", "The country calling code is missing or unknown."},
		{"NOT_A_NUMBER", "This is not a telephone number."},
		{"TOO_SHORT_AFTER_IDD", "Too few digits follow the international prefix."},
		{"TOO_SHORT_NSN", "There are too few digits."},
		{"TOO_LONG", "There are too many digits."},
		{"TOO_SHORT", "There are too few digits for this numbering plan."},
		{"INVALID_LENGTH", "The numbering plan has no numbers of this length."},
		{"IS_POSSIBLE_LOCAL_ONLY", "The number can be dialled within its area only: the area code is missing."},
		{"UNSUPPORTED_LENGTH", "The number has more than 17 digits."},
	};
	int			i;

	for (i = 0; i < (int) lengthof(sentences); i++)
	{
		if (strcmp(sentences[i].reason, reason) == 0)
			return sentences[i].sentence;
	}
	return "The number is not possible.";
}

/*
 * The text of a hint: what a number of this region looks like.
 */
static char *
example_text(const char *region)
{
	PhoneRegion r = phone_region_by_code(region, strlen(region));
	PhoneNumber example;
	char		national[PHONE_MAX_TEXT];
	char		international[PHONE_MAX_TEXT];

	if (r < 0 || r >= phone_region_count() ||
		(!phone_core_example(r, PHONE_MOBILE, &example) &&
		 !phone_core_example(r, PHONE_FIXED_LINE, &example)))
		return pstrdup("Write it in international form, such as +91 81234 56789.");
	phone_core_format(&example, PHONE_NATIONAL, national, sizeof(national));
	phone_core_format(&example, PHONE_INTERNATIONAL, international, sizeof(international));
	return psprintf("Numbers of region %s look like %s or %s.", region, national,
					international);
}

/* Raise, or save, the error of a text that is no number. */
void
phone_report(const char *text, size_t len, const char *region,
			 const PhoneReading *reading, Node *escontext)
{
	int			quoted = pg_mbcliplen(text, (int) Min(len, (size_t) 4 * QUOTE_MAX), QUOTE_MAX);

	soft_error(escontext,
			   (errcode(ERRCODE_INVALID_TEXT_REPRESENTATION),
				errmsg("invalid input syntax for type contacts.phone: \"%.*s%s\"",
					   quoted, text, (size_t) quoted < len ? "..." : ""),
				errdetail("%s: %s", reading->reason, reason_sentence(reading->reason)),
				errhint("%s", example_text(region))));
}

/*
 * The type
 */

PG_FUNCTION_INFO_V1(contacts_phone_in);
Datum
contacts_phone_in(PG_FUNCTION_ARGS)
{
	char	   *text = PG_GETARG_CSTRING(0);
	size_t		len = strlen(text);
	PhoneReading reading;
	int64		value;

	if (as_written() && read_canonical(text, len, &value))
		PG_RETURN_PHONE(value);

	phone_read(text, len, phone_actor_region(), &reading);
	if (reading.reason != NULL)
	{
		phone_report(text, len, phone_actor_region(), &reading, fcinfo->context);
		PG_RETURN_NULL();
	}
	if (reading.extension[0] != '\0')
		soft_ereport(fcinfo,
					 (errcode(ERRCODE_INVALID_TEXT_REPRESENTATION),
					  errmsg("a value of type contacts.phone has no extension"),
					  errdetail("The text names the extension %s.", reading.extension),
					  errhint("contacts.phone_parse() gives the number and the extension.")));
	PG_RETURN_PHONE(reading.value);
}

PG_FUNCTION_INFO_V1(contacts_phone_out);
Datum
contacts_phone_out(PG_FUNCTION_ARGS)
{
	char	   *result = palloc(PHONE_MAX_DIGITS + 2);

	phone_value_text(PG_GETARG_PHONE(0), result);
	PG_RETURN_CSTRING(result);
}

PG_FUNCTION_INFO_V1(contacts_phone_recv);
Datum
contacts_phone_recv(PG_FUNCTION_ARGS)
{
	StringInfo	buf = (StringInfo) PG_GETARG_POINTER(0);
	uint64		bits = (uint64) pq_getmsgint64(buf);
	int			ndigits = (int) (bits >> 58);
	uint64		number = bits & ((UINT64CONST(1) << 58) - 1);
	int64		value = 0;

	/* What text input would give, and no other bytes. */
	if (ndigits >= 2 && ndigits <= PHONE_MAX_DIGITS &&
		number >= powers[ndigits - 1] && number < powers[ndigits])
	{
		char		digits[PHONE_MAX_DIGITS + 1];

		value = (int64) (number * powers[PHONE_MAX_DIGITS - ndigits] << LENGTH_BITS | ndigits);
		phone_value_digits(value, digits);
		if (!as_written() && !settled(digits, ndigits))
			ereport(ERROR,
					(errcode(ERRCODE_INVALID_BINARY_REPRESENTATION),
					 errmsg("invalid binary value of type contacts.phone: +%s", digits),
					 errdetail("As text it is no number, or is read as another one."),
					 errhint("Send what people type as text.")));
	}
	if (value == 0)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_BINARY_REPRESENTATION),
				 errmsg("invalid binary value of type contacts.phone")));
	PG_RETURN_PHONE(value);
}

PG_FUNCTION_INFO_V1(contacts_phone_send);
Datum
contacts_phone_send(PG_FUNCTION_ARGS)
{
	int64		value = PG_GETARG_PHONE(0);
	uint64		ndigits = value & LENGTH_MASK;
	uint64		number = ((uint64) value >> LENGTH_BITS) / powers[PHONE_MAX_DIGITS - ndigits];
	StringInfoData buf;

	pq_begintypsend(&buf);
	pq_sendint64(&buf, (int64) (ndigits << 58 | number));
	PG_RETURN_BYTEA_P(pq_endtypsend(&buf));
}

#define PHONE_COMPARISON(name, operator) \
PG_FUNCTION_INFO_V1(contacts_phone_##name); \
Datum \
contacts_phone_##name(PG_FUNCTION_ARGS) \
{ \
	PG_RETURN_BOOL(PG_GETARG_PHONE(0) operator PG_GETARG_PHONE(1)); \
}

PHONE_COMPARISON(eq, ==)
PHONE_COMPARISON(ne, !=)
PHONE_COMPARISON(lt, <)
PHONE_COMPARISON(le, <=)
PHONE_COMPARISON(gt, >)
PHONE_COMPARISON(ge, >=)

PG_FUNCTION_INFO_V1(contacts_phone_cmp);
Datum
contacts_phone_cmp(PG_FUNCTION_ARGS)
{
	int64		a = PG_GETARG_PHONE(0);
	int64		b = PG_GETARG_PHONE(1);

	PG_RETURN_INT32((a > b) - (a < b));
}

#if SIZEOF_DATUM < 8
static int
phone_fastcmp(Datum x, Datum y, SortSupport ssup)
{
	int64		a = DatumGetPhone(x);
	int64		b = DatumGetPhone(y);

	return (a > b) - (a < b);
}
#endif

PG_FUNCTION_INFO_V1(contacts_phone_sortsupport);
Datum
contacts_phone_sortsupport(PG_FUNCTION_ARGS)
{
	SortSupport ssup = (SortSupport) PG_GETARG_POINTER(0);

	/* as the server does for int8 */
#if SIZEOF_DATUM >= 8
	ssup->comparator = ssup_datum_signed_cmp;
#else
	ssup->comparator = phone_fastcmp;
#endif
	PG_RETURN_VOID();
}

PG_FUNCTION_INFO_V1(contacts_phone_hash);
Datum
contacts_phone_hash(PG_FUNCTION_ARGS)
{
	int64		value = PG_GETARG_PHONE(0);

	return hash_any((unsigned char *) &value, sizeof(value));
}

PG_FUNCTION_INFO_V1(contacts_phone_hash_extended);
Datum
contacts_phone_hash_extended(PG_FUNCTION_ARGS)
{
	int64		value = PG_GETARG_PHONE(0);

	return hash_any_extended((unsigned char *) &value, sizeof(value),
							 PG_GETARG_INT64(1));
}

PG_FUNCTION_INFO_V1(contacts_phone_smaller);
Datum
contacts_phone_smaller(PG_FUNCTION_ARGS)
{
	PG_RETURN_PHONE(Min(PG_GETARG_PHONE(0), PG_GETARG_PHONE(1)));
}

PG_FUNCTION_INFO_V1(contacts_phone_larger);
Datum
contacts_phone_larger(PG_FUNCTION_ARGS)
{
	PG_RETURN_PHONE(Max(PG_GETARG_PHONE(0), PG_GETARG_PHONE(1)));
}

/*
 * Prefix search
 */

/*
 * The digits of a prefix as typed: a + first, punctuation between.  Returns
 * how many, or -1 for a text that no number can begin with.
 */
static int
prefix_digits(const char *s, int len, char *digits)
{
	int			ndigits = 0;
	int			i;

	for (i = 0; i < len; i++)
	{
		if (s[i] >= '0' && s[i] <= '9')
		{
			if (ndigits == PHONE_MAX_DIGITS)
				return -1;
			digits[ndigits++] = s[i];
		}
		else if (!(s[i] == '+' && ndigits == 0) &&
				 (s[i] == '\0' || strchr(" -./()", s[i]) == NULL))
			return -1;
	}
	return ndigits;
}

PG_FUNCTION_INFO_V1(contacts_phone_starts_with);
Datum
contacts_phone_starts_with(PG_FUNCTION_ARGS)
{
	text	   *prefix = PG_GETARG_TEXT_PP(1);
	char		wanted[PHONE_MAX_DIGITS + 1];
	char		digits[PHONE_MAX_DIGITS + 1];
	int			nwanted = prefix_digits(VARDATA_ANY(prefix),
										VARSIZE_ANY_EXHDR(prefix), wanted);
	int			ndigits = phone_value_digits(PG_GETARG_PHONE(0), digits);

	PG_RETURN_BOOL(nwanted >= 0 && nwanted <= ndigits &&
				   memcmp(wanted, digits, nwanted) == 0);
}

PG_FUNCTION_INFO_V1(contacts_phone_starts_with_support);
Datum
contacts_phone_starts_with_support(PG_FUNCTION_ARGS)
{
	Node	   *request = (Node *) PG_GETARG_POINTER(0);
	List	   *args = NIL;
	Const	   *pattern;
	text	   *prefix;
	char		digits[PHONE_MAX_DIGITS + 1];
	int			ndigits;

	if (IsA(request, SupportRequestIndexCondition))
	{
		SupportRequestIndexCondition *req = (SupportRequestIndexCondition *) request;

		if (req->indexarg != 0)
			PG_RETURN_POINTER(NULL);
		if (is_opclause(req->node))
			args = ((OpExpr *) req->node)->args;
		else if (is_funcclause(req->node))
			args = ((FuncExpr *) req->node)->args;
	}
	else if (IsA(request, SupportRequestSelectivity))
		args = ((SupportRequestSelectivity *) request)->args;
	if (list_length(args) != 2 || !IsA(lsecond(args), Const))
		PG_RETURN_POINTER(NULL);

	pattern = (Const *) lsecond(args);
	if (pattern->constisnull)
		PG_RETURN_POINTER(NULL);
	prefix = DatumGetTextPP(pattern->constvalue);
	ndigits = prefix_digits(VARDATA_ANY(prefix), VARSIZE_ANY_EXHDR(prefix), digits);

	if (IsA(request, SupportRequestSelectivity))
	{
		SupportRequestSelectivity *req = (SupportRequestSelectivity *) request;

		/*
		 * From the length alone: statistics would tell of numbers that the
		 * asker cannot see.  The first two digits are mostly one's own calling
		 * code, each further one leaves a fifth, not a tenth, as codes cluster.
		 */
		req->selectivity = 0.5;
		if (ndigits < 0)
			req->selectivity = 0.0;
		for (; ndigits > 2; ndigits--)
			req->selectivity /= 5;
		PG_RETURN_POINTER(req);
	}
	else
	{
		SupportRequestIndexCondition *req = (SupportRequestIndexCondition *) request;
		Node	   *column = linitial(args);
		Oid			type = exprType(column);
		Oid			at_least = get_opfamily_member(req->opfamily, type, type, 4);
		Oid			below = get_opfamily_member(req->opfamily, type, type, 1);
		List	   *conditions;
		int			last;

		if (ndigits <= 0 || !OidIsValid(at_least) || !OidIsValid(below))
			PG_RETURN_POINTER(NULL);
		conditions =
			list_make1(make_opclause(at_least, BOOLOID, false, (Expr *) column,
									 (Expr *) makeConst(type, -1, InvalidOid, sizeof(int64),
														PhoneGetDatum(pack(digits, ndigits)),
														false, FLOAT8PASSBYVAL),
									 InvalidOid, InvalidOid));

		/* The first number behind: 4919 ends before 492; 99 needs no end. */
		last = ndigits - 1;
		while (last >= 0 && digits[last] == '9')
			last--;
		if (last >= 0)
		{
			digits[last]++;
			conditions =
				lappend(conditions,
						make_opclause(below, BOOLOID, false, (Expr *) column,
									  (Expr *) makeConst(type, -1, InvalidOid, sizeof(int64),
														 PhoneGetDatum(pack(digits, last + 1)),
														 false, FLOAT8PASSBYVAL),
									  InvalidOid, InvalidOid));
		}
		req->lossy = false;
		PG_RETURN_POINTER(conditions);
	}
}

/*
 * Questions
 */

static Datum
parse_row(FunctionCallInfo fcinfo, bool hard)
{
	TupleDesc	desc;
	Datum		values[3] = {0};
	bool		nulls[3] = {true, true, true};

	if (get_call_result_type(fcinfo, NULL, &desc) != TYPEFUNC_COMPOSITE)
		elog(ERROR, "return type must be a row type");
	desc = BlessTupleDesc(desc);
	if (!PG_ARGISNULL(0))
	{
		text	   *number = PG_GETARG_TEXT_PP(0);
		const char *region = region_argument(fcinfo, 1);
		PhoneReading reading;

		phone_read(VARDATA_ANY(number), VARSIZE_ANY_EXHDR(number), region, &reading);
		if (reading.reason != NULL)
		{
			if (hard)
				phone_report(VARDATA_ANY(number), VARSIZE_ANY_EXHDR(number),
							 region, &reading, NULL);
			values[2] = CStringGetTextDatum(reading.reason);
			nulls[2] = false;
		}
		else
		{
			values[0] = PhoneGetDatum(reading.value);
			nulls[0] = false;
			if (reading.extension[0] != '\0')
			{
				values[1] = CStringGetTextDatum(reading.extension);
				nulls[1] = false;
			}
		}
	}
	PG_RETURN_DATUM(HeapTupleGetDatum(heap_form_tuple(desc, values, nulls)));
}

PG_FUNCTION_INFO_V1(contacts_phone_parse);
Datum
contacts_phone_parse(PG_FUNCTION_ARGS)
{
	return parse_row(fcinfo, true);
}

PG_FUNCTION_INFO_V1(contacts_phone_try_parse);
Datum
contacts_phone_try_parse(PG_FUNCTION_ARGS)
{
	return parse_row(fcinfo, false);
}

PG_FUNCTION_INFO_V1(contacts_phone_is_possible);
Datum
contacts_phone_is_possible(PG_FUNCTION_ARGS)
{
	text	   *number;
	PhoneReading reading;

	if (PG_ARGISNULL(0))
		PG_RETURN_NULL();
	number = PG_GETARG_TEXT_PP(0);
	phone_read(VARDATA_ANY(number), VARSIZE_ANY_EXHDR(number),
			   region_argument(fcinfo, 1), &reading);
	PG_RETURN_BOOL(reading.reason == NULL);
}

PG_FUNCTION_INFO_V1(contacts_phone_is_valid);
Datum
contacts_phone_is_valid(PG_FUNCTION_ARGS)
{
	PhoneNumber number;

	unpack(PG_GETARG_PHONE(0), &number);
	PG_RETURN_BOOL(phone_core_valid(&number));
}

PG_FUNCTION_INFO_V1(contacts_phone_is_valid_for_region);
Datum
contacts_phone_is_valid_for_region(PG_FUNCTION_ARGS)
{
	PhoneNumber number;
	const char *region = region_argument(fcinfo, 1);

	unpack(PG_GETARG_PHONE(0), &number);
	PG_RETURN_BOOL(phone_core_valid_for_region(&number,
											   phone_region_by_code(region, strlen(region))));
}

PG_FUNCTION_INFO_V1(contacts_phone_type);
Datum
contacts_phone_type(PG_FUNCTION_ARGS)
{
	PhoneNumber number;

	unpack(PG_GETARG_PHONE(0), &number);
	PG_RETURN_TEXT_P(cstring_to_text(phone_type_name(phone_core_type(&number))));
}

PG_FUNCTION_INFO_V1(contacts_phone_region);
Datum
contacts_phone_region(PG_FUNCTION_ARGS)
{
	PhoneNumber number;
	PhoneRegion region;

	unpack(PG_GETARG_PHONE(0), &number);
	region = phone_core_region(&number);
	if (region == PHONE_REGION_UNKNOWN)
		PG_RETURN_NULL();
	PG_RETURN_TEXT_P(cstring_to_text(phone_region_code(region)));
}

PG_FUNCTION_INFO_V1(contacts_phone_country_code);
Datum
contacts_phone_country_code(PG_FUNCTION_ARGS)
{
	PhoneNumber number;

	unpack(PG_GETARG_PHONE(0), &number);
	PG_RETURN_INT32(number.country_code);
}

PG_FUNCTION_INFO_V1(contacts_phone_national_number);
Datum
contacts_phone_national_number(PG_FUNCTION_ARGS)
{
	PhoneNumber number;

	unpack(PG_GETARG_PHONE(0), &number);
	PG_RETURN_TEXT_P(cstring_to_text(number.digits + number.cc_len));
}

PG_FUNCTION_INFO_V1(contacts_phone_format);
Datum
contacts_phone_format(PG_FUNCTION_ARGS)
{
	static const char *const formats[] = {
		[PHONE_E164] = "e164",
		[PHONE_INTERNATIONAL] = "international",
		[PHONE_NATIONAL] = "national",
		[PHONE_RFC3966] = "rfc3966"
	};
	PhoneNumber number;
	char		buf[PHONE_MAX_TEXT];
	char	   *name;
	int			format;

	if (PG_ARGISNULL(0) || PG_ARGISNULL(1))
		PG_RETURN_NULL();
	name = text_to_cstring(PG_GETARG_TEXT_PP(1));
	for (format = 0; format < (int) lengthof(formats); format++)
	{
		if (strcmp(formats[format], name) == 0)
			break;
	}
	if (format == lengthof(formats))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("unknown phone format: \"%s\"", text_quoted(name)),
				 errhint("Use e164, international, national or rfc3966.")));
	unpack(PG_GETARG_PHONE(0), &number);
	if (!PG_ARGISNULL(2))
	{
		text	   *extension = PG_GETARG_TEXT_PP(2);

		if (VARSIZE_ANY_EXHDR(extension) > PHONE_MAX_EXTENSION)
			ereport(ERROR,
					(errcode(ERRCODE_STRING_DATA_RIGHT_TRUNCATION),
					 errmsg("extension is too long")));
		text_to_cstring_buffer(extension, number.extension, sizeof(number.extension));
	}
	phone_core_format(&number, (PhoneFormat) format, buf, sizeof(buf));
	PG_RETURN_TEXT_P(cstring_to_text(buf));
}

PG_FUNCTION_INFO_V1(contacts_phone_format_from);
Datum
contacts_phone_format_from(PG_FUNCTION_ARGS)
{
	PhoneNumber number;
	char		buf[PHONE_MAX_TEXT];
	const char *region = region_argument(fcinfo, 1);

	unpack(PG_GETARG_PHONE(0), &number);
	phone_core_format_out_of_country(&number, phone_region_by_code(region, strlen(region)),
									 buf, sizeof(buf));
	PG_RETURN_TEXT_P(cstring_to_text(buf));
}

PG_FUNCTION_INFO_V1(contacts_phone_example);
Datum
contacts_phone_example(PG_FUNCTION_ARGS)
{
	const char *region = region_argument(fcinfo, 0);
	char	   *name = text_to_cstring(PG_GETARG_TEXT_PP(1));
	PhoneNumber number;
	int			type;

	for (type = 0; type < PHONE_TYPE_UNKNOWN; type++)
	{
		if (strcmp(phone_type_name((PhoneType) type), name) == 0)
			break;
	}
	if (type == PHONE_TYPE_UNKNOWN)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("unknown phone type: \"%s\"", text_quoted(name)),
				 errhint("Use one of those that contacts.phone_type() gives.")));
	if (!phone_core_example(phone_region_by_code(region, strlen(region)),
							(PhoneType) type, &number) ||
		!settled(number.digits, number.ndigits))
		PG_RETURN_NULL();
	PG_RETURN_PHONE(pack(number.digits, number.ndigits));
}

PG_FUNCTION_INFO_V1(contacts_phone_match);
Datum
contacts_phone_match(PG_FUNCTION_ARGS)
{
	static const char *const names[] = {
		[PHONE_INVALID_NUMBER] = "invalid",
		[PHONE_NO_MATCH] = "none",
		[PHONE_SHORT_NSN_MATCH] = "short_nsn",
		[PHONE_NSN_MATCH] = "nsn",
		[PHONE_EXACT_MATCH] = "exact"
	};
	text	   *a = PG_GETARG_TEXT_PP(0);
	text	   *b = PG_GETARG_TEXT_PP(1);
	PhoneMatch	match = phone_core_match(VARDATA_ANY(a), VARSIZE_ANY_EXHDR(a),
										 VARDATA_ANY(b), VARSIZE_ANY_EXHDR(b));

	PG_RETURN_TEXT_P(cstring_to_text(names[match]));
}

PG_FUNCTION_INFO_V1(contacts_phone_regions);
Datum
contacts_phone_regions(PG_FUNCTION_ARGS)
{
	ReturnSetInfo *rsinfo = (ReturnSetInfo *) fcinfo->resultinfo;
	int			region;

	InitMaterializedSRF(fcinfo, 0);
	for (region = 0; region < phone_region_count(); region++)
	{
		Datum		values[2];
		bool		nulls[2] = {false, false};

		values[0] = CStringGetTextDatum(phone_region_code(region));
		values[1] = Int32GetDatum(phone_region_calling_code(region));
		tuplestore_putvalues(rsinfo->setResult, rsinfo->setDesc, values, nulls);
	}
	PG_RETURN_NULL();
}

PG_FUNCTION_INFO_V1(contacts_phone_region_is_supported);
Datum
contacts_phone_region_is_supported(PG_FUNCTION_ARGS)
{
	PG_RETURN_BOOL(region_is_supported(text_to_cstring(PG_GETARG_TEXT_PP(0))));
}

PG_FUNCTION_INFO_V1(contacts_phone_metadata_version);
Datum
contacts_phone_metadata_version(PG_FUNCTION_ARGS)
{
	PG_RETURN_TEXT_P(cstring_to_text(phone_metadata_version));
}
