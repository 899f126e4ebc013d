/*-------------------------------------------------------------------------
 *
 * phone_operators.c
 *	  Comparison, hashing and prefix search of contacts.phone.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "common/hashfn.h"
#include "access/stratnum.h"
#include "catalog/pg_type.h"
#include "fmgr.h"
#include "nodes/makefuncs.h"
#include "nodes/nodeFuncs.h"
#include "nodes/supportnodes.h"
#include "utils/lsyscache.h"
#include "utils/sortsupport.h"

#include "base/compat.h"
#include "base/phone.h"

#define PHONE_COMPARISON(name, operator) \
PG_FUNCTION_INFO_V1(contacts_phone_##name); \
Datum \
contacts_phone_##name(PG_FUNCTION_ARGS) \
{ \
	PG_RETURN_BOOL(PG_GETARG_PHONE(0) operator PG_GETARG_PHONE(1)); \
}

PHONE_COMPARISON(eq, ==)
PHONE_COMPARISON(ne, !=)
PHONE_COMPARISON(lt, <)
PHONE_COMPARISON(le, <=)
PHONE_COMPARISON(gt, >)
PHONE_COMPARISON(ge, >=)

PG_FUNCTION_INFO_V1(contacts_phone_cmp);
Datum
contacts_phone_cmp(PG_FUNCTION_ARGS)
{
	int64		a = PG_GETARG_PHONE(0);
	int64		b = PG_GETARG_PHONE(1);

	PG_RETURN_INT32((a > b) - (a < b));
}

PG_FUNCTION_INFO_V1(contacts_phone_sortsupport);
Datum
contacts_phone_sortsupport(PG_FUNCTION_ARGS)
{
	SortSupport ssup = (SortSupport) PG_GETARG_POINTER(0);

	/* as the server does for int8 */
	ssup->comparator = ssup_datum_signed_cmp;
	PG_RETURN_VOID();
}

PG_FUNCTION_INFO_V1(contacts_phone_hash);
Datum
contacts_phone_hash(PG_FUNCTION_ARGS)
{
	int64		value = PG_GETARG_PHONE(0);

	return hash_any((unsigned char *) &value, sizeof(value));
}

PG_FUNCTION_INFO_V1(contacts_phone_hash_extended);
Datum
contacts_phone_hash_extended(PG_FUNCTION_ARGS)
{
	int64		value = PG_GETARG_PHONE(0);

	return hash_any_extended((unsigned char *) &value, sizeof(value),
							 PG_GETARG_INT64(1));
}

PG_FUNCTION_INFO_V1(contacts_phone_smaller);
Datum
contacts_phone_smaller(PG_FUNCTION_ARGS)
{
	PG_RETURN_PHONE(Min(PG_GETARG_PHONE(0), PG_GETARG_PHONE(1)));
}

PG_FUNCTION_INFO_V1(contacts_phone_larger);
Datum
contacts_phone_larger(PG_FUNCTION_ARGS)
{
	PG_RETURN_PHONE(Max(PG_GETARG_PHONE(0), PG_GETARG_PHONE(1)));
}

/*
 * Prefix search
 */

/*
 * The digits of a prefix as typed: a + first, punctuation between.  Returns
 * how many, or -1 for a text that no number can begin with.
 */
static int
prefix_digits(const char *s, int len, char *digits)
{
	int			ndigits = 0;
	int			i;

	for (i = 0; i < len; i++)
	{
		if (s[i] >= '0' && s[i] <= '9')
		{
			if (ndigits == PHONE_MAX_DIGITS)
				return -1;
			digits[ndigits++] = s[i];
		}
		else if (!(s[i] == '+' && ndigits == 0) &&
				 (s[i] == '\0' || strchr(" -./()", s[i]) == NULL))
			return -1;
	}
	return ndigits;
}

