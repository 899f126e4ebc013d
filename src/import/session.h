/*-------------------------------------------------------------------------
 *
 * session.h
 *	  The import that is announced, and the one whose COPY runs.
 *
 *-------------------------------------------------------------------------
 */
#ifndef CONTACTS_IMPORT_SESSION_H
#define CONTACTS_IMPORT_SESSION_H

#include "access/tupdesc.h"
#include "contact/contact.h"
#include "utils/tuplestore.h"
#include "utils/uuid.h"

typedef enum DuplicateAction
{
	ON_DUPLICATE_SKIP,
	ON_DUPLICATE_FILL,
	ON_DUPLICATE_OVERWRITE,
	ON_DUPLICATE_REJECT
} DuplicateAction;

extern const char *const duplicate_action_names[4];

/* How an import is to be taken. */
typedef struct ImportTerms
{
	pg_uuid_t	id;
	char		file_name[256];
	bool		has_file_name;
	Visibility	visibility;
	int32		department_id;
	DuplicateAction on_duplicate;
} ImportTerms;

/* The import whose COPY runs. */
typedef struct Import
{
	SubTransactionId subtransaction;	/* in which the COPY began */
	MemoryContext context;		/* that holds all of this */
	ImportTerms terms;
	int64		account_id;
	int32		user_id;
	int32		audience;
	bool		custom_fields;
	char		region[4];
	int			row_limit;		/* -1: none */
	int			rows;
	TupleDesc	desc;			/* of its rows, as read.c has read them */
	Tuplestorestate *batch;
	MemoryContext row_context;
} Import;

extern Import *import_running(void);	/* or an error */
extern void import_done(Import *import);
extern void import_init(void);

#endif							/* CONTACTS_IMPORT_SESSION_H */
