/*-------------------------------------------------------------------------
 *
 * text.c
 *	  The SQL side of text: folding (text_core.c does the work), tidying what
 *	  people type, search keys; and UUIDs version 7.
 *
 *-------------------------------------------------------------------------
 */
#include "contacts.h"

#include <ctype.h>
#include <sys/time.h>

#include "mb/pg_wchar.h"
#include "pgtime.h"
#include "text_core.h"

/*
 * Small enough to stand in the row itself: a search must not have to fetch it
 * from elsewhere, for how long that takes would tell of rows.
 */
#define SEARCH_KEY_SIZE		2000


PG_FUNCTION_INFO_V1(contacts_fold);
Datum
contacts_fold(PG_FUNCTION_ARGS)
{
	text	   *value = PG_GETARG_TEXT_PP(0);
	size_t		size = (size_t) VARSIZE_ANY_EXHDR(value) * TEXT_FOLD_MAX_GROWTH + 8;
	text	   *result = palloc(VARHDRSZ + size);
	size_t		len = text_fold(VARDATA_ANY(value), VARSIZE_ANY_EXHDR(value),
								VARDATA(result), size);

	SET_VARSIZE(result, VARHDRSZ + len);
	PG_RETURN_TEXT_P(result);
}

/* White space and control characters, as they come out of spreadsheets. */
static int
blank_length(const char *s, const char *end)
{
	unsigned char c = (unsigned char) *s;

	if (c <= 0x20 || c == 0x7f)
		return 1;
	/* no-break space, in UTF-8 */
	if (GetDatabaseEncoding() == PG_UTF8 && end - s >= 2 && c == 0xc2 &&
		(unsigned char) s[1] == 0xa0)
		return 2;
	return 0;
}

/* The text without blanks around it; NULL if nothing remains. */
text *
text_tidy(text *value)
{
	const char *start;
	const char *end;
	int			n;

	if (value == NULL)
		return NULL;
	start = VARDATA_ANY(value);
	end = start + VARSIZE_ANY_EXHDR(value);
	while (start < end && (n = blank_length(start, end)) > 0)
		start += n;
	for (;;)
	{
		if (end - start >= 1 && (unsigned char) end[-1] < 0x80 &&
			blank_length(end - 1, end) == 1)
			end--;
		else if (end - start >= 2 && blank_length(end - 2, end) == 2)
			end -= 2;
		else
			break;
	}
	if (start == end)
		return NULL;
	if (end - start == VARSIZE_ANY_EXHDR(value))
		return value;
	return cstring_to_text_with_len(start, end - start);
}

/*
 * Lower case of the ASCII letters.  Domains have no others in the form that
 * mail carries, and local parts with others must not change.
 */
text *
text_lower_ascii(text *value)
{
	text	   *result;
	char	   *s;
	int			len;
	int			i;

	if (value == NULL)
		return NULL;
	len = VARSIZE_ANY_EXHDR(value);
	result = cstring_to_text_with_len(VARDATA_ANY(value), len);
	s = VARDATA(result);
	for (i = 0; i < len; i++)
	{
		if (s[i] >= 'A' && s[i] <= 'Z')
			s[i] += 'a' - 'A';
	}
	return result;
}

/*
 * The folded parts, a line each.  What does not fit is left out: a search then
 * misses the end of an unusually long text.
 */
text *
search_key_make(text *const *parts, int nparts)
{
	text	   *result = palloc(VARHDRSZ + SEARCH_KEY_SIZE);
	char	   *out = VARDATA(result);
	size_t		used = 0;
	int			i;

	for (i = 0; i < nparts; i++)
	{
		if (parts[i] == NULL || SEARCH_KEY_SIZE - used < 2)
			continue;
		if (used > 0)
			out[used++] = '\n';
		used += text_fold(VARDATA_ANY(parts[i]), VARSIZE_ANY_EXHDR(parts[i]),
						  out + used, SEARCH_KEY_SIZE - used);
	}
	SET_VARSIZE(result, VARHDRSZ + used);
	return result;
}

/*
 * A UUID version 7: 48 bits of milliseconds, 12 bits that count on within the
 * millisecond so that one backend's ids ascend, 62 random bits.
 */
