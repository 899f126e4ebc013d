/*-------------------------------------------------------------------------
 *
 * text.c
 *	  Folding and tidying of text.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "access/detoast.h"
#include "access/tupdesc.h"
#include "catalog/pg_type.h"
#include "executor/spi.h"
#include "fmgr.h"
#include "mb/pg_wchar.h"
#include "utils/builtins.h"
#include "utils/rel.h"

#include "base/compat.h"
#include "base/acting.h"
#include "base/text.h"
#include "base/trigger.h"
#include "pure/text_core.h"

/*
 * Small enough to stand in the row itself: a search must not have to fetch it
 * from elsewhere, for how long that takes would tell of rows.
 */
#define SEARCH_KEY_SIZE		2000

/* Longest text that fold() takes; nobody could cancel a longer one's folding. */
#define FOLD_MAX	10000000

PG_FUNCTION_INFO_V1(contacts_fold);
Datum
contacts_fold(PG_FUNCTION_ARGS)
{
	text	   *value = PG_GETARG_TEXT_PP(0);
	size_t		size;
	text	   *result;
	size_t		len;

	if (VARSIZE_ANY_EXHDR(value) > FOLD_MAX)
		ereport(ERROR,
				(errcode(ERRCODE_PROGRAM_LIMIT_EXCEEDED),
				 errmsg("text is too long to be folded"),
				 errdetail("It has %d bytes, and %d are the most.",
						   (int) VARSIZE_ANY_EXHDR(value), FOLD_MAX)));
	size = (size_t) VARSIZE_ANY_EXHDR(value) * TEXT_FOLD_MAX_GROWTH + 8;
	result = palloc(VARHDRSZ + size);
	len = text_fold(VARDATA_ANY(value), VARSIZE_ANY_EXHDR(value),
					VARDATA(result), size);
	SET_VARSIZE(result, VARHDRSZ + len);
	PG_RETURN_TEXT_P(result);
}

/*
 * How many bytes the character at s has, if it is white space, a control
 * character or one that shows nothing; 0 for one that shows.  Not among them
 * are variation selectors and tags, with which emoji end.
 */
int
text_invisible_length(const char *start, const char *end)
{
	const unsigned char *s = (const unsigned char *) start;

	if (s[0] <= 0x20 || s[0] == 0x7f)
		return 1;
	if (s[0] < 0xc2 || end - start < 2)
		return 0;
	/* C1 controls and no-break space, soft hyphen; U+034F; U+061C */
	if ((s[0] == 0xc2 && (s[1] <= 0xa0 || s[1] == 0xad)) ||
		(s[0] == 0xcd && s[1] == 0x8f) || (s[0] == 0xd8 && s[1] == 0x9c))
		return 2;
	if (s[0] < 0xe1 || end - start < 3)
		return 0;
	/* Hangul fillers, U+1680, U+180E */
	if (s[0] == 0xe1 &&
		((s[1] == 0x85 && (s[2] == 0x9f || s[2] == 0xa0)) ||
		 (s[1] == 0x9a && s[2] == 0x80) || (s[1] == 0xa0 && s[2] == 0x8e)))
		return 3;
	/* U+2000 to U+200F, U+2028 to U+202F, U+205F to U+206F, blank of Braille */
	if (s[0] == 0xe2 &&
		((s[1] == 0x80 && (s[2] <= 0x8f || (s[2] >= 0xa8 && s[2] <= 0xaf))) ||
		 (s[1] == 0x81 && s[2] >= 0x9f && s[2] <= 0xaf) ||
		 (s[1] == 0xa0 && s[2] == 0x80)))
		return 3;
	/* ideographic space, Hangul filler */
	if (s[0] == 0xe3 && ((s[1] == 0x80 && s[2] == 0x80) || (s[1] == 0x85 && s[2] == 0xa4)))
		return 3;
	/* byte order mark, Hangul filler of half width, interlinear annotation */
	if (s[0] == 0xef &&
		((s[1] == 0xbb && s[2] == 0xbf) || (s[1] == 0xbe && s[2] == 0xa0) ||
		 (s[1] == 0xbf && s[2] >= 0xb9 && s[2] <= 0xbb)))
		return 3;
	return 0;
}

