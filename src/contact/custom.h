/*-------------------------------------------------------------------------
 *
 * custom.h
 *	  Custom values of a contact.
 *
 *-------------------------------------------------------------------------
 */
#ifndef CONTACTS_CONTACT_CUSTOM_H
#define CONTACTS_CONTACT_CUSTOM_H

#include "base/compat.h"
#include "utils/jsonb.h"

/* Most bytes of all values of a contact, as jsonb; and in a statement. */
#define CUSTOM_SIZE			65536
#define CUSTOM_SIZE_TEXT	"65536"

extern char *custom_too_large(void);
extern bool custom_fields_changed(void);
extern char *custom_problem(int64 account_id, Jsonb *custom, Jsonb *was);
pg_noreturn extern void report_custom_problem(const char *problem);
extern char *custom_missing(int64 account_id, Jsonb *custom, Jsonb *was);

#endif							/* CONTACTS_CONTACT_CUSTOM_H */
