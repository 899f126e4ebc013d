/*-------------------------------------------------------------------------
 *
 * reason.c
 *	  Why two contacts look like one person, as JSON; and what all functions
 *	  that answer such say to their arguments.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include <math.h>

#include "fmgr.h"

#include "base/compat.h"
#include "base/json.h"
#include "duplicate/reason.h"

/* For people to read: two places behind the point are enough. */
static double
rounded(double bits)
{
	return rint(bits * 100) / 100;
}

/*
 * {"name": {"level": "exact", "bits": 13}, ...}: what was compared, what was
 * found, and what it adds.  Of several parts that are compared alike, those of an
 * address, the one that weighs most gives the level, and all of them the bits.
 */
Jsonb *
reasons_short(const MatchScore *score)
{
	JsonbBuild	build;
	int			i;

	json_begin_object(&build);
	for (i = 0; i < score->nparts; i++)
	{
		MatchComparison comparison = match_level_comparison(score->parts[i].level);
		const MatchPart *heaviest = &score->parts[i];
		double		bits = 0;
		bool		told = false;
		int			j;

		for (j = 0; j < score->nparts; j++)
		{
			const MatchPart *part = &score->parts[j];

			if (match_level_comparison(part->level) != comparison)
				continue;
			told = told || j < i;
			bits += part->bits + part->adjustment;
			if (fabs(part->bits) > fabs(heaviest->bits))
				heaviest = part;
		}
		if (told)
			continue;
		json_begin_member(&build, match_comparison_name(comparison), false);
		json_push_text(&build, "level", match_level_name(heaviest->level),
					   strlen(match_level_name(heaviest->level)));
		json_push_number(&build, "bits", rounded(bits));
		json_end_member(&build, false);
	}
	return json_end_object(&build);
}

/* Argument n is a probability. */
void
check_min_score(FunctionCallInfo fcinfo, int n)
{
	if (PG_ARGISNULL(n) || !(PG_GETARG_FLOAT8(n) >= 0 && PG_GETARG_FLOAT8(n) <= 1))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("min_score must be a probability from 0 to 1")));
}