/* Does the text go on at s with what sets the direction of writing anew? */
static bool
sets_direction(const char *s, const char *end)
{
	const unsigned char *u = (const unsigned char *) s;

	/* U+202A to U+202E, U+2066 to U+2069 */
	return end - s >= 3 && u[0] == 0xe2 &&
		((u[1] == 0x80 && u[2] >= 0xaa && u[2] <= 0xae) ||
		 (u[1] == 0x81 && u[2] >= 0xa6 && u[2] <= 0xa9));
}

/* Control characters, line and paragraph separator. */
static bool
breaks_line(const char *s, const char *end)
{
	const unsigned char *u = (const unsigned char *) s;

	return u[0] < 0x20 || u[0] == 0x7f ||
		(end - s >= 2 && u[0] == 0xc2 && u[1] < 0xa0) ||
		(end - s >= 3 && u[0] == 0xe2 && u[1] == 0x80 && (u[2] == 0xa8 || u[2] == 0xa9));
}

/* The text without what shows nothing around it; NULL if nothing remains. */
text *
text_trim(text *value)
{
	const char *start;
	const char *end;
	int			n;

	if (value == NULL)
		return NULL;
	start = VARDATA_ANY(value);
	end = start + VARSIZE_ANY_EXHDR(value);
	while (start < end && (n = text_invisible_length(start, end)) > 0)
		start += n;
	while (start < end)
	{
		const char *last = end - 1;

		while (last > start && ((unsigned char) *last & 0xc0) == 0x80)
			last--;
		if (text_invisible_length(last, end) != end - last)
			break;
		end = last;
	}
	if (start == end)
		return NULL;
	if (end - start == VARSIZE_ANY_EXHDR(value))
		return value;
	return cstring_to_text_with_len(start, end - start);
}

/*
 * The one form of a text of one line, such as a name: trimmed, control
 * characters in it are one space, and it cannot turn the direction in which
 * what follows it is written.  NULL if nothing remains.
 */
text *
text_tidy(text *value)
{
	text	   *trimmed = text_trim(value);
	text	   *result;
	const char *s;
	const char *end;
	char	   *out;
	bool		spaced = false; /* behind a space of ours */

	if (trimmed == NULL)
		return NULL;
	s = VARDATA_ANY(trimmed);
	end = s + VARSIZE_ANY_EXHDR(trimmed);
	while (s < end && !breaks_line(s, end) && !sets_direction(s, end))
		s++;
	if (s == end)
		return trimmed;

	result = palloc(VARSIZE_ANY_EXHDR(trimmed) + VARHDRSZ);
	out = VARDATA(result);
	s = VARDATA_ANY(trimmed);
	while (s < end)
	{
		if (sets_direction(s, end))
			s += text_invisible_length(s, end);
		else if (breaks_line(s, end))
		{
			spaced = true;
			if (out > VARDATA(result) && out[-1] != ' ')
				*out++ = ' ';
			s += text_invisible_length(s, end);
		}
		else if (spaced && *s == ' ')
			s++;
		else
		{
			spaced = false;
			*out++ = *s++;
		}
	}
	SET_VARSIZE(result, out - (char *) result);
	return text_trim(result);
}

/* For qsort() of text pointers, by their bytes. */
int
compare_text(const void *a, const void *b)
{
	const text *x = *(text *const *) a;
	const text *y = *(text *const *) b;
	int			xlen = VARSIZE_ANY_EXHDR(x);
	int			ylen = VARSIZE_ANY_EXHDR(y);
	int			result = memcmp(VARDATA_ANY(x), VARDATA_ANY(y), Min(xlen, ylen));

	return result != 0 ? result : (xlen > ylen) - (xlen < ylen);
}

int
text_characters(text *value)
{
	return pg_mbstrlen_with_len(VARDATA_ANY(value), VARSIZE_ANY_EXHDR(value));
}

