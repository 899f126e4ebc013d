/*-------------------------------------------------------------------------
 *
 * account.h
 *	  Accounts, and the row lock under which their users, departments
 *	  and contact persons are numbered and counted.
 *
 *-------------------------------------------------------------------------
 */
#ifndef CONTACTS_ACCOUNT_ACCOUNT_H
#define CONTACTS_ACCOUNT_ACCOUNT_H

#include "base/query.h"

extern void account_lock(int64 account_id);
extern int32 account_next_number(KeptPlan *kept, int64 account_id);

#endif							/* CONTACTS_ACCOUNT_ACCOUNT_H */
