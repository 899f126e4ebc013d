/*-------------------------------------------------------------------------
 *
 * grant.c
 *	  contacts.grant_application() and contacts.grant_reporting().
 *
 * The privileges stand beside the objects in sql/, as comments that make puts
 * into grant_list.h.
 *
 *-------------------------------------------------------------------------
 */
#include "contacts.h"

#include "miscadmin.h"

static const char *const application_grants[] = {
#define GRANT_APPLICATION(privileges) privileges,
#define GRANT_REPORTING(privileges)
#include "grant_list.h"
#undef GRANT_APPLICATION
#undef GRANT_REPORTING
};

static const char *const reporting_grants[] = {
#define GRANT_APPLICATION(privileges)
#define GRANT_REPORTING(privileges) privileges,
#include "grant_list.h"
#undef GRANT_APPLICATION
#undef GRANT_REPORTING
};

/* With the caller's rights: he needs the right to grant. */
static void
execute_grants(const char *const *grants, int ngrants, Oid role)
{
	const char *name = quote_identifier(GetUserNameFromId(role, false));
	OwnerScope	scope;
	int			i;

	owner_scope_begin(&scope, GetUserId());
	SPI_connect();
	for (i = 0; i < ngrants; i++)
	{
		char	   *sql = psprintf("GRANT %s TO %s", grants[i], name);

		if (SPI_execute(sql, false, 0) != SPI_OK_UTILITY)
			elog(ERROR, "could not execute \"%s\"", sql);
	}
	SPI_finish();
	owner_scope_end(&scope);
}

PG_FUNCTION_INFO_V1(contacts_grant_application);
Datum
contacts_grant_application(PG_FUNCTION_ARGS)
{
	execute_grants(application_grants, lengthof(application_grants),
				   PG_GETARG_OID(0));
	PG_RETURN_VOID();
}

PG_FUNCTION_INFO_V1(contacts_grant_reporting);
Datum
contacts_grant_reporting(PG_FUNCTION_ARGS)
{
	execute_grants(reporting_grants, lengthof(reporting_grants),
				   PG_GETARG_OID(0));
	PG_RETURN_VOID();
}
