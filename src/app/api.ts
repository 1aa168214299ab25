import { runProcess } from './run-process.ts';
import { startApi } from './start-api.ts';

await runProcess({ name: 'rfq-api', statementTimeoutMs: 5_000 }, async (parts) => {
  const server = await startApi({ ...parts, redisUrl: parts.config.REDIS_URL });
  parts.lifecycle.onStop('http', server.stop);
  parts.log.info({ url: server.url }, 'the API is listening');
});
