# contacts: build, install, test.
#
#   make               build the extension
#   make install       install it into the PostgreSQL of PG_CONFIG
#   make test          everything, on a throwaway server; installs what it needs
#   make demo          the main job on real input, on a throwaway server
#   make demo-psql     psql on the demo's data
#   make check-privacy 200,000 random operations beside a model of who sees what
#   make check-phone   a million strings through us and libphonenumber
#   make fuzz          the pure parsers under libFuzzer, ASan and UBSan
#   make bench         speed, as ratios against baselines
#   make shipped-catalog  what check_security() compares with, after a change of sql/
#   make phone-tables  compile the phone tables from a metadata release

EXTENSION  = contacts
EXTVERSION := $(shell sed -n "s/^default_version *= *'\(.*\)'/\1/p" contacts.control)
PGFILEDESC = "contacts - a shared address book with its rules"
MODULE_big = contacts
OBJS       = $(patsubst %.c,%.o,$(sort $(wildcard src/*.c src/*/*.c)))

# In the order in which they build on each other: a table after those that it
# refers to, so the rooms do not follow each other as those of src/ do.
SQL_PARTS  = $(addprefix sql/,$(addsuffix .sql, \
	head base/uuid base/email base/text base/phone base/phone_operators base/phone_functions \
	identity/permission identity/actor identity/audience_index identity/eyes identity/write_rights identity/act_as identity/active_user \
	account/plan account/account account/user identity/role_permission identity/mapping \
	account/department contact/audit account/person identity/token \
	contact/custom contact/contact contact/child contact/audience contact/primary contact/quota contact/caller contact/segment \
	merge/merge merge/redirect merge/remove_user import/session import/read import/write \
	guard/catalog guard/security guard/harden guard/integrity guard/drop guard/planner guard/grant))
DATA       = $(filter-out sql/contacts--$(EXTVERSION).sql,$(sort $(wildcard sql/contacts--*.sql)))
DATA_built = sql/contacts--$(EXTVERSION).sql

REGRESS        = $(patsubst test/sql/%.sql,%,$(sort $(wildcard test/sql/*.sql)))
REGRESS_OPTS   = --inputdir=test --load-extension=contacts
ISOLATION      = $(patsubst test/specs/%.spec,%,$(sort $(wildcard test/specs/*.spec)))
ISOLATION_OPTS = --inputdir=test --outputdir=. --load-extension=contacts

# The tests hold us to no warning; another compiler may have new ones: WERROR=
WERROR      ?= -Werror
PG_CPPFLAGS = -I$(srcdir)/src -DCONTACTS_VERSION='"$(EXTVERSION)"'
PG_CFLAGS   = -fvisibility=hidden -Wall -Wextra $(WERROR) -Wno-unused-parameter -Wno-sign-compare -Wno-missing-field-initializers
EXTRA_CLEAN = src/guard/grant_list.h

# A PostgreSQL that was named goes on to the scripts; else they find one.
ifneq ($(origin PG_CONFIG),undefined)
WITH_PG_CONFIG = PG_CONFIG=$(PG_CONFIG)
endif
PG_CONFIG ?= pg_config
PGXS := $(wildcard $(shell $(PG_CONFIG) --pgxs 2>/dev/null))
ifneq ($(PGXS),)
include $(PGXS)
else
all install installcheck clean:
	@echo "PostgreSQL's server headers are missing: set PG_CONFIG, or run make test, which installs them" >&2
	@exit 1
endif

sql/contacts--$(EXTVERSION).sql: sql/fields.awk src/contact/field.h $(SQL_PARTS) contacts.control
	awk -f sql/fields.awk src/contact/field.h $(SQL_PARTS) > $@

# The privileges that stand beside the objects, as C.
src/guard/grant_list.h: sql/contacts--$(EXTVERSION).sql
	sed -n -e 's/^-- grant application: \(.*\)$$/GRANT_APPLICATION("\1")/p' \
		-e 's/^-- grant reporting: \(.*\)$$/GRANT_REPORTING("\1")/p' $< > $@

src/guard/grant.o src/guard/grant.bc: src/guard/grant_list.h
src/guard/catalog.bc: src/guard/shipped_catalog.h
$(OBJS): $(wildcard src/*/*.h)

test:
	@$(WITH_PG_CONFIG) bash test/tools/test.sh $(TESTS)

demo:
	@$(WITH_PG_CONFIG) bash test/tools/demo.sh

demo-psql:
	@$(WITH_PG_CONFIG) bash test/tools/demo.sh --psql

check-privacy:
	@$(WITH_PG_CONFIG) bash test/tools/check_privacy.sh $(OPERATIONS)

check-phone:
	@bash test/tools/phone_check.sh 400000

fuzz:
	@bash test/fuzz/run.sh $(SECONDS)

bench:
	@$(WITH_PG_CONFIG) bash test/bench/bench.sh

shipped-catalog:
	@$(WITH_PG_CONFIG) bash test/tools/shipped_catalog.sh

phone-tables:
	bash test/tools/phone_tables.sh

.PHONY: test demo demo-psql check-phone check-privacy fuzz bench shipped-catalog phone-tables
