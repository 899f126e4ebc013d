/*-------------------------------------------------------------------------
 *
 * register_reference.c
 *	  References to contacts that are no foreign keys: which there are is said by
 *	  the owners of their tables.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "catalog/pg_type.h"
#include "commands/trigger.h"
#include "executor/spi.h"
#include "fmgr.h"
#include "miscadmin.h"
#include "storage/lmgr.h"
#include "utils/array.h"
#include "utils/builtins.h"
#include "utils/inval.h"
#include "utils/lsyscache.h"
#include "utils/rel.h"

#include "base/compat.h"
#include "base/query.h"
#include "base/schema.h"
#include "base/trigger.h"
#include "merge/foreign.h"

/* What was known of registered references counts no more. */
PG_FUNCTION_INFO_V1(contacts_references_changed);
Datum
contacts_references_changed(PG_FUNCTION_ARGS)
{
	TriggerData *trigdata = trigger_fired(fcinfo, AFTER_STATEMENT, ON_INSERT | ON_UPDATE | ON_DELETE | ON_TRUNCATE, 0);

	CacheInvalidateRelcacheByRelid(RelationGetRelid(trigdata->tg_relation));
	PG_RETURN_POINTER(NULL);
}

/* May this role ($2) speak for the table ($1), and is it one that can be registered? */
static KeptPlan table_plan = {
	"SELECT pg_catalog.pg_has_role($2, t.relowner, 'USAGE'),"
	"  t.relkind IN ('r', 'p') AND t.relpersistence <> 't' AND " IS_NOT_OURS("t.oid") " AND NOT t.relispartition,"
	"  pg_catalog.format('%I.%I', n.nspname, t.relname) "
	"FROM pg_catalog.pg_class t JOIN pg_catalog.pg_namespace n ON n.oid = t.relnamespace WHERE t.oid = $1",
	2, {OIDOID, OIDOID}
};

/* The types of the columns $2, $3 and $4 of a table; null for one that is not there, or generated. */
#define COLUMN_TYPE(n) \
	"(SELECT a.atttypid FROM pg_catalog.pg_attribute a" \
	" WHERE a.attrelid = $1 AND a.attname = " n " AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = '')"

static KeptPlan columns_plan = {
	"SELECT " COLUMN_TYPE("$2") ", " COLUMN_TYPE("$3") ", " COLUMN_TYPE("$4"),
	4, {OIDOID, NAMEOID, NAMEOID, NAMEOID}
};

/* Beside it, what is left of tables that are gone. */
static KeptPlan forget_plan = {
	"DELETE FROM contacts.registered_references g"
	" WHERE NOT EXISTS (SELECT FROM pg_catalog.pg_class t WHERE t.oid = g.table_name)",
	0
};

static KeptPlan insert_plan = {
	"INSERT INTO contacts.registered_references (table_name, name, id_column, account_column, type_column, type_value, path) "
	"SELECT $1, r.name, $2, $3, $4, $5, $6 FROM (SELECT pg_catalog.concat($2, ', ' || $4 || ' = ' || $5, ' ' || $6::pg_catalog.text) AS name) r "
	"ON CONFLICT DO NOTHING RETURNING name",
	6, {REGCLASSOID, NAMEOID, NAMEOID, NAMEOID, TEXTOID, TEXTARRAYOID}
};

static KeptPlan delete_plan = {
	"DELETE FROM contacts.registered_references g WHERE g.table_name = $1 AND g.name = $2",
	2, {REGCLASSOID, TEXTOID}
};

pg_noreturn static void
report_unfit_column(const char *table, const char *column, const char *what)
{
	ereport(ERROR,
			(errcode(ERRCODE_INVALID_TABLE_DEFINITION),
			 errmsg("column \"%s\" of table %s cannot be registered", column, table),
			 errdetail_internal("%s", what)));
}

/* The caller's table, quoted with its schema. */
static char *
check_table(Oid relid, Oid caller)
{
	Datum		values[2];
	OneRow		row;
	char	   *name;

	values[0] = ObjectIdGetDatum(relid);
	values[1] = ObjectIdGetDatum(caller);
	if (kept_query_latest(&table_plan, values, 1) == 0)
		ereport(ERROR,
				(errcode(ERRCODE_UNDEFINED_TABLE),
				 errmsg("table with OID %u does not exist", relid)));
	row = first_row();
	name = SPI_getvalue(SPI_tuptable->vals[0], SPI_tuptable->tupdesc, 3);
	if (!DatumGetBool(row.values[0]))
		ereport(ERROR,
				(errcode(ERRCODE_INSUFFICIENT_PRIVILEGE),
				 errmsg("must be owner of table %s", name)));
	if (!DatumGetBool(row.values[1]))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_TABLE_DEFINITION),
				 errmsg("table %s cannot be registered", name),
				 errdetail("It must be a table, neither temporary, nor a partition, nor one of the extension.")));
	return name;
}

