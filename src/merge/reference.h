/*-------------------------------------------------------------------------
 *
 * reference.h
 *	  What refers to contacts in tables of others: foreign keys, and references
 *	  that have been registered.
 *
 *-------------------------------------------------------------------------
 */
#ifndef CONTACTS_MERGE_REFERENCE_H
#define CONTACTS_MERGE_REFERENCE_H

#include "merge/foreign.h"
#include "merge/merge_log.h"

/* A unique index of the table in which rows of the contact could clash. */
typedef struct UniqueIndex
{
	bool		nulls_equal;
	char	   *predicate;		/* NULL without one */
	int			nkeys;
	char	  **keys;			/* expressions over the table's columns */
} UniqueIndex;

/* All names and types are quoted. */
typedef struct Reference
{
	ForeignTable table;
	bool		only;			/* tables that inherit from it are not meant */
	char	   *account_column; /* NULL if it has none */
	char	   *id_column;
	char	   *audience_column;	/* NULL if it has none */
	char	   *phone_column;	/* likewise */
	char	   *id_type;
	char	   *type_column;	/* what it refers to is told here, and by which text; NULL if it always does */
	char	   *type_value;		/* a literal */
	char	   *path;			/* a literal: where in the jsonb column the id stands; NULL: it is the column */
	bool		account_may_be_null;
	bool		other_columns;	/* the key has further columns */
	bool		generated;		/* a column of the key is generated */
	bool		other_types;	/* a column of the key is of another type than
								 * the one it refers to */
	bool		missing;		/* a column that was registered is not there any more */
	bool		key_holds;		/* the primary key holds a column that a move changes */
	char	   *key_row;		/* expression: what identifies a row r, as JSON */
	char	   *key_match;		/* condition: row r is the one of JSON k.v; NULL: no primary key */
	char	   *value_row;		/* expression: the whole row r, as JSON of texts */
	char	   *insert_columns; /* what of it is written again */
	char	   *insert_values;	/* from JSON k.v */
	char	   *image;			/* select list: the row r, moved ($3 the survivor, $4 its audience) */
	char	   *generated_image;	/* over that, generated columns */
	char	   *columns;		/* JSON for the log: what refers to the contact */
	int			nuniques;
	UniqueIndex *uniques;
	SPIPlanPtr	any_plan[2];	/* has it a row of a duplicate? one without account? */
	bool		deferrable;		/* a constraint of it, or one that refers to it, may wait until the commit */
} Reference;

/* How a row without a primary key is told: by all of it. */
#define ROW_DIGEST(r) \
	"pg_catalog.encode(pg_catalog.sha256(pg_catalog.convert_to(ROW(" r ".*)::pg_catalog.text, pg_catalog.getdatabaseencoding())), 'hex')"

extern void reference_init(void);
extern const Reference *references_find(int *n);
extern bool references_any(void);
extern Datum system_id(void);
extern const Reference *reference_of_log(const MergeRun *run);

#endif							/* CONTACTS_MERGE_REFERENCE_H */
