/*-------------------------------------------------------------------------
 *
 * temporary.c
 *	  Temporary objects, which code of others must not leave to the caller.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "catalog/namespace.h"
#include "catalog/pg_type.h"
#include "executor/spi.h"

#include "base/compat.h"
#include "base/query.h"
#include "merge/temporary.h"

/*
 * What others than the caller and superusers own in the session's temporary
 * schema, which comes first where names are looked up.  (The server's
 * SECURITY_RESTRICTED_OPERATION would see to that as well, but refuses every
 * deferred constraint of theirs, too.)
 */
static KeptPlan temporary_plan = {
	"SELECT pg_catalog.md5(pg_catalog.string_agg(o.oid::pg_catalog.text, ',' ORDER BY o.oid)) FROM ("
	" SELECT c.oid, c.relowner AS owner FROM pg_catalog.pg_class c WHERE c.oid IN (SELECT d.objid FROM pg_catalog.pg_depend d"
	"   WHERE d.classid = 'pg_catalog.pg_class'::pg_catalog.regclass"
	"    AND d.refclassid = 'pg_catalog.pg_namespace'::pg_catalog.regclass AND d.refobjid = pg_catalog.pg_my_temp_schema())"
	" UNION ALL SELECT t.oid, t.typowner FROM pg_catalog.pg_type t WHERE t.oid IN (SELECT d.objid FROM pg_catalog.pg_depend d"
	"   WHERE d.classid = 'pg_catalog.pg_type'::pg_catalog.regclass"
	"    AND d.refclassid = 'pg_catalog.pg_namespace'::pg_catalog.regclass AND d.refobjid = pg_catalog.pg_my_temp_schema())"
	") o JOIN pg_catalog.pg_roles r ON r.oid = o.owner WHERE NOT r.rolsuper AND r.oid <> $1",
	1, {OIDOID}
};

/* With our rights; the result is for refuse_temporary_objects(). */
char *
temporary_objects(Oid caller)
{
	Datum		value = ObjectIdGetDatum(caller);
	MemoryContext context = CurrentMemoryContext;
	Oid			schema;
	Oid			toast;
	char	   *hash;

	GetTempNamespaceState(&schema, &toast);
	if (!OidIsValid(schema))
		return "";
	SPI_connect();
	kept_query_latest(&temporary_plan, &value, 1);
	hash = SPI_getvalue(SPI_tuptable->vals[0], SPI_tuptable->tupdesc, 1);
	hash = hash == NULL ? "" : MemoryContextStrdup(context, hash);
	SPI_finish();
	return hash;
}

/* Nor may a temporary table or view of theirs stand where the caller's session finds it. */
void
refuse_temporary_objects(Oid caller, const char *before)
{
	if (strcmp(temporary_objects(caller), before) != 0)
		ereport(ERROR,
				(errcode(ERRCODE_INSUFFICIENT_PRIVILEGE),
				 errmsg("temporary objects of others cannot be left behind in the session"),
				 errdetail("Code of a table that refers to contacts has made or dropped one."),
				 errhint("Nothing has been done. Ask the owner of the table.")));
}
