/*-------------------------------------------------------------------------
 *
 * eyes.c
 *	  With whose eyes rows are seen: the actor's, or such as are lent to one
 *	  statement; and code of others, in which nobody acts.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "catalog/pg_type.h"
#include "fmgr.h"
#include "miscadmin.h"
#include "utils/array.h"
#include "utils/builtins.h"
#include "utils/fmgrprotos.h"
#include "utils/guc.h"

#include "base/compat.h"
#include "identity/eyes.h"

/*
 * Eyes lent to one statement of ours that runs with the caller's rights: it sees
 * with them what it is to delete.  What it sets off, and be that triggers of the
 * caller, runs a trigger deeper, and without them.
 */
typedef struct Loan
{
	const Actor *eyes;			/* NULL: none are lent */
	Oid			user;			/* by whose rights the statement runs */
	int			depth;			/* of triggers, around the statement */
} Loan;

static Loan loan;

static int
trigger_depth(void)
{
	LOCAL_FCINFO(fcinfo, 0);

	InitFunctionCallInfoData(*fcinfo, NULL, 0, InvalidOid, NULL, NULL);
	return DatumGetInt32(pg_trigger_depth(fcinfo));
}

/* Execute a statement with eyes lent to it. */
static uint64
eyes_lent_execute(const Actor *eyes, KeptPlan *kept, Datum *values)
{
	Loan		outer = loan;
	uint64		processed = 0;

	PG_TRY();
	{
		loan.eyes = eyes;
		loan.user = GetUserId();
		loan.depth = trigger_depth();
		processed = kept_execute(kept, values, NULL, false, 0);
	}
	PG_FINALLY();
	{
		loan = outer;
	}
	PG_END_TRY();
	return processed;
}

/* Is this the statement itself, or with deeper = 1 a trigger that it has fired? */
static bool
eyes_are_lent(int deeper)
{
	return loan.eyes != NULL && GetUserId() == loan.user &&
		trigger_depth() == loan.depth + deeper;
}

/*
 * Does this trigger of ours fire in such a statement, or in what goes along with
 * its rows by a key of a table of this owner?
 */
bool
eyes_lent_to_trigger(Oid table_owner)
{
	return loan.eyes != NULL &&
		(eyes_are_lent(1) || (InNoForceRLSOperation() && GetUserId() == table_owner));
}

/* Has a statement of ours set off code that others may have written? */
bool
code_of_others_runs(void)
{
	return loan.eyes != NULL || (actor_for_transaction() && actor_current() == NULL);
}

/*
 * The first call of every function that has our rights by itself (SECURITY
 * DEFINER).  In what a foreign key of somebody's table sets off nobody acts; but
 * while such a function runs the rights are ours, and the actor would be there.
 */
void
definer_begin(void)
{
	if (InNoForceRLSOperation())
		ereport(ERROR,
				(errcode(ERRCODE_INSUFFICIENT_PRIVILEGE),
				 errmsg("functions of the extension cannot be called in code that a foreign key sets off"),
				 errdetail("Nobody acts there.")));
}

/* With whose eyes rows are seen. */
const Actor *
actor_eyes(void)
{
	return eyes_are_lent(0) ? loan.eyes : actor_current();
}

bool
actor_sees(int32 audience)
{
	const Actor *actor = actor_eyes();

	if (actor == NULL || actor->naudiences == 0)
		return false;
	if (actor->every_department && audience >= 0)
		return audience <= actor->last_department;
	return actor_has_audience(actor, audience);
}

PG_FUNCTION_INFO_V1(contacts_sees);
Datum
contacts_sees(PG_FUNCTION_ARGS)
{
	PG_RETURN_BOOL(actor_sees(PG_GETARG_INT32(0)));
}

PG_FUNCTION_INFO_V1(contacts_sees_all);
Datum
contacts_sees_all(PG_FUNCTION_ARGS)
{
	Datum	   *audiences;
	bool	   *nulls;
	int			n;
	int			i;

	deconstruct_array(PG_GETARG_ARRAYTYPE_P(0), INT4OID, sizeof(int32), true, TYPALIGN_INT,
					  &audiences, &nulls, &n);
	for (i = 0; i < n; i++)
	{
		CHECK_FOR_INTERRUPTS();
		if (!nulls[i] && !actor_sees(DatumGetInt32(audiences[i])))
			PG_RETURN_BOOL(false);
	}
	PG_RETURN_BOOL(true);
}

/*
 * Take the rights of the owner of somebody else's table, as the server's own
 * referential actions do.  Nobody is acting meanwhile, and none of our own
 * statements is under way: that table's triggers have no business with our
 * actor's eyes or our rights.  They find what stands in the table's own schema
 * if its owner answers for all that is there, else they write its name.
 */
void
nobody_scope_begin(OwnerScope *scope, Oid owner, const char *schema)
{
	owner_scope_begin_apart(scope, owner,
							SECURITY_LOCAL_USERID_CHANGE | SECURITY_NOFORCE_RLS,
							schema == NULL ? OUR_SEARCH_PATH :
							psprintf("pg_catalog, %s, pg_temp", quote_identifier(schema)));
	actor_choose(ACTOR_NOBODY);
}

/*
 * Execute a statement with the caller's rights inside a function that has ours,
 * with eyes that see just what it needs.  They are lent to the statement alone:
 * in what it sets off somebody acts who sees nothing and may nothing, so that
 * history knows their name.  For the deletion of contacts: see foreign_action.c.
 */
uint64
caller_execute(Oid caller, const Actor *eyes, KeptPlan *kept, Datum *values)
{
	OwnerScope	scope;
	uint64		processed;

	owner_scope_begin_apart(&scope, caller, SECURITY_LOCAL_USERID_CHANGE, OUR_SEARCH_PATH);
	actor_choose(actor_text(actor_narrowed(eyes, 0, NULL, 0)));
	processed = eyes_lent_execute(eyes, kept, values);
	owner_scope_end(&scope);
	return processed;
}