void
uuid_v7(pg_uuid_t *uuid)
{
	static uint64 last = 0;		/* milliseconds << 12 | count */
	struct timeval now;
	uint64		stamp;
	int			i;

	gettimeofday(&now, NULL);
	stamp = ((uint64) now.tv_sec * 1000 + now.tv_usec / 1000) << 12;
	/* the part of the millisecond in 1/4096, as RFC 9562, 6.2, method 3 */
	stamp |= ((uint64) (now.tv_usec % 1000) << 12) / 1000;
	if (stamp <= last)
		stamp = last + 1;
	last = stamp;

	if (!pg_strong_random(&uuid->data[8], 8))
		ereport(ERROR,
				(errcode(ERRCODE_INTERNAL_ERROR),
				 errmsg("could not generate random values")));
	for (i = 0; i < 6; i++)
		uuid->data[i] = (unsigned char) (stamp >> (12 + 8 * (5 - i)));
	uuid->data[6] = 0x70 | (unsigned char) ((stamp >> 8) & 0x0f);
	uuid->data[7] = (unsigned char) (stamp & 0xff);
	uuid->data[8] = (uuid->data[8] & 0x3f) | 0x80;
}

PG_FUNCTION_INFO_V1(contacts_uuid_v7);
Datum
contacts_uuid_v7(PG_FUNCTION_ARGS)
{
	pg_uuid_t  *uuid = palloc(UUID_LEN);

	uuid_v7(uuid);
	PG_RETURN_UUID_P(uuid);
}

PG_FUNCTION_INFO_V1(contacts_time_zone_is_known);
Datum
contacts_time_zone_is_known(PG_FUNCTION_ARGS)
{
	pg_tz	   *zone = pg_tzset(text_to_cstring(PG_GETARG_TEXT_PP(0)));

	/* a CHECK asks this: a dump loads where other zones are known */
	PG_RETURN_BOOL(contacts_restoring() || (zone != NULL && pg_tz_acceptable(zone)));
}

/* Spaces and invisible separators beyond ASCII, in UTF-8. */
static bool
is_unicode_space(const unsigned char *s, size_t len)
{
	if (len >= 2 && s[0] == 0xc2 && (s[1] == 0xa0 || s[1] < 0xa0))
		return true;			/* no-break space, C1 controls */
	if (len < 3)
		return false;
	return (s[0] == 0xe2 && s[1] == 0x80 && (s[2] <= 0x8f || (s[2] >= 0xa8 && s[2] <= 0xaf))) ||
		(s[0] == 0xe2 && s[1] == 0x81 && s[2] >= 0x9f) ||
		(s[0] == 0xe3 && s[1] == 0x80 && s[2] == 0x80) ||
		(s[0] == 0xef && s[1] == 0xbb && s[2] == 0xbf);
}

/*
 * The form of an e-mail address (RFC 5321 without quoted local parts and
 * address literals): at most 254 bytes, words joined by single dots, one @, a
 * domain of two labels at least.  Letters beyond ASCII are let through (RFC
 * 6531).
 */
bool
email_is_plausible(const char *s, size_t len)
{
	size_t		at = len;
	size_t		i;
	int			dots = 0;
	int			label = 0;

	if (len > 254)
		return false;
	for (i = 0; i < len; i++)
	{
		unsigned char c = (unsigned char) s[i];

		if (c <= 0x20 || c == 0x7f || strchr("<>,;:\"()[]\\", c) != NULL)
			return false;
		if (is_unicode_space((const unsigned char *) s + i, len - i))
			return false;
		if (c == '@')
		{
			if (at != len)
				return false;
			at = i;
		}
	}
	if (at == len || at == 0 || at > 64)
		return false;

	for (i = 0; i < len; i++)
	{
		unsigned char c = (unsigned char) s[i];
		bool		first = i == 0 || i == at + 1 || s[i - 1] == '.';
		bool		last = i + 1 == at || i + 1 == len || s[i + 1] == '.';

		if (s[i] == '.' && (first || last))
			return false;
		if (i > at && s[i] == '-' && (first || last))
			return false;
		if (i > at && c < 0x80 && !isalnum(c) && c != '-' && c != '.')
			return false;
		if (i > at)
		{
			label = first ? 1 : label + 1;
			if (s[i] != '.' && label > 63)
				return false;
		}
		dots += i > at && s[i] == '.';
	}
	return dots > 0 && at + 1 < len;
}

PG_FUNCTION_INFO_V1(contacts_email_is_plausible);
Datum
contacts_email_is_plausible(PG_FUNCTION_ARGS)
{
	text	   *value = PG_GETARG_TEXT_PP(0);

	PG_RETURN_BOOL(email_is_plausible(VARDATA_ANY(value), VARSIZE_ANY_EXHDR(value)));
}
