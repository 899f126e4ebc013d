/*-------------------------------------------------------------------------
 *
 * mapping.h
 *	  Login roles that are mapped to a user.
 *
 *-------------------------------------------------------------------------
 */
#ifndef CONTACTS_IDENTITY_MAPPING_H
#define CONTACTS_IDENTITY_MAPPING_H

extern bool role_is_mapped(Oid role);
extern void mappings_lock(void);

#endif							/* CONTACTS_IDENTITY_MAPPING_H */
