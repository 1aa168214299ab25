import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import type { DataSource } from 'typeorm';
import { openDatabase } from '../../../src/app/database.ts';
import { inTransaction } from '../../../src/platform/db/in-transaction.ts';
import { sql } from '../../../src/platform/db/sql.ts';
import { newId } from '../../../src/platform/kernel/ids.ts';
import { defineEvent } from '../../../src/platform/outbox/define-event.ts';
import { complete, emit } from '../../../src/platform/outbox/outbox.writes.ts';
import { relayOnce } from '../../../src/platform/outbox/relay.ts';
import { sweepOutbox } from '../../../src/platform/outbox/sweep.ts';
import { defineJob } from '../../../src/platform/queue/define-job.ts';
import type { Dispatch, Queues } from '../../../src/platform/queue/queues.ts';
import { createLogger } from '../../../src/platform/telemetry/logger.ts';
import { createDatabase, type TestDatabase } from '../../support/database.ts';

const happened = defineEvent('test.happened', 1, z.object({ note: z.string() }));
const job = defineJob({ name: 'react', queue: 'rfqs', on: [happened], run: async () => {} });

let database: TestDatabase;
let db: DataSource;
beforeAll(async () => {
  database = await createDatabase();
  const options = { url: database.url, poolSize: 10, applicationName: 'test', statementTimeoutMs: 10_000 };
  db = await openDatabase(options, createLogger('silent', 'test'));
});
beforeEach(() => sql(db, 'delete from outbox'));
afterAll(async () => {
  await db.destroy();
  await database.drop();
});

/** A queue that records what it is given, and can be away. */
function recorder(): Queues & { readonly added: Dispatch[]; away: boolean } {
  const added: Dispatch[] = [];
  return {
    added,
    away: false,
    async addBulk(dispatches) {
      if (this.away) throw new Error('Redis is away');
      added.push(...dispatches);
    },
    async replace(dispatches) {
      await this.addBulk(dispatches);
    },
    work: async () => async () => {},
    depths: async () => [],
    ping: async () => true,
    close: async () => {},
  };
}

const state = (aggregateId: string, count: number) =>
  inTransaction(db, async (tx) => {
    for (let index = 0; index < count; index += 1)
      await emit(tx, happened, aggregateId, { note: String(index) });
  });
const quiet = async () => {};

describe('the outbox', () => {
  test('numbers the facts of an aggregate without gaps, across rollbacks and concurrent writers', async () => {
    const id = newId();
    await Promise.all(Array.from({ length: 5 }, () => state(id, 3)));
    await inTransaction(db, async (tx) => {
      await emit(tx, happened, id, { note: 'never' });
      throw new Error('rolled back');
    }).catch(quiet);
    await state(id, 1);
    const rows = await sql<{ seq: string }>(db, 'select seq from outbox where rfq_id = $1 order by seq', [
      id,
    ]);
    expect(rows.map((row) => Number(row.seq))).toEqual(Array.from({ length: 16 }, (_, index) => index + 1));
  });

  test('hands over exactly the facts that committed', async () => {
    const queues = recorder();
    await state(newId(), 4);
    await inTransaction(db, async (tx) => {
      await emit(tx, happened, newId(), { note: 'never' });
      throw new Error('rolled back');
    }).catch(quiet);
    while ((await relayOnce(db, [job], queues, quiet)) > 0);
    expect(queues.added).toHaveLength(4);
  });

  test('hands each fact over once, though several relays run side by side', async () => {
    const queues = recorder();
    for (let index = 0; index < 20; index += 1) await state(newId(), 20);
    const relay = async () => {
      while ((await relayOnce(db, [job], queues, quiet)) > 0);
    };
    await Promise.all([relay(), relay(), relay(), relay()]);
    expect(queues.added).toHaveLength(400);
    expect(new Set(queues.added.map((dispatch) => dispatch.id)).size).toBe(400);
  });

  test('keeps facts while the queue is away, and hands them over when it is back', async () => {
    const queues = recorder();
    await state(newId(), 3);
    queues.away = true;
    await expect(relayOnce(db, [job], queues, quiet)).rejects.toThrow('away');
    queues.away = false;
    await relayOnce(db, [job], queues, quiet);
    expect(queues.added).toHaveLength(3);
  });

  test('hands a fact over that commits after later ones', async () => {
    const queues = recorder();
    const id = newId();
    const runner = db.createQueryRunner();
    await runner.startTransaction();
    await emit(runner.manager as never, happened, id, { note: 'slow' });
    await state(newId(), 2);
    await relayOnce(db, [job], queues, quiet);
    await runner.commitTransaction();
    await runner.release();
    await relayOnce(db, [job], queues, quiet);
    expect(queues.added.filter((dispatch) => dispatch.rfqId === id)).toHaveLength(1);
  });
});

describe('the sweeper', () => {
  test('dispatches again what has not completed in PostgreSQL, and settles what has', async () => {
    const queues = recorder();
    const id = newId();
    await state(id, 2);
    await relayOnce(db, [job], queues, quiet);
    const [done, lost] = queues.added;
    if (!done || !lost) throw new Error('nothing was dispatched');
    await inTransaction(db, (tx) => complete(tx, { rfqId: id, outboxId: done.outboxId, job: 'react' }));
    await sql(db, `update outbox set dispatched_at = now() - interval '1 hour'`);
    queues.added.length = 0;
    expect(await sweepOutbox(db, [job], queues, 30_000)).toBe(1);
    expect(queues.added.map((dispatch) => dispatch.id)).toEqual([lost.id]);
    expect(await sql(db, 'select id from outbox where settled_at is not null')).toEqual([
      { id: done.outboxId },
    ]);
    expect(await sweepOutbox(db, [job], queues, 30_000)).toBe(0);
  });

  test('leaves dead letters to an operator', async () => {
    const queues = recorder();
    await state(newId(), 1);
    await relayOnce(db, [job], queues, quiet);
    await sql(
      db,
      `insert into dead_letter (rfq_id, outbox_id, job, reason) select rfq_id, id, 'react', 'poison' from outbox`,
    );
    await sql(db, `update outbox set dispatched_at = now() - interval '1 hour'`);
    expect(await sweepOutbox(db, [job], queues, 30_000)).toBe(0);
  });
});

describe('a completion', () => {
  test('is had once, however many runs end at the same time', async () => {
    const cause = { rfqId: newId(), outboxId: newId(), job: 'react' };
    const runs = await Promise.all(
      Array.from({ length: 8 }, () => inTransaction(db, (tx) => complete(tx, cause))),
    );
    expect(runs.filter(Boolean)).toHaveLength(1);
  });
});
