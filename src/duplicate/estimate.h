/*-------------------------------------------------------------------------
 *
 * estimate.h
 *	  How many contacts there are, and how many of one name: estimated in one
 *	  way for all who ask.
 *
 *-------------------------------------------------------------------------
 */
#ifndef CONTACTS_DUPLICATE_ESTIMATE_H
#define CONTACTS_DUPLICATE_ESTIMATE_H

#include "duplicate/record.h"

/*
 * Who counts: an index, or contacts in memory.  Both count the same.
 * in_sample: contacts in this sample or a higher one; all of them for 0.
 * with_key: contacts whose name keys are in a range, as many as limit at most.
 */
typedef struct Counter
{
	double		(*in_sample) (void *arg, int least);
	double		(*with_key) (void *arg, uint64 first, uint64 last, int limit);
	void	   *arg;
} Counter;

extern double estimate_contacts(const Counter *counter);
extern double estimate_name(const Counter *counter, uint64 name_key);

extern double estimate_contacts_in_index(int64 account_id);
extern double estimate_name_in_index(int64 account_id, uint64 name_key);
extern double estimate_contacts_in_set(const RecordSet *set);
extern float *estimate_names_in_set(const RecordSet *set);

#endif							/* CONTACTS_DUPLICATE_ESTIMATE_H */
