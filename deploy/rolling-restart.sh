#!/bin/sh
# Restart the site on the code of /opt/hocso/current without losing a request.
# One web process at a time: its socket stays open, nginx gives new requests to the other one.
set -eu
for web in 1 2; do
  echo "· web $web"
  # Comes back only when the process has loaded the release, and fails when it can't.
  systemctl restart "hocso-web@$web.service"
  tries=0
  until curl --fail --silent --output /dev/null --max-time 5 --unix-socket "/run/hocso/web-$web.sock" \
    -H "Host: ${HOCSO_HOST:?the name of the site}" -H 'X-Forwarded-Proto: https' http://hocso/healthz; do
    tries=$((tries + 1))
    if [ "$tries" -ge 30 ]; then
      echo "web $web does not answer; the other one still runs what it ran. See: journalctl -u hocso-web@$web" >&2
      exit 1
    fi
    sleep 1
  done
done
echo "· worker and beat"
systemctl restart hocso-worker.service hocso-beat.service
