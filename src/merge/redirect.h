/*-------------------------------------------------------------------------
 *
 * redirect.h
 *	  It has moved to the room below, for the rooms between ask it as well.
 *
 *-------------------------------------------------------------------------
 */
#ifndef CONTACTS_MERGE_REDIRECT_H
#define CONTACTS_MERGE_REDIRECT_H

#include "contact/redirect.h"

#endif							/* CONTACTS_MERGE_REDIRECT_H */
