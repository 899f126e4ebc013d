/*-------------------------------------------------------------------------
 *
 * session.c
 *	  Import: contacts.begin_import(), and the COPY into contacts.import_rows
 *	  that follows it.
 *
 * COPY FROM is refused on a table with row security, and would stop at the
 * first bad row.  So a client copies into a view.  Its triggers collect the
 * rows, parsed (read.c), in a tuplestore, and when the COPY ends the whole file is
 * classified by one query and written by one statement per table (write.c).
 * Nothing is compared with contacts outside the audience that the new ones will
 * have: no count and no reason can speak of rows that the importer cannot see.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "access/xact.h"
#include "fmgr.h"
#include "miscadmin.h"
#include "utils/builtins.h"
#include "utils/memutils.h"
#include "utils/tuplestore.h"
#include "utils/uuid.h"

#include "base/compat.h"
#include "account/plan.h"
#include "base/schema.h"
#include "base/text.h"
#include "base/trigger.h"
#include "base/uuid.h"
#include "contact/custom.h"
#include "identity/active_user.h"
#include "import/rows.h"
#include "import/session.h"

const char *const duplicate_action_names[4] = {"skip", "fill", "overwrite", "reject"};

/*
 * What begin_import() said, for the next COPY of its transaction.  It holds
 * for one COPY that succeeds; subtransactions that are undone take back what
 * they did to it.  A second COPY, or one after a begin_import() that was
 * undone, must not fall back to the defaults: they publish.
 */
static struct
{
	LocalTransactionId transaction; /* in which begin_import() was called */
	SubTransactionId said_in;	/* InvalidSubTransactionId: undone */
	SubTransactionId used_in;	/* InvalidSubTransactionId: not yet */
	int64		account_id;		/* by whom */
	int32		user_id;
	ImportTerms terms;
}			announced;

static bool
announced_by(const Actor *actor)
{
	return announced.transaction == my_local_transaction() &&
		announced.account_id == actor->account_id &&
		announced.user_id == actor->user_id;
}

static Import *running = NULL;

Import *
import_running(void)
{
	if (running == NULL)
		elog(ERROR, "no import has begun");
	return running;
}

static void
import_subxact(SubXactEvent event, SubTransactionId mine, SubTransactionId parent, void *arg)
{
	if (event == SUBXACT_EVENT_COMMIT_SUB)
	{
		if (announced.said_in == mine)
			announced.said_in = parent;
		if (announced.used_in == mine)
			announced.used_in = parent;
		if (running != NULL && running->subtransaction == mine)
			running->subtransaction = parent;
	}
	if (event == SUBXACT_EVENT_ABORT_SUB)
	{
		if (announced.said_in == mine)
			announced.said_in = InvalidSubTransactionId;
		if (announced.used_in == mine)
			announced.used_in = InvalidSubTransactionId;
		/* its files go with the subtransaction's resource owner */
		if (running != NULL && running->subtransaction == mine)
		{
			MemoryContext context = running->context;

			running = NULL;
			MemoryContextDelete(context);
		}
	}
}

static void
import_xact(XactEvent event, void *arg)
{
	if (event == XACT_EVENT_COMMIT || event == XACT_EVENT_ABORT || event == XACT_EVENT_PREPARE)
	{
		running = NULL;			/* its memory is the transaction's */
		announced.transaction = InvalidLocalTransactionId;
	}
}

void
import_init(void)
{
	RegisterSubXactCallback(import_subxact, NULL);
	RegisterXactCallback(import_xact, NULL);
}

/*
 * May this actor import so?  Completes the department.
 */
static void
check_terms(const Actor *actor, ImportTerms *terms, bool department_given)
{
	actor_require(PERM_IMPORT);
	actor_require(PERM_READ);
	if (!actor_can(PERM_WRITE))
		actor_require(PERM_WRITE_OWN);
	if (terms->on_duplicate == ON_DUPLICATE_FILL ||
		terms->on_duplicate == ON_DUPLICATE_OVERWRITE)
		actor_require(PERM_WRITE);
	switch (terms->visibility)
	{
		case VISIBILITY_ONLY_ME:
			contact_check_private(actor);
			user_require_active(actor->account_id, actor->user_id);
			break;
		case VISIBILITY_TEAM:
			terms->department_id = contact_team(actor, terms->department_id,
												department_given);
			return;
		case VISIBILITY_EVERYONE:
			break;
	}
	if (department_given)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("a department goes with visibility team only")));
}

