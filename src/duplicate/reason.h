/*-------------------------------------------------------------------------
 *
 * reason.h
 *	  Why two contacts look like one person, as JSON.
 *
 *-------------------------------------------------------------------------
 */
#ifndef CONTACTS_DUPLICATE_REASON_H
#define CONTACTS_DUPLICATE_REASON_H

#include "duplicate/record.h"
#include "utils/jsonb.h"

extern Jsonb *reasons_short(const MatchScore *score);
extern void check_min_score(FunctionCallInfo fcinfo, int n);

#endif							/* CONTACTS_DUPLICATE_REASON_H */
