/*-------------------------------------------------------------------------
 *
 * integrity.c
 *	  contacts.check_integrity(): a row for each invariant that the data break.
 *
 * Triggers and constraints keep them, so a row means that rows were written
 * past those: by a restore of a dump that was edited, under
 * session_replication_role = replica, by a superuser with row_security = off.
 * Each check is a query of its own: problem, object, hint.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "executor/spi.h"
#include "fmgr.h"
#include "funcapi.h"

#include "base/compat.h"
#include "guard/catalog.h"
#include "identity/eyes.h"

/* A child table's rows against their contacts. */
#define CHILD_AUDIENCE(child, key) \
	"SELECT '" child " has another audience than its contact'," \
	"  format('account %s, contact %s', r.account_id, r." key ")," \
	"  'set it to the contact''s audience' " \
	"FROM contacts." child " r JOIN contacts.contacts c ON c.account_id = r.account_id AND c.id = r." key " " \
	"WHERE r.audience <> c.audience"

/* Likewise, of one contact of a pair. */
#define PAIR_AUDIENCE(pairs, side) \
	"SELECT '" pairs " has another audience than its contact_" side "'," \
	"  format('account %s, contact %s', r.account_id, r.contact_" side ")," \
	"  'set audience_" side " to the contact''s audience' " \
	"FROM contacts." pairs " r JOIN contacts.contacts c ON c.account_id = r.account_id AND c.id = r.contact_" side " " \
	"WHERE r.audience_" side " <> c.audience"

/* The primary number or address, which stands in two tables. */
#define PRIMARY(child, column) \
	"SELECT '" column " of a contact and its primary row in " child " differ'," \
	"  format('account %s, contact %s', c.account_id, c.id)," \
	"  'UPDATE contacts.contacts SET " column " to another value and back: that writes both' " \
	"FROM contacts.contacts c LEFT JOIN contacts." child " r" \
	"  ON r.account_id = c.account_id AND r.contact_id = c.id AND r.is_primary " \
	"WHERE r." column " IS DISTINCT FROM c." column

/* What a removed user must not have. */
#define LEFT_BEHIND(what, table, column, condition) \
	"SELECT 'removed user " what "', format('account %s, user %s', u.account_id, u.user_id)," \
	"  'remove it as superuser, with row_security = off and without identity' " \
	"FROM contacts.users u WHERE u.removed_at IS NOT NULL AND EXISTS (SELECT FROM contacts." table " r" \
	"  WHERE r.account_id = u.account_id AND r." column " = u.user_id AND " condition ")"

