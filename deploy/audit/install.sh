#!/usr/bin/env bash
# What `make audit` measures with, into a folder that git ignores: Lighthouse, the HTML checker, Java for it.
set -euo pipefail

here="$(cd "$(dirname "$0")" && pwd)"
tools="${HOCSO_VAR:-$here/../../var}/audit/tools"

if ! command -v java >/dev/null; then
  if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    echo "· installing Java for the HTML checker"
    apt-get update -qq
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq default-jre-headless >/dev/null
  else
    echo "The HTML checker needs Java. On Debian or Ubuntu: sudo apt-get install default-jre-headless"
    exit 1
  fi
fi

mkdir -p "$tools"
if ! cmp -s "$here/package-lock.json" "$tools/installed.json"; then
  echo "· fetching Lighthouse and the HTML checker"
  cp "$here/package.json" "$here/package-lock.json" "$tools/"
  (cd "$tools" && PATH="$PATH:$here/../../.venv/bin" npm ci --ignore-scripts --no-audit --no-fund --loglevel=error)
  cp "$here/package-lock.json" "$tools/installed.json"
fi
