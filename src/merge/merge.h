/*-------------------------------------------------------------------------
 *
 * merge.h
 *	  Several contacts become one.
 *
 *-------------------------------------------------------------------------
 */
#ifndef CONTACTS_MERGE_MERGE_H
#define CONTACTS_MERGE_MERGE_H

#include "utils/jsonb.h"

/* How contacts are to be merged. */
typedef struct MergeTerms
{
	Oid			caller;			/* by whose rights the duplicates go */
	Jsonb	   *overrides;
	bool		publish;		/* more people may see the survivor */

	/*
	 * Of a leaving user: who shall see the result has been decided, and what
	 * a contact cannot hold (more than TAGS_MAX tags) goes to the log alone, for
	 * the remover may see neither contact and so gets no word of them.
	 */
	bool		unseen;
} MergeTerms;

extern Jsonb *merge_contacts(const MergeTerms *terms, Datum survivor_id,
							 Datum *duplicate_ids, int nduplicates);

#endif							/* CONTACTS_MERGE_MERGE_H */