PG_FUNCTION_INFO_V1(contacts_phone_starts_with);
Datum
contacts_phone_starts_with(PG_FUNCTION_ARGS)
{
	text	   *prefix = PG_GETARG_TEXT_PP(1);
	char		wanted[PHONE_MAX_DIGITS + 1];
	char		digits[PHONE_MAX_DIGITS + 1];
	int			nwanted = prefix_digits(VARDATA_ANY(prefix),
										VARSIZE_ANY_EXHDR(prefix), wanted);
	int			ndigits = phone_value_digits(PG_GETARG_PHONE(0), digits);

	PG_RETURN_BOOL(nwanted >= 0 && nwanted <= ndigits &&
				   memcmp(wanted, digits, nwanted) == 0);
}

/*
 * From the length of the prefix alone: statistics would tell of numbers that the
 * asker cannot see.  The first two digits are mostly one's own calling code, each
 * further one leaves a fifth, not a tenth, as codes cluster.
 */
static Selectivity
prefix_selectivity(int ndigits)
{
	Selectivity selectivity = ndigits < 0 ? 0.0 : 0.5;

	for (; ndigits > 2; ndigits--)
		selectivity /= 5;
	return selectivity;
}

static Expr *
compare_with(Oid operator, Node *column, Oid type, const char *digits, int ndigits)
{
	return make_opclause(operator, BOOLOID, false, (Expr *) column,
						 (Expr *) makeConst(type, -1, InvalidOid, sizeof(int64),
											PhoneGetDatum(phone_pack(digits, ndigits)),
											false, true),
						 InvalidOid, InvalidOid);
}

/* A range of numbers; NIL if there is none.  The digits change. */
static List *
prefix_range(Oid opfamily, Node *column, char *digits, int ndigits)
{
	Oid			type = exprType(column);
	Oid			at_least = get_opfamily_member(opfamily, type, type, BTGreaterEqualStrategyNumber);
	Oid			below = get_opfamily_member(opfamily, type, type, BTLessStrategyNumber);
	List	   *conditions;
	int			last = ndigits - 1;

	if (ndigits <= 0 || !OidIsValid(at_least) || !OidIsValid(below))
		return NIL;
	conditions = list_make1(compare_with(at_least, column, type, digits, ndigits));

	/* The first number behind: 4919 ends before 492; 99 needs no end. */
	while (last >= 0 && digits[last] == '9')
		last--;
	if (last >= 0)
	{
		digits[last]++;
		conditions = lappend(conditions, compare_with(below, column, type, digits, last + 1));
	}
	return conditions;
}

PG_FUNCTION_INFO_V1(contacts_phone_starts_with_support);
Datum
contacts_phone_starts_with_support(PG_FUNCTION_ARGS)
{
	Node	   *request = (Node *) PG_GETARG_POINTER(0);
	SupportRequestSelectivity *selectivity = NULL;
	SupportRequestIndexCondition *condition = NULL;
	List	   *args = NIL;
	Const	   *pattern;
	text	   *prefix;
	char		digits[PHONE_MAX_DIGITS + 1];
	int			ndigits;

	if (IsA(request, SupportRequestSelectivity))
	{
		selectivity = (SupportRequestSelectivity *) request;
		args = selectivity->args;
	}
	else if (IsA(request, SupportRequestIndexCondition) &&
			 ((SupportRequestIndexCondition *) request)->indexarg == 0)
	{
		condition = (SupportRequestIndexCondition *) request;
		if (is_opclause(condition->node))
			args = ((OpExpr *) condition->node)->args;
		else if (is_funcclause(condition->node))
			args = ((FuncExpr *) condition->node)->args;
	}
	if (list_length(args) != 2 || !IsA(lsecond(args), Const))
		PG_RETURN_POINTER(NULL);
	pattern = (Const *) lsecond(args);
	if (pattern->constisnull)
		PG_RETURN_POINTER(NULL);
	prefix = DatumGetTextPP(pattern->constvalue);
	ndigits = prefix_digits(VARDATA_ANY(prefix), VARSIZE_ANY_EXHDR(prefix), digits);

	if (selectivity != NULL)
	{
		selectivity->selectivity = prefix_selectivity(ndigits);
		PG_RETURN_POINTER(selectivity);
	}
	condition->lossy = false;
	PG_RETURN_POINTER(prefix_range(condition->opfamily, linitial(args), digits, ndigits));
}
