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
#include "postgres.h"

#include "commands/trigger.h"
#include "fmgr.h"
#include "libpq/pqformat.h"
#include "mb/pg_wchar.h"
#include "replication/logicalworker.h"
#include "utils/builtins.h"
#include "utils/guc.h"

#include "base/compat.h"
#include "base/phone.h"
#include "base/query.h"
#include "base/report.h"
#include "base/restore.h"
#include "pure/text_core.h"

#define LENGTH_BITS		5

#define LENGTH_MASK		((1 << LENGTH_BITS) - 1)

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
	const char *region = actors_region();

	if (region != NULL)
		return region;
	if (default_region != NULL && default_region[0] != '\0')
		return default_region;
	return "ZZ";
}

/* The region of an argument, which may be null. */
const char *
phone_region_argument(FunctionCallInfo fcinfo, int n)
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
int64
phone_pack(const char *digits, int ndigits)
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

void
phone_unpack(int64 value, PhoneNumber *number)
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
	*value = phone_pack(s + 1, len - 1);
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
bool
phone_settled(const char *digits, int ndigits)
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
	reading->value = phone_pack(number.digits, number.ndigits);
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
 * The value of a text that is a number and nothing else; 0 where the error has
 * been saved.  An extension would be lost, so it is refused.
 */
int64
phone_of_text(const char *text, size_t len, const char *region, Node *escontext)
{
	PhoneReading reading;

	phone_read(text, len, region, &reading);
	if (reading.reason != NULL)
	{
		phone_report(text, len, region, &reading, escontext);
		return 0;
	}
	if (reading.extension[0] != '\0')
	{
		soft_error(escontext,
				   (errcode(ERRCODE_INVALID_TEXT_REPRESENTATION),
					errmsg("a value of type contacts.phone has no extension"),
					errdetail("The text names the extension %s.", reading.extension),
					errhint("contacts.phone_parse() gives the number and the extension.")));
		return 0;
	}
	return reading.value;
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
	int64		value;

	if (as_written() && read_canonical(text, len, &value))
		PG_RETURN_PHONE(value);

	value = phone_of_text(text, len, phone_actor_region(), fcinfo->context);
	if (value == 0)
		PG_RETURN_NULL();		/* the error has been saved */
	PG_RETURN_PHONE(value);
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
		if (!as_written() && !phone_settled(digits, ndigits))
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
