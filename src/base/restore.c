/*-------------------------------------------------------------------------
 *
 * restore.c
 *	  Whether a dump is being restored; and what this room must know of
 *	  whoever acts, of whom it knows nothing by itself.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "miscadmin.h"
#include "utils/rls.h"

#include "base/compat.h"
#include "base/restore.h"

bool		(*somebody_acts) (void) = NULL;
const char *(*actors_region) (void) = NULL;

/*
 * Is this pg_restore loading a dump, and not somebody at work?  pg_dump writes
 * SET row_security = off into its scripts, and only superusers can load what
 * belongs to an extension.  A role that merely has BYPASSRLS is somebody at
 * work, and so is a superuser with an identity.  Functions of ours that run with
 * the owner's rights switch row_security on, so inside them the answer is no:
 * ask before.
 */
bool
contacts_restoring(void)
{
	return !row_security && superuser_arg(GetOuterUserId()) &&
		superuser_arg(GetSessionUserId()) && !somebody_acts();
}