PG_FUNCTION_INFO_V1(contacts_begin_import);
Datum
contacts_begin_import(PG_FUNCTION_ARGS)
{
	const Actor *actor = actor_required();
	ImportTerms terms;
	pg_uuid_t  *result = palloc(UUID_LEN);

	/* Should it fail and somebody catch that, no COPY falls back to the defaults. */
	announced.transaction = my_local_transaction();
	announced.said_in = InvalidSubTransactionId;
	announced.used_in = InvalidSubTransactionId;
	announced.account_id = actor->account_id;
	announced.user_id = actor->user_id;

	memset(&terms, 0, sizeof(terms));
	if (!PG_ARGISNULL(0))
	{
		text	   *tidied = text_tidy(PG_GETARG_TEXT_PP(0));
		char	   *file_name = tidied == NULL ? "" : text_to_cstring(tidied);

		if (strlen(file_name) >= sizeof(terms.file_name))
			ereport(ERROR,
					(errcode(ERRCODE_STRING_DATA_RIGHT_TRUNCATION),
					 errmsg("file name is longer than %d bytes",
							(int) sizeof(terms.file_name) - 1)));
		strlcpy(terms.file_name, file_name, sizeof(terms.file_name));
		terms.has_file_name = tidied != NULL;
	}
	if (PG_ARGISNULL(1) || PG_ARGISNULL(3))
		ereport(ERROR,
				(errcode(ERRCODE_NULL_VALUE_NOT_ALLOWED),
				 errmsg("visibility and on_duplicate must be given")));
	terms.visibility = (Visibility) enum_index(PG_GETARG_DATUM(1), visibility_names,
											   lengthof(visibility_names));
	terms.department_id = PG_ARGISNULL(2) ? 0 : PG_GETARG_INT32(2);
	terms.on_duplicate = (DuplicateAction) enum_index(PG_GETARG_DATUM(3), duplicate_action_names,
													  lengthof(duplicate_action_names));
	check_terms(actor, &terms, !PG_ARGISNULL(2));
	uuid_v7(&terms.id);

	announced.said_in = GetCurrentSubTransactionId();
	announced.terms = terms;
	memcpy(result, &terms.id, UUID_LEN);
	PG_RETURN_UUID_P(result);
}

/* Does the COPY that begins come after a call of begin_import() that is not for it? */
static void
check_announced(const Actor *actor)
{
	if (announced.transaction != my_local_transaction() ||
		(announced_by(actor) && announced.said_in != InvalidSubTransactionId &&
		 announced.used_in == InvalidSubTransactionId))
		return;
	ereport(ERROR,
			(errcode(ERRCODE_OBJECT_NOT_IN_PREREQUISITE_STATE),
			 errmsg("contacts.begin_import() must be called again"),
			 !announced_by(actor) ?
			 errdetail("The last call was made under another identity.") :
			 announced.said_in == InvalidSubTransactionId ?
			 errdetail("The last call has failed, or has been rolled back.") :
			 errdetail("One call is good for one COPY.")));
}

PG_FUNCTION_INFO_V1(contacts_import_begin);
Datum
contacts_import_begin(PG_FUNCTION_ARGS)
{
	const Actor *actor;
	Import	   *import;
	MemoryContext context;
	MemoryContext old_context;
	PlanLimit	limit;

	(void) trigger_fired(fcinfo, BEFORE_STATEMENT, ON_INSERT, 0);
	actor = actor_required();
	actor_require(PERM_IMPORT);
	if (running != NULL)
		ereport(ERROR,
				(errcode(ERRCODE_OBJECT_NOT_IN_PREREQUISITE_STATE),
				 errmsg("an import cannot run inside another")));
	check_announced(actor);

	context = AllocSetContextCreate(TopTransactionContext, "contacts import",
									ALLOCSET_DEFAULT_SIZES);
	import = MemoryContextAllocZero(context, sizeof(Import));
	import->context = context;
	import->subtransaction = GetCurrentSubTransactionId();
	if (announced_by(actor))
		import->terms = announced.terms;
	else
	{
		import->terms.visibility = VISIBILITY_EVERYONE;
		import->terms.on_duplicate = ON_DUPLICATE_SKIP;
		uuid_v7(&import->terms.id);
	}
	check_terms(actor, &import->terms, import->terms.department_id != 0);

	import->account_id = actor->account_id;
	import->user_id = actor->user_id;
	import->audience = import->terms.visibility == VISIBILITY_ONLY_ME ? -actor->user_id :
		import->terms.visibility == VISIBILITY_TEAM ? import->terms.department_id : 0;
	import->custom_fields = actor->custom_fields || custom_fields_changed();
	strlcpy(import->region, actor->region, sizeof(import->region));
	limit = plan_limits(import->account_id).import_rows;
	import->row_limit = limit.unlimited ? -1 : limit.value;

	old_context = MemoryContextSwitchTo(context);
	import->desc = import_row_desc();
	import->batch = tuplestore_begin_heap(false, false, work_mem);
	import->row_context = AllocSetContextCreate(context, "contacts import row",
												ALLOCSET_DEFAULT_SIZES);
	MemoryContextSwitchTo(old_context);
	running = import;
	PG_RETURN_POINTER(NULL);
}

/* The file has been written. */
void
import_done(Import *import)
{
	if (announced_by(actor_required()))
		announced.used_in = GetCurrentSubTransactionId();
	tuplestore_end(import->batch);
	running = NULL;
	MemoryContextDelete(import->context);
}
