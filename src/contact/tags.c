/*-------------------------------------------------------------------------
 *
 * tags.c
 *	  Tags of a contact: one form of a tag, each once.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "catalog/pg_type.h"
#include "fmgr.h"
#include "utils/array.h"
#include "utils/builtins.h"

#include "base/compat.h"
#include "base/report.h"
#include "base/text.h"
#include "contact/tags.h"

/* Longest list of tags that is looked at. */
#define TAGS_GIVEN_MAX	(10 * TAGS_MAX)

static void
report_too_many_tags(void)
{
	ereport(ERROR,
			(errcode(ERRCODE_CHECK_VIOLATION),
			 errmsg("a contact has at most %d tags", TAGS_MAX),
			 errconstraint("contacts", "contacts_tags_form")));
}

/* Tags tidied, each once, in order of bytes; *joined is for the search key. */
Datum
tags_tidy(Datum array, text **joined)
{
	Datum	   *items;
	bool	   *nulls;
	int			nitems;
	text	  **tags;
	int			ntags = 0;
	int			i;
	StringInfoData buf;
	Datum	   *result;

	*joined = NULL;
	if (ARR_NDIM(DatumGetArrayTypeP(array)) == 0)
		return array;
	if (ARR_NDIM(DatumGetArrayTypeP(array)) != 1)
		ereport(ERROR,
				(errcode(ERRCODE_CHECK_VIOLATION),
				 errmsg("tags must be a one-dimensional array"),
				 errconstraint("contacts", "contacts_tags_form")));
	/* those given twice count here, so that nobody has a million tidied */
	if (ArrayGetNItems(1, ARR_DIMS(DatumGetArrayTypeP(array))) > TAGS_GIVEN_MAX)
		report_too_many_tags();
	deconstruct_array(DatumGetArrayTypeP(array), TEXTOID, -1, false,
					  TYPALIGN_INT, &items, &nulls, &nitems);
	tags = palloc(sizeof(text *) * nitems);
	for (i = 0; i < nitems; i++)
	{
		text	   *tag = nulls[i] ? NULL : text_tidy(DatumGetTextPP(items[i]));

		if (tag == NULL)
			continue;
		if (VARSIZE_ANY_EXHDR(tag) > TAG_LENGTH && text_characters(tag) > TAG_LENGTH)
			ereport(ERROR,
					(errcode(ERRCODE_CHECK_VIOLATION),
					 errmsg("a tag is longer than %d characters", TAG_LENGTH),
					 errconstraint("contacts", "contacts_tags_form")));
		tags[ntags++] = tag;
	}
	qsort(tags, ntags, sizeof(text *), compare_text);

	initStringInfo(&buf);
	result = palloc(sizeof(Datum) * Max(ntags, 1));
	nitems = 0;
	for (i = 0; i < ntags; i++)
	{
		if (i > 0 && compare_text(&tags[i - 1], &tags[i]) == 0)
			continue;
		result[nitems++] = PointerGetDatum(tags[i]);
		appendBinaryStringInfo(&buf, VARDATA_ANY(tags[i]), VARSIZE_ANY_EXHDR(tags[i]));
		appendStringInfoChar(&buf, ' ');
	}
	if (nitems > TAGS_MAX)
		report_too_many_tags();
	if (nitems > 0)
		*joined = cstring_to_text_with_len(buf.data, buf.len);
	return PointerGetDatum(construct_array(result, nitems, TEXTOID, -1, false,
										   TYPALIGN_INT));
}
