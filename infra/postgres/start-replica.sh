#!/bin/bash
# Copies the primary when the data folder is empty, then follows it. A copy that was cut short is begun anew.
set -euo pipefail

if [ ! -s "$PGDATA/PG_VERSION" ]; then
  copy="$PGDATA.copying"
  rm -rf "$copy" "$PGDATA"
  mkdir -p "$(dirname "$PGDATA")"
  # -R writes standby.signal and the connection settings, password included, readable by this user only.
  PGPASSWORD="$REPLICATION_PASSWORD" pg_basebackup --host "$PRIMARY_HOST" --port "${PRIMARY_PORT:-5432}" \
    --username replicator --no-password --pgdata "$copy" --wal-method stream --checkpoint fast \
    --slot replica_1 --write-recovery-conf
  chmod 0700 "$copy"
  mv "$copy" "$PGDATA"
fi

exec "$@"
