/*-------------------------------------------------------------------------
 *
 * group.h
 *	  Groups of contacts that look like one person.
 *
 *-------------------------------------------------------------------------
 */
#ifndef CONTACTS_DUPLICATE_GROUP_H
#define CONTACTS_DUPLICATE_GROUP_H

#include "utils/uuid.h"

typedef struct DuplicateGroup
{
	uint32		n;				/* contacts: two at least */
	const pg_uuid_t *ids;		/* in order */
	const float8 *best;			/* of each contact: its best score with another one of the group */
	/* of all pairs of the group, those below min_score too */
	float8		lowest;
	float8		average;
	bool		conflict;		/* a pair has some MATCH_CONFLICT_ */
	bool		review;			/* more than MATCH_GROUP_REVIEW contacts, or part of a huge tangle: for a person to look at */
} DuplicateGroup;

typedef struct DuplicateGroups
{
	size_t		n;
	DuplicateGroup *groups;		/* in order of the first ids */
} DuplicateGroups;

/*
 * The groups among all contacts that the actor sees, as contacts.duplicate_groups()
 * gives them; without identity none.  min_score is from 0 to 1.  In a group of more than
 * GROUP_COMPARED contacts not all pairs are compared: lowest and average are 0, and
 * conflict is true.  All of it is in the current memory; what the search takes
 * besides, some hundred megabytes for a million contacts, is given back.
 *
 * A pair that was dismissed, or has a conflict of MATCH_CONFLICTS_HARD, is in no
 * group; the other conflicts are told by the flag.
 */
#define GROUP_COMPARED	200
extern DuplicateGroups duplicate_groups_find(double min_score);

#endif							/* CONTACTS_DUPLICATE_GROUP_H */
