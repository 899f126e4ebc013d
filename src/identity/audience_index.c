/*-------------------------------------------------------------------------
 *
 * audience_index.c
 *	  What an actor sees, as a condition on an index: the operator class
 *	  audience_ops, and the planner support of contacts.sees().
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "access/stratnum.h"
#include "catalog/pg_proc.h"
#include "catalog/pg_type.h"
#include "fmgr.h"
#include "nodes/makefuncs.h"
#include "nodes/nodeFuncs.h"
#include "nodes/supportnodes.h"
#include "utils/array.h"
#include "utils/builtins.h"
#include "utils/fmgroids.h"
#include "utils/lsyscache.h"
#include "utils/selfuncs.h"
#include "utils/syscache.h"

#include "base/compat.h"
#include "base/integers.h"
#include "identity/eyes.h"

/*
 * What an actor sees, as an index searches for it.
 *
 * Before PostgreSQL 17 an index is searched anew for each member of an array,
 * and an admin of 500 departments would pay for 502 searches.  So there the
 * members are spans: the first and the last of a run of audiences, in one
 * int8.  An admin, who sees all but the private contacts of others, has two.
 * A search begins at the first audience of a span (audience_compare) and goes
 * on while rows are within it (audience_within).  That makes sense in the last
 * column of an index only: rows behind a span are in no order.  And it makes sense
 * forwards only: a search backwards would begin at the first audience, too, and
 * miss the others.  (Were all of a span's audiences equal to it, a search would
 * miss the pages before the last one: inner pages are cut off behind what they
 * need, and a key equal to such a one is taken to lie behind it.)  So no index is
 * read backwards for spans, neither for an order nor by a cursor.
 *
 * The operator family has no other operator for a span, on purpose.  With one,
 * the server would compare conditions with each other before it searches, and
 * take "audience >= 3" for implied by a span that holds 3.
 */
#define span_make(first, last) \
	((int64) (((uint64) (uint32) (first) << 32) | (uint32) (last)))
#define span_first(span)	((int32) ((span) >> 32))
#define span_last(span)		((int32) ((span) & 0xffffffff))

PG_FUNCTION_INFO_V1(contacts_audience_within);
Datum
contacts_audience_within(PG_FUNCTION_ARGS)
{
	int32		audience = PG_GETARG_INT32(0);
	int64		span = PG_GETARG_INT64(1);

	PG_RETURN_BOOL(audience >= span_first(span) && audience <= span_last(span));
}

PG_FUNCTION_INFO_V1(contacts_audience_compare);
Datum
contacts_audience_compare(PG_FUNCTION_ARGS)
{
	int32		audience = PG_GETARG_INT32(0);
	int32		first = span_first(PG_GETARG_INT64(1));

	PG_RETURN_INT32(audience < first ? -1 : audience > first ? 1 : 0);
}

/* What actor_sees() answers, as spans in ascending order. */
PG_FUNCTION_INFO_V1(contacts_index_spans);
Datum
contacts_index_spans(PG_FUNCTION_ARGS)
{
	const Actor *actor = actor_eyes();
	Datum	   *spans;
	int			nspans = 0;
	int			i = 0;

	if (actor == NULL)
		PG_RETURN_ARRAYTYPE_P(construct_empty_array(INT8OID));
	spans = palloc(sizeof(Datum) * (actor->naudiences + 1));
	while (i < actor->naudiences)
	{
		int32		first = actor->audiences[i++];
		int32		last = first;

		if (first >= 0 && actor->every_department)
		{
			spans[nspans++] = Int64GetDatum(span_make(0, actor->last_department));
			break;
		}
		/* a span that ends below 0 stops there, for the case above */
		while (i < actor->naudiences && actor->audiences[i] == last + 1 && last != -1)
			last = actor->audiences[i++];
		spans[nspans++] = Int64GetDatum(span_make(first, last));
	}
	PG_RETURN_ARRAYTYPE_P(construct_array(spans, nspans, INT8OID, sizeof(int64),
										  true, TYPALIGN_DOUBLE));
}

