/*-------------------------------------------------------------------------
 *
 * attempt.c
 *	  What may fail, and is undone then.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "access/xact.h"
#include "utils/resowner.h"

#include "base/compat.h"
#include "base/attempt.h"

/*
 * Call a function in a subtransaction, which is undone if it fails, or if what it
 * does is not to be kept.  Returns NULL, or the error, in the memory context in
 * which this was called.
 */
ErrorData *
attempt(void (*function) (void *), void *arg, bool keep)
{
	MemoryContext context = CurrentMemoryContext;
	ResourceOwner owner = CurrentResourceOwner;
	ErrorData  *volatile error = NULL;

	BeginInternalSubTransaction(NULL);
	MemoryContextSwitchTo(context);
	PG_TRY();
	{
		function(arg);
	}
	PG_CATCH();
	{
		MemoryContextSwitchTo(context);
		error = CopyErrorData();
		FlushErrorState();
	}
	PG_END_TRY();
	if (error == NULL && keep)
		ReleaseCurrentSubTransaction();
	else
		RollbackAndReleaseCurrentSubTransaction();
	MemoryContextSwitchTo(context);
	CurrentResourceOwner = owner;
	return error;
}

/* A dry run does all of it and takes it back: so it foresees whatever the call would meet. */
void
call_or_preview(void (*function) (void *), void *arg, bool dry_run)
{
	ErrorData  *error;

	if (!dry_run)
	{
		function(arg);
		return;
	}
	error = attempt(function, arg, false);
	if (error != NULL)
		ReThrowError(error);
}
