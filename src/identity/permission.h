/*-------------------------------------------------------------------------
 *
 * permission.h
 *	  The permissions, and which role has which.
 *
 *-------------------------------------------------------------------------
 */
#ifndef CONTACTS_IDENTITY_PERMISSION_H
#define CONTACTS_IDENTITY_PERMISSION_H

typedef enum UserRole
{
	ROLE_REPORTER,
	ROLE_AGENT,
	ROLE_CONTACT_MANAGER,
	ROLE_MANAGER,
	ROLE_BILLING,
	ROLE_ADMIN,
	ROLE_OWNER
} UserRole;
#define NUM_ROLES (ROLE_OWNER + 1)

typedef enum Permission
{
	PERM_READ,
	PERM_WRITE_OWN,
	PERM_WRITE,
	PERM_PRIVATE,
	PERM_DELETE,
	PERM_MERGE,
	PERM_IMPORT,
	PERM_EXPORT,
	PERM_MEMBERS_MANAGE,
	PERM_PERSONS_MANAGE,
	PERM_USERS_MANAGE,
	PERM_TOKENS_MANAGE,
	PERM_AUDIT_READ,
	PERM_ACCOUNT_MANAGE
} Permission;
#define NUM_PERMISSIONS (PERM_ACCOUNT_MANAGE + 1)

#define permission_bit(p) (((uint32) 1) << (p))

extern const char *const role_names[NUM_ROLES];
extern const char *permission_name(Permission permission);
extern int	permission_by_name(const char *name, size_t len);	/* -1: none */
extern uint32 role_default_permissions(UserRole role);

#endif							/* CONTACTS_IDENTITY_PERMISSION_H */
