/*-------------------------------------------------------------------------
 *
 * integers.h
 *	  Lists of integers.
 *
 *-------------------------------------------------------------------------
 */
#ifndef CONTACTS_BASE_INTEGERS_H
#define CONTACTS_BASE_INTEGERS_H

extern int	compare_int32(const void *a, const void *b);
extern Datum int32_array(const int32 *items, int nitems);

#endif							/* CONTACTS_BASE_INTEGERS_H */
