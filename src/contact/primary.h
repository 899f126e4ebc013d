/*-------------------------------------------------------------------------
 *
 * primary.h
 *	  The primary number and address, in contacts and in the tables of
 *	  its children.
 *
 *-------------------------------------------------------------------------
 */
#ifndef CONTACTS_CONTACT_PRIMARY_H
#define CONTACTS_CONTACT_PRIMARY_H

#include "base/compat.h"
#include "base/query.h"

pg_noreturn extern void report_number_taken(void);
extern uint64 own_write_number(KeptPlan *kept, Datum *values, int64 nrows);

#endif							/* CONTACTS_CONTACT_PRIMARY_H */
