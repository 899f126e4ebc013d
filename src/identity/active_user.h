/*-------------------------------------------------------------------------
 *
 * active_user.h
 *	  Users who are active, and stay so until the transaction ends.
 *
 *-------------------------------------------------------------------------
 */
#ifndef CONTACTS_IDENTITY_ACTIVE_USER_H
#define CONTACTS_IDENTITY_ACTIVE_USER_H

extern void user_require_active(int64 account_id, int32 user_id);
extern void user_forget_active(void);

#endif							/* CONTACTS_IDENTITY_ACTIVE_USER_H */
