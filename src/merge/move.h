/*-------------------------------------------------------------------------
 *
 * move.h
 *	  Rows of others that refer to a merged contact.
 *
 *-------------------------------------------------------------------------
 */
#ifndef CONTACTS_MERGE_MOVE_H
#define CONTACTS_MERGE_MOVE_H

#include "merge/merge_log.h"
#include "merge/reference.h"

/* Whose rows go where. */
typedef struct Move
{
	int64		account_id;
	Datum		survivor;
	int32		survivor_audience;
	Datum		duplicates;		/* uuid[] */
	Datum		audiences;		/* theirs, integer[] */
	Datum		phones;			/* their numbers, text[]; '' for none */
} Move;

extern void references_lock(const Move *move);
extern void references_move(const Move *move, MergeLog *log);
extern void references_check_deferred(const MergeLog *log);

#define MOVED_DIGESTS \
	"'{\"digest\": \"' || " ROW_DIGEST("r") " || '\", \"was\": \"' || " ROW_DIGEST("o") " || '\"}'"

/* Pieces of statements over rows r of a reference's table; $1 is the account. */
extern const char *reference_only(const Reference *reference);
extern char *reference_scope(const Reference *reference);
extern char *reference_is(const Reference *reference, const char *id);
extern char *reference_is_any(const Reference *reference, const char *ids);
extern char *reference_set(const Reference *reference, const char *id, const char *audience);

#endif							/* CONTACTS_MERGE_MOVE_H */
