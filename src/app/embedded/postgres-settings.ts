import { totalmem } from 'node:os';

export type PostgresSettings = Readonly<Record<string, string | number>>;

const MB = 1024 ** 2;

/** A quarter of the memory that this process may use, from 128 MB to 1 GB: a laptop has other work, too. */
function sharedBuffersMb(): number {
  const allowedBytes = process.constrainedMemory() || Infinity;
  const quarterMb = Math.floor(Math.min(totalmem(), allowedBytes) / 4 / MB);
  return Math.max(128, Math.min(1024, quarterMb));
}

const COMMON: PostgresSettings = {
  unix_socket_directories: '', // TCP only: a socket's path must be short and writable
  max_connections: 200,
  work_mem: '64MB',
  jit: 'off',
  random_page_cost: 1.1,
  synchronous_commit: 'on', // an acknowledged write is kept, also when the server is killed during a test
  client_connection_check_interval: '2s', // the long query of a killed process ends, too
  max_wal_size: '4GB',
  min_dynamic_shared_memory: '256MB', // parallel queries outgrow the 64 MB of a container's /dev/shm
  timezone: 'UTC',
  log_timezone: 'UTC',
  lc_messages: 'C',
};

/** How the server is set up; temporary data need to survive the server but not the machine. */
export function settingsFor({ temporary = false }: { readonly temporary?: boolean }): PostgresSettings {
  return temporary
    ? { ...COMMON, shared_buffers: '128MB', fsync: 'off', full_page_writes: 'off' }
    : { ...COMMON, shared_buffers: `${sharedBuffersMb()}MB` };
}
