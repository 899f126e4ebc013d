/*-------------------------------------------------------------------------
 *
 * record.h
 *	  Contacts as they are compared: read from the tables, prepared.
 *
 *-------------------------------------------------------------------------
 */
#ifndef CONTACTS_DUPLICATE_RECORD_H
#define CONTACTS_DUPLICATE_RECORD_H

#include "duplicate/meaning.h"
#include "utils/uuid.h"

/* A contact's values as the core takes them. */
typedef struct Draft
{
	MatchInput	input;
	uint64_t	phones[MATCH_MAX_PHONES];
	MatchSpan	emails[MATCH_MAX_EMAILS];
	MatchExtra	extras[MATCH_MAX_EXTRAS];
} Draft;

/* Contacts in order of their ids; a contact is known by its place. */
typedef struct RecordSet
{
	MemoryContext context;		/* of all that is here */
	int64		account_id;
	TellingFields fields;
	uint32		n;
	pg_uuid_t  *ids;
	MatchRecord **records;
	uint64	   *name_keys;		/* as the index has them; 0: none */
	Draft	  **drafts;			/* NULL unless asked for */
	/* called after some rows; may be NULL */
	void		(*progress) (void *arg, uint32 n);
	void	   *progress_arg;
} RecordSet;

extern RecordSet *records_begin(int64 account_id);
extern void records_read_all(RecordSet *set);
extern void records_read_some(RecordSet *set, Datum ids, bool keep_values);
extern int64 records_find(const RecordSet *set, const pg_uuid_t *id);

#endif							/* CONTACTS_DUPLICATE_RECORD_H */
