#!/usr/bin/env bash
# What only development needs: Chromium, gettext, poppler, and a PostgreSQL and a Redis that answer;
# for `make stack` also nginx and the object store's library.
set -euo pipefail

missing=()
command -v chromium >/dev/null || missing+=(chromium)
command -v msgfmt >/dev/null || missing+=(gettext)
command -v pdftotext >/dev/null || missing+=(poppler-utils)
ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || missing+=(postgresql)
command -v redis-server >/dev/null || missing+=(redis-server)
PATH=$PATH:/usr/sbin command -v nginx >/dev/null || missing+=(nginx)
ls /etc/nginx/modules-enabled/*brotli-static.conf >/dev/null 2>&1 || missing+=(libnginx-mod-http-brotli-static)
[ -d /usr/lib/python3/dist-packages/swift ] || missing+=(python3-swift)

if [ ${#missing[@]} -gt 0 ]; then
  if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    echo "· installing ${missing[*]}"
    apt-get update -qq
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq "${missing[@]}" >/dev/null
  else
    echo "Missing for development: ${missing[*]}. On Debian or Ubuntu: sudo apt-get install ${missing[*]}"
    exit 1
  fi
fi
