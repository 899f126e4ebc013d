/*-------------------------------------------------------------------------
 *
 * redirect.h
 *	  The ids of contacts that have been merged go on answering.
 *
 *-------------------------------------------------------------------------
 */
#ifndef CONTACTS_CONTACT_REDIRECT_H
#define CONTACTS_CONTACT_REDIRECT_H

#include "base/compat.h"

pg_noreturn extern void report_merged_or_missing(int64 account_id, Datum id);
extern void redirects_add(int64 account_id, Datum duplicates, Datum survivor,
						  int32 survivor_audience, Datum merge_id);

#endif							/* CONTACTS_CONTACT_REDIRECT_H */
