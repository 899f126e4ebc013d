/*-------------------------------------------------------------------------
 *
 * install.c
 *	  Whether the database is one for us, and whether the library and the
 *	  SQL of the extension are of one release.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "access/htup_details.h"
#include "catalog/pg_namespace.h"
#include "commands/dbcommands.h"
#include "commands/extension.h"
#include "executor/spi.h"
#include "fmgr.h"
#include "mb/pg_wchar.h"
#include "miscadmin.h"
#include "utils/lsyscache.h"
#include "utils/syscache.h"

#include "base/compat.h"
#include "base/install.h"
#include "base/query.h"
#include "base/schema.h"

/*
 * Asked by CREATE EXTENSION before it makes anything.
 */
PG_FUNCTION_INFO_V1(contacts_check_installation);
Datum
contacts_check_installation(PG_FUNCTION_ARGS)
{
	HeapTuple	tuple;
	Oid			owner;

	/* Folding, tidying and search keys work on the bytes of UTF-8. */
	if (GetDatabaseEncoding() != PG_UTF8)
		ereport(ERROR,
				(errcode(ERRCODE_FEATURE_NOT_SUPPORTED),
				 errmsg("extension \"contacts\" needs a database with encoding UTF8"),
				 errdetail("Database \"%s\" has encoding %s.",
						   get_database_name(MyDatabaseId), GetDatabaseEncodingName()),
				 errhint("Use CREATE DATABASE ... ENCODING 'UTF8' TEMPLATE template0.")));

	/* Who owns the schema could drop the extension with it. */
	tuple = SearchSysCache1(NAMESPACEOID, ObjectIdGetDatum(contacts_schema()));
	if (!HeapTupleIsValid(tuple))
		elog(ERROR, "schema contacts does not exist");
	owner = ((Form_pg_namespace) GETSTRUCT(tuple))->nspowner;
	ReleaseSysCache(tuple);
	if (owner != GetUserId() && !superuser_arg(owner))
		ereport(ERROR,
				(errcode(ERRCODE_OBJECT_NOT_IN_PREREQUISITE_STATE),
				 errmsg("schema \"contacts\" belongs to role \"%s\"",
						GetUserNameFromId(owner, false)),
				 errhint("Drop the schema, or make a superuser its owner.")));
	PG_RETURN_VOID();
}

/* Field by field; what is no number counts as 0. */
static int
compare_releases(const char *a, const char *b)
{
	while (*a != '\0' || *b != '\0')
	{
		char	   *a_end;
		char	   *b_end;
		long		a_field = strtol(a, &a_end, 10);
		long		b_field = strtol(b, &b_end, 10);

		if (a_field != b_field)
			return a_field > b_field ? 1 : -1;
		a = a_end + strcspn(a_end, ".");
		b = b_end + strcspn(b_end, ".");
		a += *a == '.';
		b += *b == '.';
	}
	return 0;
}

static KeptPlan release_plan = {
	"SELECT e.extversion FROM pg_catalog.pg_extension e WHERE e.extname = 'contacts'",
	0
};

/*
 * Refuse to work with the SQL of another release: the files are replaced at
 * one moment, the catalog is updated at another, and sessions keep the library
 * that they have loaded.  Asked once in each transaction, for nothing tells a
 * session of a change in pg_extension.  Not by policy functions, which never
 * raise: reads go on meanwhile.
 */
void
release_check(void)
{
	static LocalTransactionId checked = InvalidLocalTransactionId;
	OwnerScope	scope;
	Oid			owner;
	char	   *release;

	/* The scripts of the extension run between the two releases. */
	if (checked == my_local_transaction() || creating_extension)
		return;
	owner = contacts_owner_if_any();
	if (!OidIsValid(owner))
		return;

	owner_scope_begin(&scope, owner);
	SPI_connect();
	release = kept_execute(&release_plan, NULL, NULL, true, 1) == 0 ? NULL :
		SPI_getvalue(SPI_tuptable->vals[0], SPI_tuptable->tupdesc, 1);
	if (release != NULL && strcmp(release, CONTACTS_VERSION) != 0)
		ereport(ERROR,
				(errcode(ERRCODE_OBJECT_NOT_IN_PREREQUISITE_STATE),
				 errmsg("the library of extension \"contacts\" is of release %s, its SQL of release %s",
						CONTACTS_VERSION, release),
				 compare_releases(CONTACTS_VERSION, release) > 0 ?
				 errhint("Run ALTER EXTENSION contacts UPDATE.") :
				 errhint("Connect again. If that does not help, install the files of release %s.",
						 release)));
	SPI_finish();
	owner_scope_end(&scope);
	checked = my_local_transaction();
}
