/*-------------------------------------------------------------------------
 *
 * report.h
 *	  Errors that several files report, each said in one place.
 *
 *-------------------------------------------------------------------------
 */
#ifndef CONTACTS_BASE_REPORT_H
#define CONTACTS_BASE_REPORT_H

#include "base/compat.h"

/* The constraint on which a client may branch, where no relation is at hand. */
#define errconstraint(table, constraint) \
	(err_generic_string(PG_DIAG_SCHEMA_NAME, "contacts"), \
	 err_generic_string(PG_DIAG_TABLE_NAME, (table)), \
	 err_generic_string(PG_DIAG_CONSTRAINT_NAME, (constraint)))

/* Longest part of somebody's text that an error repeats, in bytes. */
#define QUOTE_MAX	80

extern char *text_quoted(const char *s);
pg_noreturn extern void report_changed_meanwhile(void);
pg_noreturn extern void report_no_active_user(int64 account_id, int32 user_id);

#endif							/* CONTACTS_BASE_REPORT_H */
