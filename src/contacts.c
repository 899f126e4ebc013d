/*-------------------------------------------------------------------------
 *
 * contacts.c
 *	  The module: magic block and initialisation, nothing else.
 *
 *-------------------------------------------------------------------------
 */
#include "contacts.h"

#include "utils/guc.h"

CONTACTS_MODULE_MAGIC;

extern PGDLLEXPORT void _PG_init(void);

void
_PG_init(void)
{
	actor_init();
	planner_init();
	identity_init();
	import_init();
	foreign_action_init();
	reference_init();
	statement_init();
	explain_init();
	drop_init();
	phone_init();
	MarkGUCPrefixReserved("contacts");
}