/*
 * Give a column of a row under change the one form of its text, and hold its
 * length: the constraint that an error names is TABLE_COLUMN_length.  A blank
 * one becomes null where the column may be.  Text with lines is only trimmed.
 */
void
row_tidy_text(RowChange *change, Relation relation, const char *column,
			  int max_characters, bool lines)
{
	bool		isnull;
	Datum		value = tuple_value(change->tuple, change->desc, column, &isnull);
	char	   *constraint = psprintf("%s_%s_length", RelationGetRelationName(relation), column);
	text	   *before;
	text	   *after;

	if (isnull)
		return;					/* NOT NULL answers that */
	before = DatumGetTextPP(value);
	after = lines ? text_trim(before) : text_tidy(before);
	if (after == NULL &&
		TupleDescAttr(change->desc, SPI_fnumber(change->desc, column) - 1)->attnotnull)
		ereport(ERROR,
				(errcode(ERRCODE_CHECK_VIOLATION),
				 errmsg("%s must not be blank", column),
				 errtableconstraint(relation, constraint)));
	if (after != NULL && VARSIZE_ANY_EXHDR(after) > max_characters &&
		text_characters(after) > max_characters)
		ereport(ERROR,
				(errcode(ERRCODE_CHECK_VIOLATION),
				 errmsg("%s is longer than %d characters", column, max_characters),
				 errdetail("It has %d.", text_characters(after)),
				 errtableconstraint(relation, constraint)));
	if (after != before)
		row_change_set(change, column, PointerGetDatum(after), after == NULL);
}

/*
 * Arguments, in pairs: a column, and how many characters it takes at most; of
 * jsonb, how many bytes.
 */
PG_FUNCTION_INFO_V1(contacts_tidy_texts);
Datum
contacts_tidy_texts(PG_FUNCTION_ARGS)
{
	RowTrigger	row = row_trigger_fired(fcinfo, BEFORE_ROW, ON_INSERT | ON_UPDATE, 2);
	RowChange	change;
	int			i;

	if (contacts_restoring())
		PG_RETURN_POINTER(row.pass);
	row_change_init(&change, row.new_row, row.desc);
	for (i = 0; i + 1 < row.nargs; i += 2)
	{
		const char *column = row.args[i];
		int			max = pg_strtoint32(row.args[i + 1]);
		Datum		value;
		bool		isnull;

		if (SPI_gettypeid(row.desc, SPI_fnumber(row.desc, column)) != JSONBOID)
		{
			row_tidy_text(&change, row.relation, column, max, false);
			continue;
		}
		value = tuple_value(row.new_row, row.desc, column, &isnull);
		if (!isnull && toast_raw_datum_size(value) > max)
			ereport(ERROR,
					(errcode(ERRCODE_CHECK_VIOLATION),
					 errmsg("%s is larger than %d bytes", column, max),
					 errdetail("It has %d.", (int) toast_raw_datum_size(value)),
					 errtableconstraint(row.relation,
										psprintf("%s_%s_length",
												 RelationGetRelationName(row.relation),
												 column))));
	}
	PG_RETURN_POINTER(row_change_apply(&change));
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

/* Tidy a text column; returns what it holds then, NULL for nothing. */
text *
row_tidy_column(RowChange *change, const char *column, bool email)
{
	bool		isnull;
	Datum		value = tuple_value(change->tuple, change->desc, column, &isnull);
	text	   *before;
	text	   *after;

	if (isnull)
		return NULL;
	before = DatumGetTextPP(value);
	after = email ? text_lower_ascii(text_trim(before)) : text_tidy(before);
	if (after != before)
		row_change_set(change, column, PointerGetDatum(after), after == NULL);
	return after;
}

/* The column email in lower case; returns what it holds, NULL for nothing. */
text *
row_lower_email(RowChange *change)
{
	bool		isnull;
	Datum		value = tuple_value(change->tuple, change->desc, "email", &isnull);
	text	   *email;

	if (isnull)
		return NULL;
	email = text_lower_ascii(DatumGetTextPP(value));
	row_change_set(change, "email", PointerGetDatum(email), false);
	return email;
}
