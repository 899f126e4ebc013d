/*-------------------------------------------------------------------------
 *
 * transaction_cache.h
 *	  What is looked up once in a transaction, and good for it alone.
 *
 *-------------------------------------------------------------------------
 */
#ifndef CONTACTS_BASE_TRANSACTION_CACHE_H
#define CONTACTS_BASE_TRANSACTION_CACHE_H

typedef struct TransactionCache
{
	const char *name;			/* of its memory context */
	bool		good;
	SubTransactionId filled_in; /* with it, it goes */
	MemoryContext context;		/* emptied with the transaction */
	struct TransactionCache *next;
	bool		listed;
} TransactionCache;

extern void cache_filled(TransactionCache *cache);
extern void cache_forget(TransactionCache *cache);
extern MemoryContext cache_memory(TransactionCache *cache);

#endif							/* CONTACTS_BASE_TRANSACTION_CACHE_H */
