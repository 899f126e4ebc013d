/*-------------------------------------------------------------------------
 *
 * import.h
 *	  What is copied into the view contacts.import_rows.
 *
 *-------------------------------------------------------------------------
 */
#ifndef CONTACTS_IMPORT_IMPORT_H
#define CONTACTS_IMPORT_IMPORT_H

extern void import_init(void);

#endif							/* CONTACTS_IMPORT_IMPORT_H */
