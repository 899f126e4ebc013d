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

extern char *custom_problem(int64 account_id, Jsonb *custom, Jsonb *was);
pg_noreturn extern void report_custom_problem(const char *problem);
extern char *custom_missing(int64 account_id, Jsonb *custom, Jsonb *was);

#endif							/* CONTACTS_CONTACT_CUSTOM_H */
