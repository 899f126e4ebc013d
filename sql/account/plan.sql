/*
 * Plans: what an account may have.
 */

CREATE TABLE contacts.plans (
	name                      text NOT NULL,
	private_contacts_allowed  boolean NOT NULL,
	private_contacts_per_user integer,
	users                     integer,
	contact_persons           integer,
	import_rows               integer,
	CONSTRAINT plans_pkey PRIMARY KEY (name),
	CONSTRAINT plans_limits_not_negative CHECK (
		private_contacts_per_user >= 0 AND users >= 1 AND contact_persons >= 1 AND import_rows >= 0)
);
COMMENT ON TABLE contacts.plans IS
'What a customer pays for. A null limit is no limit. The only table without account_id; changed by the database administrator alone.';
COMMENT ON COLUMN contacts.plans.name IS 'Name by which accounts refer to the plan.';
COMMENT ON COLUMN contacts.plans.private_contacts_allowed IS 'Whether contacts may be kept as only_me at all.';
COMMENT ON COLUMN contacts.plans.private_contacts_per_user IS 'How many private contacts one user may keep.';
COMMENT ON COLUMN contacts.plans.users IS 'How many active users the account may have.';
COMMENT ON COLUMN contacts.plans.contact_persons IS 'How many contact persons the account may name.';
COMMENT ON COLUMN contacts.plans.import_rows IS 'How many rows one import may bring.';
-- grant application: SELECT (*) ON contacts.plans
-- grant reporting: SELECT (*) ON contacts.plans

INSERT INTO contacts.plans
	(name, private_contacts_allowed, private_contacts_per_user, users, contact_persons, import_rows)
VALUES
	('starter',    false, 0,    10,   1,    10000),
	('growth',     true,  5000, 100,  10,   100000),
	('enterprise', true,  NULL, NULL, NULL, NULL);

-- A dump holds the plans as they are, the shipped ones included, for an
-- administrator may have changed them; the restored row replaces ours.
CREATE FUNCTION contacts.plan_replace_shipped() RETURNS trigger
	LANGUAGE C
	AS 'MODULE_PATHNAME', 'contacts_plan_replace_shipped';
COMMENT ON FUNCTION contacts.plan_replace_shipped() IS
'BEFORE INSERT trigger of contacts.plans: in a restore the dumped plan takes the place of the shipped one.';
CREATE TRIGGER replace_shipped BEFORE INSERT ON contacts.plans
	FOR EACH ROW EXECUTE FUNCTION contacts.plan_replace_shipped();
SELECT pg_catalog.pg_extension_config_dump('contacts.plans', '');
