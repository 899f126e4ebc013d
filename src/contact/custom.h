/*-------------------------------------------------------------------------
 *
 * custom.h
 *	  Custom values of a contact.
 *
 *-------------------------------------------------------------------------
 */
#ifndef CONTACTS_CONTACT_CUSTOM_H
#define CONTACTS_CONTACT_CUSTOM_H

#include "utils/jsonb.h"

extern char *custom_problem(int64 account_id, Jsonb *custom, Jsonb *was);
extern void report_custom_problem(const char *problem) pg_attribute_noreturn();
extern char *custom_missing(int64 account_id, Jsonb *custom, Jsonb *was);

#endif							/* CONTACTS_CONTACT_CUSTOM_H */
