/*-------------------------------------------------------------------------
 *
 * query.c
 *	  Running statements of our own: kept plans, the rights they run under,
 *	  and reading rows by the names of their columns.
 *
 *-------------------------------------------------------------------------
 */
#include "contacts.h"

#include "catalog/namespace.h"
#include "catalog/pg_enum.h"
#include "catalog/pg_namespace.h"
#include "catalog/pg_type.h"
#include "access/htup_details.h"
#include "miscadmin.h"
#include "utils/guc.h"
#include "utils/lsyscache.h"
#include "utils/syscache.h"

/* The types of the parameters; returns what contacts.phone is, if it is one. */
static Oid
argument_types(const KeptPlan *kept, Oid *types)
{
	Oid			phone_type = InvalidOid;
	int			i;

	for (i = 0; i < kept->nargs; i++)
	{
		types[i] = kept->argtypes[i];
		if (types[i] == PHONE_ARG)
			types[i] = phone_type = contacts_type_oid("phone");
	}
	return phone_type;
}

/*
 * Execute a statement, planning it at first use.  SPI must be connected; the
 * caller has chosen the rights.
 */
uint64
kept_execute(KeptPlan *kept, Datum *values, const char *nulls,
			 bool read_only, long limit)
{
	int			result;
	Oid			types[KEPT_PLAN_MAX_ARGS];
	Oid			phone_type = argument_types(kept, types);

	/* The extension may have been made anew in this session. */
	if (kept->plan != NULL && kept->phone_type != phone_type)
	{
		SPI_freeplan(kept->plan);
		kept->plan = NULL;
	}
	if (kept->plan == NULL)
	{
		SPIPlanPtr	plan = SPI_prepare(kept->sql, kept->nargs, types);

		if (plan == NULL)
			elog(ERROR, "could not prepare \"%s\": %s", kept->sql,
				 SPI_result_code_string(SPI_result));
		SPI_keepplan(plan);
		kept->plan = plan;
		kept->phone_type = phone_type;
	}

	result = SPI_execute_plan(kept->plan, values, nulls, read_only, limit);
	if (result < 0)
		elog(ERROR, "could not execute \"%s\": %s", kept->sql,
			 SPI_result_code_string(result));
	return SPI_processed;
}

/* Up to so many rows, a plan made for one row will do. */
#define FEW_ROWS	32

/*
 * Execute a statement over nrows rows of a transition table.  A kept plan is
 * the one that suited its first execution, for most often there was one row:
 * for many, it would join row by row.  So many rows get a plan of their own,
 * which costs them next to nothing.
 */
uint64
rows_execute(KeptPlan *kept, Datum *values, const char *nulls, int64 nrows)
{
	int			result;
	Oid			types[KEPT_PLAN_MAX_ARGS];

	if (nrows <= FEW_ROWS)
		return kept_execute(kept, values, nulls, false, 0);

	(void) argument_types(kept, types);
	result = SPI_execute_with_args(kept->sql, kept->nargs, types,
								   values, nulls, false, 0);
	if (result < 0)
		elog(ERROR, "could not execute \"%s\": %s", kept->sql,
			 SPI_result_code_string(result));
	return SPI_processed;
}

static void
scope_begin(OwnerScope *scope, Oid owner, int flags, const char *search_path,
			bool hide_actor)
{
	GetUserIdAndSecContext(&scope->save_userid, &scope->save_sec_context);
	SetUserIdAndSecContext(owner, scope->save_sec_context | flags);
	scope->guc_level = NewGUCNestLevel();
	(void) set_config_option("search_path", search_path,
							 PGC_USERSET, PGC_S_SESSION, GUC_ACTION_SAVE,
							 true, 0, false);
	(void) set_config_option("row_security", "on",
							 PGC_USERSET, PGC_S_SESSION, GUC_ACTION_SAVE,
							 true, 0, false);
	if (hide_actor)
		(void) set_config_option("contacts.actor", ACTOR_NOBODY,
								 PGC_SUSET, PGC_S_SESSION, GUC_ACTION_SAVE,
								 true, 0, false);
}

/* Take the rights of the owner of our tables, until owner_scope_end(). */
void
owner_scope_begin(OwnerScope *scope, Oid owner)
{
	scope_begin(scope, owner, SECURITY_LOCAL_USERID_CHANGE,
				"pg_catalog, pg_temp", false);
}

/*
 * Take the rights of the owner of somebody else's table, as the server's own
 * referential actions do.  Nobody is acting meanwhile: that table's triggers
 * have no business with our actor's eyes.  They find what stands in the
 * table's own schema, which its owner answers for.
 */
