/*-------------------------------------------------------------------------
 *
 * tags.h
 *	  Tags of a contact.
 *
 *-------------------------------------------------------------------------
 */
#ifndef CONTACTS_CONTACT_TAGS_H
#define CONTACTS_CONTACT_TAGS_H

/* As many tags as a contact takes, and as many characters as a tag has. */
#define TAGS_MAX	100
#define TAG_LENGTH	100

extern Datum tags_tidy(Datum array, text **joined);

#endif							/* CONTACTS_CONTACT_TAGS_H */
