/*-------------------------------------------------------------------------
 *
 * report.c
 *	  Errors that several files report, each said in one place.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "mb/pg_wchar.h"

#include "base/compat.h"
#include "base/report.h"

/* So much of somebody's text as an error repeats. */
char *
text_quoted(const char *s)
{
	int			len = strlen(s);
	int			clipped = pg_mbcliplen(s, Min(len, 4 * QUOTE_MAX), QUOTE_MAX);

	return psprintf("%.*s%s", clipped, s, clipped < len ? "..." : "");
}

void
report_changed_meanwhile(void)
{
	ereport(ERROR,
			(errcode(ERRCODE_T_R_SERIALIZATION_FAILURE),
			 errmsg("contacts were changed by another session meanwhile"),
			 errdetail("Nothing has been done."),
			 errhint("Try again.")));
}

void
report_no_active_user(int64 account_id, int32 user_id)
{
	ereport(ERROR,
			(errcode(ERRCODE_NO_DATA_FOUND),
			 errmsg("account " INT64_FORMAT " has no active user %d",
					account_id, user_id)));
}
