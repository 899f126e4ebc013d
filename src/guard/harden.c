/*-------------------------------------------------------------------------
 *
 * harden.c
 *	  contacts.harden_database(): takes from PUBLIC what shows counters of the
 *	  server.
 *
 * A row that a query fetches and row security then hides is counted all the
 * same: in the counters of one's own transaction at once, in those of the
 * table, the database and the statement a moment later.  Predicate locks name
 * the place of a row, and the lock on contacts.usage tells who is just now
 * changing private contacts.  PostgreSQL shows all of it to everybody.
 *
 * The views (pg_stat_user_tables, pg_locks, ...) call functions with the
 * rights of whoever asks, so the functions are what is taken; pg_monitor gets
 * them, and monitoring goes on.  What was taken is kept in contacts.hardening,
 * so that exactly that can be given back.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "executor/spi.h"
#include "fmgr.h"
#include "funcapi.h"
#include "miscadmin.h"
#include "utils/tuplestore.h"

#include "base/compat.h"
#include "guard/harden.h"

/*
 * What PUBLIC may execute, and should not: counters of relations, databases
 * and backends; locks; the statistics and the row inspectors of well-known
 * extensions, as far as they are here.
 */
const char *const harden_query =
	"SELECT f.oid, f.oid::regprocedure::text AS name"
	" FROM pg_proc f"
	" WHERE (f.pronamespace = 'pg_catalog'::regnamespace"
	"   AND (f.proname ~ '^pg_stat_get_' AND f.proname !~ 'subscription' AND f.proargtypes = '26'::oidvector"
	"    OR f.proname = ANY ('{pg_lock_status,pg_get_multixact_members,pg_stat_get_io,pg_stat_get_backend_io}'::name[]))"
	"  OR EXISTS (SELECT FROM pg_depend d JOIN pg_extension e ON d.refclassid = 'pg_extension'::regclass AND e.oid = d.refobjid"
	"   WHERE d.classid = 'pg_proc'::regclass AND d.objid = f.oid AND d.deptype = 'e' AND e.extname = ANY ('{"
	"pg_stat_statements,pg_stat_monitor,pg_stat_kcache,pg_qualstats,pgrowlocks,pageinspect,pg_walinspect,"
	"pg_visibility,pgstattuple,pg_freespacemap,pg_buffercache,amcheck}'::name[])))"
	" AND EXISTS (SELECT FROM aclexplode(coalesce(f.proacl, acldefault('f', f.proowner))) a WHERE a.grantee = 0)";

/* Functions to take; whether pg_monitor has each already. */
static const char *const take_sql =
	"WITH taken AS (INSERT INTO contacts.hardening (function, given_to_monitor)"
	"  SELECT t.name, NOT EXISTS (SELECT FROM pg_proc f, aclexplode(f.proacl) a"
	"   WHERE f.oid = t.oid AND a.grantee = 'pg_monitor'::regrole) FROM (%s) t"
	"  ON CONFLICT (function) DO UPDATE SET given_to_monitor = hardening.given_to_monitor OR excluded.given_to_monitor"
	"  RETURNING function, given_to_monitor)"
	" SELECT t.function, format('REVOKE EXECUTE ON FUNCTION %%s FROM PUBLIC%%s', t.function,"
	"  CASE WHEN t.given_to_monitor THEN format('; GRANT EXECUTE ON FUNCTION %%s TO pg_monitor', t.function) END)"
	" FROM taken t ORDER BY t.function COLLATE \"C\"";

/* Functions to give back; one that has gone with its extension needs nothing. */
static const char *const give_back_sql =
	"WITH given AS (DELETE FROM contacts.hardening RETURNING function, given_to_monitor)"
	" SELECT g.function, format('GRANT EXECUTE ON FUNCTION %s TO PUBLIC%s', g.function,"
	"  CASE WHEN g.given_to_monitor THEN format('; REVOKE EXECUTE ON FUNCTION %s FROM pg_monitor', g.function) END)"
	" FROM given g WHERE to_regprocedure(g.function) IS NOT NULL ORDER BY g.function COLLATE \"C\"";

PG_FUNCTION_INFO_V1(contacts_harden_database);
Datum
contacts_harden_database(PG_FUNCTION_ARGS)
{
	ReturnSetInfo *rsinfo = (ReturnSetInfo *) fcinfo->resultinfo;
	bool		undo = PG_GETARG_BOOL(0);
	SPITupleTable *table;
	uint64		rows;
	uint64		row;

	if (!superuser())
		ereport(ERROR,
				(errcode(ERRCODE_INSUFFICIENT_PRIVILEGE),
				 errmsg("only superusers change what PUBLIC may execute"),
				 errhint("Ask the database administrator.")));
	InitMaterializedSRF(fcinfo, 0);
	SPI_connect();
	if (SPI_execute(undo ? give_back_sql : psprintf(take_sql, harden_query), false, 0) != SPI_OK_SELECT)
		elog(ERROR, "could not list the functions");
	table = SPI_tuptable;
	rows = SPI_processed;
	for (row = 0; row < rows; row++)
	{
		Datum		columns[2];
		bool		nulls[2];
		char	   *command = SPI_getvalue(table->vals[row], table->tupdesc, 2);

		if (SPI_execute(command, false, 0) != SPI_OK_UTILITY)
			elog(ERROR, "could not execute \"%s\"", command);
		columns[0] = SPI_getbinval(table->vals[row], table->tupdesc, 1, &nulls[0]);
		columns[1] = SPI_getbinval(table->vals[row], table->tupdesc, 2, &nulls[1]);
		tuplestore_putvalues(rsinfo->setResult, rsinfo->setDesc, columns, nulls);
	}
	SPI_finish();
	PG_RETURN_NULL();
}
