# contacts: build, install, test.
#
#   make               build the extension
#   make install       install it into the PostgreSQL of PG_CONFIG
#   make test          everything, on a throwaway server; installs what it needs
#   make expected      what tests answer, to expected/; TESTS="name name"
#   make installcheck  the SQL tests, on a server of yours
#   make demo          the main job on real input, on a throwaway server
#   make demo-psql     psql on the demo's data
#   make matrix        everything on each PostgreSQL that Debian has; SUITES="bookworm trixie sid"
#   make check-memory  the module under UBSan and valgrind
#   make check-privacy 200,000 random operations beside a model of who sees what
#   make check-phone   a million strings through us and libphonenumber
#   make fuzz          the pure parsers under libFuzzer, ASan and UBSan
#   make bench         speed, as ratios against baselines
#   make bench-duplicates  how good and how fast duplicates are found; DATA=folder ROWS="5000 100000"
#   make shipped-catalog  what check_security() compares with, after a change of sql/
#   make phone-tables  compile the phone tables from a metadata release
#   make phone-unicode what the phone core knows of Unicode, from the ICU that is here
#   make promises      what each test proves
#   make mutants       does a test notice when a rule is taken out? RULES="word word" for some

# Where this file is; what is made goes to the folder in which make runs.
TOP := $(dir $(firstword $(MAKEFILE_LIST)))

EXTENSION  = contacts
EXTVERSION := $(shell sed -n "s/^default_version *= *'\(.*\)'/\1/p" $(TOP)contacts.control)
PGFILEDESC = "contacts - a shared address book with its rules"
MODULE_big = contacts
OBJS       = $(patsubst $(TOP)%.c,%.o,$(sort $(wildcard $(TOP)src/*.c $(TOP)src/*/*.c)))

# In the order in which they build on each other: a table after those that it
# refers to, so the rooms do not follow each other as those of src/ do.
SQL_PARTS  = $(addprefix $(TOP)sql/,$(addsuffix .sql, \
	head base/uuid base/email base/text base/phone base/phone_operators base/phone_functions \
	identity/permission identity/actor identity/audience_index identity/eyes identity/write_rights identity/act_as identity/active_user \
	account/plan account/account account/user account/job identity/role_permission identity/mapping \
	account/department contact/audit account/person identity/token \
	contact/custom contact/contact contact/child contact/redirect contact/audience contact/primary contact/quota contact/caller contact/segment \
	duplicate/key duplicate/dismissal duplicate/duplicates duplicate/group duplicate/duplicates_of duplicate/explain_duplicate duplicate/find_duplicates \
	merge/register_reference merge/merge merge/merge_log merge/unmerge merge/merge_history merge/auto_merge merge/remove_user \
	import/session import/read import/write \
	guard/catalog guard/security guard/harden guard/integrity guard/drop guard/planner guard/grant))
DATA       = $(filter-out $(DATA_built),$(patsubst $(TOP)%,%,$(sort $(wildcard $(TOP)sql/contacts--*.sql))))
DATA_built = sql/contacts--$(EXTVERSION).sql

REGRESS        = $(patsubst test/sql/%.sql,%,$(sort $(wildcard test/sql/*.sql)))
ISOLATION      = $(patsubst test/specs/%.spec,%,$(sort $(wildcard test/specs/*.spec)))
# Ours, which looks first and leaves nothing behind.
NO_INSTALLCHECK = 1

# The tests hold us to no warning; another compiler may have new ones: WERROR=
WERROR      ?= -Werror
PG_CPPFLAGS = -DCONTACTS_VERSION='"$(EXTVERSION)"' -I$(TOP)src -Isrc
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

# Beside this file only sources are looked for, not what a build there has made.
VPATH :=
vpath %.c $(TOP)
vpath %.control $(TOP)
GRANT_LIST := src/guard/grant_list.h
MADE_IN := $(addprefix $(CURDIR)/,$(sort sql/ $(dir $(OBJS))))
$(MADE_IN):
	mkdir -p $@
$(OBJS) $(OBJS:.o=.bc) $(DATA_built) $(GRANT_LIST): | $(MADE_IN)

$(DATA_built): $(TOP)sql/fields.awk $(TOP)src/contact/field.h $(SQL_PARTS) contacts.control
	awk -f $(TOP)sql/fields.awk $(TOP)src/contact/field.h $(SQL_PARTS) > $@

# The privileges that stand beside the objects, as C.
$(GRANT_LIST): $(DATA_built)
	sed -n -e 's/^-- grant application: \(.*\)$$/GRANT_APPLICATION("\1")/p' \
		-e 's/^-- grant reporting: \(.*\)$$/GRANT_REPORTING("\1")/p' $< > $@

src/guard/grant.o src/guard/grant.bc: $(GRANT_LIST)
# all other headers, for all: the generated one is younger than most of what is built beside it
$(OBJS) $(OBJS:.o=.bc): contacts.control $(filter-out %/grant_list.h,$(wildcard $(TOP)src/*/*.h))

ifneq ($(PGXS),)
installcheck:
	@PG_CONFIG="$(PG_CONFIG)" REGRESS="$(REGRESS)" ISOLATION="$(ISOLATION)" bash $(TOP)test/tools/installcheck.sh
endif

test:
	@$(WITH_PG_CONFIG) bash $(TOP)test/tools/test.sh $(TESTS)

expected:
	@$(WITH_PG_CONFIG) bash $(TOP)test/tools/expected.sh $(TESTS)

help:
	@sed -n 's/^#   //p' $(firstword $(MAKEFILE_LIST))

demo:
	@$(WITH_PG_CONFIG) bash $(TOP)test/tools/demo.sh

demo-psql:
	@$(WITH_PG_CONFIG) bash $(TOP)test/tools/demo.sh --psql

matrix:
	@bash $(TOP)test/tools/matrix.sh $(SUITES)

check-privacy:
	@$(WITH_PG_CONFIG) bash $(TOP)test/tools/check_privacy.sh $(OPERATIONS)

check-phone:
	@bash $(TOP)test/tools/phone_check.sh 400000

fuzz:
	@bash $(TOP)test/fuzz/run.sh $(SECONDS)

bench:
	@$(WITH_PG_CONFIG) bash $(TOP)test/bench/bench.sh

bench-duplicates:
	@$(WITH_PG_CONFIG) DATA="$(if $(filter command,$(origin DATA)),$(DATA))" bash $(TOP)test/bench/duplicates.sh $(ROWS)

shipped-catalog:
	@$(WITH_PG_CONFIG) bash $(TOP)test/tools/shipped_catalog.sh

phone-tables:
	bash $(TOP)test/tools/phone_tables.sh

phone-unicode:
	/usr/bin/python3 $(TOP)test/tools/phone_unicode.py --write

check-memory:
	@$(WITH_PG_CONFIG) bash $(TOP)test/tools/check_memory.sh

promises:
	@bash $(TOP)test/tools/promises.sh

mutants:
	@$(WITH_PG_CONFIG) bash $(TOP)test/tools/mutants.sh $(RULES)

.PHONY: help installcheck test expected matrix demo demo-psql check-memory check-phone check-privacy fuzz bench bench-duplicates shipped-catalog phone-tables phone-unicode promises mutants
