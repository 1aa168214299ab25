import fc from 'fast-check';
import type { DataSource } from 'typeorm';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { openDatabase } from '../../../src/app/database.ts';
import { inTransaction } from '../../../src/platform/db/in-transaction.ts';
import { sql, sqlOne } from '../../../src/platform/db/sql.ts';
import { isReplay } from '../../../src/platform/idempotency/idempotency.writes.ts';
import { purgeIdempotency } from '../../../src/platform/idempotency/purge.ts';
import { newId } from '../../../src/platform/kernel/ids.ts';
import { defineEvent } from '../../../src/platform/outbox/define-event.ts';
import { emit } from '../../../src/platform/outbox/outbox.writes.ts';
import { purgeOutbox } from '../../../src/platform/outbox/purge.ts';
import { createLogger } from '../../../src/platform/telemetry/logger.ts';
import { createDatabase, type TestDatabase } from '../../support/database.ts';

const happened = defineEvent('test.happened', 1, z.object({}));
const RETENTION_DAYS = 30;

let database: TestDatabase;
let db: DataSource;
beforeAll(async () => {
  database = await createDatabase();
  const options = { url: database.url, poolSize: 4, applicationName: 'test', statementTimeoutMs: 60_000 };
  db = await openDatabase(options, createLogger('silent', 'test'));
});
beforeEach(() => sql(db, 'truncate outbox, outbox_sequence, outbox_completion, dead_letter, idempotency'));
afterAll(async () => {
  await db.destroy();
  await database.drop();
});

/** `old` and `young` facts are settled; `dead` ones too, but one of their jobs waits for an operator. */
const KINDS = ['old', 'young', 'unsettled', 'dead'] as const;
type Kind = (typeof KINDS)[number];

/** Writes a whole history at once, with a completion for each settled fact. */
async function history(kinds: readonly Kind[], id = newId()): Promise<string> {
  await sql(
    db,
    `with fact as (
       insert into outbox (rfq_id, id, seq, name, version, payload, dispatched_at, settled_at)
       select $1, gen_random_uuid(), k.seq, 'test.happened', 1, '{}', now(),
              case k.kind when 'unsettled' then null when 'young' then now() - interval '29 days'
                   else now() - interval '31 days' end
         from unnest($2::text[]) with ordinality as k(kind, seq)
       returning id, seq, settled_at),
     letter as (
       insert into dead_letter (rfq_id, outbox_id, job, reason)
       select $1, id, 'react', 'poison' from fact where ($2::text[])[seq] = 'dead')
     insert into outbox_completion (rfq_id, outbox_id, job) select $1, id, 'other' from fact where settled_at is not null`,
    [id, kinds],
  );
  await sql(db, 'insert into outbox_sequence (rfq_id, last_seq) values ($1, $2)', [id, kinds.length]);
  return id;
}

const many = (count: number, kind: Kind = 'old'): Kind[] => Array.from({ length: count }, () => kind);
const purge = (kept: readonly string[] = []) =>
  purgeOutbox(db, {
    retentionDays: RETENTION_DAYS,
    keep: async (_db, ids) => ids.filter((id) => kept.includes(id)),
  });
const seqsOf = async (id: string) =>
  (await sql<{ seq: string }>(db, 'select seq from outbox where rfq_id = $1 order by seq', [id])).map((row) =>
    Number(row.seq),
  );
const count = async (table: string) =>
  (await sqlOne<{ count: number }>(db, `select count(*)::int as count from ${table}`))?.count;

describe('the purge of facts', () => {
  test('deletes what settled long ago, with its completions, and nothing else', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(fc.constantFrom(...KINDS, 'old' as const, 'old' as const), { maxLength: 12 }), {
          maxLength: 8,
        }),
        async (histories) => {
          await sql(db, 'truncate outbox, outbox_sequence, outbox_completion, dead_letter');
          const ids: string[] = [];
          for (const kinds of histories) ids.push(await history(kinds));
          await purge();
          for (const [index, kinds] of histories.entries()) {
            const stays = kinds.findIndex((kind) => kind !== 'old');
            const left = stays === -1 ? [] : kinds.map((_kind, place) => place + 1).slice(stays);
            expect(await seqsOf(ids[index] ?? '')).toEqual(left);
          }
          const orphans = await sql(
            db,
            'select 1 from outbox_completion c where not exists (select from outbox o where o.rfq_id = c.rfq_id and o.id = c.outbox_id)',
          );
          expect(orphans).toEqual([]);
        },
      ),
      { numRuns: 25 },
    );
  });

  test('reaches every history, however many and however long', async () => {
    await history(many(4_500));
    await sql(
      db,
      `insert into outbox (rfq_id, id, seq, name, version, payload, dispatched_at, settled_at)
       select gen_random_uuid(), gen_random_uuid(), 1, 'test.happened', 1, '{}', now(), now() - interval '31 days'
         from generate_series(1, 300)`,
    );
    const kept = await history(many(1_100));
    expect(await purge([kept])).toBe(4_800);
    expect(await count('outbox')).toBe(1_100);
    expect(await count('outbox_completion')).toBe(1_100);
  });

  test('keeps all facts of an aggregate whose history is still needed', async () => {
    const kept = await history(many(3));
    const other = await history(many(3));
    expect(await purge([kept])).toBe(3);
    expect([await seqsOf(kept), await seqsOf(other)]).toEqual([[1, 2, 3], []]);
  });

  test('lets the numbering go on', async () => {
    const id = await history(many(3));
    await purge();
    await inTransaction(db, (tx) => emit(tx, happened, id, {}));
    expect(await seqsOf(id)).toEqual([4]);
  });

  test('counts each fact once, though copies run side by side', async () => {
    for (let index = 0; index < 50; index += 1) await history(many(10));
    const counts = await Promise.all([purge(), purge(), purge()]);
    expect(counts.reduce((sum, each) => sum + each, 0)).toBe(500);
  });
});

describe('the purge of idempotency keys', () => {
  const use = (aggregateId: string, key: string, creation?: true) =>
    inTransaction(db, (tx) =>
      isReplay(tx, { aggregateId, actorKey: 'buyer', key, hash: 'h', ...(creation && { creation }) }),
    );
  const age = (days: number) =>
    sql(db, `update idempotency set created_at = now() - make_interval(days => $1)`, [days]);

  test('forgets old keys, but never one that made something', async () => {
    const [later, made] = [newId(), newId()];
    await use(later, 'a');
    await use(made, 'a', true);
    await age(RETENTION_DAYS + 1);
    await use(later, 'b');
    expect(await purgeIdempotency(db, RETENTION_DAYS)).toBe(1);
    expect([await use(later, 'b'), await use(made, 'a', true), await use(later, 'a')]).toEqual([
      true,
      true,
      false,
    ]);
  });

  test('keeps every key for a day, with the shortest retention there is', async () => {
    const id = newId();
    await use(id, 'a');
    await sql(db, `update idempotency set created_at = now() - interval '23 hours 59 minutes'`);
    expect(await purgeIdempotency(db, 1)).toBe(0);
    expect(await use(id, 'a')).toBe(true);
  });
});
