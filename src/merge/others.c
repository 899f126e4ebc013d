/*-------------------------------------------------------------------------
 *
 * others.c
 *	  What code of others may not leave behind.
 *
 * contacts.merge() and contacts.remove_user() set off triggers of tables that
 * refer to contacts, with their owners' rights and nobody acting.  What such a
 * trigger leaves in the session or in the transaction would run later, with the
 * rights of the caller and the actor's eyes: a temporary object that takes the
 * place of another, a cursor that is fetched from, a deferred trigger.  Nor may it
 * read what a cursor of the caller holds.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "catalog/namespace.h"
#include "catalog/pg_type.h"
#include "commands/trigger.h"
#include "executor/spi.h"
#include "utils/memutils.h"
#include "utils/portal.h"

#include "base/compat.h"
#include "base/query.h"
#include "merge/others.h"

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

/* With our rights. */
static char *
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

static KeptPlan cursors_plan = {
	"SELECT c.name FROM pg_catalog.pg_cursors c ORDER BY c.name",
	0
};

/* A cursor of the session that nobody reads, moves or closes for the time being. */
typedef struct HeldCursor
{
	Portal		portal;
	PortalStatus status;
} HeldCursor;

typedef struct HeldCursors
{
	int			n;				/* of all that there are */
	int			nheld;
	HeldCursor *held;
} HeldCursors;

/* The server takes what is being run for somebody else's, and refuses it. */
static void
hold_cursors(HeldCursors *cursors)
{
	MemoryContext context = CurrentMemoryContext;
	uint64		i;

	SPI_connect();
	cursors->n = (int) kept_execute(&cursors_plan, NULL, NULL, true, 0);
	cursors->nheld = 0;
	cursors->held = MemoryContextAlloc(context, sizeof(HeldCursor) * Max(cursors->n, 1));
	for (i = 0; i < SPI_processed; i++)
	{
		Portal		portal = SPI_cursor_find(SPI_getvalue(SPI_tuptable->vals[i],
														  SPI_tuptable->tupdesc, 1));

		if (portal == NULL || portal->status == PORTAL_ACTIVE)
			continue;
		cursors->held[cursors->nheld].portal = portal;
		cursors->held[cursors->nheld++].status = portal->status;
		portal->status = PORTAL_ACTIVE;
	}
	SPI_finish();
}

static void
release_cursors(const HeldCursors *cursors)
{
	int			i;

	for (i = 0; i < cursors->nheld; i++)
		cursors->held[i].portal->status = cursors->held[i].status;
}

/* None of those that were there could be closed, so none may have come. */
static void
refuse_new_cursors(const HeldCursors *cursors)
{
	SPI_connect();
	if ((int) kept_execute(&cursors_plan, NULL, NULL, true, 0) != cursors->n)
		ereport(ERROR,
				(errcode(ERRCODE_INSUFFICIENT_PRIVILEGE),
				 errmsg("cursors of others cannot be left behind in the session"),
				 errdetail("Code of a table that refers to contacts has opened one."),
				 errhint("Nothing has been done. Ask the owner of the table.")));
	SPI_finish();
}

/*
 * Call a function of ours that sets off code of others.  The rights are the
 * owner's.
 */
void
call_beside_others(Oid caller, void (*function) (void *), void *arg)
{
	static bool runs = false;
	char	   *temporary;
	HeldCursors cursors;

	if (runs)
		ereport(ERROR,
				(errcode(ERRCODE_INSUFFICIENT_PRIVILEGE),
				 errmsg("a merge, its undoing or the removal of a user cannot be called in code that one of them sets off")));
	temporary = temporary_objects(caller);
	hold_cursors(&cursors);
	runs = true;
	PG_TRY();
	{
		function(arg);
	}
	PG_FINALLY();
	{
		runs = false;
		release_cursors(&cursors);
	}
	PG_END_TRY();
	refuse_new_cursors(&cursors);
	if (strcmp(temporary_objects(caller), temporary) != 0)
		ereport(ERROR,
				(errcode(ERRCODE_INSUFFICIENT_PRIVILEGE),
				 errmsg("temporary objects of others cannot be left behind in the session"),
				 errdetail("Code of a table that refers to contacts has made or dropped one."),
				 errhint("Nothing has been done. Ask the owner of the table.")));
}

/* Where no table of others refers to ours, no code of others has run. */
static KeptPlan deferrable_triggers_plan = {
	"SELECT g.tgrelid, pg_catalog.max(g.tgrelid::pg_catalog.regclass::text) FROM pg_catalog.pg_trigger g "
	/* the server's own for foreign keys run no code of others */
	"WHERE g.tgdeferrable AND g.tgenabled <> 'D'"
	"  AND (NOT g.tgisinternal OR (SELECT f.proname FROM pg_catalog.pg_proc f WHERE f.oid = g.tgfoid) !~ '^RI_FKey_')"
	/* nor does the recheck of a unique key, which has no expressions */
	"  AND NOT EXISTS (SELECT FROM pg_catalog.pg_constraint u WHERE u.oid = g.tgconstraint AND g.tgisinternal AND u.contype IN ('u', 'p'))"
	"  AND (SELECT t.relnamespace FROM pg_catalog.pg_class t WHERE t.oid = g.tgrelid) <> 'contacts'::pg_catalog.regnamespace"
	"  AND (EXISTS (SELECT FROM contacts.registered_references) OR EXISTS (SELECT FROM pg_catalog.pg_constraint k"
	"    JOIN pg_catalog.pg_class own ON own.oid = k.conrelid JOIN pg_catalog.pg_class far ON far.oid = k.confrelid"
	"    WHERE k.contype = 'f' AND far.relnamespace = 'contacts'::pg_catalog.regnamespace"
	"      AND own.relnamespace <> 'contacts'::pg_catalog.regnamespace)) "
	"GROUP BY g.tgrelid ORDER BY 2",
	0
};

/*
 * A deferred trigger that code of others has set off would run at the end of
 * the transaction, with the caller's rights and eyes.  Which code did is not to
 * be known, so none may be pending.
 */
void
refuse_deferred_triggers(void)
{
	uint64		i;

	kept_query_latest(&deferrable_triggers_plan, NULL, 0);
	for (i = 0; i < SPI_processed; i++)
	{
		bool		isnull;
		Oid			relid = DatumGetObjectId(SPI_getbinval(SPI_tuptable->vals[i],
														   SPI_tuptable->tupdesc, 1, &isnull));

		if (AfterTriggerPendingOnRel(relid))
			ereport(ERROR,
					(errcode(ERRCODE_OBJECT_NOT_IN_PREREQUISITE_STATE),
					 errmsg("deferred triggers of others cannot be left behind in the transaction"),
					 errdetail("A deferred trigger of table %s is pending. It would run at the end of the transaction, with your identity.",
							   SPI_getvalue(SPI_tuptable->vals[i], SPI_tuptable->tupdesc, 2)),
					 errhint("Nothing has been done. If your own statements set it off, repeat this in another transaction.")));
	}
}
