/*-------------------------------------------------------------------------
 *
 * transaction_cache.c
 *	  What is looked up once in a transaction, and good for it alone.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "access/xact.h"
#include "utils/memutils.h"

#include "base/compat.h"
#include "base/transaction_cache.h"

static TransactionCache *caches = NULL;

/* What was read in a subtransaction that is undone may never have been. */
static void
subxact_callback(SubXactEvent event, SubTransactionId mine, SubTransactionId parent, void *arg)
{
	TransactionCache *cache;

	for (cache = caches; cache != NULL; cache = cache->next)
	{
		if (event == SUBXACT_EVENT_ABORT_SUB && cache->filled_in == mine)
			cache->good = false;
		if (event == SUBXACT_EVENT_COMMIT_SUB && cache->filled_in == mine)
			cache->filled_in = parent;
	}
}

static void
xact_callback(XactEvent event, void *arg)
{
	TransactionCache *cache;

	if (event != XACT_EVENT_COMMIT && event != XACT_EVENT_ABORT &&
		event != XACT_EVENT_PREPARE && event != XACT_EVENT_PARALLEL_COMMIT &&
		event != XACT_EVENT_PARALLEL_ABORT)
		return;
	for (cache = caches; cache != NULL; cache = cache->next)
	{
		cache->good = false;
		if (cache->context != NULL)
			MemoryContextReset(cache->context);
	}
}

/* From now on it is good, until the transaction ends or this part of it is undone. */
void
cache_filled(TransactionCache *cache)
{
	if (caches == NULL)
	{
		RegisterSubXactCallback(subxact_callback, NULL);
		RegisterXactCallback(xact_callback, NULL);
	}
	if (!cache->listed)
	{
		cache->next = caches;
		caches = cache;
		cache->listed = true;
	}
	cache->good = true;
	cache->filled_in = GetCurrentSubTransactionId();
}

void
cache_forget(TransactionCache *cache)
{
	cache->good = false;
}

MemoryContext
cache_memory(TransactionCache *cache)
{
	/* the macro for this takes literals only */
	if (cache->context == NULL)
		cache->context = AllocSetContextCreateInternal(TopMemoryContext, cache->name,
													   ALLOCSET_SMALL_SIZES);
	return cache->context;
}
