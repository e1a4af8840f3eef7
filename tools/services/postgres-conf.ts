import type { PostgresOptions } from './postgres.ts';

/** Settings of both servers: a small production server, on loopback only. */
export const postgresConf = (server: 'primary' | 'replica', options: PostgresOptions): string => `\
# Written by tools/services/postgres-conf.ts at every start.
listen_addresses = '127.0.0.1'
port = ${options.ports[server]}
unix_socket_directories = ''
max_connections = 200
password_encryption = 'scram-sha-256'
timezone = 'UTC'
log_timezone = 'UTC'
log_line_prefix = '%m [%p] %q%u@%d '
lc_messages = 'C'
default_text_search_config = 'pg_catalog.english'

shared_buffers = '${options.throwAway ? '128MB' : '256MB'}'
random_page_cost = 1.1
max_wal_size = '2GB'
jit = off
shared_preload_libraries = 'pg_stat_statements'
${options.throwAway ? 'fsync = off\nfull_page_writes = off\n' : ''}
# Streaming replication. Kept WAL covers a replica that was away for a while; one away for longer is rebuilt.
wal_level = 'replica'
max_wal_senders = 10
wal_keep_size = '512MB'
hot_standby = on
hot_standby_feedback = on
wal_receiver_status_interval = '1s'
wal_retrieve_retry_interval = '200ms'
${server === 'replica' ? primaryConnInfo(options) : ''}`;

const primaryConnInfo = ({ ports, secrets }: PostgresOptions): string =>
  `primary_conninfo = 'host=127.0.0.1 port=${ports.primary} user=replicator ` +
  `password=${secrets.replicationPassword} application_name=replica'\n`;

/** Whoever comes, comes over loopback and with a password. */
export const hbaConf = `\
host all all 127.0.0.1/32 scram-sha-256
host replication replicator 127.0.0.1/32 scram-sha-256
`;
