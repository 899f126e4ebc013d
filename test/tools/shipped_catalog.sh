#!/usr/bin/env bash
# Writes src/guard/shipped_catalog.h, with which check_security() compares a database:
# builds, installs, and reads the objects of a fresh installation on a throwaway
# server.  To be run again whenever the extension's SQL has changed.
. "$(dirname "$0")/setup.sh"
make_work
install_packages
build
start_server
createdb contacts_shipped
psql -d contacts_shipped -qX -v ON_ERROR_STOP=1 -c 'CREATE EXTENSION contacts'
psql -d contacts_shipped -qX -v ON_ERROR_STOP=1 -f test/tools/shipped_catalog.sql >"$WORK/shipped_catalog.h"
cp "$WORK/shipped_catalog.h" src/guard/shipped_catalog.h
say "src/guard/shipped_catalog.h: $(grep -c '^SHIPPED' src/guard/shipped_catalog.h) objects"
