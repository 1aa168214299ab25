// A process that starts one temporary server, says where it is, and then waits to be killed.
import { startPostgres } from '../../../src/app/embedded/postgres.ts';
import { startRedis } from '../../../src/app/embedded/redis.ts';

const [kind, dataDir] = process.argv.slice(2);
if (!dataDir) throw new Error('usage: hold-server.ts postgres|redis <data directory>');
const options = { dataDir, temporary: true, log: () => {} };
const server =
  kind === 'postgres'
    ? await startPostgres({ ...options, database: 'held' })
    : { ...(await startRedis(options)), dataDir };
console.log(JSON.stringify({ pid: server.pid, dataDir: server.dataDir }));
setInterval(() => {}, 60_000);
