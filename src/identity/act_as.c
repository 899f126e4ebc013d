/*-------------------------------------------------------------------------
 *
 * act_as.c
 *	  Taking on an identity: contacts.act_as() for the transaction, and the
 *	  session form for psql.
 *
 * What is taken on for the transaction is resolved at once, and put into the
 * setting contacts.actor.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "access/xact.h"
#include "executor/spi.h"
#include "fmgr.h"
#include "tcop/pquery.h"
#include "utils/builtins.h"
#include "utils/guc.h"
#include "utils/portal.h"

#include "base/compat.h"
#include "base/install.h"
#include "base/integers.h"
#include "base/query.h"
#include "base/report.h"
#include "base/schema.h"
#include "identity/act_as.h"
#include "identity/actor.h"
#include "identity/eyes.h"
#include "identity/statement.h"

/*
 * Put an identity in force until the end of the transaction.  SET LOCAL as a
 * statement, not set_config_option(): that is the form which a distributed
 * engine sends on to its workers.
 */
static void
actor_set(const Actor *actor)
{
	OwnerScope	scope;
	char	   *sql;

	sql = psprintf("SET LOCAL contacts.actor = %s",
				   quote_literal_cstr(actor_text(actor)));
	owner_scope_begin(&scope, contacts_owner());
	SPI_connect();
	if (GetConfigOption("citus.propagate_set_commands", true, false) != NULL)
		(void) SPI_execute("SET LOCAL citus.propagate_set_commands = 'local'", false, 0);
	if (SPI_execute(sql, false, 0) != SPI_OK_UTILITY)
		elog(ERROR, "could not set contacts.actor");
	SPI_finish();
	owner_scope_end_with_settings(&scope);
}

/*
 * An admin sees every department, also one that is made after they took on their
 * identity.
 */
void
actor_department_added(int32 department_id)
{
	const Actor *actor = actor_current();
	Actor	   *grown;

	if (actor == NULL || !actor->every_department || actor->naudiences == 0)
		return;
	grown = palloc(offsetof(Actor, audiences) +
				   (actor->naudiences + 1) * sizeof(int32));
	memcpy(grown, actor, offsetof(Actor, audiences) +
		   actor->naudiences * sizeof(int32));
	grown->audiences[grown->naudiences++] = department_id;
	grown->last_department = Max(grown->last_department, department_id);
	qsort(grown->audiences, grown->naudiences, sizeof(int32), compare_int32);
	actor_set(grown);
}

static KeptPlan cursors_plan = {
	"SELECT c.name FROM pg_catalog.pg_cursors c WHERE c.name <> ''",
	0
};

/*
 * Cursors that were opened under one identity go on giving its rows.  So
 * those of earlier transactions are closed, and while others are open no
 * identity comes into force but the one that is; nor any while a cursor WITH
 * HOLD is open, whose rows would outlive it.  The same goes for a statement
 * that is running (statement.c).
 */
static void
refuse_open_cursors(const Actor *next)
{
	const Actor *actor = actor_current();
	bool		changes = actor == NULL || next == NULL ||
		actor->account_id != next->account_id || actor->user_id != next->user_id ||
		actor->permissions != next->permissions ||
		actor->naudiences != next->naudiences ||
		memcmp(actor->audiences, next->audiences,
			   actor->naudiences * sizeof(int32)) != 0;
	uint64		i;
	SPITupleTable *cursors;

	kept_execute(&cursors_plan, NULL, NULL, false, 0);
	cursors = SPI_tuptable;
	for (i = 0; i < cursors->numvals; i++)
	{
		Portal		portal = SPI_cursor_find(SPI_getvalue(cursors->vals[i],
														  cursors->tupdesc, 1));

		if (portal == NULL || portal == ActivePortal)
			continue;
		if (portal->createSubid == InvalidSubTransactionId && !portal->portalPinned)
			SPI_cursor_close(portal);
		else if (changes || (portal->cursorOptions & CURSOR_OPT_HOLD))
			ereport(ERROR,
					(errcode(ERRCODE_OBJECT_NOT_IN_PREREQUISITE_STATE),
					 errmsg("identity cannot change while cursors are open"),
					 errhint("Close the cursors, or end the transaction.")));
	}
	if (changes)
		statement_refuse_change(true);
}

/*
 * Put an active user in force for the rest of the transaction, by a token or
 * without (NULL).  SPI is connected, the rights are the owner's.  False if there
 * is no such user.
 */
bool
identity_take_on(int64 account_id, int32 user_id, const TokenTerms *token)
{
	Actor	   *actor;

	release_check();
	if (!IsTransactionBlock())
		ereport(WARNING,
				(errcode(ERRCODE_NO_ACTIVE_SQL_TRANSACTION),
				 errmsg("an identity taken on outside a transaction block has no effect"),
				 errhint("Say BEGIN first, and take on the identity after it.")));

	actor = actor_resolve(account_id, user_id, token);
	if (actor == NULL)
		return false;
	refuse_open_cursors(actor);
	actor_set(actor);
	return true;
}

PG_FUNCTION_INFO_V1(contacts_act_as);
Datum
contacts_act_as(PG_FUNCTION_ARGS)
{
	int64		account_id = PG_GETARG_INT64(0);
	int32		user_id = PG_GETARG_INT32(1);

	definer_begin();
	/* Passed over in silence, it would leave another identity in force. */
	if (PG_ARGISNULL(0) || PG_ARGISNULL(1))
		ereport(ERROR,
				(errcode(ERRCODE_NULL_VALUE_NOT_ALLOWED),
				 errmsg("account_id and user_id must be given"),
				 errhint("An identity ends with its transaction; to act as nobody, start another one.")));
	SPI_connect();
	if (!identity_take_on(account_id, user_id, NULL))
		report_no_active_user(account_id, user_id);
	SPI_finish();
	PG_RETURN_VOID();
}

PG_FUNCTION_INFO_V1(contacts_act_as_for_session);
Datum
contacts_act_as_for_session(PG_FUNCTION_ARGS)
{
	char	   *value = "";

	definer_begin();
	SPI_connect();
	if (!PG_ARGISNULL(0) && !PG_ARGISNULL(1))
	{
		int64		account_id = PG_GETARG_INT64(0);
		int32		user_id = PG_GETARG_INT32(1);
		Actor	   *actor = actor_resolve(account_id, user_id, NULL);

		if (actor == NULL)
			report_no_active_user(account_id, user_id);
		refuse_open_cursors(actor);
		value = psprintf(INT64_FORMAT ":%d", account_id, user_id);
	}
	else
		refuse_open_cursors(NULL);
	if (SPI_execute(psprintf("SET contacts.session_actor = %s",
							 quote_literal_cstr(value)), false, 0) != SPI_OK_UTILITY)
		elog(ERROR, "could not set contacts.session_actor");
	SPI_finish();
	PG_RETURN_VOID();
}
