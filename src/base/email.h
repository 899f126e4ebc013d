/*-------------------------------------------------------------------------
 *
 * email.h
 *	  E-mail addresses.
 *
 *-------------------------------------------------------------------------
 */
#ifndef CONTACTS_BASE_EMAIL_H
#define CONTACTS_BASE_EMAIL_H

extern bool email_is_plausible(const char *s, size_t len);

#endif							/* CONTACTS_BASE_EMAIL_H */
