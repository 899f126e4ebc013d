/*-------------------------------------------------------------------------
 *
 * report.c
 *	  Errors that several files report, each said in one place.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include <ctype.h>
#include <sys/time.h>

#include "access/detoast.h"
#include "access/htup_details.h"
#include "access/tupdesc.h"
#include "access/xact.h"
#include "catalog/dependency.h"
#include "catalog/namespace.h"
#include "catalog/pg_class.h"
#include "catalog/pg_enum.h"
#include "catalog/pg_namespace.h"
#include "catalog/pg_type.h"
#include "commands/extension.h"
#include "commands/trigger.h"
#include "executor/execdesc.h"
#include "executor/spi.h"
#include "fmgr.h"
#include "mb/pg_wchar.h"
#include "miscadmin.h"
#include "pgtime.h"
#include "utils/builtins.h"
#include "utils/datum.h"
#include "utils/guc.h"
#include "utils/inval.h"
#include "utils/jsonb.h"
#include "utils/lsyscache.h"
#include "utils/plancache.h"
#include "utils/queryenvironment.h"
#include "utils/rel.h"
#include "utils/snapmgr.h"
#include "utils/syscache.h"
#include "utils/tuplestore.h"
#include "utils/uuid.h"

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
