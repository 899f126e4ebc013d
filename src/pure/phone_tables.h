/*-------------------------------------------------------------------------
 *
 * phone_tables.h
 *	  Layout of the generated tables of numbering plans.
 *
 * phone_tables.c is written by test/tools/phone_tables.py; this file is the
 * contract between that generator and the phone core, and nothing else
 * includes it.
 *
 *-------------------------------------------------------------------------
 */
#ifndef PHONE_TABLES_H
#define PHONE_TABLES_H

#include <stdint.h>

/*
 * Automata over the ten digits, all in one table.  Columns 0 to 9 are the
 * next states, column 10 is the label of the state; state 0 is dead.
 */
#define PHONE_DFA_LABEL		10

/*
 * Labels of the type automata: the plan's place in its calling code's list
 * plus one (0 in a code with only one plan, or where no plan takes the
 * number), and PhoneType plus one (0 for unknown).
 */
#define PHONE_LABEL_TYPE(l)		((int) ((l) & 15) - 1)
#define PHONE_LABEL_PLAN(l)		((int) ((l) >> 4) - 1)

/*
 * Words of the backtracking programs: an opcode above, an operand below.
 * Jumps are forward and relative to the word that holds them.
 */
#define PHONE_OPCODE(w)			((w) >> 12)
#define PHONE_OPERAND(w)		((w) & 0x0FFF)

enum
{
	PHONE_OP_MATCH,				/* the pattern has matched */
	PHONE_OP_SET,				/* one digit out of a mask of ten bits */
	PHONE_OP_SPLIT,				/* go on here, on failure at the target */
	PHONE_OP_JUMP,				/* go on at the target */
	PHONE_OP_SAVE,				/* store the position: 2n start, 2n+1 end */
	PHONE_OP_END				/* only at the end of the digits */
};

/* A format pattern: runs of digits, each of so many to so many. */
typedef struct PhoneGroups
{
	uint32_t	lengths;		/* bit n: a number of n digits matches */
	uint8_t		ngroups;
	uint8_t		low[5];
	uint8_t		high[5];
} PhoneGroups;

/* One way to write the numbers of a plan; texts are offsets of strings. */
typedef struct PhoneFormatRule
{
	uint16_t	lead;			/* automaton of the leading digits */
	uint16_t	groups;			/* index into phone_groups */
	uint16_t	national;		/* "(0$1) $2", national prefix included */
	uint16_t	intl;			/* "$1 $2" */
	uint16_t	rfc3966;		/* "$1-$2" */
} PhoneFormatRule;

/* A numbering plan: a region, or a code that belongs to no region. */
typedef struct PhonePlan
{
	char		code[4];		/* "IN", or "001" where there is no region */
	uint16_t	calling_code;
	uint16_t	general;		/* automaton of all its numbers, any length */
	uint16_t	type;			/* automaton that answers the type */
	uint16_t	prefix;			/* program of the national prefix, or 0 */
	uint16_t	prefix_groups;	/* groups captured by that program */
	uint16_t	transform;		/* string: what to put in their place */
	uint16_t	idd;			/* program of the international prefix, or 0 */
	uint16_t	idd_text;		/* string: that prefix as it is written, "" if
								 * there are several and none is preferred */
	uint16_t	extn;			/* string: what precedes an extension */
	uint16_t	format;			/* first rule and number of rules */
	uint16_t	nformats;
	uint16_t	intl_format;	/* the same for international texts */
	uint16_t	nintl_formats;
	uint32_t	possible;		/* bit n: n digits are possible */
	uint32_t	local;			/* bit n: n digits only within an area */
} PhonePlan;

/* A calling code. */
typedef struct PhoneCode
{
	uint16_t	code;
	uint16_t	type;			/* automaton that answers plan and type */
	uint16_t	plan;			/* first of its plans in phone_code_plan */
	uint16_t	nplans;
} PhoneCode;

extern const int phone_geo_count;	/* plans of regions come first */
extern const int phone_plan_count;

extern const uint16_t phone_dfa[][11];
extern const uint16_t phone_program[];
extern const char phone_string[];
extern const PhoneGroups phone_groups[];
extern const PhoneFormatRule phone_format_rule[];
extern const PhonePlan phone_plan[];
extern const uint16_t phone_example[][12];	/* strings, by plan and type */
extern const PhoneCode phone_code[];
extern const uint16_t phone_code_plan[];
extern const uint8_t phone_code_index[1000];	/* calling code to phone_code + 1 */
extern const uint8_t phone_region_index[676];	/* two letters to plan + 1 */

extern const char phone_metadata_version[];

#endif							/* PHONE_TABLES_H */
