/*-------------------------------------------------------------------------
 *
 * merge_log.c
 *	  What a merge has moved and set aside.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "executor/spi.h"
#include "lib/stringinfo.h"
#include "utils/json.h"

#include "base/compat.h"
#include "base/json.h"
#include "merge/merge_log.h"

void
move_log_init(MoveLog *log)
{
	initStringInfo(&log->moved);
	initStringInfo(&log->set_aside);
	initStringInfo(&log->moved_counts);
	initStringInfo(&log->set_aside_counts);
}

/*
 * Note the rows that the last statement returned, as JSON in their first
 * column, and how many they are if the actor may know.
 */
void
move_log_rows(MoveLog *log, bool set_aside, const char *table,
			  const char *constraint, const char *duplicate, bool counted)
{
	StringInfo	rows = set_aside ? &log->set_aside : &log->moved;
	StringInfo	counts = set_aside ? &log->set_aside_counts : &log->moved_counts;
	uint64		i;

	StringInfoData list;

	if (SPI_processed == 0)
		return;
	initStringInfo(&list);
	for (i = 0; i < SPI_processed; i++)
		json_list_append(&list, SPI_getvalue(SPI_tuptable->vals[i], SPI_tuptable->tupdesc, 1));
	json_list_append(rows, "{\"table\": ");
	escape_json(rows, table);
	appendStringInfoString(rows, ", \"constraint\": ");
	escape_json(rows, constraint);
	appendStringInfo(rows, ", \"duplicate\": \"%s\", \"rows\": %s}", duplicate, json_list(&list));

	if (!counted)
		return;
	/* one object per statement; merge.c adds them up */
	json_list_append(counts, "{\"t\": ");
	escape_json(counts, table);
	appendStringInfo(counts, ", \"n\": " UINT64_FORMAT "}", SPI_processed);
}
