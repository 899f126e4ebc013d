/*-------------------------------------------------------------------------
 *
 * foreign_action.c
 *	  Foreign keys of others whose actions a statement of ours could set off.
 *
 * ON DELETE CASCADE and its like are run by the server with the rights of the
 * referencing table's owner; but before PostgreSQL 18 what comes after it (AFTER
 * triggers of that table or of one to which a rule of it leads, rechecks of
 * deferrable constraints over expressions) runs with the rights of whoever set the
 * action off.  A statement of ours that holds the owner's rights must not be that.
 * Two rules follow:
 *
 * - contacts are deleted with the caller's rights (caller_execute());
 * - keys of ours that our statements change or delete may be referenced, but not
 *   with an action by a table that is not a superuser's.  Such keys are looked for
 *   once, and again when the catalog tells of a change; while they stand, our
 *   changing statements are refused.
 *
 * And a third, for PostgreSQL itself looks a key's rows up with the rights of
 * the table referred to, and casts the values on the way: whoever may refer to a
 * superuser's table by a column of a type of their own, with a cast of their own,
 * runs code as that superuser.  So the columns of a key that refers to a table
 * of ours are of the very types that they refer to.  And it has an id among its
 * columns where rows may be hidden: by values, such as a number with an audience,
 * it would tell of any whether it is there.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "access/genam.h"
#include "access/table.h"
#include "catalog/objectaccess.h"
#include "catalog/pg_constraint.h"
#include "catalog/pg_type.h"
#include "executor/spi.h"
#include "fmgr.h"
#include "miscadmin.h"
#include "parser/parsetree.h"
#include "storage/lmgr.h"
#include "utils/fmgroids.h"
#include "utils/inval.h"
#include "utils/lsyscache.h"
#include "utils/memutils.h"
#include "utils/snapmgr.h"
#include "utils/syscache.h"

#include "base/compat.h"
#include "base/foreign_action.h"
#include "base/query.h"
#include "base/schema.h"

/* What was found. */
static struct
{
	bool		known;			/* looked since the last change */
	int			ntables;
	Oid		   *tables;			/* whose change is one of this */
	char	   *culprit;		/* "NAME of table TABLE", NULL if none */
	MemoryContext context;
}			found;

static KeptPlan find_plan = {
	"SELECT k.relid, CASE WHEN NOT k.rolsuper"
	"  THEN pg_catalog.format('%I of table %s', k.conname, k.relid::pg_catalog.regclass) END "
	"FROM " ACTING_KEYS " k ORDER BY 2",
	0
};

static bool looking = false;

static void
forget_by_syscache(Datum arg, int cacheid, uint32 hash)
{
	found.known = false;
}

static void
forget_by_relcache(Datum arg, Oid relid)
{
	int			i;

	/* while we look, any table may be one of them */
	if (!OidIsValid(relid) || looking)
		found.known = false;
	for (i = 0; i < found.ntables; i++)
	{
		if (found.tables[i] == relid)
			found.known = false;
	}
}

/* With the newest snapshot, whatever the transaction's: actions see the newest catalog. */
static void
look(void)
{
	uint64		n;
	uint64		i;

	looking = true;
	if (found.context == NULL)
		found.context = AllocSetContextCreate(TopMemoryContext, "contacts foreign actions",
											  ALLOCSET_SMALL_SIZES);
	PG_TRY();
	{
		/* what changes while we look makes us look again */
		found.known = true;
		found.ntables = 0;
		found.culprit = NULL;
		n = kept_query_latest(&find_plan, NULL, 0);
		MemoryContextReset(found.context);
		found.tables = MemoryContextAlloc(found.context, sizeof(Oid) * Max(n, 1));
		for (i = 0; i < n; i++)
		{
			bool		isnull;
			char	   *culprit = SPI_getvalue(SPI_tuptable->vals[i], SPI_tuptable->tupdesc, 2);

			found.tables[i] = DatumGetObjectId(SPI_getbinval(SPI_tuptable->vals[i],
															 SPI_tuptable->tupdesc, 1, &isnull));
			if (culprit != NULL && found.culprit == NULL)
				found.culprit = MemoryContextStrdup(found.context, culprit);
		}
		found.ntables = (int) n;
	}
	PG_CATCH();
	{
		found.known = false;
		looking = false;
		PG_RE_THROW();
	}
	PG_END_TRY();
	looking = false;
}

/* The locks that a statement is about to take: who makes a key of the table waits for them. */
static void
lock_targets(List *queries)
{
	ListCell   *cell;

	foreach(cell, queries)
	{
		Query	   *query = lfirst_node(Query, cell);
		ListCell   *with;

		if (query->resultRelation > 0)
			LockRelationOid(rt_fetch(query->resultRelation, query->rtable)->relid, RowExclusiveLock);
		foreach(with, query->cteList)
		{
			Node	   *inner = lfirst_node(CommonTableExpr, with)->ctequery;

			if (IsA(inner, Query))
				lock_targets(list_make1(inner));
		}
	}
}

