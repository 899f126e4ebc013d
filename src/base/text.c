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
#include "base/restore.h"
#include "base/text.h"
#include "base/trigger.h"
#include "pure/text_class.h"
#include "pure/text_core.h"
#include "pure/utf8.h"

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

/* How many bytes the character at s has, if it shows nothing; else 0. */
int
text_invisible_length(const char *s, const char *end)
{
	uint32		c;
	int			n = utf8_decode(s, end - s, &c);

	return n > 0 && text_shows_nothing(c) ? n : 0;
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

/* Is there nothing in the text that a text of one line does not have? */
static bool
is_tidy(const char *s, const char *end)
{
	while (s < end)
	{
		uint32		c;
		int			n = utf8_decode(s, end - s, &c);

		if (n > 0 && (text_breaks_line(c) || text_sets_direction(c)))
			return false;
		s += Max(n, 1);
	}
	return true;
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
	if (is_tidy(s, end))
		return trimmed;

	result = palloc(VARSIZE_ANY_EXHDR(trimmed) + VARHDRSZ);
	out = VARDATA(result);
	while (s < end)
	{
		uint32		c;
		int			n = utf8_decode(s, end - s, &c);

		if (n == 0)
		{
			c = 0xFFFD;
			n = 1;
		}
		if (text_breaks_line(c))
		{
			spaced = true;
			if (out > VARDATA(result) && out[-1] != ' ')
				*out++ = ' ';
		}
		else if (!text_sets_direction(c) && !(spaced && c == ' '))
		{
			spaced = false;
			memcpy(out, s, n);
			out += n;
		}
		s += n;
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
