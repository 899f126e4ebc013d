/*-------------------------------------------------------------------------
 *
 * contacts.c
 *	  The module: magic block and initialisation, nothing else.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "utils/guc.h"

#include "base/compat.h"
#include "base/foreign_action.h"
#include "base/phone.h"
#include "guard/drop.h"
#include "guard/explain.h"
#include "guard/planner.h"
#include "identity/actor.h"
#include "identity/first_use.h"
#include "identity/statement.h"
#include "import/session.h"
#include "merge/foreign.h"
#include "merge/reference.h"

CONTACTS_MODULE_MAGIC;

extern PGDLLEXPORT void _PG_init(void);

void
_PG_init(void)
{
	actor_init();
	planner_init();
	first_use_init();
	import_init();
	foreign_action_init();
	foreign_init();
	reference_init();
	statement_init();
	explain_init();
	drop_init();
	phone_init();
	MarkGUCPrefixReserved("contacts");
}