/*
 * Before a statement of ours; SPI is connected, the rights are the owner's.  To
 * make a trigger, or a key, takes a lock that conflicts with those taken here, so
 * what is found is so when the statement runs, however long it waits for a row.
 */
static void
foreign_actions_refuse(List *queries)
{
	int			i;

	lock_targets(queries);
	do
	{
		CHECK_FOR_INTERRUPTS();
		if (!found.known)
			look();
		/* a wait for one may tell of a change of another, and shrink the list */
		for (i = 0; found.known && i < found.ntables; i++)
			LockRelationOid(found.tables[i], RowExclusiveLock);
	} while (!found.known);
	if (found.culprit != NULL)
		ereport(ERROR,
				(errcode(ERRCODE_OBJECT_NOT_IN_PREREQUISITE_STATE),
				 errmsg("a foreign key of another table could run code with rights that are not its owner's"),
				 errdetail("Foreign key %s has an action that statements of the extension would set off.", found.culprit),
				 errhint("Refer to contacts.contacts (account_id, id), or let the key have no action.")));
}

/*
 * A constraint is being made.  Its row is of this very command, so only a
 * snapshot that shows those finds it; no statement has looked at it yet.
 */
static void
check_key(Oid constraint)
{
	Relation	catalog;
	ScanKeyData key;
	SysScanDesc scan;
	HeapTuple	tuple;
	Oid			schema = contacts_schema();

	if (!OidIsValid(schema) || superuser())
		return;
	catalog = table_open(ConstraintRelationId, AccessShareLock);
	ScanKeyInit(&key, Anum_pg_constraint_oid, BTEqualStrategyNumber, F_OIDEQ,
				ObjectIdGetDatum(constraint));
	scan = systable_beginscan(catalog, ConstraintOidIndexId, true, SnapshotSelf, 1, &key);
	tuple = systable_getnext(scan);
	if (HeapTupleIsValid(tuple))
	{
		Form_pg_constraint form = (Form_pg_constraint) GETSTRUCT(tuple);

		if (form->contype == CONSTRAINT_FOREIGN &&
			get_rel_namespace(form->confrelid) == schema)
		{
			int			nkeys;
			AttrNumber	own[INDEX_MAX_KEYS];
			AttrNumber	far[INDEX_MAX_KEYS];
			bool		by_id = get_attnum(form->confrelid, "audience") == InvalidAttrNumber;
			int			i;

			DeconstructFkConstraintRow(tuple, &nkeys, own, far, NULL, NULL, NULL, NULL, NULL);
			for (i = 0; i < nkeys; i++)
			{
				/* rows have ids of this type, and nothing else has */
				by_id = by_id || get_atttype(form->confrelid, far[i]) == UUIDOID;
				if (get_atttype(form->conrelid, own[i]) != get_atttype(form->confrelid, far[i]))
					ereport(ERROR,
							(errcode(ERRCODE_DATATYPE_MISMATCH),
							 errmsg("foreign key \"%s\" refers to a table of the extension \"contacts\" by a column of another type",
									NameStr(form->conname)),
							 errdetail("Column \"%s\" must be of the type of column \"%s\" of %s.",
									   get_attname(form->conrelid, own[i], false),
									   get_attname(form->confrelid, far[i], false),
									   get_rel_name(form->confrelid))));
			}
			if (!by_id)
				ereport(ERROR,
						(errcode(ERRCODE_INSUFFICIENT_PRIVILEGE),
						 errmsg("foreign key \"%s\" would tell which values hidden rows have",
								NameStr(form->conname)),
						 errhint("Refer to contacts.contacts (account_id, id).")));
		}
	}
	systable_endscan(scan);
	table_close(catalog, AccessShareLock);
}

static object_access_hook_type next_object_access = NULL;

static void
constraint_made(ObjectAccessType access, Oid class, Oid object, int sub, void *arg)
{
	if (next_object_access != NULL)
		next_object_access(access, class, object, sub, arg);
	if (access == OAT_POST_CREATE && class == ConstraintRelationId)
		check_key(object);
}

void
foreign_action_init(void)
{
	before_owners_change = foreign_actions_refuse;

	next_object_access = object_access_hook;
	object_access_hook = constraint_made;

	CacheRegisterSyscacheCallback(CONSTROID, forget_by_syscache, (Datum) 0);
	CacheRegisterSyscacheCallback(AUTHOID, forget_by_syscache, (Datum) 0);
	CacheRegisterRelcacheCallback(forget_by_relcache, (Datum) 0);
}
