#!/bin/sh
# Run a program of this release, for instance `run.sh gunicorn …` or `run.sh python manage.py doctor`.
# The path is resolved first: a process that outlives the switch to the next release keeps its own.
set -eu
home=$(dirname "$(dirname "$(readlink -f "$0")")")
cd "$home"
program=$1
shift
exec "$home/.venv/bin/$program" "$@"
