#!/bin/sh
# manage.py with the settings of this server: `sudo deploy/manage.sh doctor`.
# systemd reads the same file for the services, so both see the same settings.
set -eu
settings=${HOCSO_SETTINGS:-/etc/hocso/hocso.env}
home=$(dirname "$(readlink -f "$0")")
while IFS= read -r line; do
  case $line in ''|\#*) continue ;; esac
  export "${line%%=*}=${line#*=}"
done <"$settings"
if [ "$(id -u)" = 0 ] && id hocso >/dev/null 2>&1; then
  exec runuser -u hocso -- "$home/run.sh" python manage.py "$@"
fi
exec "$home/run.sh" python manage.py "$@"
