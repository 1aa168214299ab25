import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, inject, test } from 'vitest';
import { startRedis } from '../../../src/app/embedded/redis.ts';
import { findFreePort } from '../../../src/app/embedded/ports.ts';
import { newId } from '../../../src/platform/kernel/ids.ts';
import { createMessaging } from '../../../src/platform/queue/create-queues.ts';
import { type Dispatch, jobIdOf, type QueuedJob, type Queues } from '../../../src/platform/queue/queues.ts';
import { createLogger } from '../../../src/platform/telemetry/logger.ts';
import { createDatabase } from '../../support/database.ts';
import { waitUntil } from '../../support/wait-until.ts';

const log = createLogger('silent', 'test');
const cleanups: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).toReversed()) await cleanup();
});

function dispatch(changes: Partial<Dispatch> = {}): Dispatch {
  const outboxId = newId();
  return {
    queue: 'rfqs',
    job: 'react',
    id: jobIdOf(outboxId, 'react'),
    rfqId: newId(),
    outboxId,
    runAt: null,
    ...changes,
  };
}

async function collect(queues: Queues): Promise<QueuedJob[]> {
  const ran: QueuedJob[] = [];
  cleanups.push(await queues.work('rfqs', 2, async (job) => void ran.push(job)));
  return ran;
}

async function messaging(redisUrl: string | undefined) {
  const database = await createDatabase(true);
  const { queues, pubsub } = createMessaging(
    { redisUrl, databaseUrl: database.url, partitions: 1, name: database.name },
    log,
  );
  cleanups.push(
    database.drop,
    () => queues.close(),
    () => pubsub.close(),
  );
  return { queues, pubsub };
}

/** Producers fail fast, also while they connect for the first time. */
async function connected(redisUrl: string | undefined) {
  const parts = await messaging(redisUrl);
  await waitUntil('the backend', async () => ((await parts.queues.ping()) ? true : 'no answer'));
  return parts;
}

const backends = [
  ...(inject('redisUrl') === null ? [] : [['Redis', inject('redisUrl') ?? undefined] as const]),
  ['PostgreSQL', undefined] as const,
];

describe.each(backends)('queues on %s', (_name, redisUrl) => {
  test('run a job once, however often it is added', async () => {
    const { queues } = await connected(redisUrl);
    const job = dispatch();
    await Promise.all([queues.addBulk([job]), queues.addBulk([job]), queues.addBulk([job, dispatch()])]);
    const ran = await collect(queues);
    await waitUntil('both jobs', async () => (ran.length >= 2 ? true : `${ran.length} ran`));
    expect(ran.filter((run) => run.outboxId === job.outboxId)).toMatchObject([
      { job: 'react', rfqId: job.rfqId, lastAttempt: false },
    ]);
  });

  test('run a finished job again when it is replaced', async () => {
    const { queues } = await connected(redisUrl);
    const ran = await collect(queues);
    const job = dispatch();
    await queues.addBulk([job]);
    await waitUntil('the first run', async () => (ran.length === 1 ? true : 'nothing'));
    await waitUntil('the second run', async () => {
      await queues.replace([job]);
      return ran.length >= 2 ? true : 'one run';
    });
  });

  test('run a failed job again', async () => {
    const { queues } = await connected(redisUrl);
    let attempts = 0;
    cleanups.push(
      await queues.work('rfqs', 1, async () => {
        attempts += 1;
        if (attempts === 1) throw new Error('not yet');
      }),
    );
    await queues.addBulk([dispatch()]);
    await waitUntil('the second attempt', async () => (attempts === 2 ? true : `${attempts} attempts`));
  });

  test('keep a delayed job until its time', async () => {
    const { queues } = await connected(redisUrl);
    const ran = await collect(queues);
    const later = dispatch({ runAt: new Date(Date.now() + 3_600_000) });
    const soon = dispatch({ runAt: new Date(Date.now() + 50) });
    await queues.addBulk([later, soon]);
    await waitUntil('the sooner job', async () => (ran.length > 0 ? true : 'nothing'));
    expect(ran.map((run) => run.outboxId)).toEqual([soon.outboxId]);
  });
});

describe.skipIf(inject('redisUrl') === null)('while Redis is away', () => {
  test('producers fail fast, and queues and workers made meanwhile work once it is there', async () => {
    const port = await findFreePort();
    const { queues, pubsub } = await messaging(`redis://:secret@127.0.0.1:${port}`);
    const heard: string[] = [];
    void pubsub.subscribe('channel', (message) => heard.push(message));
    const ran = await collect(queues);
    await expect(queues.addBulk([dispatch()])).rejects.toThrow();
    await pubsub.publish('channel', 'lost');
    expect(await queues.ping()).toBe(false);

    const dataDir = await mkdtemp(join(tmpdir(), 'rfq-late-'));
    const redis = await startRedis({ dataDir, port, password: 'secret', temporary: true, log: () => {} });
    cleanups.push(() => rm(dataDir, { recursive: true, force: true }), redis.stop);
    const job = dispatch();
    await waitUntil('the job to be taken and run', async () => {
      await queues.addBulk([job]).catch(() => {});
      return ran.length === 1 ? true : `${ran.length} runs`;
    });
    await waitUntil('a message', async () => {
      await pubsub.publish('channel', 'heard');
      return heard.includes('heard') ? true : 'silence';
    });
  });
});
