#!/bin/sh
# Copy the database (and local uploads) into a folder; keep a fortnight. Settings: hocso.env.
#   backup.sh /var/backups/hocso
set -eu
folder=${1:?the folder that takes the copies}
stamp=$(date +%Y-%m-%d-%H%M)
mkdir -p "$folder"
export PGPASSWORD="${DATABASE_PASSWORD:-}"
draft="$folder/.draft-$stamp.dump"
trap 'rm -f "$draft"' EXIT
pg_dump --format=custom --host="${DATABASE_HOST:-127.0.0.1}" --port="${DATABASE_PORT:-5432}" \
  --username="${DATABASE_USER:-hocso}" --file="$draft" "${DATABASE_NAME:-hocso}"
# A dump that can't be listed can't be restored.
pg_restore --list "$draft" >/dev/null
mv "$draft" "$folder/database-$stamp.dump"
# In an object store uploads are kept by the store's own versions; see docs/operate/install.md.
if [ -z "${S3_BUCKET:-}" ] && [ -d "${HOCSO_VAR:-}/media" ]; then
  tar -C "$HOCSO_VAR" -czf "$folder/media-$stamp.tar.gz" media
fi
find "$folder" -maxdepth 1 -name '*-*.dump' -mtime +14 -delete
find "$folder" -maxdepth 1 -name 'media-*.tar.gz' -mtime +14 -delete
