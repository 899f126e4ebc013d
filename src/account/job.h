/*-------------------------------------------------------------------------
 *
 * job.h
 *	  Work that takes long, how far it is, and a way to stop it.
 *
 *-------------------------------------------------------------------------
 */
#ifndef CONTACTS_ACCOUNT_JOB_H
#define CONTACTS_ACCOUNT_JOB_H

#include "datatype/timestamp.h"
#include "storage/lock.h"
#include "utils/uuid.h"

typedef struct Job
{
	int64		account_id;
	int32		user_id;
	pg_uuid_t	id;
	bool		commits;		/* outside a transaction block: as it goes */
	LOCKTAG		lock;
	bool		session_lock;	/* it is held, and no end of a transaction gives it back */
	TimestampTz told;			/* when it last said how far it is */
} Job;

/*
 * Where work commits as it goes, SPI is connected with SPI_OPT_NONATOMIC by the
 * procedure, and by nobody within, when these are called; what is to last is
 * allocated in job_memory().
 */
extern void job_require_own_eyes(void);
extern bool job_may_commit(FunctionCallInfo fcinfo);
extern void job_init(Job *job, const char *kind, bool commits);
extern void job_begin(Job *job, const char *kind);
extern void job_progress(Job *job, const char *phase, int64 done, int64 total, bool now);
extern void job_done(Job *job, int64 found);
extern void job_let_go(Job *job);
extern MemoryContext job_memory(void);

#endif							/* CONTACTS_ACCOUNT_JOB_H */
