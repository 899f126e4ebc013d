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
#include "postgres.h"

#include "access/relation.h"
#include "access/tupdesc.h"
#include "catalog/pg_type.h"
#include "executor/spi.h"
#include "fmgr.h"
#include "miscadmin.h"
#include "utils/array.h"
#include "utils/builtins.h"
#include "utils/lsyscache.h"
#include "utils/rel.h"

#include "base/compat.h"
#include "base/query.h"
#include "base/schema.h"
#include "guard/grant.h"
#include "identity/mapping.h"

static const char *const application_grants[] = {
#define GRANT_APPLICATION(privileges) privileges,
#define GRANT_REPORTING(privileges)
#include "guard/grant_list.h"
#undef GRANT_APPLICATION
#undef GRANT_REPORTING
};

static const char *const reporting_grants[] = {
#define GRANT_APPLICATION(privileges)
#define GRANT_REPORTING(privileges) privileges,
#include "guard/grant_list.h"
#undef GRANT_APPLICATION
#undef GRANT_REPORTING
};

/*
 * A privilege on "(*)" is one on each column that the table has, and not on the
 * table: else it would cover the system columns as well, whose xmin and xmax
 * tell when and by which transaction rows that one cannot see were written.
 */
static char *
with_columns(const char *grant)
{
	static const char *const all = "(*)";
	const char *found = strstr(grant, all);
	const char *table = strstr(grant, " ON contacts.");
	StringInfoData columns;
	Relation	relation;
	int			i;

	if (found == NULL || table == NULL)
		return pstrdup(grant);
	table += strlen(" ON contacts.");
	relation = relation_open(get_relname_relid(table, contacts_schema()), AccessShareLock);
	initStringInfo(&columns);
	for (i = 0; i < RelationGetNumberOfAttributes(relation); i++)
	{
		Form_pg_attribute att = TupleDescAttr(RelationGetDescr(relation), i);

		if (!att->attisdropped)
			appendStringInfo(&columns, "%s%s", columns.len > 0 ? ", " : "",
							 quote_identifier(NameStr(att->attname)));
	}
	relation_close(relation, AccessShareLock);
	return psprintf("%.*s(%s)%s", (int) (found - grant), grant, columns.data,
					found + strlen(all));
}

/* Both lists, as an array of text. */
Datum
grants_given(void)
{
	Datum		grants[lengthof(application_grants) + lengthof(reporting_grants)];
	int			n = 0;
	int			i;

	for (i = 0; i < lengthof(application_grants); i++)
		grants[n++] = CStringGetTextDatum(with_columns(application_grants[i]));
	for (i = 0; i < lengthof(reporting_grants); i++)
		grants[n++] = CStringGetTextDatum(with_columns(reporting_grants[i]));
	return PointerGetDatum(construct_array(grants, n, TEXTOID, -1, false, TYPALIGN_INT));
}

/* With the caller's rights, who needs the right to grant. */
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
		char	   *sql = psprintf("GRANT %s TO %s", with_columns(grants[i]), name);

		if (SPI_execute(sql, false, 0) != SPI_OK_UTILITY)
			elog(ERROR, "could not execute \"%s\"", sql);
	}
	SPI_finish();
	owner_scope_end(&scope);
}

/* Such a role may act as anybody; a mapped one is to be one user. */
static void
refuse_mapped(Oid role)
{
	OwnerScope	scope;

	owner_scope_begin(&scope, contacts_owner());
	SPI_connect();
	mappings_lock();
	if (role_is_mapped(role))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("role \"%s\", or a member of it, is mapped to a user",
						GetUserNameFromId(role, false)),
				 errdetail("A role has a mapping or may take on identities, never both."),
				 errhint("Call contacts.unmap_role() first.")));
	SPI_finish();
	owner_scope_end(&scope);
}

PG_FUNCTION_INFO_V1(contacts_grant_application);
Datum
contacts_grant_application(PG_FUNCTION_ARGS)
{
	refuse_mapped(PG_GETARG_OID(0));
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
