/*-------------------------------------------------------------------------
 *
 * duplicates.c
 *	  contacts.duplicates(): a search of all that the actor sees, and its best
 *	  pairs.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "fmgr.h"
#include "funcapi.h"
#include "miscadmin.h"
#include "utils/memutils.h"

#include "base/compat.h"
#include "duplicate/reason.h"
#include "duplicate/search.h"
#include "identity/actor.h"

PG_FUNCTION_INFO_V1(contacts_duplicates);
Datum
contacts_duplicates(PG_FUNCTION_ARGS)
{
	ReturnSetInfo *rsinfo = (ReturnSetInfo *) fcinfo->resultinfo;
	const Actor *actor = actor_current();
	MemoryContext scratch;
	Search	   *search;
	FoundPairs	found;
	size_t		i;

	check_min_score(fcinfo, 0);
	if (PG_ARGISNULL(1) || PG_GETARG_INT32(1) < 0)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("max_rows must be a number from 0 on")));
	InitMaterializedSRF(fcinfo, 0);
	if (actor == NULL)
		PG_RETURN_NULL();

	search = search_begin(actor->account_id, NULL);
	found = search_pairs(search, PG_GETARG_FLOAT8(0), PG_GETARG_INT32(1));
	search_sort(&found);
	scratch = AllocSetContextCreate(search->set->context, "row", ALLOCSET_DEFAULT_SIZES);
	for (i = 0; i < found.n; i++)
	{
		const FoundPair *pair = &found.pairs[i];
		MemoryContext caller = MemoryContextSwitchTo(scratch);
		MatchScore	score;
		Datum		values[4];
		bool		nulls[4] = {false, false, false, false};

		CHECK_FOR_INTERRUPTS();
		search_score(search, pair->a, pair->b, &score);
		values[0] = UUIDPGetDatum(&search->set->ids[pair->a]);
		values[1] = UUIDPGetDatum(&search->set->ids[pair->b]);
		values[2] = Float8GetDatum(pair->score);
		values[3] = JsonbPGetDatum(reasons_short(&score));
		tuplestore_putvalues(rsinfo->setResult, rsinfo->setDesc, values, nulls);
		MemoryContextSwitchTo(caller);
		MemoryContextReset(scratch);
	}
	MemoryContextDelete(search->set->context);
	PG_RETURN_NULL();
}