static const char *const checks[] = {
	"SELECT 'account does not have exactly one primary contact person', format('account %s', a.account_id),"
	"  'make one person primary: contacts.set_primary_contact_person()' "
	"FROM contacts.accounts a WHERE (SELECT count(*) FROM contacts.contact_persons p"
	"  WHERE p.account_id = a.account_id AND p.is_primary) <> 1",

	"SELECT 'account has no owner', format('account %s', a.account_id),"
	"  'give an active user the role owner, as superuser with row_security = off and without identity' "
	"FROM contacts.accounts a WHERE NOT EXISTS (SELECT FROM contacts.users u"
	"  WHERE u.account_id = a.account_id AND u.role = 'owner' AND u.removed_at IS NULL)",

	"SELECT 'number of a user or department may be given out again', format('account %s', a.account_id),"
	"  'raise accounts.last_user_id and last_department_id to the highest number that there is' "
	"FROM contacts.accounts a "
	"WHERE a.last_user_id < (SELECT max(u.user_id) FROM contacts.users u WHERE u.account_id = a.account_id)"
	"  OR a.last_department_id < (SELECT max(d.department_id) FROM contacts.departments d WHERE d.account_id = a.account_id)",

	"SELECT 'permissions of owners have been changed', format('account %s, %s', r.account_id, r.permission),"
	"  'delete the row of contacts.role_permissions, as superuser with row_security = off and without identity' "
	"FROM contacts.role_permissions r WHERE r.role = 'owner'",

	"SELECT 'private contacts of a user who has been removed', format('account %s, user %s', u.account_id, u.user_id),"
	"  'nobody can see them: publish or delete them, as superuser with row_security = off and without identity' "
	"FROM contacts.users u WHERE u.removed_at IS NOT NULL AND EXISTS (SELECT FROM contacts.contacts c"
	"  WHERE c.account_id = u.account_id AND c.audience = -u.user_id)",

	LEFT_BEHIND("is a member of a department", "department_members", "user_id", "true"),
	LEFT_BEHIND("heads a department", "departments", "manager_id", "true"),
	LEFT_BEHIND("has working hours", "user_hours", "user_id", "true"),
	LEFT_BEHIND("has a mapped role", "role_mappings", "user_id", "true"),
	LEFT_BEHIND("has a token in force", "api_tokens", "user_id", "r.revoked_at IS NULL"),

	"SELECT 'counter of private contacts is wrong',"
	"  format('account %s, user %s: %s, counted %s', coalesce(u.account_id, c.account_id),"
	"    coalesce(u.user_id, c.owner_id), coalesce(u.private_contacts, 0), coalesce(c.n, 0)),"
	"  format('INSERT INTO contacts.usage VALUES (%1$s, %2$s, %3$s) ON CONFLICT (account_id, user_id)"
	" DO UPDATE SET private_contacts = %3$s', coalesce(u.account_id, c.account_id),"
	"    coalesce(u.user_id, c.owner_id), coalesce(c.n, 0)) "
	"FROM contacts.usage u FULL JOIN (SELECT account_id, owner_id, count(*) AS n FROM contacts.contacts"
	"  WHERE audience < 0 GROUP BY account_id, owner_id) c ON c.account_id = u.account_id AND c.owner_id = u.user_id "
	"WHERE coalesce(u.private_contacts, 0) <> coalesce(c.n, 0)",

	CHILD_AUDIENCE("contact_phones", "contact_id"),
	CHILD_AUDIENCE("contact_emails", "contact_id"),
	CHILD_AUDIENCE("contact_notes", "contact_id"),
	CHILD_AUDIENCE("contact_redirects", "contact_id"),
	CHILD_AUDIENCE("merges", "survivor_id"),
	PAIR_AUDIENCE("duplicate_dismissals", "a"),
	PAIR_AUDIENCE("duplicate_dismissals", "b"),
	PAIR_AUDIENCE("found_duplicates", "a"),
	PAIR_AUDIENCE("found_duplicates", "b"),
	PRIMARY("contact_phones", "phone"),
	PRIMARY("contact_emails", "email"),

	"SELECT 'id of a merged contact is that of another contact', format('account %s, contact %s', r.account_id, r.old_id),"
	"  'delete the row of contacts.contact_redirects, as superuser with row_security = off and without identity' "
	"FROM contacts.contact_redirects r JOIN contacts.contacts c ON c.account_id = r.account_id AND c.id = r.old_id",

	"SELECT 'rows of an import do not add up', format('account %s, import %s', i.account_id, i.id),"
	"  'rows_in = created + updated + skipped + rejected, and import_errors has the rejected ones' "
	"FROM contacts.imports i WHERE i.rows_in <> i.created + i.updated + i.skipped + i.rejected"
	"  OR i.rejected <> (SELECT count(*) FROM contacts.import_errors e"
	"    WHERE e.account_id = i.account_id AND e.import_id = i.id)",
};

PG_FUNCTION_INFO_V1(contacts_check_integrity);
Datum
contacts_check_integrity(PG_FUNCTION_ARGS)
{
	int			i;

	definer_begin();
	InitMaterializedSRF(fcinfo, 0);
	SPI_connect();
	for (i = 0; i < (int) lengthof(checks); i++)
		return_query(fcinfo, psprintf("SELECT * FROM (%s) x(problem, object, hint) ORDER BY 2, 3", checks[i]),
					 0, NULL, NULL);
	SPI_finish();
	PG_RETURN_NULL();
}
