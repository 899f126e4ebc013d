/*-------------------------------------------------------------------------
 *
 * install.h
 *	  Whether library and SQL are of one release.
 *
 *-------------------------------------------------------------------------
 */
#ifndef CONTACTS_BASE_INSTALL_H
#define CONTACTS_BASE_INSTALL_H

extern void release_check(void);

#endif							/* CONTACTS_BASE_INSTALL_H */
