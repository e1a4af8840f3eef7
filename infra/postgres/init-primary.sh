#!/bin/bash
# Runs once, when the primary's data folder is made: the owner that migrates, the role that replicates.
# The application's role, tradewind_app, is made by the migrations.
set -euo pipefail

psql --set ON_ERROR_STOP=1 --username "$POSTGRES_USER" --dbname postgres \
  --set owner_password="$OWNER_PASSWORD" --set replication_password="$REPLICATION_PASSWORD" <<'SQL'
-- No superuser: row-level security that is forced binds the owner too.
CREATE ROLE tradewind_owner LOGIN CREATEROLE PASSWORD :'owner_password';
GRANT pg_monitor TO tradewind_owner;
CREATE DATABASE tradewind OWNER tradewind_owner;
CREATE ROLE replicator LOGIN REPLICATION PASSWORD :'replication_password';
-- Keeps the WAL a stopped replica still needs; max_slot_wal_keep_size bounds how much that may be.
SELECT pg_create_physical_replication_slot('replica_1');
\connect tradewind
CREATE EXTENSION IF NOT EXISTS pg_stat_statements;
SQL

# "all" in the image's own last line does not mean replication.
echo 'host replication replicator samenet scram-sha-256' >>"$PGDATA/pg_hba.conf"
