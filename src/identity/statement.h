/*-------------------------------------------------------------------------
 *
 * statement.h
 *	  The statements that run, each under one identity.
 *
 *-------------------------------------------------------------------------
 */
#ifndef CONTACTS_IDENTITY_STATEMENT_H
#define CONTACTS_IDENTITY_STATEMENT_H

#include "base/plan_use.h"
#include "executor/execdesc.h"

/* Who looks at statements as they begin and end: guard/explain.c. */
typedef struct StatementWatch
{
	void		(*execution_begins) (QueryDesc *query, PlanUse use, bool explain_only);
	void		(*inner_run_begins) (const QueryDesc *query);
	bool		(*finish_begins) (QueryDesc *query);
	void		(*finish_ends) (void);
} StatementWatch;

extern const StatementWatch *statement_watch;

extern bool statement_withheld(void);
extern void statement_refuse_change(bool open_too);
extern void statement_init(void);

#endif							/* CONTACTS_IDENTITY_STATEMENT_H */
