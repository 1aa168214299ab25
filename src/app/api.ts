import { openProcess } from './open-process.ts';
import { startApi } from './start-api.ts';

const parts = await openProcess('rfq-api', 5_000);
const server = await startApi(parts);
parts.lifecycle.onStop('http', server.stop);
parts.log.info({ url: server.url }, 'the API is listening');