/*
 * Planner support of contacts.sees().
 *
 * Index condition: the audience is among the actor's, which says exactly the
 * same, so no filter remains.
 *
 * Selectivity: a constant.  Statistics of the column would make the plan, and
 * with it the estimate, depend on rows that the actor cannot see.  For the same
 * reason, the functions of the index condition are volatile in name: planning
 * does not evaluate them, and costs the same whoever acts.
 */
#define SEES_SELECTIVITY	0.5

/* A function of ours without arguments, as an expression; NULL if missing. */
static Expr *
call_of_ours(const char *name, Oid schema, Oid result)
{
	Oid			function = GetSysCacheOid3(PROCNAMEARGSNSP, Anum_pg_proc_oid,
										   CStringGetDatum(name),
										   PointerGetDatum(buildoidvector(NULL, 0)),
										   ObjectIdGetDatum(schema));

	if (!OidIsValid(function))
		return NULL;
	return (Expr *) makeFuncExpr(function, result, NIL, InvalidOid, InvalidOid,
								 COERCE_EXPLICIT_CALL);
}

static List *
sees_index_condition(SupportRequestIndexCondition *req)
{
	Oid			schema = get_func_namespace(req->funcid);
	ScalarArrayOpExpr *any;
	Oid			equal;
	Expr	   *values;

	if (req->indexarg != 0 || req->indexcol == 0 || !is_funcclause(req->node))
		return NIL;
	equal = get_opfamily_member(req->opfamily, INT4OID, INT8OID, BTEqualStrategyNumber);
	if (!INDEX_ARRAYS_KEEP_ORDER && OidIsValid(equal) &&
		get_func_namespace(get_opcode(equal)) == schema &&
		req->indexcol == req->index->nkeycolumns - 1)
		values = call_of_ours("index_spans", schema, INT8ARRAYOID);
	else
	{
		equal = get_opfamily_member(req->opfamily, INT4OID, INT4OID, BTEqualStrategyNumber);
		if (!OidIsValid(equal) || get_opcode(equal) != F_INT4EQ)
			return NIL;
		values = call_of_ours("index_audiences", schema, INT4ARRAYOID);
	}
	if (values == NULL)
		return NIL;

	any = makeNode(ScalarArrayOpExpr);
	any->opno = equal;
	any->opfuncid = get_opcode(equal);
	any->useOr = true;
	any->inputcollid = InvalidOid;
	any->args = list_make2(linitial(((FuncExpr *) req->node)->args), values);
	any->location = -1;
	req->lossy = false;
	return list_make1(any);
}

PG_FUNCTION_INFO_V1(contacts_sees_support);
Datum
contacts_sees_support(PG_FUNCTION_ARGS)
{
	Node	   *request = (Node *) PG_GETARG_POINTER(0);

	if (IsA(request, SupportRequestSelectivity))
	{
		SupportRequestSelectivity *req = (SupportRequestSelectivity *) request;

		if (req->is_join)
			PG_RETURN_POINTER(NULL);
		req->selectivity = SEES_SELECTIVITY;
		PG_RETURN_POINTER(req);
	}
	if (IsA(request, SupportRequestIndexCondition))
		PG_RETURN_POINTER(sees_index_condition((SupportRequestIndexCondition *) request));
	PG_RETURN_POINTER(NULL);
}

/* What actor_sees() answers, as a list. */
PG_FUNCTION_INFO_V1(contacts_index_audiences);
Datum
contacts_index_audiences(PG_FUNCTION_ARGS)
{
	const Actor *actor = actor_eyes();
	int32	   *audiences;
	int			naudiences = 0;
	int32		department;

	if (actor == NULL || actor->naudiences == 0)
		PG_RETURN_DATUM(int32_array(NULL, 0));
	if (!actor->every_department)
		PG_RETURN_DATUM(int32_array(actor->audiences, actor->naudiences));
	audiences = palloc(sizeof(int32) * ((Size) actor->naudiences + actor->last_department + 1));
	while (naudiences < actor->naudiences && actor->audiences[naudiences] < 0)
	{
		audiences[naudiences] = actor->audiences[naudiences];
		naudiences++;
	}
	for (department = 0; department <= actor->last_department; department++)
		audiences[naudiences++] = department;
	PG_RETURN_DATUM(int32_array(audiences, naudiences));
}
