#!/usr/bin/env bash
# Run a command with PostgreSQL and Redis: those that answer on 127.0.0.1, else throw-away ones.
set -euo pipefail

scratch=$(mktemp -d)
started=()
finish() {
  for pid in "${started[@]:-}"; do [ -n "$pid" ] && kill "$pid" 2>/dev/null || true; done
  rm -rf "$scratch"
}
trap finish EXIT

bin=$(ls -d /usr/lib/postgresql/*/bin | tail -1)
export DATABASE=postgresql DATABASE_HOST=127.0.0.1 DATABASE_NAME=postgres
export DATABASE_USER=${DATABASE_USER:-postgres} DATABASE_PORT=${DATABASE_PORT:-5432}
if ! "$bin/psql" -h 127.0.0.1 -p "$DATABASE_PORT" -U "$DATABASE_USER" -wqc 'select 1' postgres >/dev/null 2>&1; then
  echo "· starting a throw-away PostgreSQL"
  DATABASE_PORT=54329
  chmod 755 "$scratch"; mkdir "$scratch/pg"
  as() { if [ "$(id -u)" = 0 ]; then runuser -u postgres -- "$@"; else "$@"; fi; }
  [ "$(id -u)" = 0 ] && chown postgres "$scratch/pg"
  as "$bin/initdb" -D "$scratch/pg" -U postgres -A trust -E UTF8 --locale=C.UTF-8 >/dev/null
  as "$bin/postgres" -D "$scratch/pg" -p "$DATABASE_PORT" -c listen_addresses=127.0.0.1 \
    -c unix_socket_directories= -c fsync=off >"$scratch/pg.log" 2>&1 &
  started+=($!)
  for _ in $(seq 50); do "$bin/pg_isready" -qh 127.0.0.1 -p "$DATABASE_PORT" && break; sleep 0.2; done
fi

port=6379
if ! redis-cli -h 127.0.0.1 -p $port ping >/dev/null 2>&1; then
  echo "· starting a throw-away Redis"
  port=63799
  redis-server --bind 127.0.0.1 --port $port --save "" --appendonly no --dir "$scratch" >/dev/null &
  started+=($!)
  for _ in $(seq 50); do redis-cli -p $port ping >/dev/null 2>&1 && break; sleep 0.1; done
fi
# A database number of our own, so that nothing else on the server is touched.
export REDIS_URL="redis://127.0.0.1:$port/9" CACHE_PREFIX="hocso-test-$$"
"$@"
