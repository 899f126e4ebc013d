/*-------------------------------------------------------------------------
 *
 * meaning.h
 *	  What an account's custom fields mean for duplicates.
 *
 *-------------------------------------------------------------------------
 */
#ifndef CONTACTS_DUPLICATE_MEANING_H
#define CONTACTS_DUPLICATE_MEANING_H

#include "pure/match_core.h"

/* A custom field that tells people apart; its place in the list is its number. */
typedef struct TellingField
{
	char	   *key;
	MatchExtraKind kind;
} TellingField;

typedef struct TellingFields
{
	int			nfields;
	TellingField fields[MATCH_MAX_EXTRAS];
} TellingFields;

extern void telling_fields_read(int64 account_id, TellingFields *fields);

#endif							/* CONTACTS_DUPLICATE_MEANING_H */