void
owner_scope_begin_foreign(OwnerScope *scope, Oid owner, const char *schema)
{
	scope_begin(scope, owner,
				SECURITY_LOCAL_USERID_CHANGE | SECURITY_NOFORCE_RLS,
				psprintf("pg_catalog, %s, pg_temp", quote_identifier(schema)),
				true);
}

void
owner_scope_end(OwnerScope *scope)
{
	AtEOXact_GUC(true, scope->guc_level);
	SetUserIdAndSecContext(scope->save_userid, scope->save_sec_context);
}

/*
 * The owner of our tables is that of contacts.contacts.  InvalidOid while
 * there is none: the library may be loaded where the extension is not.
 */
Oid
contacts_owner_if_any(void)
{
	Oid			schema = get_namespace_oid("contacts", true);
	HeapTuple	tuple;
	Oid			owner;

	if (!OidIsValid(schema))
		return InvalidOid;
	tuple = SearchSysCache2(RELNAMENSP, CStringGetDatum("contacts"),
							ObjectIdGetDatum(schema));
	if (!HeapTupleIsValid(tuple))
		return InvalidOid;
	owner = ((Form_pg_class) GETSTRUCT(tuple))->relowner;
	ReleaseSysCache(tuple);
	return owner;
}

Oid
contacts_schema(void)
{
	return get_namespace_oid("contacts", true);
}

Oid
contacts_owner(void)
{
	Oid			owner = contacts_owner_if_any();

	if (!OidIsValid(owner))
		elog(ERROR, "table contacts.contacts does not exist");
	return owner;
}

Oid
contacts_type_oid(const char *name)
{
	Oid			oid = GetSysCacheOid2(TYPENAMENSP, Anum_pg_type_oid,
									  CStringGetDatum(name),
									  ObjectIdGetDatum(get_namespace_oid("contacts", false)));

	if (!OidIsValid(oid))
		elog(ERROR, "type contacts.%s does not exist", name);
	return oid;
}

Datum
tuple_value(HeapTuple tuple, TupleDesc desc, const char *column, bool *isnull)
{
	int			attnum = SPI_fnumber(desc, column);

	if (attnum <= 0)
		elog(ERROR, "column \"%s\" does not exist", column);
	return heap_getattr(tuple, attnum, desc, isnull);
}

int64
tuple_int64(HeapTuple tuple, TupleDesc desc, const char *column)
{
	bool		isnull;
	Datum		value = tuple_value(tuple, desc, column, &isnull);

	if (isnull)
		ereport(ERROR,
				(errcode(ERRCODE_NOT_NULL_VIOLATION),
				 errmsg("null value in column \"%s\"", column)));
	return DatumGetInt64(value);
}

int32
tuple_int32(HeapTuple tuple, TupleDesc desc, const char *column, bool *isnull)
{
	Datum		value = tuple_value(tuple, desc, column, isnull);

	return *isnull ? 0 : DatumGetInt32(value);
}

void
row_change_init(RowChange *change, HeapTuple tuple, TupleDesc desc)
{
	change->desc = desc;
	change->tuple = tuple;
	change->count = 0;
}

void
row_change_set(RowChange *change, const char *column, Datum value, bool isnull)
{
	int			attnum = SPI_fnumber(change->desc, column);

	if (attnum <= 0)
		elog(ERROR, "column \"%s\" does not exist", column);
	if (change->count >= (int) lengthof(change->columns))
		elog(ERROR, "too many changes of one row");
	change->columns[change->count] = attnum;
	change->values[change->count] = value;
	change->nulls[change->count] = isnull;
	change->count++;
}

HeapTuple
row_change_apply(RowChange *change)
{
	if (change->count == 0)
		return change->tuple;
	return heap_modify_tuple_by_cols(change->tuple, change->desc,
									 change->count, change->columns,
									 change->values, change->nulls);
}

int
enum_index(Datum value, const char *const *labels, int nlabels)
{
	HeapTuple	tuple = SearchSysCache1(ENUMOID, value);
	int			i;

	if (!HeapTupleIsValid(tuple))
		elog(ERROR, "cache lookup failed for enum value %u",
			 DatumGetObjectId(value));
	for (i = 0; i < nlabels; i++)
	{
		if (strcmp(NameStr(((Form_pg_enum) GETSTRUCT(tuple))->enumlabel), labels[i]) == 0)
			break;
	}
	ReleaseSysCache(tuple);
	if (i == nlabels)
		elog(ERROR, "enum value %u is none of ours", DatumGetObjectId(value));
	return i;
}