static bool
is_path(ArrayType *path)
{
	return ARR_NDIM(path) == 1 && !array_contains_nulls(path);
}

static void
check_columns(const char *table, Datum *values, const bool *nulls)
{
	OneRow		row;
	Oid			id_type;

	kept_execute(&columns_plan, values, nulls[3] ? "   n" : "    ", false, 1);
	row = first_row();
	id_type = row.nulls[0] ? InvalidOid : DatumGetObjectId(row.values[0]);
	if (id_type != UUIDOID && id_type != TEXTOID && id_type != VARCHAROID && id_type != JSONBOID)
		report_unfit_column(table, NameStr(*DatumGetName(values[1])), "It must be there, not generated, and of type uuid, text or jsonb.");
	if (!nulls[5] && !is_path(DatumGetArrayTypeP(values[5])))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("path must be a list of keys")));
	if ((id_type == JSONBOID) != !nulls[5])
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("path goes with a column of type jsonb, and with no other")));
	if (row.nulls[1] || (DatumGetObjectId(row.values[1]) != INT8OID && DatumGetObjectId(row.values[1]) != INT4OID))
		report_unfit_column(table, NameStr(*DatumGetName(values[2])), "The account's column must be there, and of type bigint or integer.");
	if (!nulls[3] && row.nulls[2])
		report_unfit_column(table, NameStr(*DatumGetName(values[3])), "There is no such column.");
}

/* Who merges meanwhile has ended, and who merges later knows. */
static void
lock_out_merges(void)
{
	LockRelationOid(get_relname_relid("contacts", contacts_schema()), ShareRowExclusiveLock);
}

PG_FUNCTION_INFO_V1(contacts_register_reference);
Datum
contacts_register_reference(PG_FUNCTION_ARGS)
{
	Oid			caller = GetUserId();
	OwnerScope	scope;
	Datum		values[6];
	bool		nulls[6];
	char		spi_nulls[7] = "      ";
	char	   *table;
	MemoryContext context = CurrentMemoryContext;
	text	   *name;
	int			i;

	for (i = 0; i < 6; i++)
	{
		nulls[i] = PG_ARGISNULL(i);
		values[i] = nulls[i] ? (Datum) 0 : PG_GETARG_DATUM(i);
		spi_nulls[i] = nulls[i] ? 'n' : ' ';
	}
	if (nulls[0] || nulls[1] || nulls[2] || nulls[3] != nulls[4])
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 nulls[3] != nulls[4] ?
				 errmsg("type_column and type_value go together") :
				 errmsg("table_name, id_column and account_column must not be null")));

	owner_scope_begin(&scope, contacts_owner());
	SPI_connect();
	(void) check_table(DatumGetObjectId(values[0]), caller);
	LockRelationOid(DatumGetObjectId(values[0]), AccessShareLock);
	table = check_table(DatumGetObjectId(values[0]), caller);
	check_columns(table, values, nulls);
	lock_out_merges();
	own_write_execute(&forget_plan, NULL, NULL);
	if (own_write_execute(&insert_plan, values, spi_nulls) == 0)
		ereport(ERROR,
				(errcode(ERRCODE_DUPLICATE_OBJECT),
				 errmsg("this reference of table %s is registered already", table)));
	context = MemoryContextSwitchTo(context);
	name = cstring_to_text(SPI_getvalue(SPI_tuptable->vals[0], SPI_tuptable->tupdesc, 1));
	MemoryContextSwitchTo(context);
	SPI_finish();
	owner_scope_end(&scope);
	PG_RETURN_TEXT_P(name);
}

PG_FUNCTION_INFO_V1(contacts_unregister_reference);
Datum
contacts_unregister_reference(PG_FUNCTION_ARGS)
{
	Oid			caller = GetUserId();
	OwnerScope	scope;
	Datum		values[2];
	char	   *table;

	values[0] = PG_GETARG_DATUM(0);
	values[1] = PG_GETARG_DATUM(1);
	owner_scope_begin(&scope, contacts_owner());
	SPI_connect();
	table = check_table(DatumGetObjectId(values[0]), caller);
	lock_out_merges();
	if (own_write_execute(&delete_plan, values, NULL) == 0)
		ereport(ERROR,
				(errcode(ERRCODE_NO_DATA_FOUND),
				 errmsg("table %s has no registered reference \"%s\"", table,
						TextDatumGetCString(values[1]))));
	SPI_finish();
	owner_scope_end(&scope);
	PG_RETURN_VOID();
}
