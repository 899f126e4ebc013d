#!/usr/bin/env bash
# The long run of the privacy model on a throwaway server: OPERATIONS checked
# operations, default 200,000.
. "$(dirname "$0")/setup.sh"
make_work
install_packages /usr/lib/python3/dist-packages/psycopg2=python3-psycopg2
build
start_server
/usr/bin/python3 test/tools/privacy_model.py --operations "${1:-200000}" --seed "${SEED:-$RANDOM}" | grep -vE " (done|refused) +[0-9]+$"
