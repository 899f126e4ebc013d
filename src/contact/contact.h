/*-------------------------------------------------------------------------
 *
 * contact.h
 *	  The rules of a contact row, which merge and import share.
 *
 *-------------------------------------------------------------------------
 */
#ifndef CONTACTS_CONTACT_CONTACT_H
#define CONTACTS_CONTACT_CONTACT_H

#include "base/compat.h"
#include "base/query.h"
#include "identity/actor.h"

typedef enum Visibility
{
	VISIBILITY_ONLY_ME,
	VISIBILITY_TEAM,
	VISIBILITY_EVERYONE
} Visibility;

/* Longest texts, in characters. */
#define NOTE_LENGTH		20000
#define LABEL_LENGTH	50

extern const char *const visibility_names[3];
pg_noreturn extern void report_no_contact(Datum id);
pg_noreturn extern void report_not_ones_own(void);
extern int32 contact_team(const Actor *actor, int32 department_id, bool given);
extern void contact_check_private(const Actor *actor);
extern uint64 contact_write_as_was(KeptPlan *kept, Datum *values);
extern bool contact_written_as_was(void);

#endif							/* CONTACTS_CONTACT_CONTACT_H */
